import { expect, test } from "vitest";
import { typed_block, typed_list, typed_number } from "./typed_numbers";

test("a number has a comma or a point", () => {
  expect([typed_number("1,5"), typed_number(" -0.25 "), typed_number("−3"), typed_number("1e-3"), typed_number("")]).toEqual([1.5, -0.25, -3, 0.001, undefined]);
  expect([typed_number("1.2.3"), typed_number("x"), typed_number("1 2")]).toEqual([NaN, NaN, NaN]);
});

test("a list is parted by lines, spaces, semicolons, and by commas where they are no decimal signs", () => {
  expect(typed_list("1.5, 2.5\n3").values).toEqual([1.5, 2.5, 3]);
  expect(typed_list("1.5,2.5,3").values).toEqual([1.5, 2.5, 3]);
  expect(typed_list("1,5 2,5; 3").values).toEqual([1.5, 2.5, 3]);
  expect(typed_list("1, 2, 3").values).toEqual([1, 2, 3]);
  expect(typed_list("74.03 x 74.01")).toEqual({ values: [74.03, 74.01], wrong: ["x"] });
  expect(typed_list("")).toEqual({ values: [], wrong: [] });
});

test("a block keeps its rows and its empty cells", () => {
  expect(typed_block("1\t2\r\n3\t\r\n")).toEqual([["1", "2"], ["3", ""]]);
  expect(typed_block("1;2\n3;4")).toEqual([["1", "2"], ["3", "4"]]);
  expect(typed_block("0.1 0.2\n0.3  0.4")).toEqual([["0.1", "0.2"], ["0.3", "0.4"]]);
});
