import { expect, test } from "vitest";
import { asked_of, empty_form } from "./form";

test("asks for a stream's newest samples, with the limits that were typed", () => {
  const form = { ...empty_form, stream: "IM-01/melt_temp", lower: "227", upper: "233,5", size: "5" };
  expect(asked_of(form, [])).toEqual({ stream: { equipment: "IM-01", tag: "melt_temp", newest: 500 }, lower: 227, upper: 233.5, required: 1.33, subgroup_size: 5, distribution: "normal" });
});

test("asks for a span of time instead of the newest", () => {
  const form = { ...empty_form, stream: "IM-01/melt_temp", upper: "233", since: "2026-01-01T08:00", until: "2026-01-01T09:30" };
  expect(asked_of(form, [])?.stream).toEqual({ equipment: "IM-01", tag: "melt_temp", from: new Date("2026-01-01T08:00").toISOString(), to: new Date("2026-01-01T09:30").toISOString() });
  expect(asked_of({ ...form, until: "" }, [])?.stream).toEqual({ equipment: "IM-01", tag: "melt_temp", from: new Date("2026-01-01T08:00").toISOString() });
  expect(asked_of({ ...form, since: "yesterday" }, [])).toBeNull();
});

test("asks for pasted values", () => {
  expect(asked_of({ ...empty_form, from: "values", upper: "3" }, [1, 2])).toEqual({ values: [1, 2], upper: 3, required: 1.33, subgroup_size: 1, distribution: "normal" });
});

test("asks nothing while something is missing or is no number", () => {
  const whole = { ...empty_form, from: "values", upper: "3" };
  expect(asked_of(whole, [])).toBeNull();
  expect(asked_of({ ...whole, upper: "" }, [1, 2])).toBeNull();
  expect(asked_of({ ...whole, lower: "x" }, [1, 2])).toBeNull();
  expect(asked_of({ ...whole, size: "2.5" }, [1, 2])).toBeNull();
  expect(asked_of({ ...whole, from: "stream" }, [1, 2])).toBeNull();
});
