// One stream under statistical control: chart, live follow, why a point signalled, and the recent verdicts.
import { Button, Select } from "antd";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useLink, useReadings, type Readings } from "@/api/live";
import { client, items_of, useChart, useStream, useVerdicts } from "@/api/queries";
import type { ControlChart, ControlChartPanel, StreamDetail, StreamLine, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Bones, Empty } from "@/widgets/asked";
import { ago_text, decimals_for, fixed, range_text, time_text, uom_text, with_uom } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { Table } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { RuleTag } from "@/widgets/why";
import { find_point, moment_of, window_end, type Chosen, type Moment } from "./moment";
import { PointWhy } from "./point_why";
import { Uncontrolled } from "./uncontrolled";
import "./stream.css";

const Drawing = lazy(() => import("./drawing"));
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
        detail.lines.length === 0 ? <Uncontrolled stream={detail} name={words.stream_name(equipment, tag)} /> : <ControlledStream key={detail.id} stream={detail} />
      }
    </Asked>
  );
}

function ControlledStream({ stream }: { stream: StreamDetail }) {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const line = stream.lines.find((one) => one.line === search.get("line")) ?? stream.lines[0]!;
  const [to, set_to] = useState<string | undefined>();
  const [paused, set_paused] = useState(false);
  const [chosen, choose_point] = useState<Chosen | null>(null);
  const [sought, set_sought] = useState<Moment | null>(() => moment_of(search)); // found again in whatever window of points comes
  const chart = useChart(stream.equipment, stream.tag, line.line, point_count, to);
  const verdicts = useVerdicts(stream.equipment, stream.tag);
  const link = useLink();
  const last = useFollow(stream, paused || to !== undefined);
  useEffect(() => choose_point(null), [line.line, to]);
  const set_chosen = (point: Chosen | null) => (set_sought(null), choose_point(point));
  const asked_for = useRef(sought);
  useEffect(() => {
    const moment = asked_for.current;
    if (!moment || !chart.data) return;
    asked_for.current = null;
    set_paused(true);
    if (!find_point(chart.data, moment)) set_to(window_end(chart.data, moment.time));
  }, [chart.data]);
  const newest = useMemo(() => newest_signal(chart.data), [chart.data]);
  const shown = chosen ?? (chart.data && sought ? find_point(chart.data, sought) : null) ?? newest;
  const planned = usePlantWords().plan_lines.get(`${line.plan} ${line.line}`);
  const name = say(line.characteristic) || stream.tag.replaceAll("_", " ");
  const follow = () => {
    set_sought(null);
    set_to(undefined);
    set_paused(false);
  };
  const older = () => {
    const first = chart.data?.panels[0]?.points[0];
    if (!first) return;
    set_sought(null);
    set_paused(true);
    set_to(first.time);
  };
  const value = last?.value ?? stream.last_value;
  return (
    <>
      <PageHead
        title={`${name} · ${stream.equipment}`} plain={`${name} ${stream.equipment}`}
        acts={
          <>
            <Button onClick={older} disabled={!chart.data?.panels[0]?.points.length}>
              ‹ {t("stream.older")}
            </Button>
            {paused || to ? (
              <Button type="primary" onClick={follow}>
                {t("stream.follow")}
              </Button>
            ) : (
              <Button onClick={() => set_paused(true)}>{t("stream.pause")}</Button>
            )}
          </>
        }
      >
        {planned?.special_class && <span className="tag" title={t(`class.${planned.special_class}`, { defaultValue: planned.special_class })}>{t(`class.${planned.special_class}`, { defaultValue: planned.special_class })}</span>}
        <span className="sub">
          {line.plan.replace("@", ` ${t("why.revision")} `)} · {t("why.line", { line: line.line })} · {t(`mode.${line.mode}`)}
        </span>
        {stream.lines.length > 1 && (
          <Select
            size="small" value={line.line} aria-label={t("stream.line")} options={stream.lines.map((one) => ({ value: one.line, label: t("why.line", { line: one.line }) }))}
            onChange={(wanted) => set_search({ line: wanted })}
          />
        )}
      </PageHead>
      <div className="stream-grid">
        <section className="card">
          <h2>
            <span style={{ color: "inherit", fontWeight: 600 }}>
              {line.chart ? t(`chart.type.${line.chart}`) : t("stream.no_chart")}
              {chart.data ? ` · n = ${chart.data.subgroup_size}` : ""}
            </span>
            <span className="row">
              <LiveWord paused={paused || to !== undefined} link={link} last_time={last?.time ?? stream.last_time} />
              <b className="ink" style={{ color: "var(--ink)" }}>{with_uom(value, stream.uom, { most: 4 })}</b>
            </span>
          </h2>
          {line.chart ? (
            <Asked answer={chart} lines={10}>
              {(data) => <ChartArea chart={data} chosen={shown} choose={set_chosen} pause={() => set_paused(true)} older={older} newer={to ? follow : undefined} />}
            </Asked>
          ) : (
            <Empty title={t("stream.no_chart")}>
              <p>{t("stream.no_chart_what")}</p>
            </Empty>
          )}
        </section>
        <Side chart={chart.data} shown={shown} picked={chosen !== null || sought !== null} choose={set_chosen} verdicts={items_of<Verdict>(verdicts)} line={line} rules={planned?.rules ?? []} />
      </div>
      <section className="card" style={{ marginTop: 14 }}>
        <h2>{t("stream.verdicts")}</h2>
        <Asked answer={verdicts}>
          {() => {
            const rows = items_of<Verdict>(verdicts).slice(0, 20);
            if (rows.length === 0) return <Empty title={t("stream.no_verdicts")}><p>{t("stream.no_verdicts_what")}</p></Empty>;
            return (
              <Table
                rows={rows} row_id={(verdict) => verdict.id} label={t("stream.verdicts")}
                open={(verdict) => {
                  choose_point(null);
                  set_sought(verdict);
                  set_paused(true);
                  if (!chart.data || !find_point(chart.data, verdict)) set_to(window_end(chart.data, verdict.time));
                  window.scrollTo({ top: 0, behavior: "smooth" });
                }}
                columns={[
                  { id: "time", title: t("column.time"), show: (verdict) => <When time={verdict.time} /> },
                  { id: "rule", title: t("column.found"), phone: "title", show: (verdict) => <RuleTag verdict={verdict} /> },
                  { id: "text", title: t("column.why"), phone: "full", show: (verdict) => say(verdict.text) },
                  { id: "value", title: t("column.value"), num: true, phone: "badge", show: (verdict) => with_uom(verdict.points.at(-1)?.value, verdict.uom) },
                  { id: "made", title: t("column.item"), show: (verdict) => verdict.unit ?? verdict.lot ?? "" },
                ]}
              />
            );
          }}
        </Asked>
      </section>
    </>
  );
}

