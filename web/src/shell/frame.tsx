// Menu, breadcrumb, search, connection light, language, theme and person around whatever page is open.
import { Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Route, Routes, useLocation, useNavigate } from "react-router";
import { patch, path, remove } from "@/api/client";
import { live, useLink } from "@/api/live";
import { client, useBoard } from "@/api/queries";
import type { Me } from "@/api/shapes";
import { language, say, speak } from "@/text";
import { Bones } from "@/widgets/asked";
import { time_text } from "@/widgets/format";
import { listen_to_keys, use_keys, use_scans } from "@/widgets/keys";
import { Mark } from "@/widgets/mark";
import { useRoleNames } from "@/widgets/may";
import { useTheme } from "@/widgets/theme";
import { PageHead } from "@/widgets/page_head";
import { useSteps, useTrail } from "@/widgets/trail";
import { KeySheet } from "./key_sheet";
import { Logo } from "./logo";
import { PageGuard } from "./page_guard";
import { Palette } from "./palette";
import { menu, routes } from "./routes";
import { look_up_scan } from "./scan";

export function Frame({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const [overlay, set_overlay] = useState<"" | "search" | "keys">("");
  const [menu_open, set_menu_open] = useState(false);
  const main = useRef<HTMLElement>(null);
  useEffect(() => listen_to_keys(), []);
  useEffect(() => {
    set_menu_open(false);
    set_overlay("");
    window.scrollTo(0, 0);
  }, [location.pathname]);
  useJumpKeys(navigate, set_overlay);
  use_scans((code) => void look_up_scan(code, navigate, t));
  return (
    <div className="frame">
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        {t("frame.skip")}
      </a>
      <header style={{ display: "contents" }}>
        <Link className="brand" to="/">
          <Logo /> Jidoka
        </Link>
        <div className="top">
          <button type="button" className="plain menu-button" aria-label={t("frame.menu")} aria-expanded={menu_open} onClick={() => set_menu_open(!menu_open)}>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1 3h14M1 8h14M1 13h14" stroke="currentColor" strokeWidth="1.8" /></svg>
          </button>
          <Trail />
          <div className="top-right">
            <LinkLight />
            <button type="button" className="search-box" onClick={() => set_overlay("search")} aria-label={t("frame.search")}>
              <span>{t("frame.search")}</span>
              <svg className="narrow" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M11 11l4 4M12.5 7a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0" fill="none" stroke="currentColor" strokeWidth="1.6" /></svg>
              <kbd>/</kbd>
            </button>
            <Person me={me} />
          </div>
        </div>
      </header>
      <Menu open={menu_open} />
      <div className="scrim" onClick={() => set_menu_open(false)} />
      <main id="main" ref={main} tabIndex={-1}>
        <StaleBanner />
        <PageGuard key={location.pathname}>
          <Suspense fallback={<Bones lines={6} />}>
            <Routes>
              {routes.map(({ path: at, page: Page }) => (
                <Route key={at} path={at} element={<Page />} />
              ))}
              <Route path="*" element={<Nowhere />} />
            </Routes>
          </Suspense>
        </PageGuard>
      </main>
      {overlay === "search" && <Palette me={me} close={() => set_overlay("")} />}
      {overlay === "keys" && <KeySheet close={() => set_overlay("")} />}
    </div>
  );
}

function Nowhere() {
  const { t } = useTranslation();
  useTrail([{ text: t("frame.nowhere") }]);
  return (
    <>
      <PageHead title={t("frame.nowhere")} plain={t("frame.nowhere")} />
      <p className="soft">
        {t("frame.nowhere_next")} <Link className="link" to="/">{t("nav.board")}</Link>
      </p>
    </>
  );
}

function useJumpKeys(navigate: (to: string) => unknown, open: (overlay: "search" | "keys") => void) {
  const after_g = useRef(-Infinity);
  use_keys((key) => {
    if (performance.now() - after_g.current < 1200) {
      after_g.current = -Infinity;
      const entry = menu.flatMap((group) => group.entries).find((one) => one.key === key);
      if (entry) navigate(entry.to);
      return true;
    }
    if (key === "g") after_g.current = performance.now();
    else if (key === "/") open("search");
    else if (key === "?") open("keys");
    else return false;
    return true;
  });
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open("search");
      }
    };
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [open]);
}

