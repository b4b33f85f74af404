import { expect, test } from "vitest";
import { kept, LiveValues, Ring } from "./live_values";

function hand_clock() {
  const frames: (() => void)[] = [];
  const waiting: { at: number; run: () => void }[] = [];
  const clock = { time: 0, now: () => clock.time, frame: (run: () => void) => frames.push(run), later: (run: () => void, ms: number) => waiting.push({ at: clock.time + ms, run }) };
  const pass = (to: number) => {
    clock.time = to;
    for (const one of waiting.splice(0)) one.at <= to ? one.run() : waiting.push(one);
    frames.splice(0).forEach((run) => run());
  };
  return { clock, pass };
}

test("a ring keeps the newest values in order", () => {
  const ring = new Ring();
  for (let i = 0; i < kept + 5; ++i) ring.push(i);
  expect(ring.length).toBe(kept);
  expect([ring.at(0), ring.last]).toEqual([5, kept + 4]);
});

test("many readings are one painting, and not more than five a second", () => {
  const { clock, pass } = hand_clock();
  const values = new LiveValues(clock);
  const seen: number[] = [];
  values.paint("a/x", (ring) => seen.push(ring.last ?? -1));
  pass(1);
  for (let i = 0; i < 50; ++i) values.take({ stream: "a/x", values: [i, i + 0.5] });
  pass(100);
  expect(seen).toEqual([-1]);
  pass(210);
  expect(seen).toEqual([-1, 49.5]);
});

test("a stream that nobody looks at is kept and painted when somebody looks", () => {
  const { clock, pass } = hand_clock();
  const values = new LiveValues(clock);
  values.take({ stream: "a/x", values: [1, 2, 3] });
  let last: number | undefined;
  const stop = values.paint("a/x", (ring) => (last = ring.last));
  pass(500);
  expect(last).toBe(3);
  stop();
  values.take({ stream: "a/x", values: [4] });
  pass(1000);
  expect(last).toBe(3);
});

test("the past from the server takes the place of what was there", () => {
  const { clock, pass } = hand_clock();
  const values = new LiveValues(clock);
  values.take({ stream: "a/x", values: [9] });
  values.begin("a/x", [1, 2]);
  let all: number[] = [];
  values.paint("a/x", (ring) => (all = Array.from({ length: ring.length }, (_, i) => ring.at(i))));
  pass(500);
  expect(all).toEqual([1, 2]);
});
