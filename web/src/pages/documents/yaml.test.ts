import { expect, test } from "vitest";
import { marked_lines, yaml_text } from "./yaml";

test("a body reads as the YAML that a plant writes", () => {
  const body = {
    id: "CP-1", revision: 3,
    lines: [{ id: "10.1", specification: { target: 230, lower: 227 }, chart: { type: "i-mr", rules: ["we1"], limits: { learn: 100 } }, reactions: [{ when: "signal", do: [{ stop: "equipment" }] }] }],
  };
  expect(yaml_text(body)).toBe(
    [
      "id: CP-1", "revision: 3", "lines:", '  - id: "10.1"', "    specification: {target: 230, lower: 227}", "    chart:", "      type: i-mr", "      rules: [we1]",
      "      limits: {learn: 100}", "    reactions:", "      - when: signal", "        do:", "          - stop: equipment",
    ].join("\n"),
  );
});

test("texts that YAML would read as something else are quoted", () => {
  expect(yaml_text({ a: "true", b: "30min", c: "a: b", d: "壳体 A", e: "" })).toBe('a: "true"\nb: "30min"\nc: "a: b"\nd: 壳体 A\ne: ""');
});

test("a revision shows what it took away and what it brought", () => {
  expect(marked_lines(["a", "b", "c"], ["a", "x", "c", "d"])).toEqual([
    { text: "a", change: "" }, { text: "b", change: "removed" }, { text: "x", change: "added" }, { text: "c", change: "" }, { text: "d", change: "added" },
  ]);
});
