import { expect, test } from "vitest";
import { end_of, marks_to, nearest, percent_text, step_of } from "./curve";

const points = [{ p: 0, accept: 1, aoq: 0, ati: 80, asn: 80 }, { p: 0.01, accept: 0.95, aoq: 0.009, ati: 130, asn: 90 }, { p: 0.02, accept: 0.8, aoq: 0.015, ati: 300, asn: 85 }];

test("axes are marked at round numbers", () => {
  expect(step_of(0.1, 5)).toBeCloseTo(0.02);
  expect(marks_to(1, 5)).toHaveLength(6);
  expect(marks_to(0, 5)).toEqual([0]);
  expect(end_of("oc", points)).toBe(1);
  expect(end_of("aoq", points)).toBeCloseTo(0.0162);
  expect(end_of("asn", [])).toBe(1);
});

test("the point nearest the pointer is told", () => {
  expect(nearest(points, 0.013)?.p).toBe(0.01);
  expect(nearest([], 0.1)).toBeUndefined();
});

test("fractions are told in percent", () => {
  expect([percent_text(0.0652), percent_text(1), percent_text(0.99972), percent_text(0.000123), percent_text(undefined)]).toEqual(["6.52 %", "100 %", "99.97 %", "0.0123 %", "–"]);
});
