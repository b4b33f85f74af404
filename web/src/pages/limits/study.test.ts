import { describe, expect, test } from "vitest";
import { locked, process_of, question_of, type Analysis, type PlanDocument, type Study } from "./study";

const study: Study = {
  chart: "xbar-r", rules: "nelson", size: 5, points: 50, phase1: 25, estimator: "automatic", items: 50, lambda: 0.2, l: 3, k: 0.5, h: 5, span: 3, fir: false,
  excluded: { "2026-01-01T02:00:00Z": "broken fixture" },
};
const analysis = (chart: Analysis["chart"], mean: number, sigma: number) => ({ chart, mean, panels: [{ sigma }] }) as unknown as Analysis;

describe("A study of limits", () => {
  test("asks with its exclusions where they stand now", () => {
    const asked = question_of(study, "IM-01", "bore", ["2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"]);
    expect(asked.spec.exclusions).toEqual([{ index: 1, reason: "broken fixture" }]);
    expect(asked.spec.phase1).toBe(25);
    expect(asked.stream?.subgroup_size).toBe(5);
    expect(question_of({ ...study, chart: "i-mr", phase1: null }, "IM-01", "bore", []).stream?.subgroup_size).toBe(1);
  });

  test("gives a plan the sigma that it asks for", () => {
    expect(process_of(analysis("xbar-r", 24, 0.004), 50)).toEqual({ mean: 24, sigma: 0.004 });
    expect(process_of(analysis("p", 0.02, 0.14), 49)).toEqual({ mean: 0.02, sigma: 0.02 });
    expect(process_of(analysis("np", 0.02, 0.14), 49)!.mean).toBeCloseTo(0.98, 12);
    expect(process_of(analysis("np", 0.02, 0.14), 49)!.sigma).toBeCloseTo(0.98, 12);
  });

  test("locks one line and leaves the rest of the plan as it is", () => {
    const plan: PlanDocument = {
      id: "CP-1", revision: 3, mode: "enforce",
      lines: [{ id: "10.1", chart: { type: "i-mr" } }, { id: "10.2", sample: { size: 5, every: "30min" }, chart: { type: "xbar-r", rules: ["we1"], limits: { learn: 25 } }, reactions: [] }],
    };
    const next = locked(plan, "10.2", { ...study, excluded: {} }, { mean: 24, sigma: 0.004 }, ["nelson1"], "after the new spindle");
    expect(next.revision).toBe(4);
    expect(next.kind).toBe("control_plan");
    expect(next.lines[0]).toBe(plan.lines[0]);
    expect(next.lines[1]).toEqual({
      id: "10.2", sample: { size: 5, every: "30min" }, reactions: [],
      chart: { type: "xbar-r", rules: ["nelson1"], limits: { mean: 24, sigma: 0.004, reason: "after the new spindle" } },
    });
    const without = { ...study, excluded: { "2026-01-02T00:00:00Z": "heater", "2026-01-01T00:00:00Z": "operator" } };
    expect(locked(plan, "10.2", without, { mean: 24, sigma: 0.004 }, ["we1"], "x").lines[1]!.chart!["limits"]).toMatchObject({
      left_out: [{ time: "2026-01-01T00:00:00Z", reason: "operator" }, { time: "2026-01-02T00:00:00Z", reason: "heater" }],
    });
    expect(locked(plan, "10.2", { ...study, chart: "ewma" }, { mean: 1, sigma: 1 }, [], "x").lines[1]!.chart).toMatchObject({ lambda: 0.2, l: 3 });
  });
});
