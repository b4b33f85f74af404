import { expect, test } from "vitest";
import type { ControlChart } from "@/api/shapes";
import { find_point, moment_of, window_end } from "./moment";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const points = Array.from({ length: 121 }, (_, i) => ({ index: i, time: at(i), value: 1, rules: [], learning: false }));
const chart = { type: "i-mr", uom: "mm", line: "1", plan: "P@1", subgroup_size: 1, panels: [{ name: "location", points }, { name: "spread", points: points.slice(1) }] } as unknown as ControlChart;

test("an address names a moment, and nonsense names none", () => {
  expect(moment_of(new URLSearchParams({ at: at(3), panel: "spread" }))).toEqual({ time: at(3), panel: "spread" });
  expect(moment_of(new URLSearchParams({ at: at(3) }))).toEqual({ time: at(3), panel: "location" });
  expect(moment_of(new URLSearchParams({ at: "soon" }))).toBeNull();
  expect(moment_of(new URLSearchParams())).toBeNull();
});
test("a moment is found on its own panel, by its time", () => {
  expect(find_point(chart, { time: at(7), panel: "spread" })).toEqual({ panel: 1, index: 7 });
  expect(find_point(chart, { time: at(7), panel: "value" })).toEqual({ panel: 0, index: 7 });
  expect(find_point(chart, { time: at(500), panel: "location" })).toBeNull();
});
test("a third of the window comes after the moment", () => {
  expect(window_end(chart, at(-3600))).toBe(at(-3600 + 40));
  expect(window_end(undefined, at(0))).toBe(at(60));
});
