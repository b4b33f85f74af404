import { expect, test } from "vitest";
import { binding_of, bindings_of } from "./binding";

test("a number with a point stays a double, a long one an int, and what is no JSON is text", () => {
  expect(binding_of("4")).toBe(4);
  expect(binding_of("2.0")).toEqual({ t: "double", v: "2.0" });
  expect(binding_of("1e3")).toEqual({ t: "double", v: "1e3" });
  expect(binding_of("9007199254740993")).toEqual({ t: "int", v: "9007199254740993" });
  expect(binding_of(" true ")).toBe(true);
  expect(binding_of("[1, 2]")).toEqual([1, 2]);
  expect(binding_of('"4"')).toBe("4");
  expect(binding_of("IM-03")).toBe("IM-03");
  expect(binding_of("")).toBe("");
});

test("a variable without a name is not sent", () => {
  expect(bindings_of([{ name: " x ", value: "1" }, { name: "", value: "2" }])).toEqual({ x: 1 });
});
