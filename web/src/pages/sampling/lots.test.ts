import { expect, test } from "vitest";
import { lots_in, lots_text } from "./lots";

test("lots go into the address and come back", () => {
  const entries = [0, 12, "resume", 3, "irregular"] as const;
  expect(lots_in(lots_text([...entries]))).toEqual(entries);
  expect(lots_in("")).toEqual([]);
});

test("what is no lot is left out", () => {
  expect(lots_in("1,-2,x,3.5,,4,12345678")).toEqual([1, 4]);
  expect(lots_in(Array.from({ length: 900 }, () => "0").join(","))).toHaveLength(500);
});
