// The house rules of this folder: a page never imports another page, widgets and the API know no page and no shell.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../src");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."));
const imports = (name: string) => [...readFileSync(join(root, name), "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1]!);

test("a page never imports another page, nor the shell", () => {
  const wrong = files.filter((name) => name.startsWith("pages/")).flatMap((name) => imports(name).filter((from) => from.startsWith("@/pages") || from.startsWith("@/shell") || from.startsWith("../")).map((from) => `${name} → ${from}`));
  expect(wrong).toEqual([]);
});

test("widgets and the API stand below pages and shell", () => {
  const wrong = files.filter((name) => /^(widgets|api)\//.test(name)).flatMap((name) => imports(name).filter((from) => /^@\/(pages|shell)/.test(from)).map((from) => `${name} → ${from}`));
  expect(wrong).toEqual([]);
});

test("the lock file names no download address", () => {
  expect(readFileSync(join(root, "../package-lock.json"), "utf8")).not.toContain('"resolved"');
});
