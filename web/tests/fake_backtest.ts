// A back-test of the fake plant: the draft's upper limit is a degree lower, so it finds what the plan in force does not.
import type { Backtest, BacktestEvent, Revision } from "../src/api/backtest";

const start = Date.parse("2026-01-01T00:00:00Z");
const at = (minute: number) => new Date(start + minute * 60_000).toISOString();
const bars = (every: number, phase: number) => Array.from({ length: 120 }, (_, i) => (i % every === phase ? 1 + ((i * 7) % 4) : 0));

function revision(plan: string, upper: number, signals: number, outside: number, timeline: number[]): Revision {
  return {
    plan, mode: "enforce", specification: { center: 230, lower: 227, upper }, chart: { center: 230.1, lower: 228.4, upper: 231.8, sigma: 0.57 },
    signals: { points: signals + 8, verdicts: signals + 1, excursions: signals }, out_of_specification: { points: outside * 30, verdicts: outside, excursions: outside },
    rules: { we1: signals - 3, we2: 4 }, reactions: { alarms: signals + outside, messages: outside, holds: outside, stops: outside, commands: outside, units_held: outside * 7, lots_held: 0 }, timeline,
  };
}
const said = (upper: number, value: number) => ({ en: `Melt temperature of Injection press 1 is ${value} °C, above the upper limit ${upper} °C`, zh: `1号注塑机熔体温度为 ${value} °C，高于规格上限 ${upper} °C` });
const seen = (minute: number, upper: number, value: number) => ({ time: at(minute), ended: at(minute + 1), rules: [], side: "high" as const, value, text: said(upper, value) });
const events: BacktestEvent[] = [
  { found_by: "both", kind: "out_of_specification", time: at(5), draft: seen(5, 232, 235), active: { ...seen(5, 233, 235), time: at(5.2) } },
  ...[90, 240, 610].map((minute): BacktestEvent => ({ found_by: "only_draft", kind: "out_of_specification", time: at(minute), draft: seen(minute, 232, 232.5) })),
  { found_by: "only_active", kind: "signal", time: at(700), active: { ...seen(700, 231.8, 231.9), rules: ["we2"] } },
];

export const backtest: Backtest = {
  id: "B-1", state: "done", progress: 1, readings: 2_592_000, plans: ["CP-HOUSING-A"], asked_at: at(1500), finished_at: at(1501),
  result: {
    plans: ["CP-HOUSING-A"], from: at(0), to: at(43_200), readings: 2_592_000,
    draft: { signals: 14, out_of_specification: 4, reactions: revision("", 0, 14, 4, []).reactions }, active: { signals: 15, out_of_specification: 1, reactions: revision("", 0, 15, 1, []).reactions },
    signals: { only_draft: 0, only_active: 1, both: 14 }, out_of_specification: { only_draft: 3, only_active: 0, both: 1 },
    lines: [{
      stream: "IM-01/melt_temp", plan: "CP-HOUSING-A", line: "10.1", characteristic: { en: "Melt temperature", zh: "熔体温度" }, uom: "Cel", readings: 2_592_000, from: at(0), to: at(43_200), judges_alike: false,
      draft: revision("CP-HOUSING-A@4", 232, 14, 4, bars(9, 2)), active: revision("CP-HOUSING-A@3", 233, 15, 1, bars(17, 3)),
      signals: { only_draft: 0, only_active: 1, both: 14 }, out_of_specification: { only_draft: 3, only_active: 0, both: 1 }, events, events_left_out: 14,
    }],
  },
};
