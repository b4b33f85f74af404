// The window of time that a chart shows: moved, zoomed, and kept where there is something to see. Times are milliseconds.
import { clock_text, day_text, hour_text } from "@/widgets/format";

export interface View {
  from: number;
  to: number;
}
export const span_of = (view: View) => view.to - view.from;
const shortest = 1000;

// A little room after the newest point, and never further out than the whole stream.
export function clamped(view: View, bounds: View): View {
  const whole = Math.max(span_of(bounds), shortest) * 1.04;
  const span = Math.min(Math.max(span_of(view), shortest), whole);
  const room = span * 0.02;
  const middle = (view.from + view.to) / 2;
  let from = span === span_of(view) ? view.from : middle - span / 2;
  if (from + span > bounds.to + room) from = bounds.to + room - span;
  if (from < bounds.from - room) from = span >= span_of(bounds) ? bounds.to + room - span : bounds.from - room;
  return { from, to: from + span };
}
// `at` keeps its place on the screen: the pointer, or the newest point.
export function zoomed(view: View, factor: number, at: number, bounds: View): View {
  const span = Math.min(Math.max(span_of(view) * factor, shortest), Math.max(span_of(bounds), shortest) * 1.04);
  const share = span_of(view) === 0 ? 0.5 : (at - view.from) / span_of(view);
  return clamped({ from: at - share * span, to: at + (1 - share) * span }, bounds);
}
export const moved = (view: View, by: number, bounds: View): View => clamped({ from: view.from + by, to: view.to + by }, bounds);
export function latest(span: number, bounds: View): View {
  const room = span * 0.02;
  return clamped({ from: bounds.to + room - span, to: bounds.to + room }, bounds);
}
export const shows_newest = (view: View, bounds: View) => bounds.to <= view.to + 1;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  100, 200, 500, second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour,
  day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day, 182 * day, 365 * day,
];
export interface Tick {
  at: number;
  text: string;
}
export function time_ticks(view: View, most: number): Tick[] {
  const step = steps.find((one) => span_of(view) / one <= most) ?? 365 * day;
  const offset = new Date(view.from).getTimezoneOffset() * minute;
  const out: Tick[] = [];
  for (let at = Math.ceil((view.from - offset) / step) * step + offset; at <= view.to; at += step) out.push({ at, text: tick_text(at, step) });
  return out;
}
function tick_text(at: number, step: number): string {
  const date = new Date(at);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (step >= day || midnight) return day_text(date);
  return step < minute ? clock_text(date) : hour_text(date);
}

// Round numbers within a range (1, 2 or 5 times a power of ten).
export function value_ticks(low: number, high: number, most: number): number[] {
  const raw = (high - low) / Math.max(1, most);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((one) => one * power >= raw) ?? 10) * power;
  const out: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) out.push(i * step);
  return out;
}

// The first place in an ascending list whose value is not below.
export function first_from(times: ArrayLike<number>, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
