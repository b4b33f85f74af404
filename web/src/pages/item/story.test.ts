import { expect, test } from "vitest";
import type { ItemHistory, Run } from "@/api/shapes";
import { layout_of } from "./graph_layout";
import { scale_of, story_of } from "./story";

const run = (number: number, equipment: string, from: string, to?: string): Run => ({ number, operation: `OP${number}0`, equipment, started_at: from, parameters: {}, ...(to ? { ended_at: to, result: "pass" as const } : {}) });
const history = (runs: Run[]): ItemHistory => ({ item: { kind: "unit", id: "A", material: "M", state: "in_process", uom: "1", created_at: "", changed_at: "" }, runs, measurements: [], verdicts: [], holds: [] });

test("a lane for each piece of equipment, in the order in which it was come to; what runs still runs until now", () => {
  const now = Date.parse("2026-01-01T09:00:00Z");
  const story = story_of(history([run(1, "IM-01", "2026-01-01T08:00:00Z", "2026-01-01T08:10:00Z"), run(2, "ST-02", "2026-01-01T08:50:00Z")]), now);
  expect(story.lanes).toEqual(["IM-01", "ST-02"]);
  expect(story.bars[1]!.to).toBe(now);
});
test("a pause of days is cut to a third of what was worked, and said so", () => {
  const story = story_of(history([run(1, "A", "2026-01-01T08:00:00Z", "2026-01-01T08:10:00Z"), run(2, "B", "2026-01-09T08:00:00Z", "2026-01-09T08:20:00Z")]), 0);
  const { place, cuts } = scale_of(story);
  expect(place(Date.parse("2026-01-01T08:00:00Z"))).toBe(0);
  expect(place(Date.parse("2026-01-01T08:10:00Z"))).toBeCloseTo(0.25);
  expect(place(Date.parse("2026-01-09T08:00:00Z"))).toBeCloseTo(0.5);
  expect(place(Date.parse("2026-01-09T08:20:00Z"))).toBeCloseTo(1);
  expect(cuts).toHaveLength(1);
});
test("in the graph, what went in stands left of what it went into, and alike siblings are one box", () => {
  const node = (id: string, material: string) => ({ kind: "unit" as const, id, material, state: "in_process" as const, depth: 0, runs: [] });
  const edge = (from: string) => ({ from: { kind: "unit" as const, id: from }, to: { kind: "unit" as const, id: "A" }, relation: "consumed", uom: "1", quantity: 1, time: "2026-01-01T00:00:00Z" });
  const { boxes, arrows } = layout_of({ root: { kind: "unit", id: "A" }, direction: "backward", complete: true, as_of: 1, nodes: [node("A", "PUMP"), node("B", "HOUSING"), ...["S1", "S2", "S3"].map((id) => node(id, "SCREW"))], edges: ["B", "S1", "S2", "S3"].map(edge) });
  expect(boxes).toHaveLength(3);
  expect(arrows.map((one) => one.to)).toEqual(["unit A", "unit A"]);
  const root = boxes.find((box) => box.root)!;
  expect(boxes.filter((box) => !box.root).every((box) => box.x < root.x)).toBe(true);
});
