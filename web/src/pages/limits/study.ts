// What the page asks of a chart over a stream's past, and what a control plan becomes when its limits are locked.
import type { components } from "@/api/schema";

type Shapes = components["schemas"];
export type Analysis = Shapes["Analysis"];
export type AnalysisPanel = Shapes["AnalysisPanel"];
export type AnalysedChart = Shapes["AnalysedChart"];
export type AnalyseChart = Shapes["AnalyseChart"];
export type ChartId = Analysis["chart"];
export type RuleSet = Analysis["rules"];
export type Estimator = "automatic" | "r-bar" | "s-bar" | "pooled" | "mr-bar" | "median-mr" | "overall";

export interface Study {
  chart: ChartId;
  rules: RuleSet;
  size: number;
  points: number;
  phase1: number | null;
  estimator: Estimator;
  items: number;
  lambda: number;
  l: number;
  k: number;
  h: number;
  span: number;
  fir: boolean;
  excluded: Record<string, string>; // by the time of the subgroup, so that newer points do not shift it: why
}

// What a control plan can run; the rest is for looking back.
export const live_charts: ChartId[] = ["xbar-r", "xbar-s", "i-mr", "median", "moving-average", "ewma", "cusum", "p", "np", "c", "u"];
const counted: ChartId[] = ["p", "np", "c", "u", "laney-p", "laney-u", "g"];
const single: ChartId[] = ["i-mr", ...counted, "t"];
export const is_of_counts = (chart: ChartId) => counted.includes(chart);
export const is_of_single_values = (chart: ChartId) => single.includes(chart);
export const has_items = (chart: ChartId) => ["p", "np", "u", "laney-p", "laney-u"].includes(chart);
export const needs_subgroups = (chart: ChartId) => ["xbar-r", "xbar-s", "median"].includes(chart);
// Charts of one stream; those of several characteristics and of parts with their own nominals have their data elsewhere.
export const stream_charts: ChartId[] = [...live_charts, "laney-p", "laney-u", "g", "t"];

export const size_of = (study: Study) => (is_of_single_values(study.chart) ? 1 : study.size);

export function question_of(study: Study, equipment: string, tag: string, times: string[]): AnalyseChart {
  const exclusions = times.flatMap((time, index) => (study.excluded[time] === undefined ? [] : [{ index, reason: study.excluded[time] }]));
  const { chart, rules, estimator, lambda, l, k, h, span, fir } = study;
  return {
    spec: { chart, rules, estimator, lambda, l, k, h, span, fir, exclusions, ...(study.phase1 === null ? {} : { phase1: study.phase1 }) },
    stream: { equipment, tag, points: study.points, subgroup_size: size_of(study), items: study.items },
  };
}

// The mean and sigma as a control plan gives them: sigma of single values, of counts that of the plotted figure.
export function process_of(analysis: Analysis, items: number): { mean: number; sigma: number } | null {
  const sigma = analysis.panels[0]?.sigma;
  if (analysis.mean === undefined || sigma === undefined) return null;
  switch (analysis.chart) {
    case "p":
    case "u":
      return { mean: analysis.mean, sigma: sigma / Math.sqrt(items) };
    case "np":
      return { mean: analysis.mean * items, sigma: sigma * Math.sqrt(items) };
    default:
      return { mean: analysis.mean, sigma };
  }
}

interface PlanLine {
  id: string;
  chart?: Record<string, unknown>;
  sample?: Record<string, unknown>;
  [name: string]: unknown;
}
export interface PlanDocument {
  id: string;
  revision: number;
  lines: PlanLine[];
  [name: string]: unknown;
}

// The same plan, one revision on, with this chart and these limits on one line and everything else as it was.
export function locked(plan: PlanDocument, line: string, study: Study, process: { mean: number; sigma: number }, ids: string[], reason: string): PlanDocument {
  const tuning: Record<string, unknown> = {};
  if (study.chart === "ewma") Object.assign(tuning, { lambda: study.lambda, l: study.l });
  if (study.chart === "cusum") Object.assign(tuning, { k: study.k, h: study.h, ...(study.fir ? { fir: true } : {}) });
  if (study.chart === "moving-average") Object.assign(tuning, { span: study.span });
  if (has_items(study.chart)) Object.assign(tuning, { items: study.items });
  const left_out = Object.entries(study.excluded).toSorted().map(([time, cause]) => ({ time, reason: cause }));
  const limits = { ...process, reason, ...(left_out.length > 0 ? { left_out } : {}) };
  const chart = { type: study.chart, rules: ids, limits, ...tuning };
  const lines = plan.lines.map((one) => (one.id === line ? { ...one, sample: { ...one.sample, size: size_of(study) }, chart } : one));
  return { kind: "control_plan", ...plan, revision: plan.revision + 1, lines };
}
