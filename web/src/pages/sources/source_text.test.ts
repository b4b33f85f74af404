import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { source_object, source_text } from "./source_text";

test("a document becomes text and comes back the same", () => {
  const body = { id: "presses", from: "mqtt", reading: { equipment: "{topic.2}", tag: "{key}", value: "{value}" } };
  expect(source_object(source_text("presses", body, stringify), parse)).toEqual({ source: { kind: "source", ...body } });
});

test("text that is no document says what is wrong", () => {
  expect(source_object("a: [1", parse)).toHaveProperty("fault");
  expect(source_object("- 1\n- 2", parse)).toHaveProperty("fault");
  expect(source_object("", parse)).toHaveProperty("fault");
});
