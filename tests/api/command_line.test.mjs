// The program as people and scripts use it: help in both languages, exit codes that mean what the help says, and no
// second writer of one store.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { at, demo_plant, jidoka, root, Site, temporary_folder } from "./site.mjs";

describe("The command line", () => {
  let site;
  before(async () => (site = await Site.start()));
  after(() => site?.stop());

  test("explains itself in both languages", async () => {
    const commands = ["serve", "apply", "import", "verdicts", "user", "token", "ledger", "backup", "version"];
    for (const [language, pattern] of [["en", /^[\x00-\x7f–…’“”]*$/], ["zh", /[一-鿿]/]]) {
      const help = await jidoka(["--help"], { language });
      assert.equal(help.code, 0);
      for (const command of commands) assert.ok(help.out.includes(command), command);
      assert.match(help.out.split("\n")[0], pattern);
    }
    assert.match((await jidoka(["version"])).out, /^jidoka \d+\.\d+\.\d+/);
  });

  test("a wrong command line ends with 2", async () => {
    for (const words of [[], ["nonsense"], ["serve", "--nonsense"], ["token", "create"], ["serve", "--threads", "0"]])
      assert.equal((await jidoka(words)).code, 2, words.join(" "));
  });

  test("plant documents with mistakes end with 1, name file and line, and change nothing", async () => {
    const folder = path.join(temporary_folder(), "plant");
    mkdirSync(folder);
    writeFileSync(path.join(folder, "oven.yaml"), "kind: equipment\nid: OVEN-1\nname: {en: Oven, zh: 烘箱}\nlevel: nonsense\n");
    const refused = await site.cli(["apply", folder, "--yes"]);
    assert.equal(refused.code, 1, refused.err);
    assert.match(refused.err, /oven\.yaml:4/);
    assert.match(refused.err, /nothing was changed/i);
  });

  test("the same documents again change nothing, and without --yes nothing is put in force unasked", async () => {
    const again = await site.cli(["apply", demo_plant, "--yes"]);
    assert.deepEqual([again.code, again.out], [0, ""], again.err);
    const example = path.join(root, "examples/ai4i2020");
    const asked = await site.cli(["apply", path.join(example, "plant")]);
    assert.equal(asked.code, 1, asked.out + asked.err);
  });

  test("a store has one writer: a second server is refused, with what to do", async () => {
    const second = await jidoka(["serve", "--listen", "127.0.0.1:0", ...site.store_words()]);
    assert.notEqual(second.code, 0);
    assert.match(second.err, /use|running|another/i);
  });

  test("users and tokens made beside the running server count at once", async () => {
    await site.save_user("anna", "quality_engineer", "a good password");
    const signed_in = await site.post("/api/v1/session", { user: "anna", password: "a good password" });
    assert.equal(signed_in.status, 200);
    assert.deepEqual(signed_in.json.roles, ["quality_engineer"]);
    const inactive = await site.cli(["user", "save", "--name", "anna", "--role", "quality_engineer", "--inactive"]);
    assert.equal(inactive.code, 0, inactive.err);
    assert.equal((await site.post("/api/v1/session", { user: "anna", password: "a good password" })).status, 401);
  });

  test("a store that is not there ends with a message and not with a new store", async () => {
    const nowhere = path.join(temporary_folder(), "nowhere");
    const verified = await jidoka(["ledger", "verify", "--store", `sqlite:${nowhere}`]);
    assert.ok(verified.code !== 0 && verified.err.length > 10);
    const postgres = await jidoka(["serve", "--store", "postgresql://nobody@127.0.0.1:1/none", "--folder", nowhere, "--listen", "127.0.0.1:0"]);
    assert.equal(postgres.code, 3, postgres.err);
  });

  test("a history is imported by its map, judged, and known when it comes again", async () => {
    const folder = temporary_folder();
    const began = Date.now() - 7_200_000;
    const rows = Array.from({ length: 120 }, (_, n) => `${at(began + n * 1000)},IM-02,${n === 100 ? 238 : 230 + (n % 5) / 10},${1000 + n}`);
    writeFileSync(path.join(folder, "history.csv"), ["time,press,temperature,pressure", ...rows].join("\n"));
    writeFileSync(path.join(folder, "map.yaml"), [
      "time: {column: time, format: rfc3339}", "equipment: {column: press}", "readings:",
      "  - {column: temperature, tag: melt_temp, uom: Cel}", "  - {column: pressure, tag: pressure, uom: bar}",
    ].join("\n"));
    const words = ["import", path.join(folder, "history.csv"), "--map", path.join(folder, "map.yaml"), "--source", "gauge-bench", "--server", site.address];
    const options = { env: { JIDOKA_TOKEN: await site.token("station") } };
    const imported = await jidoka(words, options);
    assert.equal(imported.code, 0, imported.out + imported.err);
    assert.match(imported.out + imported.err, /240/);
    const stream = await site.ok("GET", "/api/v1/streams/IM-02/melt_temp", { token: await site.token("viewer") });
    assert.equal(stream.count, 120);
    const verdicts = await site.cli(["verdicts"]);
    assert.equal(verdicts.code, 0, verdicts.err);
    assert.match(verdicts.out, /press 2 is 238 °C, above/);
    assert.equal((await jidoka(words, options)).code, 0);
    const again = await site.ok("GET", "/api/v1/streams/IM-02/melt_temp", { token: await site.token("viewer") });
    assert.equal(again.count, 120, "nothing is there twice");
  });
});
