// The plant at a glance: figures of today, each station with its main stream, what waits for a person, and where quality is lost.
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useLink } from "@/api/live";
import { useBoard, useMe } from "@/api/queries";
import type { Board, EquipmentView } from "@/api/shapes";
import { Asked, Empty } from "@/widgets/asked";
import { ago_text, number_text } from "@/widgets/format";
import { usePlantWords } from "@/widgets/plan_lines";
import { tour_state, useTourStep } from "@/widgets/tour_state";
import { useTrail } from "@/widgets/trail";
import { AlarmList, HoldList } from "./attention";
import { Effectiveness } from "./effectiveness";
import { FirstSteps } from "./first_steps";
import { Defects, YieldByHour } from "./losses";
import { StationCard, StationTile } from "./station_card";
import "./board.css";

export default function BoardPage() {
  const { t } = useTranslation();
  const board = useBoard();
  const link = useLink();
  const words = usePlantWords();
  const site = [...words.equipment.entries()].find(([, body]) => body.level === "site" || body.in === undefined)?.[0];
  useTrail([...(site ? [{ text: words.equipment_name(site) || site }] : []), { text: t("nav.board") }]);
  document.title = `${t("nav.board")} · Jidoka`;
  return (
    <Asked answer={board} lines={10}>
      {(data) => data.equipment.length === 0 ? (
        <>
          <h1 className="unseen">{t("nav.board")}</h1>
          <FirstSteps />
        </>
      ) : (
        <div className={`board ${link === "lost" ? "stale" : ""}`}>
          <h1 className="unseen">{t("nav.board")}</h1>
          <Invitation />
          <Kpis board={data} />
          <Stations board={data} />
          <div className="split">
            <div className="stack">
              <AlarmList alarms={data.alarms} />
              <HoldList holds={data.holds} />
            </div>
            <div className="card">
              <Defects defects={data.defects} kpis={data.kpis} />
              <YieldByHour hours={data.yield_by_hour} now={data.now} />
              <Effectiveness board={data} />
            </div>
          </div>
        </div>
      )}
    </Asked>
  );
}

function Kpis({ board }: { board: Board }) {
  const { t } = useTranslation();
  const { good_units, failed_units, first_pass_yield, held_units, oldest_hold } = board.kpis;
  const held = held_units > 0 || board.holds.length > 0;
  return (
    <section className="card kpis" aria-label={t("board.today")}>
      <div>
        <h2>{t("board.first_pass_yield")}</h2>
        {first_pass_yield === undefined || first_pass_yield === null ? (
          <span className="none">{t("board.no_units")}</span>
        ) : (
          <>
            <span className="big">{number_text(share(first_pass_yield) * 100, { least: 1, most: 1 })}</span>
            <span className="unit">%</span>
          </>
        )}
      </div>
      <div>
        <h2>{t("board.good_units")}</h2>
        <span className="big">{number_text(good_units)}</span>
        <span className="unit">{t("board.of_units", { total: number_text(good_units + failed_units) })}</span>
      </div>
      <div>
        <h2>{t("board.failed_units")}</h2>
        <span className="big">{number_text(failed_units)}</span>
        <span className="unit">{t("board.units")}</span>
      </div>
      <div>
        <h2>{t("board.held")}</h2>
        <Link to="/holds">
          <span className={`big ${held ? "bad" : ""}`}>{number_text(held_units)}</span>
          <span className="unit">
            {t("board.units")}
            {oldest_hold ? ` · ${t("board.oldest", { age: ago_text(oldest_time(board, oldest_hold)) })}` : ""}
          </span>
        </Link>
      </div>
    </section>
  );
}
// A share is between 0 and 1.
const share = (value: number) => Math.min(1, Math.max(0, value));
// The oldest hold is named by its time, or by its id.
function oldest_time(board: Board, oldest: string): string {
  return board.holds.find((hold) => hold.id === oldest)?.placed_at ?? oldest;
}

// Nothing that needs anybody: it runs or waits, its signals come, nobody was warned.
export const is_calm = (one: EquipmentView) => (one.state === "running" || one.state === "idle") && one.alarms === 0 && one.holds === 0;
const most_cards = 40;

function Stations({ board }: { board: Board }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const navigate = useNavigate();
  const [search, set_search] = useSearchParams();
  const exceptions = search.get("show") === "exceptions";
  const stations = board.equipment.filter((one) => one.level === "station");
  const shown = exceptions ? stations.filter((one) => !is_calm(one)) : stations;
  const lines = [...new Set(shown.map((one) => one.in ?? ""))].map((line) => ({ line, members: shown.filter((one) => (one.in ?? "") === line) }));
  if (stations.length === 0) {
    return (
      <div className="card" style={{ marginBottom: 14 }}>
        <Empty title={t("board.no_equipment")}>
          <p>{t("board.no_equipment_next")}</p>
        </Empty>
      </div>
    );
  }
  return (
    <section aria-label={t("nav.equipment")}>
      <div className="board-verbs">
        <Segmented
          size="small" value={exceptions ? "exceptions" : "all"} onChange={(value) => set_search(value === "all" ? {} : { show: value }, { replace: true })}
          options={[{ value: "all", label: t("board.stations", { count: stations.length }) }, { value: "exceptions", label: t("board.exceptions", { count: stations.filter((one) => !is_calm(one)).length }) }]}
        />
        <Button size="small" type="text" className="wide" onClick={() => navigate("/board/screen")}>{t("screen.title")}</Button>
      </div>
      {shown.length === 0 && <div className="card" style={{ marginBottom: 14 }}><Empty title={t("board.no_exceptions")}><p>{t("board.no_exceptions_what")}</p></Empty></div>}
      {lines.map(({ line, members }) => (
        <div key={line}>
          {lines.length > 1 && line !== "" && <h2 className="line-name"><Link to={`/equipment/${encodeURIComponent(line)}`}>{words.equipment_name(line) || line}</Link></h2>}
          {shown.length > most_cards ? (
            <div className="stations tiles">{members.map((one) => <StationTile key={one.id} equipment={one} words={words} alarms={board.alarms} />)}</div>
          ) : (
            <div className={`stations ${members.length < 4 ? "few" : ""}`}>
              {members.map((one) => <StationCard key={one.id} equipment={one} words={words} holds={board.holds} alarms={board.alarms} now={board.now} />)}
            </div>
          )}
        </div>
      ))}
    </section>
  );
}

// Once, for somebody new; declined or started, it does not come again.
function Invitation() {
  const { t } = useTranslation();
  const me = useMe().data;
  const step = useTourStep(me?.user);
  if (me === undefined || step !== "new") return null;
  return (
    <div className="card invitation">
      <span>{t("tour.invite")}</span>
      <span className="row">
        <Button type="primary" size="small" onClick={() => tour_state.go_to(me.user, 0)}>{t("tour.show_me")}</Button>
        <Button size="small" onClick={() => tour_state.end(me.user)}>{t("tour.no")}</Button>
      </span>
    </div>
  );
}
