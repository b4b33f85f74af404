// The control chart itself: location above, spread below, one time axis. Lazily loaded with the parts of ECharts it uses.
import { LineChart, ScatterChart } from "echarts/charts";
import { AxisPointerComponent, DataZoomInsideComponent, GridComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use, type ECharts } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ControlChart } from "@/api/shapes";
import { palettes } from "@/widgets/palette";
import { useTheme } from "@/widgets/theme";
import { chart_option, type ChartWords } from "./chart_option";
import type { Chosen } from "./moment";

use([LineChart, ScatterChart, GridComponent, TooltipComponent, AxisPointerComponent, DataZoomInsideComponent, MarkLineComponent, LabelLayout, CanvasRenderer]);

interface Props {
  chart: ControlChart;
  chosen: Chosen | null;
  choose: (chosen: Chosen | null) => void;
  pause: () => void;
  older: () => void;
  newer: (() => void) | undefined;
}
export default function Drawing({ chart, chosen, choose, pause, older, newer }: Props) {
  const { t } = useTranslation();
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<ECharts | null>(null);
  const calls = useRef({ choose, pause, chart });
  calls.current = { choose, pause, chart };

  useEffect(() => {
    const made = init(box.current!);
    drawn.current = made;
    made.on("click", (event) => {
      const data = event.data as { panel?: number; point?: number } | undefined;
      if (data?.panel !== undefined && data.point !== undefined) calls.current.choose({ panel: data.panel, index: data.point });
    });
    made.on("datazoom", () => {
      const zoom = (made.getOption() as { dataZoom?: { end?: number }[] }).dataZoom?.[0];
      if (zoom?.end !== undefined && zoom.end < 99.5) calls.current.pause();
    });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current!);
    return () => {
      watch.disconnect();
      made.dispose();
      drawn.current = null;
    };
  }, []);

  useEffect(() => {
    const words: ChartWords = { ucl: t("why.ucl"), lcl: t("why.lcl"), upper_spec: t("why.upper_spec"), lower_spec: t("why.lower_spec"), learning: t("why.learning"), rule: (number) => t("why.rule", { number }) };
    const narrow = (box.current?.clientWidth ?? 800) < 560;
    drawn.current?.setOption(chart_option(chart, palettes[theme.name], words, chosen, narrow), { replaceMerge: ["series"] });
  }, [chart, chosen, theme.name, t]);

  // Arrow keys walk along the points, so that every explanation can be read without a mouse.
  const on_key = (event: React.KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const panel = chosen?.panel ?? 0;
    const points = chart.panels[panel]?.points ?? [];
    const at = chosen ? points.findIndex((point) => point.index === chosen.index) : points.length;
    const next = at + (event.key === "ArrowRight" ? 1 : -1);
    if (next < 0) older();
    else if (next >= points.length) newer?.();
    else {
      pause();
      choose({ panel, index: points[next]!.index });
    }
  };
  const signals = chart.panels.reduce((sum, panel) => sum + panel.points.filter((point) => point.rules.length > 0).length, 0);
  const label = t("chart.label", { count: chart.panels[0]?.points.length ?? 0, signals });
  return <div ref={box} className="chart-box" tabIndex={0} role="img" aria-label={label} onKeyDown={on_key} />;
}
