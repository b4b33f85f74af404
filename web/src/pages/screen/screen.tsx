// A board for a wall: no hands, no menu, always dark. It shows the stations, then what waits for a person, then the yield, and starts
// again; what is wrong stays in a line at the top. Laid out once for 1920 × 1080 and enlarged to the screen it is on.
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { live, useLink } from "@/api/live";
import { useBoard } from "@/api/queries";
import type { Board } from "@/api/shapes";
import { say } from "@/text";
import { Asked } from "@/widgets/asked";
import { hour_text, time_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { ScreenAlarms, ScreenStations, ScreenYield, stations_a_view } from "./views";
import "./screen.css";

const seconds_a_view = 20;

export default function ScreenPage() {
  const { t } = useTranslation();
  const board = useBoard();
  useEffect(() => {
    document.title = `${t("screen.title")} · Jidoka`;
    const before = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "dark";
    return () => void (document.documentElement.dataset.theme = before);
  }, [t]);
  return <Asked answer={board} lines={10}>{(data) => <Wall board={data} />}</Asked>;
}

type View = { kind: "stations"; line: string; page: number } | { kind: "alarms" } | { kind: "yield" };
function views_of(board: Board): View[] {
  const stations = board.equipment.filter((one) => one.level === "station");
  const lines = [...new Set(stations.map((one) => one.in ?? ""))];
  const of_line = lines.flatMap((line): View[] => {
    const count = stations.filter((one) => (one.in ?? "") === line).length;
    return Array.from({ length: Math.ceil(count / stations_a_view) }, (_, page) => ({ kind: "stations", line, page }));
  });
  return [...of_line, { kind: "alarms" }, { kind: "yield" }];
}

function Wall({ board }: { board: Board }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const views = views_of(board);
  const [at, set_at] = useState(0);
  const [paused, set_paused] = useState(false);
  const count = useRef(views.length);
  count.current = views.length;
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => set_at((before) => before + 1), seconds_a_view * 1000);
    return () => clearInterval(timer);
  }, [paused, at]);
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => {
      if (event.key === "Escape") navigate("/board");
      else if (event.key === "ArrowRight") set_at((before) => before + 1);
      else if (event.key === "ArrowLeft") set_at((before) => before + count.current - 1);
      else if (event.key === " ") set_paused((before) => !before);
    };
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [navigate]);
  const index = at % views.length;
  const view = views[index]!;
  return (
    <div className="screen" style={{ zoom: useEnlargement() }}>
      <header>
        <h1>{t(`screen.view.${view.kind}`)}</h1>
        <Summary board={board} />
        <Clock />
      </header>
      <div className="screen-body" key={index}>
        {view.kind === "stations" && <ScreenStations board={board} line={view.line} page={view.page} />}
        {view.kind === "alarms" && <ScreenAlarms board={board} />}
        {view.kind === "yield" && <ScreenYield board={board} />}
      </div>
      <footer>
        <span className="dots" role="img" aria-label={t("screen.at", { at: index + 1, of: views.length })}>
          {views.map((_, i) => <i key={i} className={i === index ? "on" : ""} />)}
        </span>
        <span className="quiet">{paused ? t("screen.paused") : t("screen.keys")}</span>
      </footer>
    </div>
  );
}

// As large as the smaller of the two sides allows; a phone gets the same, small.
function useEnlargement(): number {
  const of_window = () => Math.min(window.innerWidth / 1920, window.innerHeight / 1080);
  const [size, set_size] = useState(of_window);
  useEffect(() => {
    const measure = () => set_size(of_window());
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return size;
}

// What must be seen whichever view is on: stopped stations, open alarms, held units, and a connection that is gone.
function Summary({ board }: { board: Board }) {
  const { t } = useTranslation();
  const link = useLink();
  const stopped = board.equipment.filter((one) => one.state === "stopped");
  if (link === "lost") return <span className="screen-tag warn"><Mark shape="triangle" /> {live.heard_at ? t("screen.lost", { time: time_text(live.heard_at) }) : t("link.never")}</span>;
  if (stopped.length === 0 && board.alarms.length === 0 && board.kpis.held_units === 0) return <span className="screen-tag"><Mark shape="tick" /> {t("screen.calm")}</span>;
  return (
    <span className="screen-tags">
      {stopped.length > 0 && <span className="screen-tag bad"><Mark shape="square" /> {t("screen.stopped", { what: stopped.slice(0, 4).map((one) => say(one.name) || one.id).join(", ") })}</span>}
      {board.alarms.length > 0 && <span className="screen-tag warn"><Mark shape="triangle" /> {t("board.alarms", { count: board.alarms.length })}</span>}
      {board.kpis.held_units > 0 && <span className="screen-tag bad"><Mark shape="square" /> {t("screen.held", { count: board.kpis.held_units })}</span>}
    </span>
  );
}

function Clock() {
  const [now, set_now] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => set_now(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return <time className="screen-clock">{hour_text(now)}</time>;
}
