import { expect, test } from "vitest";
import type { TFunction } from "i18next";
import { subject_of } from "./subject";

const key_itself = ((key: string) => key) as unknown as TFunction;
const about = (fact: string, data: Record<string, unknown>) => subject_of({ fact, data }, key_itself);

test("what was used says from where, into what, how much and where", () => {
  const data = { from: { kind: "lot", id: "L-7" }, into: { kind: "unit", id: "SN-1" }, quantity: 0.042, uom: "kg", operation: "OP10", equipment: "IM-02" };
  expect(about("consumed", data)).toBe("L-7 → SN-1 · 0.042 kg · OP10 · IM-02");
  expect(about("consumed", { ...data, quantity: 4, uom: "1" })).toContain("× 4");
});
test("a box and a customer stand behind an arrow", () => {
  expect(about("packed", { item: { kind: "unit", id: "SN-1" }, into: { kind: "lot", id: "BOX-1" } })).toBe("SN-1 → BOX-1");
  expect(about("shipped", { item: { kind: "lot", id: "BOX-1" }, to: "CUST-9" })).toBe("BOX-1 → CUST-9");
});
test("a stop names the machine and the reason", () => {
  expect(about("equipment_stopped", { equipment: "IM-01", reason: { en: "too hot", zh: "过热" }, verdict: "V-5" })).toMatch(/^IM-01 · (too hot|过热)$/);
});
test("a fact that is not known yet still names its thing", () => {
  expect(about("something_new", { id: "X-1", name: "thing" })).toBe("X-1 · thing");
  expect(about("something_new", {})).toBe("");
});
