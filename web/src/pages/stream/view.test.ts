import { expect, test } from "vitest";
import { clamped, first_from, latest, moved, span_of, time_ticks, value_ticks, zoomed } from "./view";

const bounds = { from: 0, to: 1_000_000 };
test("zooming keeps what is under the pointer where it is", () => {
  const view = zoomed({ from: 200_000, to: 400_000 }, 0.5, 250_000, bounds);
  expect(span_of(view)).toBe(100_000);
  expect((250_000 - view.from) / 100_000).toBeCloseTo(0.25);
});
test("no window is longer than the stream, nor shorter than a second", () => {
  expect(span_of(zoomed({ from: 0, to: 500_000 }, 100, 0, bounds))).toBeCloseTo(1_040_000);
  expect(span_of(zoomed({ from: 0, to: 2000 }, 0.001, 1000, bounds))).toBe(1000);
});
test("moving stops at the oldest and a little after the newest", () => {
  expect(moved({ from: 900_000, to: 1_000_000 }, 500_000, bounds).to).toBe(1_002_000);
  expect(moved({ from: 100_000, to: 200_000 }, -500_000, bounds).from).toBe(-2_000);
  expect(clamped({ from: -5e6, to: 5e6 }, bounds).to).toBeGreaterThanOrEqual(bounds.to);
});
test("the newest window ends just after the newest reading", () => {
  expect(latest(100_000, bounds)).toEqual({ from: 902_000, to: 1_002_000 });
});
test("ticks are round, and as many as there is room for", () => {
  expect(value_ticks(227.2, 233.1, 6)).toEqual([228, 229, 230, 231, 232, 233]);
  expect(value_ticks(1, 1, 5)).toEqual([]);
  const ticks = time_ticks({ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1) + 3_600_000 }, 8);
  expect(ticks.length).toBeGreaterThan(4);
  expect(ticks.length).toBeLessThanOrEqual(9);
  expect(ticks[1]!.at - ticks[0]!.at).toBe(600_000);
});
test("the first moment that is not before is found by halves", () => {
  expect([first_from([1, 3, 5], 3), first_from([1, 3, 5], 4), first_from([1, 3, 5], 9), first_from([], 1)]).toEqual([1, 2, 3, 0]);
});
