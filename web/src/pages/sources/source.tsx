// One source: how its connection is, when it last worked, which of its streams are at fault, what arrives just now, and its mapping.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { Button } from "antd";
import { useSource, type Arrival, type SourceHealth, type StreamHealth } from "@/api/sources";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { ago_text, clock_text, duration_text, number_text } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { Table, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { stream_href } from "@/widgets/why";
import { usePlantWords } from "@/widgets/plan_lines";
import { MappingEditor } from "./mapping_editor";
import { Faults, SourceState, StreamState } from "./marks";
import "./source.css";

export default function SourcePage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const navigate = useNavigate();
  const answer = useSource(id);
  const [picked, set_picked] = useState<Arrival | null>(null);
  useTrail([{ text: t("nav.sources"), to: "/sources" }, { text: id }]);
  return (
    <>
      <PageHead title={id} plain={id} acts={<Button onClick={() => navigate("/sources")}>‹ {t("nav.sources")}</Button>}>
        {answer.data && <SourceState state={answer.data.source.state} />}
      </PageHead>
      <Asked answer={answer} lines={10}>
        {({ source, streams, arrivals }) => (
          <div className="halves">
            <div className="stack">
              <HealthCard source={source} />
              <StreamsCard streams={streams ?? []} />
            </div>
            <div className="stack">
              <ArrivalsCard arrivals={arrivals ?? []} picked={picked} pick={set_picked} />
              <MappingEditor id={id} picked={picked} />
            </div>
          </div>
        )}
      </Asked>
    </>
  );
}

function HealthCard({ source }: { source: SourceHealth }) {
  const { t } = useTranslation();
  const { connection } = source;
  const row = (name: string, value: React.ReactNode) => value !== undefined && (<><dt>{t(name)}</dt><dd>{value}</dd></>);
  return (
    <section className="card">
      <h2>{t("source.health")} <span>{t(`source.kind.${source.from}`, { defaultValue: source.from })}</span></h2>
      <p style={{ fontWeight: 600, marginBottom: 8 }}>{say(source.text)}</p>
      {(source.faults ?? []).length > 0 && <p style={{ marginBottom: 10 }}><Faults faults={source.faults} /></p>}
      <dl className="facts">
        {connection && row("source.connection", <>{t(`source.link.${connection.state}`)}{connection.since && <> · {t("source.since")} <When time={connection.since} /></>}</>)}
        {connection && row("source.address", <span className="mono">{connection.address}</span>)}
        {connection?.error && row("source.error", <span className="bad">{say(connection.error)}</span>)}
        {(source.away ?? []).length > 0 && row("source.away", <>{(source.away ?? []).map((one) => (
          <div key={one.name}><span className="mono">{one.name}</span> · {t("source.since")} <When time={one.since} /></div>
        ))}</>)}
        {connection?.retry_at && row("source.next_try", <><When time={connection.retry_at} /> · {t("source.attempts", { count: connection.attempts })}</>)}
        {connection?.last_worked_at && row("source.last_worked", <><When time={connection.last_worked_at} /> · {t("source.ago", { age: ago_text(connection.last_worked_at) })}</>)}
        {row("source.last_arrival", source.last_arrival_at ? <><When time={source.last_arrival_at} /> · {t("source.ago", { age: ago_text(source.last_arrival_at) })}</> : "–")}
        {source.newest_time && row("source.newest", <When time={source.newest_time} />)}
        {row("source.readings", `${number_text(source.readings)} · ${t("source.rate", { rate: number_text(source.per_minute, { most: 1 }) })}`)}
        {row("source.duplicates", number_text(source.duplicates))}
        {row("source.quarantined", source.quarantined > 0 ? <Link className="link" to="/quarantine">{number_text(source.quarantined)}</Link> : "0")}
        {row("source.late", number_text(source.late))}
        {source.clock_skew_ms !== undefined && row("source.skew", skew_text(source.clock_skew_ms, t))}
      </dl>
    </section>
  );
}
function skew_text(milliseconds: number, t: (key: string, values: { by: string }) => string): string {
  return t(milliseconds < 0 ? "source.behind" : "source.ahead", { by: Math.abs(milliseconds) < 1000 ? `${number_text(Math.abs(milliseconds), { most: 0 })} ms` : duration_text(Math.abs(milliseconds)) });
}

function StreamsCard({ streams }: { streams: StreamHealth[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = usePlantWords();
  const at_fault = (one: StreamHealth) => one.state !== "ok" && one.state !== "never";
  const columns: Column<StreamHealth>[] = [
    { id: "id", title: t("column.stream"), phone: "title", show: (one) => <span title={one.id}>{words.stream_name(one.equipment, one.tag)} <span className="quiet">{one.equipment}</span></span> },
    { id: "state", title: t("column.state"), phone: "badge", show: (one) => <StreamState state={one.state} /> },
    { id: "what", title: t("source.what"), phone: "full", show: (one) => <>{say(one.text)}{at_fault(one) && one.since && <span className="quiet"> · {t("source.since")} <When time={one.since} /></span>}</> },
    { id: "last", title: t("source.last_value"), show: (one) => <When time={one.last_time} /> },
  ];
  return (
    <section className="card">
      <h2>{t("source.its_streams")} <span>{t("source.streams_of", { count: streams.filter(at_fault).length, total: streams.length })}</span></h2>
      {streams.length === 0 ? (
        <Empty title={t("source.no_streams")}><p>{t("source.no_streams_what")}</p></Empty>
      ) : (
        <Table<StreamHealth>
          rows={streams.toSorted((a, b) => Number(at_fault(b)) - Number(at_fault(a)) || (a.id < b.id ? -1 : 1))}
          columns={columns} row_id={(one) => one.id} label={t("source.its_streams")} open={(one) => navigate(stream_href(one.id))}
        />
      )}
    </section>
  );
}

function ArrivalsCard({ arrivals, picked, pick }: { arrivals: Arrival[]; picked: Arrival | null; pick: (one: Arrival) => void }) {
  const { t } = useTranslation();
  const [paused, set_paused] = useState<Arrival[] | null>(null);
  const shown = (paused ?? arrivals).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <section className="card">
      <h2>
        {t("source.arrivals")}
        {arrivals.length > 0 && <Button size="small" onClick={() => set_paused(paused ? null : arrivals)}>{t(paused ? "stream.follow" : "stream.pause")}</Button>}
      </h2>
      {shown.length === 0 ? (
        <Empty title={t("source.no_arrivals")}><p>{t("source.no_arrivals_what")}</p></Empty>
      ) : (
        <ul className="arrivals" aria-label={t("source.arrivals")}>
          {shown.map((one, i) => (
            <li key={`${one.at} ${i}`}>
              <button type="button" aria-pressed={picked === one} className={picked?.at === one.at && picked.topic === one.topic ? "on" : ""} onClick={() => pick(one)}>
                <span className="between small">
                  <span className="mono">{one.topic || "–"}</span>
                  <span className="quiet">{clock_text(one.at)} · {t("ledger.readings", { count: one.readings })}{one.refusals > 0 && <b className="warn"> · {t("source.refused", { count: one.refusals })}</b>}</span>
                </span>
                <code>{one.payload}</code>
                {one.text && <span className="warn small">{say(one.text)}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
