#!/usr/bin/env node
// clang-tidy over many files. Most of its time goes into the headers that every file includes, so files that are compiled
// alike are read as one, a dozen at a time; where two of them do not go together (each has its own `namespace {}`), the
// dozen is halved until they do. A file that stands alone is read as it is, with the checks that need that.
//   tests/tidy/clang_tidy.mjs BUILD_FOLDER FILE…
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const [build, ...files] = process.argv.slice(2);
const together = 12;
const commands = new Map(JSON.parse(readFileSync(path.join(build, "compile_commands.json"), "utf8")).map((entry) => [entry.file, entry]));
const scratch = mkdtempSync(path.join(os.tmpdir(), "jidoka-tidy."));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

const words_of = (command) => command.split(" ").filter((word, i, all) => i > 0 && word && !["-o", "-c"].includes(word) && !["-o", "-c"].includes(all[i - 1]));
const run = promisify(execFile);
let number = 0;

async function tidy(words) {
  try {
    const { stdout } = await run("clang-tidy-19", ["--quiet", ...words], { cwd: root, maxBuffer: 64 << 20 });
    return { failed: false, text: stdout };
  } catch (error) {
    return { failed: true, text: error.stdout || error.stderr || String(error) };
  }
}

async function check(group) {
  if (group.length === 1) {
    const found = await tidy(["-p", build, group[0]]);
    return found.failed ? [found.text] : [];
  }
  const file = path.join(scratch, `${number++}.cc`);
  writeFileSync(file, group.map((name) => `#include "${name}"\n`).join(""));
  const found = await tidy(["--config-file=.clang-tidy", "--checks=-bugprone-suspicious-include", file, "--", ...words_of(commands.get(group[0]).command)]);
  if (!found.failed) return [];
  if (!/clang-diagnostic-error/.test(found.text)) return [found.text];
  const half = Math.ceil(group.length / 2);
  return [...(await check(group.slice(0, half))), ...(await check(group.slice(half)))];
}

const alike = new Map();
for (const name of files) {
  const file = path.resolve(root, name);
  if (!commands.has(file)) {
    if (existsSync(file)) console.log(`${name}: not compiled by ${build}`);
    continue;
  }
  const key = path.dirname(file) + "\n" + words_of(commands.get(file).command).join(" ") + "\n" + /_(test|bench)\.cc$/.test(file);
  alike.set(key, [...(alike.get(key) ?? []), file]);
}
const groups = [...alike.values()].flatMap((all) => Array.from({ length: Math.ceil(all.length / together) }, (_, i) => all.slice(i * together, (i + 1) * together)));
let failed = false;
await Promise.all(
  Array.from({ length: os.availableParallelism() }, async () => {
    for (let group = groups.shift(); group; group = groups.shift())
      for (const text of await check(group)) {
        failed = true;
        console.log(text.trim());
      }
  }),
);
process.exit(failed ? 1 : 0);
