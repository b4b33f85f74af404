// Every key that the source speaks of stands in both message files, and every key of the files is spoken of somewhere.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import en from "./en.json";
import zh from "./zh.json";

const root = join(import.meta.dirname, "..");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts") && !name.endsWith("schema.ts"));
const source = files.map((name) => readFileSync(join(root, name), "utf8")).join("\n");

const base = (key: string) => key.replace(/_(one|other)$/, "");
const english = new Set(Object.keys(en));
const plain = new Set([...english].map((key) => (english.has(`${base(key)}_other`) ? base(key) : key)));

// t("a.b"), t(x ? "a.b" : "c.d") and tables of keys are literals; t(`a.${x}`) speaks of every key that begins with "a.".
const literals = new Set([...source.matchAll(/"([a-z_]+\.[a-z0-9_.-]+)"/gi)].map((match) => match[1]!));
const prefixes = [...source.matchAll(/`([a-z_]+\.[a-z_.]*)\$\{/g)].map((match) => match[1]!);
const spoken_directly = [...source.matchAll(/\bt\(\s*"([^"]+)"/g)].map((match) => match[1]!);

test("the source finds every key that it speaks of", () => {
  const missing = spoken_directly.filter((key) => !plain.has(key));
  const hollow = prefixes.filter((prefix) => ![...plain].some((key) => key.startsWith(prefix)));
  expect([...missing, ...hollow]).toEqual([]);
});

test("no key of the message files is unused", () => {
  const unused = [...plain].filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
  expect(unused).toEqual([]);
});

test("both languages have the same keys, Chinese without a singular of its own", () => {
  const chinese = new Set(Object.keys(zh));
  expect([...new Set([...chinese].map(base))].sort()).toEqual([...new Set([...english].map(base))].sort());
  expect([...chinese].filter((key) => key.endsWith("_one"))).toEqual([]);
});

test("a text and its translation take the same values", () => {
  const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  const chinese: Record<string, string> = zh;
  const different = Object.entries(en).filter(([key, text]) => chinese[key] !== undefined && values(text).join() !== values(chinese[key]).join());
  expect(different.map(([key]) => key)).toEqual([]);
});