function Trail() {
  const steps = useSteps();
  const { t } = useTranslation();
  return (
    <nav className="crumb" aria-label={t("frame.trail")}>
      {steps.map((step, i) => {
        const last = i === steps.length - 1;
        return (
          <span key={i} className={last ? "" : "wide"}>
            {i > 0 && <i className="wide">›</i>}
            {last ? <b>{step.text}</b> : step.to ? <Link to={step.to}>{step.text}</Link> : step.text}
          </span>
        );
      })}
    </nav>
  );
}

function LinkLight() {
  const { t } = useTranslation();
  const link = useLink();
  const tone = link === "live" ? "" : link === "lost" ? "warn" : "";
  return (
    <span className={`tag ${tone}`} role="status" title={t(`link.${link}_what`)}>
      <Mark shape={link === "live" ? "dot" : link === "lost" ? "triangle" : "ring"} />
      <span className={link === "live" ? "wide" : ""}>{t(`link.${link}`)}</span>
    </span>
  );
}

function StaleBanner() {
  const { t } = useTranslation();
  const link = useLink();
  if (link !== "lost") return null;
  return (
    <div className="banner" role="status" style={{ borderRadius: 6, margin: "0 0 12px", border: 0 }}>
      <Mark shape="triangle" />
      <span>{live.heard_at ? t("link.stale", { time: time_text(live.heard_at) }) : t("link.never")}</span>
    </div>
  );
}

function Menu({ open }: { open: boolean }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const board = useBoard().data;
  const counts = { alarms: board?.alarms.length ?? 0, holds: board?.holds.length ?? 0 };
  return (
    <nav className={`nav ${open ? "open" : ""}`} aria-label={t("frame.menu")}>
      {menu.map((group) => (
        <div key={group.text} style={{ display: "contents" }}>
          <h2>{t(group.text)}</h2>
          {group.entries.map((entry) => {
            const count = entry.count ? counts[entry.count] : 0;
            return (
              <NavLink key={entry.to} to={entry.to} end={entry.to === "/"} className={({ isActive }) => (isActive || entry.also?.some((under) => pathname.startsWith(under)) ? "on" : "")}>
                {t(entry.text)} {count > 0 && <em className="bad">{count >= 20 ? "20+" : count}</em>}
              </NavLink>
            );
          })}
        </div>
      ))}
      <div className="nav-foot wide">
        <kbd>?</kbd> {t("frame.keys")}
      </div>
    </nav>
  );
}

function Person({ me }: { me: Me }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const role_name = useRoleNames();
  const turn_language = () => {
    const next = language() === "zh" ? "en" : "zh";
    void speak(next);
    // The choice also follows the person to other machines; when that fails it still holds here.
    patch(path("me"), { language: next }).catch(() => undefined);
  };
  const leave = async () => {
    await remove(path("session")).catch(() => undefined);
    live.stop();
    client.clear();
    window.location.assign("/");
  };
  return (
    <>
      <button type="button" className="plain" onClick={turn_language} aria-label={t("language.switch")}>
        {t("language.short")}
      </button>
      <button type="button" className="plain" onClick={theme.turn} aria-label={t(theme.name === "dark" ? "theme.light" : "theme.dark")} title={t(theme.name === "dark" ? "theme.light" : "theme.dark")}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" /><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4Z" fill="currentColor" /></svg>
      </button>
      <span className="wide" title={me.user} style={{ padding: "0 4px", whiteSpace: "nowrap" }}>
        {say(me.display) || me.user}
        <span className="quiet role"> · {me.roles.map(role_name).join(", ")}</span>
      </span>
      <button type="button" className="plain" onClick={() => void leave()} aria-label={t("frame.sign_out")} title={t("frame.sign_out")}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6 2H2v12h4M6 8h8.5M11 4.5 14.5 8 11 11.5" fill="none" stroke="currentColor" strokeWidth="1.6" /></svg>
      </button>
    </>
  );
}
