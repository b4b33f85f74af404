// From phase 1 to locked limits: a stream's past on any chart, points with a known cause left out, the limits that follow
// beside those in force, and the revision of the control plan that judges by them from then on.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { path, post } from "@/api/client";
import { useStream } from "@/api/queries";
import type { StreamDetail, StreamLine } from "@/api/shapes";
import { Asked, Failure } from "@/widgets/asked";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { useTrail } from "@/widgets/trail";
import { time_text } from "@/widgets/format";
import { Drawing } from "./drawing";
import { Form } from "./form";
import { Preview } from "./preview";
import { useLineInForce } from "./plan";
import { question_of, type AnalysedChart, type ChartId, type Study } from "./study";
import "./limits.css";

export default function LimitsPage() {
  const { t } = useTranslation();
  const { equipment = "", tag = "" } = useParams();
  const words = usePlantWords();
  const stream = useStream(equipment, tag);
  const address = `/streams/${encodeURIComponent(equipment)}/${encodeURIComponent(tag)}`;
  const name = words.stream_name(equipment, tag);
  const navigate = useNavigate();
  useTrail([{ text: name, to: address }, { text: t("limits.title") }]);
  return (
    <>
      <PageHead title={`${t("limits.title")} · ${name} · ${equipment}`} plain={`${t("limits.title")} ${name}`} acts={<Button onClick={() => navigate(address)}>‹ {name}</Button>} />
      <Asked answer={stream} lines={8}>{(detail) => <Line key={detail.id} stream={detail} />}</Asked>
    </>
  );
}

function Line({ stream }: { stream: StreamDetail }) {
  const [search] = useSearchParams();
  const line = stream.lines.find((one) => one.line === search.get("line")) ?? stream.lines.find((one) => one.chart) ?? stream.lines[0];
  const in_force = useLineInForce(line);
  if (line && !in_force.known) return null;
  return <Desk key={line?.line ?? ""} stream={stream} line={line} start={first_study(stream, in_force.chart, in_force.size)} />;
}

function first_study(stream: StreamDetail, chart: Record<string, unknown>, size: number): Study {
  const number = (name: string, otherwise: number) => (typeof chart[name] === "number" ? (chart[name] as number) : otherwise);
  const type = (typeof chart["type"] === "string" ? chart["type"] : size > 1 ? "xbar-r" : "i-mr") as ChartId;
  const rules = Array.isArray(chart["rules"]) ? String(chart["rules"][0] ?? "we1") : "we1";
  const set = rules.startsWith("nelson") ? "nelson" : rules.startsWith("aiag") ? "aiag" : rules.startsWith("juran") ? "juran" : "western-electric";
  const { left_out = [] } = (chart["limits"] ?? {}) as { left_out?: { time: string; reason: string }[] };
  const whole = Math.floor(stream.count / Math.max(1, size));
  return {
    chart: type, rules: set, size, points: Math.max(2, Math.min(100, whole)), phase1: whole >= 60 ? 50 : null, estimator: "automatic", items: number("items", 50),
    lambda: number("lambda", 0.2), l: number("l", 3), k: number("k", 0.5), h: number("h", 5), span: number("span", 3), fir: chart["fir"] === true, excluded: Object.fromEntries(left_out.map(({ time, reason }) => [time, reason])),
  };
}

function Desk({ stream, line, start }: { stream: StreamDetail; line: StreamLine | undefined; start: Study }) {
  const { t } = useTranslation();
  const [study, set_study] = useState(start);
  const [chosen, choose] = useState<number | null>(null);
  const [leaving_out, set_leaving_out] = useState(false);
  const [times, set_times] = useState<string[]>([]);
  const asked = useMemo(() => question_of(study, stream.equipment, stream.tag, times), [study, stream, times]);
  const answer = useQuery({
    queryKey: ["charts", asked],
    queryFn: () => post<AnalysedChart>(path("charts", "analyse"), asked),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const told = answer.data;
  // Exclusions are known by their times: when other subgroups are drawn, it is asked again with their places.
  useEffect(() => {
    if (told && !answer.isPlaceholderData && told.times.join() !== times.join()) set_times(told.times);
  }, [told, answer.isPlaceholderData, times]);
  const left_out = Object.keys(study.excluded).filter((time) => told?.times.includes(time)).length;
  const is_whole = !answer.isFetching && told?.analysis.exclusions.length === left_out;
  const change = (values: Partial<Study>) => {
    set_study((before) => ({ ...before, ...values }));
    if (!("chart" in values || "size" in values || "points" in values)) return;
    choose(null);
    set_times([]); // first which subgroups these are, then without whom
  };
  const excluded = useMemo(() => new Set(asked.spec.exclusions?.map((one) => one.index) ?? []), [asked]);
  const at = chosen === null ? undefined : told?.times[chosen];
  const include = (time: string) => change({ excluded: Object.fromEntries(Object.entries(study.excluded).filter(([one]) => one !== time)) });
  return (
    <div className="limits-grid">
      <div>
        <section className="card">
          <p className="soft" style={{ marginBottom: 12 }}>{t("limits.what")}</p>
          <Form study={study} change={change} rule_sets={told?.rule_sets ?? []} />
        </section>
        <section className="card" aria-busy={answer.isFetching}>
          <h2>
            {t(`chart.type.${study.chart}`)}
            {told && <span className="soft">{t("limits.guessed", { count: told.analysis.subgroups, signals: told.analysis.panels.reduce((sum, panel) => sum + panel.signals.length, 0) })}</span>}
          </h2>
          {answer.error !== null && <Failure error={answer.error} retry={() => void answer.refetch()} />}
          {told && answer.error === null && told.analysis.panels.map((panel) => (
            <Drawing key={panel.name} panel={panel} excluded={excluded} phase1={study.phase1} chosen={chosen} choose={choose} subgroups={told.analysis.subgroups} />
          ))}
          {at !== undefined && (
            <p className="row">
              <b>{t("limits.point", { index: chosen! + 1 })}</b>
              <span className="soft">{time_text(at)}</span>
              {study.excluded[at] === undefined
                ? <Button size="small" onClick={() => set_leaving_out(true)}>{t("limits.exclude")}</Button>
                : <><span className="soft">{study.excluded[at]}</span><Button size="small" onClick={() => include(at)}>{t("limits.include")}</Button></>}
            </p>
          )}
        </section>
        <section className="card">
          <h2>{t("limits.excluded")}</h2>
          {Object.keys(study.excluded).length === 0 ? <p className="soft">{t("limits.no_excluded")}</p> : (
            <ul className="plain">
              {Object.entries(study.excluded).toSorted().map(([time, reason]) => (
                <li key={time} className="row"><span className="soft">{time_text(time)}</span> {reason} <Button size="small" type="text" onClick={() => include(time)}>{t("limits.include")}</Button></li>
              ))}
            </ul>
          )}
        </section>
      </div>
      <Preview stream={stream} line={line} study={study} told={answer.error === null ? told : undefined} settled={is_whole} />
      <ReasonDialog
        open={leaving_out} title={t("limits.exclude_title", { index: (chosen ?? 0) + 1 })} verb={t("limits.exclude")} label={t("limits.cause")} hint={t("limits.cause_hint")} done={() => set_leaving_out(false)}
        act={async (reason) => change({ excluded: { ...study.excluded, [at!]: reason } })}
      />
    </div>
  );
}
