import { expect, test } from "vitest";
import { tree_order } from "./tree_order";

const shown = (parts: { id: string; in?: string }[]) => tree_order(parts).map(({ part, depth }) => "  ".repeat(depth) + part.id);

test("a site stands above its lines, a line above its stations", () => {
  expect(shown([{ id: "IM-02", in: "LINE" }, { id: "IM-01", in: "LINE" }, { id: "LINE", in: "SITE" }, { id: "SITE" }, { id: "AREA", in: "SITE" }])).toEqual(
    ["SITE", "  AREA", "  LINE", "    IM-01", "    IM-02"]);
});
test("equipment whose place is not known stands at the top", () => {
  expect(shown([{ id: "B", in: "GONE" }, { id: "A" }])).toEqual(["A", "B"]);
});
test("a circle loses nothing", () => {
  expect(shown([{ id: "A", in: "B" }, { id: "B", in: "A" }, { id: "C", in: "C" }]).map((one) => one.trim()).sort()).toEqual(["A", "B", "C"]);
});
