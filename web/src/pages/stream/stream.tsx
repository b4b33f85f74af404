// One stream under statistical control: its chart, live; why a point signalled; and the recent verdicts.
import { Select } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";
import { client, items_of, useChart, useStream, useVerdicts, useVerdictsBetween } from "@/api/queries";
import type { ControlChart, StreamDetail, StreamLine, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { with_uom } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { Table } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { RuleTag } from "@/widgets/why";
import { ChartCard } from "./chart_card";
import { useEvents } from "./events";
import { Health } from "@/widgets/stream_health";
import { chosen_of, neighbour, newest_signal, question, window_around, type Chosen } from "./moment";
import { useNewest } from "./newest";
import { marks_of, shown_specification } from "./scene";
import { Side } from "./side";
import type { TimeChartHandle } from "./time_chart";
import { Uncontrolled } from "./uncontrolled";
import { span_of, type View } from "./view";
import "./stream.css";

const point_count = window.matchMedia?.("(max-width: 900px)").matches ? 50 : 120;

export default function StreamPage() {
  const { equipment = "", tag = "" } = useParams();
  const words = usePlantWords();
  const stream = useStream(equipment, tag);
  useTrail([
    ...words.chain(equipment).map((id) => ({ text: words.equipment_name(id) || id, to: `/equipment/${encodeURIComponent(id)}` })),
    { text: words.stream_name(equipment, tag) },
  ]);
  return (
    <Asked answer={stream} lines={8}>
      {(detail) =>
        detail.lines.length === 0 ? <Uncontrolled key={detail.id} stream={detail} name={words.stream_name(equipment, tag)} badge={<Health stream={detail} />} /> : <Line key={detail.id} stream={detail} />
      }
    </Asked>
  );
}

// Which line of the plan, and the window that its newest points fill; the chart begins there.
function Line({ stream }: { stream: StreamDetail }) {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const line = stream.lines.find((one) => one.line === search.get("line")) ?? stream.lines[0]!;
  const first = useChart(stream.equipment, stream.tag, line.chart ? line.line : undefined, point_count, undefined);
  const asked_for = chosen_of(search);
  const start = useRef<{ line: string; view: View } | null>(null);
  if (start.current?.line !== line.line && (first.data || !line.chart)) start.current = { line: line.line, view: first_window(stream, first.data, asked_for) };
  const select = stream.lines.length > 1 && (
    <Select
      size="small" value={line.line} aria-label={t("stream.line")} options={stream.lines.map((one) => ({ value: one.line, label: t("why.line", { line: one.line }) }))}
      onChange={(wanted) => set_search({ line: wanted })}
    />
  );
  if (line.chart && !start.current) return <Asked answer={first} lines={10}>{() => null}</Asked>;
  return <Controlled key={line.line} stream={stream} line={line} start={start.current!.view} first={first.data} sought={asked_for} select={select} />;
}
function first_window(stream: StreamDetail, chart: ControlChart | undefined, asked_for: Chosen | null): View {
  const points = chart?.panels[0]?.points ?? [];
  const last = Date.parse(points.at(-1)?.time ?? stream.last_time ?? new Date().toISOString());
  const from = points.length > 1 ? Date.parse(points[0]!.time) : last - 180_000;
  const span = Math.max(1000, last - from);
  return asked_for ? window_around(asked_for.at, span) : { from: last + span * 0.02 - span, to: last + span * 0.02 };
}

// From the second in which `from` lies up to the oldest that is known; absent when that reaches as far.
function span_before(oldest: Verdict | undefined, from: number): { from: string; to: string } | undefined {
  if (!oldest || Date.parse(oldest.time) <= from) return undefined;
  return { from: new Date(Math.floor(from / 1000) * 1000).toISOString(), to: oldest.time };
}

interface ControlledProps {
  stream: StreamDetail;
  line: StreamLine;
  start: View;
  first: ControlChart | undefined;
  sought: Chosen | null;
  select: React.ReactNode;
}
function Controlled({ stream, line, start, first, sought, select }: ControlledProps) {
  const { t } = useTranslation();
  const handle = useRef<TimeChartHandle>(null);
  const words = usePlantWords();
  const [chosen, choose] = useState<Chosen | null>(sought);
  const [following, follow] = useState(sought === null);
  const [view, set_view] = useState(start);
  const subgroup = first?.subgroup_size ?? 1;
  const rate = stream.first_time && stream.last_time ? stream.count / Math.max(1, Date.parse(stream.last_time) - Date.parse(stream.first_time)) : 0;
  const near = useMemo(() => readings_in(first, view, rate), [first, view, rate]);
  const asked = question(view, near, subgroup, following);
  const chart = useChart(stream.equipment, stream.tag, line.chart ? line.line : undefined, asked.points, asked.to);
  const data = chart.data ?? first;
  const verdicts = useVerdicts(stream.equipment, stream.tag);
  const newest_found = items_of<Verdict>(verdicts);
  // What was found in the window, or at the chosen moment, may be older than the newest page of findings.
  const older = useVerdictsBetween(stream.equipment, stream.tag, verdicts.hasNextPage ? span_before(newest_found.at(-1), Math.min(view.from, chosen?.at ?? view.from)) : undefined);
  const found = useMemo(() => [...newest_found, ...(older.data?.items ?? []).filter((one) => !newest_found.some(({ id }) => id === one.id))], [newest_found.length, newest_found[0]?.id, older.data]); // eslint-disable-line react-hooks/exhaustive-deps
  const events = useEvents(stream, line.plan);
  const last = useNewest(stream, () => following && void client.invalidateQueries({ queryKey: ["chart", stream.equipment, stream.tag] }));
  const newest = useMemo(() => newest_signal(data), [data]);
  const shown = chosen ?? newest;
  const marks = useMemo(() => marks_of(found, line.line), [found, line.line]);
  const specification = useMemo(() => shown_specification({ subgroup_size: subgroup, ...(line.chart ? { type: line.chart } : {}), ...(line.specification ? { specification: line.specification } : {}) }), [subgroup, line]);
  const planned = words.plan_lines.get(`${line.plan} ${line.line}`);
  const name = say(line.characteristic) || stream.tag.replaceAll("_", " ");
  const show = (point: Chosen) => {
    choose(point);
    if (point.at < view.from || point.at > view.to) handle.current?.show(window_around(point.at, span_of(view)));
  };
  const walk = (step: number) => {
    const next = neighbour(data, chosen, step);
    if (next) show(next);
  };
  const settled = useCallback((now: View) => set_view((before) => (before.from === now.from && before.to === now.to ? before : now)), []);
  useEffect(() => {
    if (sought) handle.current?.show(start);
  }, []); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <>
      <PageHead title={`${name} · ${stream.equipment}`} plain={`${name} ${stream.equipment}`}>
        {planned?.special_class && <span className="tag">{t(`class.${planned.special_class}`, { defaultValue: planned.special_class })}</span>}
        <Health stream={stream} />
        <span className="sub">
          {line.plan.replace("@", ` ${t("why.revision")} `)} · {t("why.line", { line: line.line })} · {t(`mode.${line.mode}`)}
        </span>
        {select}
        <Link to={`/streams/${encodeURIComponent(stream.equipment)}/${encodeURIComponent(stream.tag)}/limits?line=${encodeURIComponent(line.line)}`}>{t("limits.open")} ›</Link>
      </PageHead>
      <div className="stream-grid">
        <ChartCard
          stream={stream} title={<>{line.chart ? t(`chart.type.${line.chart}`) : t("stream.no_chart")}{data ? ` · n = ${data.subgroup_size}` : ""}</>}
          start={start} chart={data} verdicts={marks} events={events} specification={specification} chosen={shown} choose={choose} walk={walk} following={following} follow={follow} settled={settled}
          handle={handle} value={with_uom(last?.value ?? stream.last_value, stream.uom, { most: 4 })} last_time={last?.time ?? stream.last_time}
        >
          <Notices line={line} chart={data} />
        </ChartCard>
        <Side stream={stream} chart={data} shown={shown} picked={chosen !== null} choose={choose} verdicts={found} line={line} rules={planned?.rules ?? []} />
      </div>
      <Verdicts answer={verdicts} rows={found.slice(0, 20)} open={(verdict) => {
        show({ at: Date.parse(verdict.time), panel: verdict.panel === "spread" ? 1 : 0 });
        window.scrollTo({ top: 0, behavior: "smooth" });
      }} />
    </>
  );
}
// How many readings a window holds, from how close the points stand that are known, else from the stream as a whole.
function readings_in(chart: ControlChart | undefined, view: View, rate: number): number {
  const points = chart?.panels[0]?.points ?? [];
  const span = points.length > 1 ? Date.parse(points.at(-1)!.time) - Date.parse(points[0]!.time) : 0;
  const dense = span > 0 ? (points.length * (chart?.subgroup_size ?? 1)) / span : 0;
  return span_of(view) * (span_of(view) > span * 3 ? Math.max(rate, dense / 4) : Math.max(rate, dense));
}

