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

test("what a thing is stands first, whatever order it is kept in", () => {
  expect(yaml_text({ lines: [{ characteristic: { class: "CC", id: "melt" }, chart: { rules: ["we1"], type: "i-mr" }, id: "10.1" }], mode: "enforce", id: "CP-1", kind: "control_plan" })).toBe(
    ["kind: control_plan", "id: CP-1", "mode: enforce", "lines:", '  - id: "10.1"', "    characteristic: {id: melt, class: CC}", "    chart:", "      type: i-mr", "      rules: [we1]"].join("\n"),
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
