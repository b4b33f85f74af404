import { expect, test } from "vitest";
import { chart_words } from "@/api/backtest";
import { draft_after, draft_of, limits_from, streams_of, with_limits, with_value, type Draft } from "./draft";

const draft: Draft = {
  kind: "control_plan", id: "CP", revision: 3,
  lines: [
    { id: "10.1", operation: "OP10", characteristic: { id: "melt" }, readings: { tag: "melt_temp" }, specification: { lower: 227, upper: 233, uom: "Cel" }, chart: { type: "i-mr", limits: { learn: 100 } } },
    { id: "10.2", operation: "OP10", characteristic: { id: "bore" }, readings: { at: ["LAB"] } },
  ],
};

test("a value of a line changes that line alone, and an empty one goes", () => {
  const tighter = with_value(draft, 0, "specification", "upper", 232);
  expect(tighter.lines?.[0]?.specification).toEqual({ lower: 227, upper: 232, uom: "Cel" });
  expect(tighter.lines?.[1]).toBe(draft.lines?.[1]);
  expect(draft.lines?.[0]?.specification?.upper).toBe(233);
  expect(with_value(draft, 0, "specification", "lower", null).lines?.[0]?.specification).toEqual({ upper: 233, uom: "Cel" });
});

test("limits are learnt or given, never both", () => {
  expect(limits_from(draft.lines![0]!)).toBe("learn");
  const given = with_limits(draft, 0, { mean: 230, sigma: 0.5, learn: null });
  expect(given.lines?.[0]?.chart).toEqual({ type: "i-mr", limits: { mean: 230, sigma: 0.5 } });
  expect(limits_from(given.lines![0]!)).toBe("given");
});

test("a text is one control plan or says why it is none", () => {
  expect(draft_of("x", () => draft)).toEqual({ draft });
  expect(draft_of("x", () => ({ kind: "equipment" }))).toEqual({ fault: "kind: control_plan" });
  expect(draft_of("x", () => { throw new Error("bad indent\nat line 3"); })).toEqual({ fault: "bad indent" });
  expect(draft_after({ part: "HOUSING" }, "CP", 3)).toEqual({ part: "HOUSING", kind: "control_plan", id: "CP", revision: 4 });
});

test("a draft's streams are those of its tags where its lines look", () => {
  const all = ["IM-01/melt_temp", "IM-02/melt_temp", "LAB/bore", "IM-01/bore"].map((id) => ({ id, equipment: id.split("/")[0]!, tag: id.split("/")[1]! }));
  expect(streams_of(draft, all, (operation) => (operation === "OP10" ? ["IM-01", "IM-02"] : []))).toEqual(["IM-01/melt_temp", "IM-02/melt_temp", "LAB/bore"]);
  expect(streams_of(null, all, () => [])).toEqual([]);
});

test("the words of charts and rules come from the contract, through its references", () => {
  const schema = { $defs: { Chart: { properties: { type: { $ref: "#/$defs/ChartType" }, rules: { items: { enum: ["we1", "nelson2"] } } } }, ChartType: { enum: ["i-mr", "ewma"] } } };
  expect(chart_words(schema)).toEqual({ types: ["i-mr", "ewma"], rules: ["we1", "nelson2"] });
  expect(chart_words({})).toEqual({ types: ["i-mr", "xbar-r"], rules: ["we1", "we2", "we3", "we4"] });
});