function Notices({ line, chart }: { line: StreamLine; chart: ControlChart | undefined }) {
  const { t } = useTranslation();
  if (!line.chart) return <p className="soft" style={{ marginBottom: 8 }}>{t("stream.no_chart_what")}</p>;
  const location = chart?.panels[0];
  if (!location) return null;
  if (location.points.length === 0) return <Empty title={t("stream.no_points")}><p>{t("stream.no_points_what", { count: chart.subgroup_size })}</p></Empty>;
  if (location.center !== undefined && location.center !== null) return null;
  return <p className="tag info" style={{ whiteSpace: "normal", marginBottom: 8 }}>{t("stream.learning", { count: location.points.filter((point) => point.learning).length })}</p>;
}

function Verdicts({ answer, rows, open }: { answer: ReturnType<typeof useVerdicts>; rows: Verdict[]; open: (verdict: Verdict) => void }) {
  const { t } = useTranslation();
  return (
    <section className="card" style={{ marginTop: 14 }}>
      <h2>{t("stream.verdicts")}</h2>
      <Asked answer={answer}>
        {() =>
          rows.length === 0 ? <Empty title={t("stream.no_verdicts")}><p>{t("stream.no_verdicts_what")}</p></Empty> : (
            <Table
              rows={rows} row_id={(verdict) => verdict.id} label={t("stream.verdicts")} open={open}
              columns={[
                { id: "time", title: t("column.time"), show: (verdict) => <When time={verdict.time} /> },
                { id: "rule", title: t("column.found"), phone: "title", show: (verdict) => <RuleTag verdict={verdict} /> },
                { id: "text", title: t("column.why"), phone: "full", show: (verdict) => say(verdict.text) },
                { id: "value", title: t("column.value"), num: true, phone: "badge", show: (verdict) => with_uom(verdict.points.at(-1)?.value, verdict.uom) },
                { id: "made", title: t("column.item"), show: (verdict) => verdict.unit ?? verdict.lot ?? "" },
              ]}
            />
          )
        }
      </Asked>
    </section>
  );
}
