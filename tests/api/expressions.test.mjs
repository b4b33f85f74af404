// Expressions from the command line and over the API: the same language, the same answers.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { jidoka, Site, temporary_folder } from "./site.mjs";

describe("jidoka expr", () => {
  test("prints the value of an expression with its bindings", async () => {
    assert.deepEqual(await jidoka(["expr", "x > 3", "--bind", "x=4"]), { code: 0, out: "true\n", err: "" });
    assert.equal((await jidoka(["expr", "--bind", "x=4", "--bind", "name=IM-03", "x > 3 && name.startsWith('IM')"])).out, "true\n");
    assert.equal((await jidoka(["expr", "[1, 2].map(i, i * n)", "--bind", "n=2.5"])).code, 1, "an int and a double are not multiplied");
    assert.equal((await jidoka(["expr", "-", "--bind", "n=2"], { input: "n\n + 1 // more\n" })).out, "3\n");
    assert.equal((await jidoka(["expr", "x + 1u", "--bind", 'x={"t":"uint","v":"5"}', "--typed"])).out, '{"value":6,"type":"uint","typed":{"t":"uint","v":"6"}}\n');
  });

  test("shows the place of a mistake, in the language asked for", async () => {
    const english = await jidoka(["expr", "1 < 2 && temprature > 3", "--bind", "temperature=4"]);
    assert.equal(english.code, 1);
    assert.match(english.err, /^jidoka: 1:10: undeclared reference to temprature.* Did you mean temperature\?\n/);
    assert.ok(english.err.endsWith("\n           ^\n"), english.err);
    const chinese = await jidoka(["expr", "1 / 0"], { language: "zh" });
    assert.match(chinese.err, /除以零/);
    assert.equal((await jidoka(["expr", "1 / 0", "--json"])).out.includes('"code":"division-by-zero","line":1,"column":3'), true);
    assert.equal((await jidoka(["expr"])).code, 1);
    assert.equal((await jidoka(["expr", "1", "--bind", "x"])).code, 1);
  });

  test("answers a batch line by line; a line that is no attempt is named, and the others are answered", async () => {
    const lines = [
      { expr: "x + 1", bindings: { x: 41 } },
      { file: "basic", section: "variables", name: "bound", expr: "x", expected: { t: "int", v: "123" }, bindings: { x: { t: "int", v: "123" } }, type_env: [{ name: "x", ident: { type: { primitive: { id: "INT64" } } } }], needs_proto: false },
      { expr: "f_unknown(17) || true", disable_check: true },
      { expr: "mean(s, duration('5min'))", bindings: { s: { t: "series", v: [["2026-01-01T00:00:00Z", 1], ["2026-01-01T00:01:00Z", 2]] } } },
      { expr: "1 / 0" },
    ].map((line) => JSON.stringify(line));
    const file = path.join(temporary_folder(), "cases.jsonl");
    writeFileSync(file, lines.join("\n") + "\n");
    const ended = await jidoka(["expr", "--batch", file]);
    assert.equal(ended.code, 0, ended.err);
    const out = ended.out.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(out.slice(0, 4), [{ value: 42, type: "int" }, { value: 123, type: "int" }, { value: true, type: "bool" }, { value: 1.5, type: "double" }]);
    assert.equal(out[4].error.code, "division-by-zero");
    const mixed = await jidoka(["expr", "--batch", "-"], { input: 'nonsense\n\n{"expr":"1"}\n{"expr":1}\n' });
    assert.equal(mixed.code, 1);
    const answers = mixed.out.trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(answers.length, 3);
    assert.ok(answers[0].error.text.en && answers[2].error.text.zh);
    assert.equal(answers[1].value, 1);
    assert.equal((await jidoka(["expr", "--batch", "/nowhere.jsonl"])).code, 1);
  });

  test("an expression that is endlessly deep or long is refused, and the next is answered", async () => {
    const deep = JSON.stringify({ expr: "(".repeat(5_000_000) });
    const long = "x".repeat(40_000_000);
    const ended = await jidoka(["expr", "--batch", "-"], { input: `${deep}\n${long}\n{"expr":"${"[".repeat(60_000)}"}\n{"expr":"2"}\n` });
    const answers = ended.out.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(answers.map((each) => each.error?.code ?? each.value), ["too-long", "line-too-long", "too-deep", 2]);
  });
});

describe("POST /api/v1/expressions/try", () => {
  let site, token;
  before(async () => {
    site = await Site.start();
    token = await site.token("quality_engineer");
  });
  after(() => site?.stop());
  const attempt = (body) => site.ok("POST", "/api/v1/expressions/try", { token, body });

  test("gives a value with its type, or a problem with its place", async () => {
    assert.deepEqual(await attempt({ expr: "x > 3.0 && y in [1,2,3]", bindings: { x: 4.5, y: 2 } }), { value: true, type: "bool" });
    const { error } = await attempt({ expr: "x >\n 'a'", bindings: { x: 1 }, types: { x: "int" } });
    assert.equal(error.code, "no-such-overload");
    assert.deepEqual([error.line, error.column], [1, 3]);
    assert.ok(error.text.en && error.text.zh);
  });

  test("refuses what is no attempt, and nobody but who may read", async () => {
    const wrong = await site.post("/api/v1/expressions/try", { expr: "x", types: { x: "number" } }, { token });
    assert.equal(wrong.status, 400);
    assert.equal(wrong.json.field, "types.x");
    assert.equal((await site.post("/api/v1/expressions/try", { bindings: {} }, { token })).status, 400);
    assert.equal((await site.post("/api/v1/expressions/try", { expr: "1" }, {})).status, 401);
  });
});
