// The house checks itself: what docs/architecture.md and the rules of the house say of the tree is true of the tree.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const read = (name) => readFileSync(path.join(root, name), "utf8");
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .trim().split("\n").filter((name) => existsSync(path.join(root, name)));
const is_binary = (name) => /\.(png|jpe?g|ico|woff2?|gz|db|pdf)$/.test(name);
const is_ours = (name) => /\.(h|cc|mjs|ts|tsx|css|py|sh|cmake)$/.test(name) && !name.startsWith("web/dist/");
const cpp = files.filter((name) => /^(src|tests|bench)\/.*\.(h|cc)$/.test(name));
const is_checker = (name) => name.startsWith("tests/tidy/");

// Floors from the ground up, in the order of the top CMakeLists.
const floors = [...read("CMakeLists.txt").matchAll(/add_subdirectory\(src\/(\w+)\)/g)].map((match) => match[1]);
const modules = new Map();
for (const name of files) {
  const [, floor, folder] = /^src\/(\w+)\/(\w+)\/CMakeLists\.txt$/.exec(name) ?? [];
  if (!folder) continue;
  const text = read(name);
  const [, declared, rest] = /jidoka_module\(\s*(\w+)([^)]*)\)/.exec(text) ?? [];
  // The program is wired by hand: its libraries stand in target_link_libraries.
  const listed = declared ? /NEEDS((?:\s+(?!LIBS\b|FLOOR\b)\w+)*)/.exec(rest) : /PUBLIC((?:\s+(?!PRIVATE\b)\w+)*)\s+PRIVATE/.exec(text);
  const needs = (listed?.[1] ?? "").trim().split(/\s+/).filter(Boolean);
  modules.set(folder, { floor, folder, declared, needs, text, place: `src/${floor}/${folder}` });
}
const faults_of = (check) => {
  const faults = [];
  check((where, what) => faults.push(`${where}: ${what}`));
  assert.ok(faults.length === 0, `\n${faults.join("\n")}`);
};

