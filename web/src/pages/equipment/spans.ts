// Spans of a time line as they are drawn: cut to the window, and those too short to be seen joined, so that thousands of runs of
// half a minute are still a few hundred pieces. What stood still is never hidden by what ran.
import type { Timeline, TimelineSpan } from "@/api/shapes";

export interface Shown {
  from: number;
  to: number;
  state: TimelineSpan["state"];
  text?: TimelineSpan["text"];
  item?: string | undefined;
  operation?: string | undefined;
}
const weight: Record<TimelineSpan["state"], number> = { stopped: 3, no_data: 2, running: 1, idle: 0 };

function cut(told: Timeline, now: number): Shown[] {
  const [from, to] = [Date.parse(told.from), Math.min(Date.parse(told.to), now)];
  return told.spans
    .map((span): Shown => ({ from: Math.max(from, Date.parse(span.from)), to: Math.min(to, span.to ? Date.parse(span.to) : to), state: span.state, item: span.item, operation: span.operation, ...(span.text === undefined ? {} : { text: span.text }) }))
    .filter((span) => span.to > span.from);
}
export function shown_spans(told: Timeline, now: number, pieces: number): Shown[] {
  const least = (Date.parse(told.to) - Date.parse(told.from)) / pieces;
  const out: Shown[] = [];
  for (const span of cut(told, now)) {
    const last = out.at(-1);
    const small = last !== undefined && (span.to - span.from < least || last.to - last.from < least);
    if (last && (small || last.state === span.state) && span.from - last.to < least) {
      const heavier = weight[span.state] > weight[last.state] || (weight[span.state] === weight[last.state] && span.to - span.from > last.to - last.from) ? span : last;
      out[out.length - 1] = { ...heavier, from: last.from, to: span.to, ...(last.item === span.item ? {} : { item: undefined, operation: undefined }) };
    } else out.push(span);
  }
  return out;
}
export function durations_of(told: Timeline, now: number): Record<TimelineSpan["state"], number> {
  const sums = { running: 0, idle: 0, stopped: 0, no_data: 0 };
  for (const span of cut(told, now)) sums[span.state] += span.to - span.from;
  return sums;
}
