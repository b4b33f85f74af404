import { expect, test } from "vitest";
import type { ControlChart } from "@/api/shapes";
import { palettes } from "@/widgets/palette";
import { axis_range, chart_option, shown_specification, type ChartWords } from "./chart_option";

const words: ChartWords = { ucl: "UCL", lcl: "LCL", upper_spec: "USL", lower_spec: "LSL", learning: "learning", rule: (number) => `Rule ${number}` };
const chart = (more: Partial<ControlChart> = {}): ControlChart => ({
  type: "i-mr", uom: "mm", line: "10.1", plan: "P@1", subgroup_size: 1, false_alarm: "", specification: { lower: 23.98, upper: 24.02 },
  panels: [
    {
      name: "location", center: 24.0012, lower: 23.9957, upper: 24.0067, sigma: 0.0018,
      points: [
        { time: "2026-01-01T00:00:00Z", value: 24.001, index: 7, rules: [], learning: false },
        { time: "2026-01-01T00:01:00Z", value: 24.0069, index: 8, rules: ["we1", "we2"], learning: false },
        { time: "2026-01-01T00:02:00Z", value: 24.03, index: 9, rules: [], learning: false },
      ],
    },
  ],
  ...more,
});
interface Drawn { type: string; data: { point: number; symbol?: string; label?: { show: boolean; formatter: string } }[]; markLine?: { precision: number; data: { yAxis?: number; lineStyle: { type: string } }[] } }
const series = (one: ControlChart) => (chart_option(one, palettes.light, words, null, false) as { series: Drawn[] }).series;

test("limits stand at their exact values: centre solid, control limits dashed", () => {
  const marks = series(chart())[0]!.markLine!;
  expect(marks.precision).toBeGreaterThanOrEqual(10);
  const at = (value: number) => marks.data.find((mark) => mark.yAxis === value)?.lineStyle.type;
  expect([at(24.0012), at(24.0067), at(23.9957)]).toEqual(["solid", "dashed", "dashed"]);
});

test("a signalling point carries the numbers of its rules, a point outside the specification is a diamond", () => {
  const dots = series(chart())[1]!.data;
  expect(dots.map((dot) => [dot.point, dot.symbol, dot.label?.show, dot.label?.formatter])).toEqual([[8, "rect", true, "1·2"], [9, "diamond", false, ""]]);
});

test("specification limits are shown on individuals only", () => {
  expect(shown_specification(chart())).toEqual({ lower: 23.98, upper: 24.02 });
  expect(shown_specification(chart({ type: "xbar-r", subgroup_size: 5 }))).toEqual({});
});

test("a chart that still learns is drawn without limits", () => {
  const learning = chart({ specification: undefined } as Partial<ControlChart>);
  learning.panels[0] = { ...learning.panels[0]!, center: undefined, lower: undefined, upper: undefined, sigma: undefined } as never;
  expect(series(learning)[0]!.markLine!.data).toEqual([]);
});

test("a range of spread does not fall below nought", () => {
  const panel = chart().panels[0]!;
  const points = [{ ...panel.points[0]!, value: 0 }, { ...panel.points[0]!, value: 4 }];
  expect(axis_range({ name: "spread", center: 1, lower: 0, upper: 3, points }, []).min).toBe(0);
});
