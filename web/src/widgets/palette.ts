// The colours of base.css again, as values that antd and the charts compute with. palette.test.ts keeps the two the same.
import { theme as antd_theme, type ThemeConfig } from "antd";

export type ThemeName = "light" | "dark";
export const palettes = {
  light: {
    bg: "#f3f4f6", panel: "#ffffff", ink: "#1c2128", soft: "#5c6773", quiet: "#626c78", faint: "#98a2ad", line: "#dde2e7", grid: "#e9ecef",
    bad: "#c4162a", badbg: "#fbe9eb", warn: "#a05a00", warnbg: "#fdf2df", info: "#1f63c6", infobg: "#e8f0fb", ok: "#3d7a57",
  },
  dark: {
    bg: "#0f1216", panel: "#171b20", ink: "#e4e8ec", soft: "#98a3ae", quiet: "#8793a0", faint: "#66717c", line: "#272d34", grid: "#20262c",
    bad: "#ff6b76", badbg: "#35161b", warn: "#f0ad4e", warnbg: "#33260f", info: "#6ea8ff", infobg: "#16253b", ok: "#79b894",
  },
} as const;

export const font = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif';

export function antd_config(name: ThemeName): ThemeConfig {
  const p = palettes[name];
  return {
    algorithm: name === "dark" ? antd_theme.darkAlgorithm : antd_theme.defaultAlgorithm,
    token: {
      colorPrimary: p.ink, colorError: p.bad, colorWarning: p.warn, colorInfo: p.info, colorSuccess: p.ok, colorLink: p.info,
      colorBgBase: p.panel, colorTextBase: p.ink, colorBgLayout: p.bg, colorBgContainer: p.panel, colorBgElevated: p.panel,
      colorText: p.ink, colorTextSecondary: p.soft, colorTextTertiary: p.quiet, colorTextPlaceholder: p.quiet, colorTextDescription: p.soft,
      colorBorder: p.line, colorBorderSecondary: p.grid,
      borderRadius: 6, fontFamily: font, fontSize: 14, controlHeight: 32, motionDurationMid: "0.12s", motionDurationSlow: "0.16s", wireframe: false,
    },
    components: {
      Button: { colorPrimary: p.ink, colorPrimaryHover: p.soft, colorPrimaryActive: p.ink, primaryColor: p.panel, dangerColor: p.panel, fontWeight: 550, primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Segmented: { itemSelectedBg: p.panel, trackBg: p.grid },
    },
  };
}