// Asks the chart again as readings arrive, at most once a second; returns the newest value at once.
function useFollow(stream: StreamDetail, paused: boolean): { value: number | undefined; time: string } | undefined {
  const [last, set_last] = useState<{ value: number | undefined; time: string } | undefined>();
  const busy = useRef(false);
  const ids = useMemo(() => [stream.id], [stream.id]);
  useReadings(
    ids,
    useCallback(
      (readings: Readings) => {
        if (readings.stream !== stream.id) return;
        const newest = readings.times.at(-1);
        set_last({ value: readings.values.at(-1), time: new Date(newest === undefined ? Date.now() : newest / 1e6).toISOString() });
        if (paused || busy.current) return;
        busy.current = true;
        setTimeout(() => {
          busy.current = false;
          void client.invalidateQueries({ queryKey: ["chart", stream.equipment, stream.tag] });
        }, 1000);
      },
      [stream.id, stream.equipment, stream.tag, paused],
    ),
  );
  return last;
}

function LiveWord({ paused, link, last_time }: { paused: boolean; link: string; last_time: string | undefined }) {
  const { t } = useTranslation();
  if (paused) return <span className="tag info"><Mark shape="ring" /> {t("stream.paused")}</span>;
  if (link === "lost") return <span className="tag warn"><Mark shape="triangle" /> {t("stream.stale", { time: last_time ? time_text(last_time) : "–" })}</span>;
  const quiet = last_time !== undefined && Date.now() - new Date(last_time).getTime() > 120_000;
  return <span className="tag"><Mark shape={quiet ? "hatch" : "dot"} /> {quiet ? t("stream.quiet", { age: ago_text(last_time) }) : t("stream.live")}</span>;
}

