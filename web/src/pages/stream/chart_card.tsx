// The chart with what stands around it: how live it is, how far it is zoomed, the same points as a table and as a file.
import { Button, Segmented } from "antd";
import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { get, path, query } from "@/api/client";
import { useLink } from "@/api/live";
import type { ControlChart, Listed, Sample, StreamDetail } from "@/api/shapes";
import { Bones, Failure } from "@/widgets/asked";
import { csv_text, offer_file } from "@/widgets/csv";
import { ago_text, time_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { tell } from "@/widgets/toasts";
import type { Bucket, Source } from "./detail";
import type { Event } from "./events";
import type { Chosen } from "./moment";
import { PointTable } from "./point_table";
import { plotted, type Mark as Point } from "./scene";
import type { TimeChartHandle } from "./time_chart";
import type { View } from "./view";

const TimeChart = lazy(() => import("./time_chart"));
const instant = (at: number) => new Date(at).toISOString();

export function source_of(equipment: string, tag: string): Source {
  const at = (...rest: string[]) => path("streams", equipment, tag, ...rest);
  const between = (view: View | null) => (view ? { from: instant(view.from), to: instant(view.to) } : {});
  return {
    buckets: async (view, count, signal) => (await get<Listed<Bucket>>(at("buckets") + query({ ...between(view), count }), signal)).items,
    samples: async (view, limit, signal) => (await get<Listed<Sample>>(at("samples") + query({ ...between(view), limit }), signal)).items,
  };
}

interface Props {
  stream: StreamDetail;
  title: ReactNode;
  start: View;
  chart: ControlChart | undefined;
  verdicts: Point[];
  events: Event[];
  specification: { lower?: number; upper?: number };
  chosen: Chosen | null;
  choose: (chosen: Chosen | null) => void;
  walk: (step: number) => void;
  following: boolean;
  follow: (on: boolean) => void;
  settled: (view: View) => void;
  handle: React.RefObject<TimeChartHandle | null>;
  value: ReactNode;
  last_time: string | undefined;
  children?: ReactNode;
}
export function ChartCard(props: Props) {
  const { stream, chart, start, handle, following } = props;
  const { t } = useTranslation();
  const [as_table, set_as_table] = useState(false);
  const [arrived, set_arrived] = useState(0);
  const [error, set_error] = useState<unknown>(null);
  const view = useRef(start);
  const plot = useMemo(() => (chart ? plotted(chart) : null), [chart]);
  const source = useMemo(() => source_of(stream.equipment, stream.tag), [stream.equipment, stream.tag]);
  const follow = (on: boolean) => {
    if (on) set_arrived(0);
    props.follow(on);
  };
  const on_settled = props.settled;
  const settled = useCallback((now: View) => {
    view.current = now;
    on_settled(now);
  }, [on_settled]);
  return (
    <section className="card">
      <h2>
        <span style={{ color: "inherit", fontWeight: 600 }}>{props.title}</span>
        <span className="row">
          <LiveWord following={following} last_time={props.last_time} />
          <b style={{ color: "var(--ink)" }}>{props.value}</b>
        </span>
      </h2>
      {props.children}
      {error !== null && <Failure error={error} retry={() => set_error(null)} />}
      <Suspense fallback={<Bones lines={12} />}>
        <div style={as_table ? { display: "none" } : undefined}>
          <TimeChart
            handle={handle} stream={stream} start={start} source={source} plot={plot} verdicts={props.verdicts} events={props.events} specification={props.specification} chosen={props.chosen}
            following={following} choose={props.choose} walk={props.walk} follow={follow} arrived={set_arrived} settled={settled} failed={set_error}
          />
        </div>
      </Suspense>
      {as_table && chart && <PointTable chart={chart} choose={props.choose} specification={props.specification} />}
      <div className="chart-foot">
        <Button size="small" onClick={() => handle.current?.zoom(0.5)} aria-label={t("stream.closer")} title={t("stream.closer")}>+</Button>
        <Button size="small" onClick={() => handle.current?.zoom(2)} aria-label={t("stream.wider")} title={t("stream.wider")}>−</Button>
        {reaches.map(([name, span]) => (
          <Button key={name} size="small" type="text" onClick={() => handle.current?.now(span)}>{t(`stream.reach.${name}`)}</Button>
        ))}
        <Button size="small" type="text" onClick={() => handle.current?.all()}>{t("stream.reach.all")}</Button>
        {!following && (
          <Button size="small" type="primary" onClick={() => handle.current?.now()} aria-live="polite">
            {arrived > 0 ? t("stream.paused_new", { count: arrived }) : t("stream.paused_now")}
          </Button>
        )}
        <span className="row" style={{ marginLeft: "auto" }}>
          {chart && (
            <Segmented
              size="small" value={as_table ? "table" : "chart"} onChange={(value) => set_as_table(value === "table")}
              options={[{ value: "chart", label: t("stream.as_chart") }, { value: "table", label: t("stream.as_table") }]}
            />
          )}
          <Button size="small" type="text" onClick={() => void save_file(stream, source, view.current, t).catch(set_error)}>{t("table.csv")}</Button>
        </span>
      </div>
    </section>
  );
}
const reaches: [string, number][] = [["15min", 900_000], ["1h", 3_600_000], ["8h", 28_800_000]];

// The readings of the window as they were recorded, at most a million of them.
const page = 100_000;
async function save_file(stream: StreamDetail, source: Source, view: View, t: (key: string, values: Record<string, number>) => string) {
  const rows: Sample[] = [];
  let from = view.from;
  for (;;) {
    const part = await source.samples({ from, to: view.to }, page, new AbortController().signal);
    const known = new Set(rows.slice(-200).map((one) => one.time));
    rows.push(...part.filter((one) => !known.has(one.time)));
    if (part.length < page || rows.length >= 1_000_000) break;
    from = Math.floor(Date.parse(part.at(-1)!.time));
  }
  const columns = [
    { title: "time", csv: (one: Sample) => one.time }, { title: "value", csv: (one: Sample) => one.value }, { title: "uom", csv: () => stream.uom },
    { title: "unit", csv: (one: Sample) => one.unit }, { title: "lot", csv: (one: Sample) => one.lot },
  ];
  offer_file(`${stream.equipment} ${stream.tag}.csv`, csv_text(columns, rows));
  tell(t("stream.saved", { count: rows.length }));
}

function LiveWord({ following, last_time }: { following: boolean; last_time: string | undefined }) {
  const { t } = useTranslation();
  const link = useLink();
  if (!following) return <span className="tag info"><Mark shape="ring" /> {t("stream.paused")}</span>;
  if (link === "lost") return <span className="tag warn"><Mark shape="triangle" /> {t("stream.stale", { time: last_time ? time_text(last_time) : "–" })}</span>;
  const quiet = last_time !== undefined && Date.now() - new Date(last_time).getTime() > 120_000;
  return <span className="tag"><Mark shape={quiet ? "hatch" : "dot"} /> {quiet ? t("stream.quiet", { age: ago_text(last_time) }) : t("stream.live")}</span>;
}
