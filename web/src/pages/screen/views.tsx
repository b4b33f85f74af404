// The three views of the wall: stations, what waits for a person, and the yield.
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSamples } from "@/api/queries";
import type { Board, EquipmentView, Stream } from "@/api/shapes";
import { say } from "@/text";
import { useCoversText } from "@/widgets/covers";
import { ago_text, hour_text, number_text } from "@/widgets/format";
import { LiveSpark } from "@/widgets/live_spark";
import { main_stream } from "@/widgets/main_stream";
import { Mark } from "@/widgets/mark";
import { usePlantWords } from "@/widgets/plan_lines";
import { EquipmentState, PriorityMark } from "@/widgets/state";

export const stations_a_view = 12;
type Words = ReturnType<typeof usePlantWords>;

export function ScreenStations({ board, line, page }: { board: Board; line: string; page: number }) {
  const words = usePlantWords();
  const members = board.equipment.filter((one) => one.level === "station" && (one.in ?? "") === line).slice(page * stations_a_view, (page + 1) * stations_a_view);
  return (
    <>
      {line !== "" && <h2>{words.equipment_name(line) || line}</h2>}
      <div className={`screen-stations of-${members.length <= 2 ? 2 : members.length <= 6 ? 3 : 4}`}>
        {members.map((one) => <Station key={one.id} equipment={one} words={words} board={board} />)}
      </div>
    </>
  );
}

function Station({ equipment, words, board }: { equipment: EquipmentView; words: Words; board: Board }) {
  const stream = main_stream(equipment, words, board.alarms);
  const tone = equipment.state === "stopped" ? "stopped" : equipment.alarms > 0 || equipment.holds > 0 ? "attention" : "";
  const since = equipment.state === "stopped" ? equipment.stop?.stopped_at : equipment.since;
  return (
    <article className={`screen-station ${tone}`}>
      <h3>{equipment.id} <span>{say(equipment.name) === equipment.id ? "" : say(equipment.name)}</span></h3>
      <EquipmentState state={equipment.state} more={equipment.state === "running" ? equipment.activity?.item : since ? ago_text(since) : undefined} />
      {equipment.state === "stopped" && <p className="bad reason">{say(equipment.stop?.reason)}</p>}
      {stream && equipment.state !== "stopped" && <Main stream={stream} words={words} faded={equipment.state === "no_data" || equipment.state === "not_connected"} />}
    </article>
  );
}

function Main({ stream, words, faded }: { stream: Stream; words: Words; faded: boolean }) {
  const { t } = useTranslation();
  const samples = useSamples(stream.equipment, stream.tag, 60).data;
  const known = useMemo(() => samples && samples.items.toSorted((a, b) => (a.time < b.time ? -1 : 1)).map((sample) => sample.value), [samples]);
  const spec = words.lines.get(stream.id)?.specification;
  const value = useRef<HTMLElement>(null);
  const name = words.stream_name(stream.equipment, stream.tag);
  return (
    <>
      <LiveSpark stream={stream.id} uom={stream.uom} lower={spec?.lower} upper={spec?.upper} faded={faded} known={known} value={value} height={64} theme="dark" label={t("board.spark", { name, count: 60 })} />
      <div className="between">
        <span className="soft">{name}</span>
        <strong ref={value} />
      </div>
    </>
  );
}

export function ScreenAlarms({ board }: { board: Board }) {
  const { t } = useTranslation();
  const covers = useCoversText();
  if (board.alarms.length === 0 && board.holds.length === 0) return <p className="screen-calm"><Mark shape="tick" /> {t("board.no_alarms")}</p>;
  return (
    <div className="screen-columns">
      <section>
        <h2>{t("board.open_alarms")}</h2>
        {board.alarms.slice(0, 8).map((alarm) => (
          <div className="screen-row" key={alarm.id}>
            <PriorityMark priority={alarm.priority} />
            <span><b>{say(alarm.because.text)}</b><small>{hour_text(alarm.raised_at)} · {alarm.equipment}{alarm.state === "unacknowledged" ? ` · ${t("alarm.state.unacknowledged")}` : ""}</small></span>
          </div>
        ))}
        {board.alarms.length === 0 && <p className="soft">{t("board.no_alarms")}</p>}
      </section>
      <section>
        <h2>{t("board.active_holds")}</h2>
        {board.holds.slice(0, 8).map((hold) => (
          <div className="screen-row" key={hold.id}>
            <span className="bad"><Mark shape="square" /></span>
            <span><b>{hold.id} · {say(hold.reason)}</b><small>{hour_text(hold.placed_at)}{hold.counts ? ` · ${covers(hold.counts)}` : ""}</small></span>
          </div>
        ))}
        {board.holds.length === 0 && <p className="soft">{t("board.no_holds")}</p>}
      </section>
    </div>
  );
}

export function ScreenYield({ board }: { board: Board }) {
  const { t, i18n } = useTranslation();
  const { first_pass_yield, good_units, failed_units } = board.kpis;
  const hours = board.yield_by_hour.slice(-12).map((one) => ({ ...one, rate: one.good + one.failed > 0 ? (100 * one.good) / (one.good + one.failed) : null }));
  const rates = hours.flatMap((one) => (one.rate === null ? [] : [one.rate]));
  const floor = Math.max(0, Math.floor(Math.min(...rates, 100) - 2));
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length);
  const top = board.defects.toSorted((a, b) => b.count - a.count).slice(0, 3);
  const defect = (code: string) => (i18n.exists(`defect.${code}`) ? t(`defect.${code}`) : code.replaceAll("_", " "));
  return (
    <div className="screen-columns">
      <section>
        <h2>{t("board.first_pass_yield")}</h2>
        <p className="screen-figure">{first_pass_yield === undefined || first_pass_yield === null ? t("board.no_units") : <>{number_text(first_pass_yield * 100, { least: 1, most: 1 })}<small> %</small></>}</p>
        <p className="soft">{t("board.good_units")}: {number_text(good_units)} {t("board.of_units", { total: number_text(good_units + failed_units) })}</p>
        <h2 style={{ marginTop: 36 }}>{t("screen.top_defects")}</h2>
        {top.length === 0 && <p className="soft">{t("board.no_defects")}</p>}
        {top.map((one) => (
          <div key={one.defect} className="screen-defect"><span>{defect(one.defect)}</span><i style={{ width: `${(100 * one.count) / top[0]!.count}%` }} /><b>{number_text(one.count)}</b></div>
        ))}
      </section>
      <section>
        <h2>{t("board.yield_by_hour")} <small className="quiet">{rates.length > 0 && t("board.from_percent", { floor })}</small></h2>
        <div className="screen-hours">
          {hours.map((one) => (
            <div key={one.hour}>
              <span>{one.rate === null ? "–" : number_text(one.rate, { least: 1, most: 1 })}</span>
              <div>{one.rate !== null && <i className={one.rate < mean - 0.5 ? "low" : ""} style={{ height: `${(100 * (one.rate - floor)) / (100 - floor)}%` }} />}</div>
              <small>{hour_text(one.hour)}</small>
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}