interface AreaProps {
  chart: ControlChart;
  chosen: Chosen | null;
  choose: (chosen: Chosen | null) => void;
  pause: () => void;
  older: () => void;
  newer: (() => void) | undefined;
}
function ChartArea({ chart, ...rest }: AreaProps) {
  const { t } = useTranslation();
  const location = chart.panels[0];
  if (!location || location.points.length === 0) {
    return (
      <Empty title={t("stream.no_points")}>
        <p>{t("stream.no_points_what", { count: chart.subgroup_size })}</p>
      </Empty>
    );
  }
  const learning = location.center === undefined || location.center === null;
  return (
    <>
      {learning && (
        <p className="tag info" style={{ whiteSpace: "normal", marginBottom: 8 }}>
          {t("stream.learning", { count: location.points.filter((point) => point.learning).length })}
        </p>
      )}
      <Suspense fallback={<Bones lines={12} />}>
        <Drawing chart={chart} {...rest} />
      </Suspense>
    </>
  );
}

interface SideProps {
  chart: ControlChart | undefined;
  shown: Chosen | null;
  picked: boolean;
  choose: (chosen: Chosen | null) => void;
  verdicts: Verdict[];
  line: StreamLine;
  rules: string[];
}
function Side({ chart, shown, picked, choose, verdicts, line, rules }: SideProps) {
  const { t } = useTranslation();
  if (chart && shown) return <PointWhy chart={chart} at={shown} verdicts={verdicts} line={line} picked={picked} back={() => choose(null)} />;
  const location = chart?.panels[0];
  return (
    <aside className="card">
      <h2>{t("stream.calm")}</h2>
      <p className="soft" style={{ marginBottom: 14 }}>{t("stream.calm_what")}</p>
      <dl className="facts">
        {line.specification && (
          <>
            <dt>{t("why.specification")}</dt>
            <dd>{range_text(line.specification.lower, line.specification.upper)} {uom_text(chart?.uom)}</dd>
          </>
        )}
        {location?.center !== undefined && location.center !== null && (
          <>
            <dt>{t("why.limits")}</dt>
            <dd>{limits_text(location)} {uom_text(chart?.uom)}</dd>
          </>
        )}
        {rules.length > 0 && (
          <>
            <dt>{t("why.rules")}</dt>
            <dd>{rules.map((rule) => <div key={rule}>{t(`rule.${rule}`)}</div>)}</dd>
          </>
        )}
        <dt>{t("why.false_alarm")}</dt>
        <dd>{say(chart?.false_alarm) || "–"}</dd>
      </dl>
    </aside>
  );
}
const limits_text = ({ lower, upper }: ControlChartPanel) => {
  const decimals = decimals_for((upper ?? 0) - (lower ?? 0));
  return `${fixed(lower, decimals)} … ${fixed(upper, decimals)}`;
};
function newest_signal(chart: ControlChart | undefined): Chosen | null {
  let best: Chosen | null = null;
  chart?.panels.forEach((panel, i) => {
    const point = panel.points.findLast((one) => one.rules.length > 0);
    if (point && (best === null || point.index > best.index)) best = { panel: i, index: point.index };
  });
  return best;
}
