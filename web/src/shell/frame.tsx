// Menu, breadcrumb, search, connection light, language, theme and person around whatever page is open.
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Route, Routes, useLocation, useNavigate } from "react-router";
import { live, useLink } from "@/api/live";
import { useBoard } from "@/api/queries";
import type { Me } from "@/api/shapes";
import { Bones } from "@/widgets/asked";
import { time_text } from "@/widgets/format";
import { listen_to_keys, use_keys, use_scans } from "@/widgets/keys";
import { Mark } from "@/widgets/mark";
import { may } from "@/widgets/may";
import { PageHead } from "@/widgets/page_head";
import { tell } from "@/widgets/toasts";
import { tour_state } from "@/widgets/tour_state";
import { useSteps, useTrail } from "@/widgets/trail";
import { help_address } from "./help_pages";
import { Home } from "./home";
import { KeySheet } from "./key_sheet";
import { Logo } from "./logo";
import { PageGuard } from "./page_guard";
import { Palette } from "./palette";
import { Person } from "./person";
import { menu, menu_entries, routes } from "./routes";
import { look_up_scan } from "./scan";
import { Tour } from "./tour";

const Camera = lazy(() => import("./camera"));
type Overlay = "" | "search" | "keys" | "camera";

export function Frame({ me }: { me: Me }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const location = useLocation();
  const [overlay, set_overlay] = useState<Overlay>("");
  const [menu_open, set_menu_open] = useState(false);
  const main = useRef<HTMLElement>(null);
  const tour = () => tour_state.go_to(me.user, 0);
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
            <a className="plain" href={help_address(location.pathname)} target="_blank" rel="noreferrer" aria-label={t("frame.help")} title={t("frame.help")}>
              <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" strokeWidth="1.4" /><path d="M5.9 6.3c0-2.8 4.3-2.7 4.2-.1 0 1.6-2 1.6-2 3.3M8.1 11.2v1.2" fill="none" stroke="currentColor" strokeWidth="1.5" /></svg>
            </a>
            <Person me={me} tour={tour} />
          </div>
        </div>
      </header>
      <Menu me={me} open={menu_open} />
      <div className="scrim" onClick={() => set_menu_open(false)} />
      <main id="main" ref={main} tabIndex={-1}>
        <StaleBanner />
        <PageGuard key={location.pathname}>
          <Suspense fallback={<Bones lines={6} />}>
            <Routes>
              <Route path="/" element={<Home me={me} />} />
              {routes.map(({ path: at, page: Page }) => (
                <Route key={at} path={at} element={<Page />} />
              ))}
              <Route path="*" element={<Nowhere />} />
            </Routes>
          </Suspense>
        </PageGuard>
      </main>
      {overlay === "search" && <Palette me={me} close={() => set_overlay("")} camera={() => set_overlay("camera")} keys={() => set_overlay("keys")} tour={tour} />}
      {overlay === "keys" && <KeySheet me={me} close={() => set_overlay("")} />}
      {overlay === "camera" && (
        <Suspense fallback={null}>
          <Camera close={() => set_overlay("")} found={(code) => (set_overlay(""), void look_up_scan(code, navigate, t))} />
        </Suspense>
      )}
      <Tour user={me.user} />
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
        {t("frame.nowhere_next")} <Link className="link" to="/board">{t("nav.board")}</Link>
      </p>
    </>
  );
}

function useJumpKeys(navigate: (to: string) => unknown, open: (overlay: Overlay) => void) {
  const after_g = useRef(-Infinity);
  use_keys((key) => {
    if (performance.now() - after_g.current < 1200) {
      after_g.current = -Infinity;
      const entry = menu_entries.find((one) => one.key === key);
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

// Says since when nothing is heard and how old the page therefore is; when the connection is back it says so once.
function StaleBanner() {
  const { t } = useTranslation();
  const link = useLink();
  const lost_at = useRef<number | null>(null);
  useEffect(() => {
    if (link === "lost") lost_at.current = live.lost_at;
    else if (link === "live" && lost_at.current !== null) {
      tell(t("link.back", { time: time_text(lost_at.current) }));
      lost_at.current = null;
    }
  }, [link, t]);
  if (link !== "lost") return null;
  return (
    <div className="banner" role="status" style={{ borderRadius: 6, margin: "0 0 12px", border: 0 }}>
      <Mark shape="triangle" />
      <span>{live.heard_at ? t("link.stale", { since: time_text(live.lost_at ?? live.heard_at), time: time_text(live.heard_at) }) : t("link.never")}</span>
    </div>
  );
}

function Menu({ me, open }: { me: Me; open: boolean }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const board = useBoard().data;
  const counts = { alarms: board?.alarms.length ?? 0, holds: board?.holds.length ?? 0 };
  return (
    <nav className={`nav ${open ? "open" : ""}`} aria-label={t("frame.menu")}>
      {menu.map((group) => (
        <div key={group.text} style={{ display: "contents" }}>
          <h2>{t(group.text)}</h2>
          {group.entries.filter((entry) => entry.needs === undefined || may(me, entry.needs)).map((entry) => {
            const count = entry.count ? counts[entry.count] : 0;
            return (
              <NavLink key={entry.to} to={entry.to} className={({ isActive }) => (isActive || entry.also?.some((under) => pathname.startsWith(under)) ? "on" : "")}>
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
