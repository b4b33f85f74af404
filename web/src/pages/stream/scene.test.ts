import { expect, test } from "vitest";
import type { ControlChart, Verdict } from "@/api/shapes";
import { frame_of, marks_of, plotted, range_of, shown_specification, time_at, x_of, type Scene } from "./scene";
import { visible_marks, hit } from "./paint";

const at = (minute: number) => `2026-01-01T00:0${minute}:00Z`;
const chart = (more: Partial<ControlChart> = {}): ControlChart => ({
  type: "i-mr", uom: "mm", line: "10.1", plan: "P@1", subgroup_size: 1, false_alarm: "", specification: { lower: 23.98, upper: 24.02 },
  panels: [{
    name: "location", center: 24.0012, lower: 23.9957, upper: 24.0067, sigma: 0.0018,
    points: [
      { time: at(0), value: 24.001, index: 7, rules: [], learning: false }, { time: at(1), value: 24.0069, index: 8, rules: ["we1", "we2"], learning: false },
      { time: at(2), value: 24.03, index: 9, rules: [], learning: false },
    ],
  }],
  ...more,
});
const scene = (one: ControlChart, more: Partial<Scene> = {}): Scene => ({
  view: { from: Date.parse(at(0)), to: Date.parse(at(2)) }, chart: plotted(one), overview: null, fine: null, verdicts: [], events: [], specification: shown_specification(one), chosen: null, pointer: null, ...more,
});

test("specification limits are shown on individuals only", () => {
  expect(shown_specification(chart())).toEqual({ lower: 23.98, upper: 24.02 });
  expect(shown_specification(chart({ type: "xbar-r", subgroup_size: 5 }))).toEqual({});
});
test("a signalling point carries the numbers of its rules, a point outside the specification says so", () => {
  expect(visible_marks(scene(chart())).map((mark) => [mark.rules, mark.outside])).toEqual([["1·2", false], ["", true]]);
});
test("where the chart has no points, the verdicts are the marks, and none stands twice", () => {
  const verdict = (time: string): Verdict => ({ id: "V", stream: "s", equipment: "e", tag: "t", time, kind: "signal", rules: ["we1"], panel: "location", side: "high", points: [{ time, value: 24.02 }], limits: {}, plan: "P@1", line: "10.1", uom: "mm", text: "" });
  const verdicts = marks_of([verdict(at(1)), verdict("2025-12-31T23:59:00Z")], "10.1");
  const seen = visible_marks(scene(chart(), { verdicts, view: { from: Date.parse("2025-12-31T23:58:00Z"), to: Date.parse(at(2)) } }));
  expect(seen.filter((mark) => mark.rules !== "")).toHaveLength(2);
});
test("the axis holds limits, specification and points; a spread does not fall below nought", () => {
  const { low, high } = range_of(scene(chart()), 0);
  expect(low).toBeLessThan(23.98);
  expect(high).toBeGreaterThan(24.03);
  const spread = chart();
  spread.panels.push({ name: "spread", center: 1, lower: 0, upper: 3, points: [{ time: at(1), value: 0, index: 8, rules: [], learning: false }] });
  expect(range_of(scene(spread), 1).low).toBe(0);
});
test("a click means the nearest mark, and nothing far from all of them", () => {
  const one = scene(chart());
  const frame = frame_of(1000, 500, 1);
  const { low, high } = range_of(one, 0);
  const area = frame.panels[0]!;
  const y = area.bottom - ((24.0069 - low) / (high - low)) * (area.bottom - area.top);
  expect(hit(one, frame, x_of(frame, one.view, Date.parse(at(1))) + 5, y - 3)).toEqual({ at: Date.parse(at(1)), panel: 0 });
  expect(hit(one, frame, x_of(frame, one.view, Date.parse(at(1))) + 120, y)).toBeNull();
  expect(time_at(frame, one.view, x_of(frame, one.view, 12345))).toBeCloseTo(12345);
});
