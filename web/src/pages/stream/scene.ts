// What stands on the chart at one moment, and how it lies on the screen: two panels over one axis of time.
import type { ControlChart, ControlChartPanel, ControlChartPoint, Verdict } from "@/api/shapes";
import { decimals_for } from "@/widgets/format";
import { rule_number } from "@/widgets/why";
import type { Buckets, Samples } from "./detail";
import type { Event } from "./events";
import { first_from, span_of, type View } from "./view";

export interface Mark {
  at: number;
  value: number;
  panel: number;
  rules: string; // "1·2"; empty: outside the specification alone
  outside: boolean;
  learning: boolean;
}
export interface Scene {
  view: View;
  chart: Plotted | null;
  overview: Buckets | null;
  fine: Buckets | Samples | null;
  verdicts: Mark[]; // by time
  events: Event[];
  specification: { lower?: number; upper?: number };
  chosen: { at: number; panel: number } | null;
  pointer: number | null;
}
// A control chart with its times as numbers, worked out once and not at every frame.
export interface Plotted {
  chart: ControlChart;
  times: Float64Array[]; // of each panel
  values: Float64Array[];
  marks: Mark[]; // the points that say something, by time
}
export function plotted(chart: ControlChart): Plotted {
  const times = chart.panels.map((panel) => Float64Array.from(panel.points, (point) => Date.parse(point.time)));
  const values = chart.panels.map((panel) => Float64Array.from(panel.points, (point) => point.value));
  const specification = shown_specification(chart);
  const marks = chart.panels.flatMap((panel, i) => panel.points.map((point, k) => mark_of(point, times[i]![k]!, i, specification)).filter((mark) => mark.rules !== "" || mark.outside));
  return { chart, times, values, marks: marks.sort((a, b) => a.at - b.at) };
}

export interface Frame {
  left: number;
  right: number;
  width: number;
  height: number;
  panels: { top: number; bottom: number }[];
}
export function frame_of(width: number, height: number, panels: number): Frame {
  const narrow = width < 640;
  const inner = height - 30 - 34;
  const areas = panels < 2 ? [{ top: 30, bottom: 30 + inner }] : [{ top: 30, bottom: 30 + inner * 0.62 }, { top: 30 + inner * 0.72, bottom: 30 + inner }];
  return { left: narrow ? 58 : 62, right: width - (narrow ? 52 : 96), width, height, panels: areas };
}
export const x_of = (frame: Frame, view: View, at: number) => frame.left + ((at - view.from) / span_of(view)) * (frame.right - frame.left);
export const time_at = (frame: Frame, view: View, x: number) => view.from + ((x - frame.left) / (frame.right - frame.left)) * span_of(view);

// The chart's own points are drawn while each has room; further out only those that say something.
export const has_room = (count: number, frame: Frame) => count <= (frame.right - frame.left) / 5;
export function points_in(plot: Plotted, panel: number, view: View): { first: number; last: number } {
  const times = plot.times[panel]!;
  return { first: Math.max(0, first_from(times, view.from) - 1), last: Math.min(times.length, first_from(times, view.to) + 1) };
}
export function covers_view(plot: Plotted, view: View, newest: number): boolean {
  const times = plot.times[0]!;
  return times.length > 0 && (times[0]! <= view.from || plot.chart.panels[0]!.points[0]!.index === 0) && times.at(-1)! >= Math.min(view.to, newest) - span_of(view) * 0.03;
}

const known = (value: number | null | undefined): value is number => value !== undefined && value !== null;
export function range_of(scene: Scene, panel: number): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number | null | undefined) => {
    if (!known(value)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  };
  const of_chart = scene.chart?.chart.panels[panel];
  if (scene.chart && of_chart) {
    [of_chart.lower, of_chart.upper, of_chart.center].forEach(take);
    const { first, last } = points_in(scene.chart, panel, scene.view);
    const values = scene.chart.values[panel]!;
    for (let i = first; i < last; i++) take(values[i]);
  }
  if (panel === 0) {
    take(scene.specification.lower);
    take(scene.specification.upper);
    const subgroups = (scene.chart?.chart.subgroup_size ?? 1) > 1;
    // Single readings scatter wider than the means of subgroups; they would flatten the chart that is asked for.
    if (!subgroups) for (const layer of layers_of(scene)) range_of_layer(layer, scene.view, take);
  }
  if (low > high) return { low: 0, high: 1 };
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return { low: panel === 1 && low >= 0 && low - room < 0 ? 0 : low - room, high: high + room };
}
// What the window is drawn from: the fine layer where it reaches, the coarse one while it does not; a fine one that is only a sliver of
// the window says nothing that the coarse one does not.
export function layers_of({ fine, overview, view, chart }: Scene): (Buckets | Samples)[] {
  if (chart && plots_own(chart.chart.type)) return [];
  if (fine && fine.view.from <= view.from && fine.view.to >= view.to - span_of(view) * 0.05) return [fine];
  if (!overview) return fine ? [fine] : [];
  return fine && span_of(fine.view) * 8 > span_of(view) ? [overview, fine] : [overview];
}
function range_of_layer(layer: Buckets | Samples, view: View, take: (value: number) => void) {
  if (layer.kind === "samples") {
    for (let i = first_from(layer.times, view.from); i < layer.times.length && layer.times[i]! <= view.to; i++) take(layer.values[i]!);
    return;
  }
  for (let i = first_from(layer.to, view.from); i < layer.from.length && layer.from[i]! <= view.to; i++) {
    take(layer.min[i]!);
    take(layer.max[i]!);
  }
}

// Sums, averages and shares stand on a scale of their own: neither the readings nor their specification lie on it.
const by_value: ControlChart["type"][] = ["i-mr", "xbar-r", "xbar-s", "median"];
export const plots_own = (type: ControlChart["type"]) => !by_value.includes(type);

export function shown_specification(chart: { subgroup_size: number; type?: ControlChart["type"]; specification?: { lower?: number; upper?: number } }): { lower?: number; upper?: number } {
  // Specification limits belong on individuals only: a mean lies elsewhere than its values.
  if (chart.subgroup_size !== 1 || !chart.specification || (chart.type && plots_own(chart.type))) return {};
  const { lower, upper } = chart.specification;
  return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
}
export function marks_of(verdicts: Verdict[], line: string): Mark[] {
  const out = verdicts.filter((verdict) => verdict.line === line).map((verdict): Mark => ({
    at: Date.parse(verdict.time), value: verdict.points.at(-1)?.value ?? Number.NaN, panel: verdict.panel === "spread" ? 1 : 0,
    rules: verdict.rules.map(rule_number).join("·"), outside: verdict.kind === "out_of_specification", learning: false,
  }));
  return out.filter((mark) => !Number.isNaN(mark.value)).sort((a, b) => a.at - b.at);
}
export function mark_of(point: ControlChartPoint, at: number, panel: number, spec: { lower?: number; upper?: number }): Mark {
  const outside = panel === 0 && ((spec.lower !== undefined && point.value < spec.lower) || (spec.upper !== undefined && point.value > spec.upper));
  return { at, value: point.value, panel, rules: point.rules.map(rule_number).join("·"), outside, learning: point.learning };
}
export function decimals_of(panel: ControlChartPanel | undefined, low: number, high: number): number {
  if (panel && known(panel.upper) && known(panel.center)) return decimals_for(panel.name === "location" ? 2 * (panel.upper - panel.center) : panel.upper);
  return decimals_for(high - low);
}
