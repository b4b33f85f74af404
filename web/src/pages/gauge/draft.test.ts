import { expect, test } from "vitest";
import { asked_of, new_draft, pasted, progress, resized } from "./draft";

test("a pasted block fills the grid from its cell on and stays inside", () => {
  const draft = pasted(new_draft(2, 2, 2), 0, 1, [["1", "2", "3", "9"], ["4", "5", "6"], ["7"]]);
  expect(draft.cells).toEqual([["", "1", "2", "3"], ["", "4", "5", "6"]]);
  expect(progress(draft)).toEqual({ filled: 6, wrong: 0, all: 8 });
});

test("another size keeps what is typed in its place", () => {
  const draft = resized(pasted(new_draft(2, 2, 2), 0, 0, [["1", "2", "3", "4"], ["5", "6", "7", "8"]]), 3, 2, 3);
  expect(draft.cells).toEqual([["1", "2", "", "3", "4", ""], ["5", "6", "", "7", "8", ""], ["", "", "", "", "", ""]]);
  expect(draft.parts).toEqual(["1", "2", "3"]);
});

test("asks only when every cell is a number and every name its own", () => {
  const whole = pasted(new_draft(2, 1, 2), 0, 0, [["1,5", "2"], ["3", "4"]]);
  expect(asked_of(whole)).toEqual({
    method: "anova",
    readings: [{ part: "1", appraiser: "A", value: 1.5 }, { part: "1", appraiser: "A", value: 2 }, { part: "2", appraiser: "A", value: 3 }, { part: "2", appraiser: "A", value: 4 }],
  });
  expect(asked_of({ ...whole, tolerance: "4" })?.tolerance).toBe(4);
  expect(asked_of(pasted(whole, 1, 1, [["x"]]))).toBeNull();
  expect(asked_of(pasted(whole, 1, 1, [[""]]))).toBeNull();
  expect(asked_of({ ...whole, parts: ["1", "1"] })).toBeNull();
});
