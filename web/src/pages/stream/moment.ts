// A point of a chart by its time and panel, so that it stays the same point whatever window comes; another page asks for it by ?at=TIME.
import type { ControlChart, ControlChartPanel, ControlChartPoint } from "@/api/shapes";
import { type View } from "./view";

export interface Chosen {
  panel: number; // 0 location, 1 spread
  at: number;
}
export function chosen_of(search: URLSearchParams): Chosen | null {
  const at = Date.parse(search.get("at") ?? "");
  return Number.isNaN(at) ? null : { at, panel: search.get("panel") === "spread" ? 1 : 0 };
}
// A window of the same length that shows a moment with a third of it after.
export function window_around(at: number, span: number): View {
  return { from: at - (span * 2) / 3, to: at + span / 3 };
}
export function find_point(chart: ControlChart, chosen: Chosen): { panel: ControlChartPanel; point: ControlChartPoint } | null {
  const panel = chart.panels[chosen.panel] ?? chart.panels[0];
  const point = panel?.points.find((one) => Math.abs(Date.parse(one.time) - chosen.at) < 1);
  return panel && point ? { panel, point } : null;
}
export function newest_signal(chart: ControlChart | undefined): Chosen | null {
  let best: Chosen | null = null;
  chart?.panels.forEach((panel, i) => {
    const point = panel.points.findLast((one) => one.rules.length > 0);
    if (point && (best === null || Date.parse(point.time) > best.at)) best = { panel: i, at: Date.parse(point.time) };
  });
  return best;
}
// The next point in either direction, for walking along the chart by keys.
export function neighbour(chart: ControlChart | undefined, chosen: Chosen | null, step: number): Chosen | null {
  const panel = chosen?.panel ?? 0;
  const points = chart?.panels[panel]?.points ?? [];
  const at = chosen === null ? points.length : points.findIndex((one) => Math.abs(Date.parse(one.time) - chosen.at) < 1);
  const next = points[at + step];
  return next ? { panel, at: Date.parse(next.time) } : null;
}
const most_points = 5000;
// Asked of the server: a round number of points up to a round moment, so that moving a little asks the same again.
export function question(view: View, readings: number, subgroup: number, following: boolean): { points: number; to: string | undefined } {
  const needed = Math.max(64, (readings / Math.max(1, subgroup)) * 1.2 + 8);
  // More than a chart gives: then only its limits are wanted, and the buckets and verdicts show the rest.
  const points = needed > most_points ? 128 : Math.min(most_points, 2 ** Math.ceil(Math.log2(needed)));
  const step = 2 ** Math.floor(Math.log2(Math.max(1024, (view.to - view.from) / 8)));
  return { points, to: following ? undefined : new Date(Math.ceil(view.to / step) * step).toISOString() };
}
