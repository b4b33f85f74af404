import { expect, test } from "vitest";
import type { PlanBody, PlanLine } from "./plan_body";
import { plan_differences } from "./plan_difference";

const text = {
  line_fields: (line: PlanLine) => [{ name: "characteristic", text: line.characteristic?.id ?? "" }, { name: "specification", text: line.specification ? `${line.specification.lower} … ${line.specification.upper}` : "" }, ...(line.reactions ?? []).map((one) => ({ name: one.when, text: (one.do ?? []).map((action) => Object.keys(action)[0]).join("; ") }))],
  head_fields: (body: PlanBody) => [{ name: "mode", text: body.mode ?? "" }],
};
const line = (id: string, upper: number, more: Partial<PlanLine> = {}): PlanLine => ({ id, characteristic: { id: `c${id}` }, specification: { lower: 1, upper }, ...more });

test("only what differs is said, with what it was and what it is", () => {
  const found = plan_differences({ mode: "observe", lines: [line("1", 5), line("2", 9)] }, { mode: "enforce", lines: [line("1", 6), line("2", 9)] }, text);
  expect(found).toEqual([
    { line: "", title: "", kind: "changed", changes: [{ name: "mode", before: "observe", after: "enforce" }] },
    { line: "1", title: "c1", kind: "changed", changes: [{ name: "specification", before: "1 … 5", after: "1 … 6" }] },
  ]);
});
test("a line that came or went says all of itself", () => {
  const [came, went] = plan_differences({ lines: [line("2", 9)] }, { lines: [line("1", 5)] }, text);
  expect([came!.kind, came!.line, came!.changes.every((one) => one.before === "")]).toEqual(["added", "1", true]);
  expect([went!.kind, went!.line, went!.changes.every((one) => one.after === "")]).toEqual(["removed", "2", true]);
});
test("a reaction that was taken away is said", () => {
  const before = line("1", 5, { reactions: [{ when: "signal", do: [{ stop: "station" }] }] });
  expect(plan_differences({ lines: [before] }, { lines: [line("1", 5)] }, text)[0]!.changes).toEqual([{ name: "signal", before: "stop", after: "" }]);
});
test("two alike revisions differ in nothing", () => {
  expect(plan_differences({ lines: [line("1", 5)] }, { lines: [line("1", 5)] }, text)).toEqual([]);
});