describe("The tree", () => {
  test("is floor / module / files, each module with its own CMakeLists", () => faults_of((fault) => {
    assert.ok(modules.size > 20, `${modules.size} modules`);
    for (const name of files.filter((each) => /^src\/.*\.(h|cc)$/.test(each))) {
      const parts = name.split("/");
      if (parts.length !== 4) fault(name, "stands at another depth than src/floor/module/file");
      else if (!modules.has(parts[2])) fault(name, "its module has no CMakeLists.txt");
    }
    for (const module of modules.values()) if (!floors.includes(module.floor)) fault(module.place, "its floor is not in CMakeLists.txt");
  }));

  test("every module has its line in docs/architecture.md", () => faults_of((fault) => {
    const text = read("docs/architecture.md");
    for (const { folder, place } of modules.values())
      if (!new RegExp(`(\`|\\b)${folder}(\`|\\b|/)`).test(text)) fault(place, "no line in docs/architecture.md");
  }));

  test("a file includes only its own module, what the module needs, and what those need on lower floors", () => faults_of((fault) => {
    const reach = (name, seen = new Set()) => {
      for (const next of modules.get(name)?.needs ?? []) if (!seen.has(next) && seen.add(next)) reach(next, seen);
      return seen;
    };
    for (const { folder, floor, place, needs } of modules.values()) {
      const allowed = reach(folder).add(folder);
      for (const need of needs)
        if (modules.has(need) && floors.indexOf(modules.get(need).floor) > floors.indexOf(floor)) fault(place, `needs ${need}, which stands above it`);
      for (const name of cpp.filter((each) => each.startsWith(`${place}/`)))
        for (const [, module] of read(name).matchAll(/^#include "(\w+)\//gm)) {
          if (!modules.has(module)) fault(name, `includes ${module}/, which is no module`);
          else if (/_(test|fuzz|bench)\.(cc|h)$/.test(name) || name.includes("_fake")) continue;
          else if (!allowed.has(module)) fault(name, `includes ${module}, which its module does not need`);
        }
    }
  }));

  test("loop, store and connect do not see each other", () => faults_of((fault) => {
    const peers = ["loop", "store", "connect"];
    for (const { place, floor, needs } of modules.values())
      for (const need of needs) {
        const other = modules.get(need)?.floor;
        if (peers.includes(floor) && peers.includes(other) && other !== floor) fault(place, `needs ${need} of ${other}`);
      }
  }));

  test("the domain reads no clock, draws no random number, touches no file, thread or socket", () => faults_of((fault) => {
    const worldly = /#include <(chrono|thread|mutex|fstream|random|filesystem|sys\/\w+|unistd\.h|sqlite3\.h|libpq-fe\.h|boost\/(asio|beast)[^>]*)>|system_clock|steady_clock|std::getenv/;
    for (const name of cpp.filter((each) => each.startsWith("src/domain/") && !/_(test|fuzz|bench)\.(cc|h)$/.test(each)))
      if (worldly.test(read(name))) fault(name, worldly.exec(read(name))[0]);
  }));

  test("only the program's tests and wiring see every floor", () => {
    for (const { folder, needs } of modules.values()) if (folder !== "jidoka") assert.ok(!needs.includes("jidoka"), folder);
  });
});

describe("Files", () => {
  test("have at most 500 lines", () => faults_of((fault) => {
    for (const name of files.filter(is_ours)) {
      if (/web\/src\/api\/(schema|shapes|generated)\b/.test(name)) continue;
      const lines = read(name).split("\n").length - 1;
      if (lines > 500) fault(name, `${lines} lines`);
    }
  }));

  test("have no notes to ourselves", () => faults_of((fault) => {
    for (const name of files.filter((each) => !is_binary(each) && !is_checker(each) && !each.endsWith("package-lock.json")))
      for (const [n, line] of read(name).split("\n").entries())
        if (/\b(TODO|FIXME|XXX|HACK|TBD)\b/.test(line) && !name.endsWith(".md")) fault(`${name}:${n + 1}`, line.trim());
  }));

  test("are named after what they are", () => faults_of((fault) => {
    for (const name of files) {
      const base = path.basename(name).replace(/\..*/, "");
      if (name.startsWith("src/") && /(^|_)(util|utils|common|helper|helpers|misc|manager|impl)($|_)/.test(base)) fault(name, "says nothing");
      if (/^src\/.*\.(h|cc)$/.test(name) && !/^[a-z0-9_]+$/.test(base)) fault(name, "is not snake_case");
    }
  }));

  test("name no registry, no machine of ours, no secret", () => faults_of((fault) => {
    const forbidden = /registry\.(npmjs|yarnpkg)\.(org|com)|\bresolved"\s*:|(?<![\w.])\/work\/(main|shared)|\/home\/\w+\/|\/root\/|-----BEGIN (RSA |EC )?PRIVATE KEY-----|\bdeb\.debian\.org|pypi\.org/;
    for (const name of files.filter((each) => !is_binary(each) && !is_checker(each)))
      for (const [n, line] of read(name).split("\n").entries()) if (forbidden.test(line)) fault(`${name}:${n + 1}`, forbidden.exec(line)[0]);
  }));

  test("the web's lock names versions and hashes, and no place to fetch them from", () => {
    const { packages } = JSON.parse(read("web/package-lock.json"));
    for (const [name, entry] of Object.entries(packages)) {
      assert.ok(entry.resolved === undefined, name);
      if (name !== "" && !entry.link) assert.ok(entry.version && entry.integrity, `${name} has no hash`);
    }
  });

  test("headers open with the idea in words", () => faults_of((fault) => {
    for (const name of cpp.filter((each) => each.startsWith("src/") && each.endsWith(".h") && !/_test\.h$/.test(each))) {
      const lines = read(name).split("\n");
      const end = lines.findIndex((line) => !line.startsWith("//"));
      const words = lines.slice(0, end).join(" ").split(/\s+/).length;
      if (end < 1 || words < 8) fault(name, `opens with ${end} lines of prose`);
      if (end > 30) fault(name, `opens with ${end} lines; that is a chapter`);
    }
  }));

  test("have one #pragma once in each header, and no `using namespace` there", () => faults_of((fault) => {
    for (const name of cpp.filter((each) => each.endsWith(".h"))) {
      const text = read(name);
      if (!text.includes("#pragma once")) fault(name, "no #pragma once");
      if (/^using namespace/m.test(text)) fault(name, "using namespace");
    }
  }));
});

// Braces that open where a Text may: {"English…", "中文…"}. English that ends a sentence must be followed by Chinese.
describe("Both languages", () => {
  test("every sentence that a person may read stands in English and Chinese", () => faults_of((fault) => {
    for (const name of cpp.filter((each) => each.startsWith("src/") && !/_(test|fuzz|bench)\.(cc|h)$/.test(each) && !each.includes("_fake"))) {
      const text = read(name).replace(/^\s*\/\/.*$/gm, "");
      for (const call of text.matchAll(/\b(?:make_error|fail)\(Code::\w+,\s*"[^"]*",\s*\{/g)) {
        const inside = balanced(text, call.index + call[0].length - 1);
        if (!/[一-鿿]/.test(inside) && /"/.test(inside) && !/\bzh\b|_zh\b|zh\(/.test(inside)) fault(`${name}:${line_of(text, call.index)}`, `no Chinese in ${inside.slice(0, 90).replace(/\s+/g, " ")}`);
      }
    }
  }));

  test("Chinese is set with Chinese punctuation", () => faults_of((fault) => {
    for (const name of cpp.filter((each) => each.startsWith("src/") && !/_(test|fuzz|bench)\.(cc|h)$/.test(each)))
      for (const [n, line] of read(name).split("\n").entries()) {
        const code = line.replace(/\/\/.*$/, "");
        if (/[一-鿿][,;!?][一-鿿"]/.test(code)) fault(`${name}:${n + 1}`, code.trim().slice(0, 100));
      }
  }));

  test("the words that the glossary rules out are not used", () => faults_of((fault) => {
    const ruled_out = /扣留|解除隔离|隔离产品|恢复开机/;
    for (const name of files.filter((each) => /^(src|web\/src|examples)\//.test(each) && !is_binary(each)))
      for (const [n, line] of read(name).split("\n").entries()) if (ruled_out.test(line)) fault(`${name}:${n + 1}`, line.trim().slice(0, 100));
  }));

  test("equipment, materials, operations and characteristics of the example plants are named in both", () => faults_of((fault) => {
    for (const name of files.filter((each) => /^examples\/.*\.yaml$/.test(each)))
      for (const [n, line] of read(name).split("\n").entries()) {
        const found = /name: \{([^}]*)\}/.exec(line);
        if (found && !(/\ben:/.test(found[1]) && /\bzh: .*[一-鿿]/.test(found[1]))) fault(`${name}:${n + 1}`, found[0]);
      }
  }));
});

function balanced(text, open) {
  for (let depth = 0, i = open; i < text.length; ++i) {
    if (text[i] === "{") ++depth;
    if (text[i] === "}" && --depth === 0) return text.slice(open, i + 1);
  }
  return text.slice(open);
}
const line_of = (text, index) => text.slice(0, index).split("\n").length;
