import { expect, test } from "vitest";
import { KeyReader } from "./key_reader";

function type(reader: KeyReader, text: string, start: number, gap: number) {
  const heard = [];
  let at = start;
  for (const key of [...text, "Enter"]) {
    heard.push(reader.press(key, at));
    at += gap;
  }
  return heard.filter((one) => one !== null);
}

test("a burst of keys that ends with Enter is a scan", () => {
  expect(type(new KeyReader(), "SN-0042", 1000, 8)).toEqual([{ scan: "SN-0042" }]);
});

test("the first letter of a scan is no shortcut", () => {
  const heard = type(new KeyReader(), "g/jk?", 1000, 12);
  expect(heard).toEqual([{ scan: "g/jk?" }]);
});

test("a key typed by hand counts after a moment", () => {
  const reader = new KeyReader();
  expect(reader.press("j", 0)).toBeNull();
  expect(reader.settle(20)).toBeNull();
  expect(reader.settle(60)).toEqual({ keys: ["j"] });
  expect(reader.settle(200)).toBeNull();
});

test("two keys typed one after the other are two keys", () => {
  const reader = new KeyReader();
  reader.press("g", 0);
  expect(reader.press("h", 180)).toEqual({ keys: ["g"] });
  expect(reader.settle(300)).toEqual({ keys: ["h"] });
});

test("Enter by hand is Enter", () => {
  expect(new KeyReader().press("Enter", 5)).toEqual({ keys: ["Enter"] });
});

test("Escape counts at once and forgets what was typed", () => {
  const reader = new KeyReader();
  reader.press("g", 0);
  expect(reader.press("Escape", 10)).toEqual({ keys: ["Escape"] });
  expect(reader.settle(200)).toBeNull();
});

test("a scan that was cut short does nothing", () => {
  const reader = new KeyReader();
  for (const [i, key] of [..."SN-00"].entries()) reader.press(key, i * 9);
  expect(reader.settle(200)).toBeNull();
});

test("two scans in a row are told apart", () => {
  const reader = new KeyReader();
  expect(type(reader, "L7-A", 0, 5)).toEqual([{ scan: "L7-A" }]);
  expect(type(reader, "L7-B", 200, 5)).toEqual([{ scan: "L7-B" }]);
});
