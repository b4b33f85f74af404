// As much of a stream as its window needs: a coarse summary of all of it at once, so that no window is ever empty, then finer
// buckets, and the readings themselves where they are few enough to tell apart. Fetched around the window, so that moving a
// little asks nothing.
import type { Readings } from "@/api/live";
import type { Sample } from "@/api/shapes";
import { first_from, span_of, type View } from "./view";

export interface Bucket {
  from: string;
  to: string;
  count: number;
  mean: number;
  min: number;
  max: number;
}
export interface Buckets {
  kind: "buckets";
  view: View;
  from: Float64Array;
  to: Float64Array;
  mean: Float64Array;
  min: Float64Array;
  max: Float64Array;
  count: Float64Array;
}
export interface Samples {
  kind: "samples";
  view: View;
  times: number[];
  values: number[];
  units: (string | undefined)[];
  lots: (string | undefined)[];
  late: Set<number>; // by time: it arrived after one that is newer
}
export interface Source {
  buckets: (view: View | null, count: number, signal: AbortSignal) => Promise<Bucket[]>;
  samples: (view: View, limit: number, signal: AbortSignal) => Promise<Sample[]>;
}
export const most_samples = 12_000;
const ahead = 1; // windows fetched on each side

export function buckets_of(list: Bucket[], view: View | null): Buckets {
  const column = (pick: (one: Bucket) => number) => Float64Array.from(list, pick);
  const from = column((one) => Date.parse(one.from));
  const to = column((one) => Date.parse(one.to));
  return { kind: "buckets", view: view ?? { from: from[0] ?? 0, to: to.at(-1) ?? 0 }, from, to, mean: column((one) => one.mean), min: column((one) => one.min), max: column((one) => one.max), count: column((one) => one.count) };
}
export function samples_of(list: Sample[], view: View): Samples {
  const out: Samples = { kind: "samples", view, times: [], values: [], units: [], lots: [], late: new Set() };
  for (const sample of list) {
    out.times.push(Date.parse(sample.time));
    out.values.push(sample.value);
    out.units.push(sample.unit);
    out.lots.push(sample.lot);
    if ((sample as { late?: boolean }).late) out.late.add(out.times.at(-1)!);
  }
  return out;
}

// How many readings a window holds, as far as the coarse summary can tell.
export function expected_in(overview: Buckets | null, view: View): number {
  if (!overview) return Infinity;
  let sum = 0;
  for (let i = Math.max(0, first_from(overview.to, view.from)); i < overview.from.length && overview.from[i]! < view.to; i++) {
    const width = Math.max(1, overview.to[i]! - overview.from[i]!);
    sum += overview.count[i]! * Math.min(1, (Math.min(overview.to[i]!, view.to) - Math.max(overview.from[i]!, view.from)) / width);
  }
  return sum;
}

export class Detail {
  overview: Buckets | null = null;
  fine: Buckets | Samples | null = null;
  newest = -Infinity; // the time of the newest reading known
  private asking: AbortController | null = null;
  private asked: View | null = null;

  constructor(private source: Source, private changed: () => void, private failed: (error: unknown) => void) {}

  async open() {
    const list = await this.source.buckets(null, 2400, new AbortController().signal);
    this.overview = buckets_of(list, null);
    this.newest = Math.max(this.newest, this.overview.view.to);
    this.changed();
  }
  close() {
    this.asking?.abort();
  }

  // Fine enough already, or being asked for? Otherwise asks; an older question that is not answered yet is dropped.
  want(view: View, width: number) {
    if (!this.overview || (this.fine && fits(this.fine, view, width))) return;
    const wide = { from: view.from - span_of(view) * ahead, to: view.to + span_of(view) * ahead };
    if (this.asked && covers(this.asked, view) && span_of(this.asked) <= span_of(wide) * 2) return;
    this.asking?.abort();
    const abort = new AbortController();
    this.asking = abort;
    this.asked = wide;
    const done = (fine: Buckets | Samples) => {
      if (abort.signal.aborted) return;
      this.fine = fine;
      this.changed();
    };
    const exact = expected_in(this.overview, wide) <= most_samples;
    const answer = exact
      ? this.source.samples(wide, most_samples * 4, abort.signal).then((list) => done(samples_of(list, wide)))
      : this.source.buckets(wide, Math.min(5000, Math.ceil(width * (1 + 2 * ahead))), abort.signal).then((list) => done(buckets_of(list, wide)));
    answer.catch((error: unknown) => abort.signal.aborted || this.failed(error)).finally(() => {
      if (this.asking === abort) this.asked = this.asking = null;
    });
  }

  // Readings as they arrive stand at once where their time is.
  add(readings: Readings) {
    const fine = this.fine;
    readings.times.forEach((nanoseconds, i) => {
      const at = nanoseconds / 1e6;
      const late = at < this.newest;
      this.newest = Math.max(this.newest, at);
      if (fine?.kind !== "samples") return;
      const place = first_from(fine.times, at);
      if (fine.times[place] === at) return;
      fine.times.splice(place, 0, at);
      fine.values.splice(place, 0, readings.values[i]!);
      fine.units.splice(place, 0, undefined);
      fine.lots.splice(place, 0, undefined);
      if (late) fine.late.add(at);
      fine.view = { ...fine.view, to: Math.max(fine.view.to, at) };
    });
    // A window of months is not made longer by each reading; one of minutes follows at once.
    this.changed();
  }
  // What was shown while readings arrived is asked anew: they carry their unit and their lot then.
  refresh() {
    this.fine = null;
  }
}

const covers = (outer: View, view: View) => outer.from <= view.from && outer.to >= view.to;
function fits(fine: Buckets | Samples, view: View, width: number): boolean {
  if (fine.kind === "samples") return covers(fine.view, view);
  if (!covers(fine.view, view)) return false;
  return span_of(fine.view) / Math.max(1, fine.from.length) <= (span_of(view) / width) * 1.6;
}
