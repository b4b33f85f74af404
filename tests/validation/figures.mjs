// Published figures beside ours. The C++ tests that check them tell of each (core/published_test.h); this gathers what they say.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const document = path.join(root, "docs/validation.md");
const programs = path.dirname(process.env.JIDOKA_PROGRAM ?? path.join(root, "build/bin/jidoka"));
const begin = "| source | quantity | published | ours | difference | good to | test |";

export function gather() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "jidoka-validation."));
  const file = path.join(folder, "figures.tsv");
  const sources = readdirSync(path.join(root, "src"), { recursive: true }).filter((name) => name.endsWith("_test.cc") && readFileSync(path.join(root, "src", name), "utf8").includes("expect_published("));
  const modules = [...new Set(sources.map((name) => path.basename(path.dirname(name))))].sort();
  for (const module of modules) {
    const program = path.join(programs, `${module}_test`);
    if (!existsSync(program)) throw new Error(`${program} is missing: ./dev test builds it`);
    const ran = spawnSync(program, ["--gtest_brief=1"], { env: { ...process.env, JIDOKA_VALIDATION: file }, encoding: "utf8", maxBuffer: 64 << 20 });
    if (ran.status !== 0) throw new Error(`${module}_test failed:\n${ran.stdout.slice(-4000)}`);
  }
  const rows = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  rmSync(folder, { recursive: true });
  return rows.map((line) => {
    const [source, quantity, published, ours, difference, good_to, test] = line.split("\t");
    return { source, quantity, published, ours, difference, good_to, test };
  });
}

const cell = (text) => text.replaceAll("|", "\\|");
export const is_within = (row) => Number(row.difference) <= Number(row.good_to) * 1.05;

export function page(rows) {
  const sources = new Set(rows.map((row) => row.source));
  const sorted = [...rows].sort((a, b) => (a.test + a.source < b.test + b.source ? -1 : a.test + a.source > b.test + b.source ? 1 : 0));
  return `# Validation

Every figure that somebody published and a test compares ours with. The difference is relative, and absolute where the published
figure is 0; "good to" is what the digits of the source allow. Written by \`tests/validation/write.mjs\` from what the tests
themselves say; \`tests/run validation\` fails when a figure is off or this page is not what they say.

${rows.length} figures of ${sources.size} sources, ${rows.filter((row) => !is_within(row)).length} of them off.

${begin}
|---|---|---|---|---|---|---|
${sorted.map((row) => `| ${[row.source, row.quantity, row.published, row.ours, row.difference, row.good_to, row.test].map(cell).join(" | ")} |`).join("\n")}
`;
}

// What must not differ from machine to machine: all but the last digits of ours.
export const identity = (row) => [row.source, row.quantity, row.published, row.good_to, row.test].map(cell).join(" | ");
export function written() {
  if (!existsSync(document)) return [];
  const lines = readFileSync(document, "utf8").split("\n");
  return lines.slice(lines.indexOf(begin) + 2).filter(Boolean).map((line) => {
    const [source, quantity, published, ours, difference, good_to, test] = line.slice(2, -2).split(/ (?<!\\)\| /);
    return { source, quantity, published, ours, difference, good_to, test };
  });
}
