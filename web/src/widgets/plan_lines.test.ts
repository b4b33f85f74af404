import { expect, test } from "vitest";
import { documents } from "../../tests/fake_api";
import { plant_words } from "./plan_lines";

const words = plant_words(documents);

test("a control plan line names the streams of every equipment of its operation", () => {
  expect(words.lines.get("IM-02/melt_temp")).toMatchObject({ plan: "CP-HOUSING-A@3", line: "10.1", specification: { lower: 227, upper: 233 } });
  expect(words.lines.get("IM-01/melt_temp")?.line).toBe("10.1");
});
test("a line without a tag is read from the tag of its characteristic", () => {
  expect(words.lines.get("ST-03/leak_rate")?.line).toBe("30.1");
});
test("a stream that no plan names is not controlled", () => {
  expect(words.lines.has("IM-01/pressure")).toBe(false);
});
test("a withdrawn document says nothing", () => {
  expect(plant_words(documents.map((one) => ({ ...one, in_force: false }))).lines.size).toBe(0);
});
