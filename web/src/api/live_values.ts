// The newest values of each stream, outside of React. Readings come by the ten thousand a second; what draws them registers a
// painter, and all painters whose stream changed run together in one animation frame, at most five times a second, which is as
// often as a person reads. What is not on the screen registers no painter and costs a write into an array.
//
//   const stop = live_values.paint("IM-01/melt_temp", (ring) => draw(ring));
import { live, type Readings } from "./live";

export const kept = 60;
const pause_ms = 200;

// The last values, oldest first by at(0); one array that is written round and round.
export class Ring {
  private readonly values = new Float64Array(kept);
  private next = 0;
  length = 0;

  push(value: number) {
    this.values[this.next] = value;
    this.next = (this.next + 1) % kept;
    if (this.length < kept) this.length += 1;
  }
  at(index: number): number {
    return this.values[(this.next - this.length + index + kept) % kept]!;
  }
  get last(): number | undefined {
    return this.length === 0 ? undefined : this.at(this.length - 1);
  }
  clear() {
    this.length = 0;
  }
}

type Painter = (ring: Ring) => void;
interface Clock {
  now: () => number;
  frame: (run: () => void) => unknown;
  later: (run: () => void, milliseconds: number) => unknown;
}
const browser_clock: Clock = {
  now: () => performance.now(),
  frame: (run) => requestAnimationFrame(run),
  later: (run, milliseconds) => setTimeout(run, milliseconds),
};

export class LiveValues {
  private rings = new Map<string, Ring>();
  private painters = new Map<string, Set<Painter>>();
  private changed = new Set<string>();
  private waits = false;
  private painted_at = -Infinity;

  constructor(private readonly clock: Clock = browser_clock) {}

  take({ stream, values }: Pick<Readings, "stream" | "values">) {
    const ring = this.ring(stream);
    for (let i = Math.max(0, values.length - kept); i < values.length; ++i) ring.push(values[i]!);
    this.mark(stream);
  }
  // What the server knows of the past takes the place of what was here.
  begin(stream: string, values: number[]) {
    this.ring(stream).clear();
    this.take({ stream, values });
  }
  paint(stream: string, painter: Painter): () => void {
    const set = this.painters.get(stream) ?? new Set();
    this.painters.set(stream, set.add(painter));
    this.mark(stream);
    return () => {
      set.delete(painter);
      if (set.size === 0) this.painters.delete(stream);
    };
  }

  // As if its values had changed: what draws it has another size.
  repaint(stream: string) {
    this.mark(stream);
  }

  private ring(stream: string): Ring {
    const known = this.rings.get(stream);
    if (known) return known;
    const ring = new Ring();
    this.rings.set(stream, ring);
    return ring;
  }
  private mark(stream: string) {
    if (!this.painters.has(stream)) return;
    this.changed.add(stream);
    if (this.waits) return;
    this.waits = true;
    const rest = this.painted_at + pause_ms - this.clock.now();
    if (rest <= 0) this.clock.frame(this.run);
    else this.clock.later(() => this.clock.frame(this.run), rest);
  }
  private run = () => {
    this.waits = false;
    this.painted_at = this.clock.now();
    const streams = this.changed;
    this.changed = new Set();
    for (const stream of streams) {
      const ring = this.ring(stream);
      this.painters.get(stream)?.forEach((painter) => painter(ring));
    }
  };
}

export const live_values = new LiveValues();
live.on_readings((readings) => live_values.take(readings));
