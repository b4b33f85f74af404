import { expect, test } from "vitest";
import { next_step } from "./may_run";

const operations = new Map([
  ["OP20", { at: ["ST-02"] }],
  ["OP10", { at: ["IM-01", "IM-02"], next: ["OP20"] }],
]);

test("the step after the last one is asked for", () => {
  expect(next_step(operations, "OP10")).toEqual({ operation: "OP20", equipment: "ST-02" });
});
test("before the first step, the operation that nothing leads to is asked for", () => {
  expect(next_step(operations, undefined)).toEqual({ operation: "OP10", equipment: "IM-01" });
});
test("after the end of the routing the last operation stays", () => {
  expect(next_step(operations, "OP20")).toEqual({ operation: "OP20", equipment: "ST-02" });
});
test("a plant without operations has nothing to ask for", () => {
  expect(next_step(new Map(), undefined)).toEqual({ operation: "", equipment: "" });
});
