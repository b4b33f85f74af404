import { expect, test } from "vitest";
import type { Timeline, TimelineSpan } from "@/api/shapes";
import { durations_of, shown_spans } from "./spans";

const base = Date.UTC(2026, 0, 1);
const iso = (second: number) => new Date(base + second * 1000).toISOString();
const line = (spans: [number, number | undefined, TimelineSpan["state"]][], to = 3600): Timeline => ({ from: iso(0), to: iso(to), spans: spans.map(([from, end, state]) => ({ from: iso(from), state, ...(end === undefined ? {} : { to: iso(end) }) })) });

test("spans are cut to the window, and the last one goes until now", () => {
  const told = line([[-100, 600, "running"], [600, undefined, "idle"]]);
  expect(shown_spans(told, base + 1_200_000, 100).map((one) => [one.from - base, one.to - base, one.state])).toEqual([[0, 600_000, "running"], [600_000, 1_200_000, "idle"]]);
});
test("thousands of short runs become few pieces, and a short stop among them is still seen", () => {
  const spans: [number, number, TimelineSpan["state"]][] = Array.from({ length: 3600 }, (_, i) => [i, i + 1, i === 1800 ? "stopped" : i % 2 ? "idle" : "running"]);
  const shown = shown_spans(line(spans), base + 3_600_000, 100);
  expect(shown.length).toBeLessThanOrEqual(220);
  expect(shown.some((one) => one.state === "stopped")).toBe(true);
});
test("the sums are of the spans themselves, not of what is drawn", () => {
  expect(durations_of(line([[0, 10, "running"], [10, 11, "stopped"], [11, 3600, "no_data"]]), base + 9e9)).toEqual({ running: 10_000, idle: 0, stopped: 1000, no_data: 3_589_000 });
});
