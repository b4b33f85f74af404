import { beforeAll, expect, test } from "vitest";
import i18next from "i18next";
import en from "@/text/en.json";
import zh from "@/text/zh.json";
import { differences } from "./differences";
import { page_of, words_of } from "./fact_words";

const name = (kind: string, id: string) => (kind === "equipment" && id === "IM-02" ? "Press 2" : "");
beforeAll(() => i18next.init({ lng: "en", keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false }, resources: { en: { translation: en }, zh: { translation: zh } } }));
const says = (fact: string, data: Record<string, unknown>, language = "en") => words_of({ fact, data }, i18next.getFixedT(language), name);

const consumed = { from: { kind: "lot", id: "L-7" }, into: { kind: "unit", id: "SN-1" }, quantity: 0.042, uom: "kg", operation: "OP10", equipment: "IM-02" };
test("what was used says from where, into what, how much and where", () => {
  expect(says("consumed", consumed)).toBe("L-7 0.042 kg went into SN-1 (OP10, IM-02 Press 2)");
  expect(says("consumed", consumed, "zh")).toBe("L-7 0.042 kg 用于 SN-1（OP10，IM-02 Press 2）");
});
test("what a fact does not say leaves no loose comma, colon or bracket", () => {
  expect(says("alarm_acknowledged", { id: "A-1", note: "" })).toBe("Alarm A-1 acknowledged");
  expect(says("run_completed", { item: { kind: "unit", id: "SN-1" }, operation: "OP10", equipment: "IM-02", result: "pass" })).toBe("OP10 on SN-1 at IM-02 Press 2 ended: passed");
});
test("a stop names the machine and the reason", () => {
  expect(says("equipment_stopped", { equipment: "IM-01", reason: { en: "too hot", zh: "过热" }, verdict: "V-5" })).toMatch(/^IM-01 stopped: (too hot|过热)$/);
});
test("a fact that is not known yet still names its thing", () => {
  expect(says("something_new", { id: "X-1", name: "thing" })).toBe("X-1 · thing");
  expect(says("something_new", {})).toBe("");
});
test("every fact that has a page leads to it", () => {
  expect(page_of({ fact: "consumed", data: consumed })).toBe("/units/SN-1");
  expect(page_of({ fact: "document_revised", data: { kind: "control_plan", id: "CP-1", revision: 3 } })).toBe("/documents/control_plan/CP-1?revision=3");
  expect(page_of({ fact: "stream_opened", data: { equipment: "IM-01", tag: "melt temp" } })).toBe("/streams/IM-01/melt%20temp");
  expect(page_of({ fact: "page_packed", data: { count: 3 } })).toBeNull();
});
test("a revision tells what was, what is, and what came and went", () => {
  const before = { roles: ["operator"], active: true, lines: [{ id: "10.1", upper: 233 }] };
  const after = { roles: ["operator", "inspector"], active: true, lines: [{ id: "10.1", upper: 234, target: 230 }] };
  expect(differences(before, after)).toEqual([
    { field: "roles", before: "operator", after: "operator, inspector" },
    { field: "lines › 10.1 › upper", before: "233", after: "234" },
    { field: "lines › 10.1 › target", before: null, after: "230" },
  ]);
});
