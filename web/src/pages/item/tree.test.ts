import { expect, test } from "vitest";
import type { Trace, TraceEdge, TraceNode } from "@/api/shapes";
import { is_fold, tree_of, type Branch, type Fold } from "./tree";

const node = (id: string, material = id, kind: "unit" | "lot" = "unit"): TraceNode => ({ kind, id, material, state: "in_process", depth: 0, runs: [] });
const edge = (from: string, to: string, quantity?: number, uom = "g"): TraceEdge => ({
  from: { kind: "unit", id: from }, to: { kind: "unit", id: to }, relation: "consumed", uom, operation: "OP10", time: "2026-01-01T00:00:00Z", ...(quantity === undefined ? {} : { quantity }),
});
const trace = (root: string, nodes: TraceNode[], edges: TraceEdge[], direction = "backward"): Trace => ({ root: { kind: "unit", id: root }, direction, nodes, edges, complete: true, as_of: 1 });

test("backward, what went into a thing hangs below it", () => {
  const tree = tree_of(trace("A", [node("A"), node("B"), node("C")], [edge("B", "A", 42), edge("C", "B")]))!;
  const below = tree.children[0] as Branch;
  expect(below.node.id).toBe("B");
  expect(below.edge?.quantity).toBe(42);
  expect((below.children[0] as Branch).node.id).toBe("C");
});

test("forward, what a thing went into hangs below it", () => {
  const tree = tree_of(trace("C", [node("A"), node("B"), node("C")], [edge("B", "A"), edge("C", "B")], "forward"))!;
  expect((tree.children[0] as Branch).node.id).toBe("B");
});

test("three alike siblings fold with their count and sum, two do not", () => {
  const screws = ["S1", "S2", "S3"].map((id) => node(id, "SCREW"));
  const three = tree_of(trace("A", [node("A"), ...screws], screws.map((one) => edge(one.id, "A", 1.5))))!;
  expect(three.children).toHaveLength(1);
  const fold = three.children[0] as Fold;
  expect(is_fold(fold)).toBe(true);
  expect([fold.branches.length, fold.quantity, fold.uom]).toEqual([3, 4.5, "g"]);
  const two = tree_of(trace("A", [node("A"), ...screws.slice(1)], screws.slice(1).map((one) => edge(one.id, "A", 1))))!;
  expect(two.children.map(is_fold)).toEqual([false, false]);
});

test("quantities of different units of measure are not summed", () => {
  const lots = ["X", "Y", "Z"].map((id) => node(id, "GLUE"));
  const tree = tree_of(trace("A", [node("A"), ...lots], [edge("X", "A", 1, "g"), edge("Y", "A", 1, "mL"), edge("Z", "A", 1, "g")]))!;
  expect((tree.children[0] as Fold).quantity).toBeNull();
});

test("a thing reached on two ways stands twice and is drawn in full once", () => {
  const tree = tree_of(trace("A", ["A", "B", "C", "D", "E"].map((id) => node(id)), [edge("B", "A"), edge("C", "A"), edge("D", "B"), edge("D", "C"), edge("E", "D")]))!;
  const [left, right] = tree.children as [Branch, Branch];
  expect((left.children[0] as Branch).repeated).toBe(false);
  expect((left.children[0] as Branch).children).toHaveLength(1);
  expect((right.children[0] as Branch).repeated).toBe(true);
  expect((right.children[0] as Branch).children).toHaveLength(0);
});
