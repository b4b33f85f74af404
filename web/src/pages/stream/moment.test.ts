import { expect, test } from "vitest";
import type { ControlChart } from "@/api/shapes";
import { chosen_of, find_point, neighbour, newest_signal, question, window_around } from "./moment";

const point = (second: number, rules: "we1"[] = []) => ({ time: `2026-01-01T00:00:0${second}Z`, value: second, index: second, rules, learning: false });
const at = (second: number) => Date.parse(point(second).time);
const chart: ControlChart = {
  type: "i-mr", uom: "mm", line: "10.1", plan: "P@1", subgroup_size: 1, false_alarm: "",
  panels: [{ name: "location", points: [point(1), point(2, ["we1"]), point(3)] }, { name: "spread", points: [point(2), point(3, ["we1"])] }],
};

test("an address names a moment and its panel, and nonsense names none", () => {
  expect(chosen_of(new URLSearchParams("at=2026-01-01T00:00:02Z&panel=spread"))).toEqual({ at: at(2), panel: 1 });
  expect(chosen_of(new URLSearchParams("at=soon"))).toBeNull();
});
test("a moment is found again in whatever chart has it", () => {
  expect(find_point(chart, { at: at(2), panel: 1 })!.point.index).toBe(2);
  expect(find_point(chart, { at: at(1), panel: 1 })).toBeNull();
});
test("the newest signal of both panels is shown first", () => {
  expect(newest_signal(chart)).toEqual({ panel: 1, at: at(3) });
});
test("walking starts at the newest point and ends at the oldest", () => {
  expect(neighbour(chart, null, -1)).toEqual({ panel: 0, at: at(3) });
  expect(neighbour(chart, { panel: 0, at: at(1) }, -1)).toBeNull();
});
test("a window around a moment leaves a third of it behind", () => {
  expect(window_around(900, 300)).toEqual({ from: 700, to: 1000 });
});
test("the question is a round one, so that moving a little asks the same", () => {
  const view = { from: 0, to: 800_000 };
  expect(question(view, 400, 1, false)).toEqual(question({ from: 7_000, to: 799_000 + 500 }, 405, 1, false));
  expect(question(view, 1_000_000, 1, true)).toEqual({ points: 128, to: undefined });
  expect(question(view, 250, 5, true).points).toBe(128);
});
