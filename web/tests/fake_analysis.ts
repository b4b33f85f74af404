// A chart over a series as the fake plant draws it: means and ranges of noise, enough to look at the page.
import type { components } from "../src/api/schema";

type Shapes = components["schemas"];
const rates = { "western-electric": 91.75, nelson: 73.54, aiag: 54.18, juran: 88.94 } as const;

export function analysed(asked: Shapes["AnalyseChart"], values: number[], uom: string, ago: (minutes: number) => string): Shapes["AnalysedChart"] {
  const { spec } = asked;
  const points = Math.min(asked.stream?.points ?? 100, values.length);
  const location = values.slice(-points);
  const excluded = new Map((spec.exclusions ?? []).map((one) => [one.index, one.reason]));
  const baseline = location.filter((_, i) => i < (spec.phase1 ?? points) && !excluded.has(i));
  const mean = baseline.reduce((sum, value) => sum + value, 0) / baseline.length;
  const ranges = location.map((value, i) => (i === 0 ? 0 : Math.abs(value - location[i - 1]!)));
  const error = ranges.slice(1, spec.phase1 ?? points).reduce((sum, value) => sum + value, 0) / Math.max(1, baseline.length - 1) / 1.128;
  const sigma = error * Math.sqrt(asked.stream?.subgroup_size ?? 1);
  const signals = (list: number[], upper: number, lower: number) =>
    spec.rules === "none" ? [] : list.flatMap((value, index) => (excluded.has(index) || (value <= upper && value >= lower) ? [] : [{ index, rules: ["we1"], side: value > upper ? ("high" as const) : ("low" as const) }]));
  const line = (value: number) => Array.from({ length: points }, () => value);
  const panel = (name: string, list: number[], center: number, lower: number, upper: number): Shapes["AnalysisPanel"] => ({
    name, first: 0, sigma, points: list, center: line(center), lower: line(lower), upper: line(upper), signals: signals(list, upper, lower),
  });
  const names: Record<string, string[]> = { "xbar-r": ["xbar", "r"], "xbar-s": ["xbar", "s"], "i-mr": ["i", "mr"], median: ["median", "r"], cusum: ["upper", "lower"] };
  const [first = spec.chart, second] = names[spec.chart] ?? [spec.chart];
  const panels = [panel(first, location, mean, mean - 3 * error, mean + 3 * error), ...(second ? [panel(second, ranges, 1.128 * error, 0, 3.686 * error)] : [])];
  const ids = { none: [], "western-electric": ["we1", "we2", "we3", "we4"], nelson: ["nelson1"], aiag: ["aiag1"], juran: ["juran1"] } as const;
  return {
    analysis: { chart: spec.chart, rules: spec.rules ?? "western-electric", subgroups: points, exclusions: spec.exclusions ?? [], mean, panels, ...(spec.phase1 === undefined ? {} : { phase1: spec.phase1 }) },
    uom, times: location.map((_, i) => ago((points - i) * 5)),
    rule_sets: (["none", "western-electric", "nelson", "aiag", "juran"] as const).map((rules) => ({ rules, name: { en: rules, zh: rules }, ids: [...ids[rules]], ...(rules === "none" ? {} : { points_per_false_alarm: rates[rules] }) })),
  };
}
