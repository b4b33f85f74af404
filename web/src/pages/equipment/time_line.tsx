// What a piece of equipment did over the last hours: running, idle, stopped and no data are four different looks, and a pointer on
// a span says why.
import { Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Refused } from "@/api/client";
import { useTimeline } from "@/api/queries";
import type { Timeline, TimelineSpan } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { duration_text, time_text } from "@/widgets/format";
import { durations_of, shown_spans } from "./spans";
import "./time_line.css";

const reaches = { "1h": 3_600_000, "8h": 28_800_000, "24h": 86_400_000, "7d": 604_800_000 };
type Reach = keyof typeof reaches;

export function TimeLine({ id }: { id: string }) {
  const { t } = useTranslation();
  const [reach, set_reach] = useState<Reach>("8h");
  const [minute, set_minute] = useState(() => Math.ceil(Date.now() / 60_000));
  useEffect(() => {
    const timer = setInterval(() => set_minute(Math.ceil(Date.now() / 60_000)), 30_000);
    return () => clearInterval(timer);
  }, []);
  const to = minute * 60_000;
  const answer = useTimeline(id, new Date(to - reaches[reach]).toISOString(), new Date(to).toISOString());
  // An older server keeps no time line; then there is none to show.
  if (answer.error instanceof Refused && [404, 405].includes(answer.error.status)) return null;
  return (
    <section className="card">
      <h2 style={{ alignItems: "center" }}>
        {t("equipment.time_line")}
        <Segmented size="small" value={reach} onChange={set_reach} options={(Object.keys(reaches) as Reach[]).map((value) => ({ value, label: t(`equipment.reach.${value}`) }))} />
      </h2>
      <Asked answer={answer} lines={3}>{(told) => <Drawn told={told} />}</Asked>
    </section>
  );
}

const order: TimelineSpan["state"][] = ["running", "idle", "stopped", "no_data"];
function Drawn({ told }: { told: Timeline }) {
  const { t } = useTranslation();
  const now = Date.now();
  const spans = shown_spans(told, now, 600);
  if (spans.length === 0) return <Empty title={t("equipment.no_time_line")} />;
  const [from, to] = [Date.parse(told.from), Date.parse(told.to)];
  const lengths = durations_of(told, now);
  const stops = told.spans.filter((span) => span.state === "stopped").slice(-6).reverse();
  return (
    <>
      <div className="time-line" role="img" aria-label={order.filter((state) => lengths[state] > 0).map((state) => `${t(`equipment.state.${state}`)} ${duration_text(lengths[state])}`).join(", ")}>
        {spans.map((span, i) => (
          <span
            key={i} className={span.state} style={{ left: `${((span.from - from) / (to - from)) * 100}%`, width: `${((span.to - span.from) / (to - from)) * 100}%` }}
            title={[t(`equipment.state.${span.state}`), `${time_text(span.from)} · ${duration_text(span.to - span.from)}`, [span.item, span.operation].filter(Boolean).join(" "), say(span.text)].filter(Boolean).join("\n")}
          />
        ))}
      </div>
      <div className="between quiet small"><span>{time_text(told.from)}</span><span>{time_text(told.to)}</span></div>
      <ul className="time-line-key small">
        {order.map((state) => <li key={state}><i className={state} /> {t(`equipment.state.${state}`)} <b>{duration_text(lengths[state])}</b></li>)}
      </ul>
      {stops.length > 0 && (
        <ul className="done-list small" style={{ marginTop: 8 }}>
          {stops.map((span) => (
            <li key={span.from}>
              <time dateTime={span.from}>{time_text(span.from)}</time>
              <span>{say(span.text) || t("equipment.state.stopped")} · {duration_text((span.to ? Date.parse(span.to) : now) - Date.parse(span.from))}{span.hold && <> · <Link className="link" to={`/holds/${span.hold}`}>{span.hold}</Link></>}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
