import { expect, test } from "vitest";
import type { Item, ItemHistory, Names } from "@/api/shapes";
import type { Act } from "./acts";
import { amount_of, meaning_of, operation_for, operations_at, running, type Operation } from "./job";

const operations = new Map<string, Operation>([
  ["OP10", { at: ["IM-01"], next: ["OP20"], makes: "HOUSING" }],
  ["OP20", { at: ["ST-02"], consumes: [{ material: "HOUSING", quantity: 1 }, { material: "SCREW", quantity: 4 }] }],
  ["OP25", { at: ["ST-02"] }],
]);
const item = (id: string, material: string, more: Partial<Item> = {}): Item => ({ kind: "unit", id, material, state: "in_process", uom: "1", created_at: "", changed_at: "", ...more });
const names: Names = { users: { "wang.fang": "Wang Fang" }, equipment: {}, operations: {}, materials: {} };
const job = { item: "SN-1", running: true, operation: operations.get("OP20") };

test("of the operations here, the one that follows is the job's", () => {
  expect(operations_at(operations, "ST-02")).toEqual(["OP20", "OP25"]);
  expect(operation_for(operations, ["OP25", "OP20"], item("SN-1", "HOUSING", { operation: "OP10" }))).toBe("OP20");
  expect(operation_for(operations, ["OP10"], undefined)).toBe("OP10");
});
test("a badge is a person, a part that the operation takes goes in, anything else is a job", () => {
  expect(meaning_of("badge:wang.fang", null, names, job)).toEqual({ person: "wang.fang" });
  expect(meaning_of("L-4", { kind: "lot", item: item("L-4", "SCREW", { kind: "lot" }) }, names, job)).toEqual({ material: "SCREW", item: { kind: "lot", id: "L-4" } });
  expect(meaning_of("L-9", { kind: "lot", item: item("L-9", "GLUE", { kind: "lot" }) }, names, job)).toEqual({ unknown: "L-9" });
  expect(meaning_of("SN-2", null, names, null)).toEqual({ job: "SN-2" });
  expect(meaning_of("SN-1", null, names, job)).toEqual({ job: "SN-1" });
});
test("what this station did counts before the server knows it", () => {
  const history: ItemHistory = { item: item("SN-1", "HOUSING"), runs: [], measurements: [], verdicts: [], holds: [] };
  const act = (verb: Act["verb"]): Act => ({ key: "k", at: "", address: "", body: {}, verb, item: "SN-1", state: "waiting" });
  expect(running(history, "OP20", "ST-02", "SN-1", [])).toBe(false);
  expect(running(history, "OP20", "ST-02", "SN-1", [act("start")])).toBe(true);
  expect(running(history, "OP20", "ST-02", "SN-1", [act("start"), act("complete")])).toBe(false);
});
test("how much goes in is what the operation says, in what the lot is counted in, or nothing", () => {
  const mould: Operation = { consumes: [{ material: "RESIN", quantity: 42, uom: "g" }, { material: "GLUE", quantity: 3, uom: "g" }] };
  expect(amount_of(operations.get("OP20"), "SCREW", "1")).toEqual({ quantity: 4, uom: "1" });
  expect(amount_of(mould, "RESIN", "kg")).toEqual({ quantity: 0.042, uom: "kg" });
  expect(amount_of(mould, "GLUE", "mL")).toEqual({});
  expect(amount_of(mould, "SCREW", "1")).toEqual({});
});
