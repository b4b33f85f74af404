// A verdict's place on a chart: another page asks for it by ?at=TIME, and it is found again in whatever window of points comes.
import type { ControlChart, Verdict } from "@/api/shapes";

export interface Chosen {
  panel: number;
  index: number;
}
export type Moment = Pick<Verdict, "time" | "panel">;
export function moment_of(search: URLSearchParams): Moment | null {
  const time = search.get("at");
  return time === null || Number.isNaN(new Date(time).getTime()) ? null : { time, panel: search.get("panel") === "spread" ? "spread" : "location" };
}
// Where a window of points ends that shows a moment with a third of them after it, if they came as often as those on the screen.
export function window_end(chart: ControlChart | undefined, moment: string): string {
  const points = chart?.panels[0]?.points ?? [];
  const span = points.length > 1 ? new Date(points.at(-1)!.time).getTime() - new Date(points[0]!.time).getTime() : 180_000;
  return new Date(new Date(moment).getTime() + Math.max(1000, span / 3)).toISOString();
}
export function find_point(chart: ControlChart, verdict: Moment): Chosen | null {
  const panel = Math.max(0, chart.panels.findIndex((one) => one.name === verdict.panel));
  const point = chart.panels[panel]?.points.find((one) => one.time === verdict.time);
  return point ? { panel, index: point.index } : null;
}
