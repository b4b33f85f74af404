// @vitest-environment jsdom
import { beforeAll, expect, test } from "vitest";
import { speak, start_language } from "@/text";
import { decimals_for, digits_within, duration_text, fixed, number_text, range_text, time_text, with_uom } from "./format";

beforeAll(start_language);

test("thousands are grouped by a narrow space, a minus is a minus", () => {
  expect(number_text(1284)).toBe("1\u202f284");
  expect(number_text(-0.5)).toBe("−0.5");
  expect(number_text(undefined)).toBe("–");
  expect(number_text("412.5")).toBe("412.5");
});

test("UCUM codes read as people write them", () => {
  expect(with_uom(234.1, "Cel")).toBe("234.1 °C");
  expect(with_uom(1.4, "N.m")).toBe("1.4 N·m");
  expect(with_uom(3, "1")).toBe("3");
});

test("a one-sided specification has one side", () => {
  expect([range_text(227, 233), range_text(undefined, 0.5), range_text(1, undefined)]).toEqual(["227 … 233", "≤ 0.5", "≥ 1"]);
});

test("a chart shows the decimals that tell its points apart", () => {
  expect(decimals_for(0.011)).toBe(4);
  expect(decimals_for(3.3)).toBe(2);
  expect(decimals_for(1500)).toBe(0);
  expect(fixed(24.0012, decimals_for(0.011))).toBe("24.0012");
  expect(digits_within(227, 233)).toEqual({ least: 1, most: 2 });
});

test("today shows the clock, another day shows the day as well", () => {
  const now = new Date(2026, 4, 7, 15, 0, 0);
  expect(time_text(new Date(2026, 4, 7, 8, 14, 5), now)).toBe("08:14:05");
  expect(time_text(new Date(2026, 3, 30, 8, 14, 5), now)).toBe("30 Apr 08:14:05");
  expect(time_text("not a time", now)).toBe("not a time");
});

test("durations speak the language that is on", async () => {
  expect(duration_text(12 * 60_000)).toBe("12 min");
  await speak("zh", false);
  expect(duration_text(12 * 60_000)).toBe("12 分钟");
  expect(duration_text(3 * 3_600_000)).toBe("3 小时");
  await speak("en", false);
});
