// The program as people and scripts use it: help in both languages, exit codes that mean what the help says, and no
// second writer of one store.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
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

  test("a store that is not there is not made by an import", async () => {
    const folder = temporary_folder();
    const nowhere = path.join(folder, "mistyped");
    const store = ["--store", `sqlite:${nowhere}`];
    writeFileSync(path.join(folder, "map.yaml"), "time: {column: t}\nequipment: {column: e}\nreadings: [{column: v, tag: x}]\n");
    writeFileSync(path.join(folder, "some.csv"), "t,e,v\n");
    const map = ["--map", path.join(folder, "map.yaml")];
    for (const words of [
      ["import", path.join(folder, "some.csv"), ...map],
      ["import", path.join(folder, "missing.csv"), ...map],
    ]) {
      const refused = await jidoka([...words, ...store]);
      assert.equal(refused.code, 1, words.join(" ") + refused.out);
      assert.match(refused.err, /mistyped|missing\.csv/);
      assert.ok(!existsSync(nowhere), "nothing was left behind");
    }
  });

  test("the names that stand in the ledger for others are no user's", async () => {
    for (const name of ["jidoka", "token:T-1", "two words"]) {
      const user = await site.cli(["user", "save", "--name", name, "--role", "viewer"]);
      assert.equal(user.code, 1, name);
      assert.match(user.err, /name/i);
      assert.equal((await site.cli(["token", "create", "--user", name, "--role", "viewer"])).code, 1, name);
    }
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

  // What cannot be read must come out of quarantine with one correction, whichever way it went in.
  for (const way of ["by its store", "over the network"])
    test(`what an import ${way} cannot read is set aside whole, with its reason, and can be corrected`, async () => {
      const own = await Site.start();
      const folder = temporary_folder();
      writeFileSync(path.join(folder, "bad.csv"), [
        "Zeit;Presse;Masse;Druck", "01.05.2026 08:00:00;IM-02;231,5;990", "01.05.2026 08:01:00;IM-02;heiss;991",
        "gestern;IM-02;231,7;992", "01.05.2026 08:03:00;IM-02;231,8",
      ].join("\n"));
      writeFileSync(path.join(folder, "map.yaml"), [
        'time: {column: Zeit, format: "%d.%m.%Y %H:%M:%S"}', "equipment: {column: Presse}", 'decimal: ","', "readings:",
        "  - {column: Masse, tag: melt_temp, uom: Cel}", "  - {column: Druck, tag: pressure, uom: bar}",
      ].join("\n"));
      const words = ["import", path.join(folder, "bad.csv"), "--map", path.join(folder, "map.yaml"), "--source", "gauge-bench"];
      const [station, quality] = [await own.token("station"), await own.token("quality_engineer")];
      let imported;
      if (way === "by its store") {
        await own.stop();
        imported = await own.cli(words);
        await own.serve();
      } else {
        imported = await jidoka([...words, "--server", own.address], { env: { JIDOKA_TOKEN: station } });
      }
      assert.equal(imported.code, 0, imported.err);
      assert.match(imported.out, /accepted 3, duplicates 0, quarantined 4/);
      assert.match(imported.out, /row 3 .*heiss is not a number/);
      const { items } = await own.ok("GET", "/api/v1/quarantine?state=open", { token: quality });
      const seen = items.reverse().map(({ text, reading: { equipment, tag, time, value, uom } }) => [text.en, equipment, tag, time, value, uom]);
      const no_time = "gestern is not a time in the format %d.%m.%Y %H:%M:%S.";
      assert.deepEqual(seen, [
        ["heiss is not a number.", "IM-02", "melt_temp", "2026-05-01T08:01:00Z", "heiss", "Cel"],
        [no_time, "IM-02", "melt_temp", "gestern", "231.7", "Cel"],
        [no_time, "IM-02", "pressure", "gestern", "992", "bar"],
        ["Row 5 has 3 columns, the header 4.", "", "", "", "01.05.2026 08:03:00,IM-02,231,8", ""],
      ]);
      const reading = { ...items[0].reading, value: "231.6" };
      const replayed = await own.post(`/api/v1/quarantine/${items[0].id}/replay`, { reason: "typed wrong", reading }, { token: quality });
      assert.equal(replayed.status, 200, replayed.text);
      const stored = (await own.ok("GET", "/api/v1/streams/IM-02/melt_temp/samples", { token: station })).items;
      assert.deepEqual(stored.map((each) => each.value).sort(), [231.5, 231.6]);
      await own.stop();
    });

  test("an import waits while the server is busy, as long as it asks for, and goes on", async () => {
    const own = await Site.start();
    const busy = [[429, "1"], [503, "2"], [429, "Fri, 31 Dec 1999 23:59:59 GMT"]];
    const asked = [];
    const doorman = createServer((request, response) => {
      const pieces = [];
      request.on("data", (piece) => pieces.push(piece));
      request.on("end", async () => {
        const is_readings = request.url.startsWith("/api/v1/readings");
        if (is_readings) asked.push(Date.now());
        const [status, wait] = is_readings ? (busy.shift() ?? []) : [];
        if (status) return response.writeHead(status, { "retry-after": wait }).end();
        const { authorization, "content-type": type = "" } = request.headers;
        const body = request.method === "GET" ? undefined : Buffer.concat(pieces);
        const answer = await own.call(request.method, request.url, { body, headers: { authorization, "content-type": type } });
        response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") }).end(answer.text);
      });
    });
    await new Promise((resolve) => doorman.listen(0, "127.0.0.1", resolve));
    const folder = temporary_folder();
    writeFileSync(path.join(folder, "history.csv"), `time,press,temperature\n${at(Date.now() - 60_000)},IM-02,230.1\n`);
    writeFileSync(path.join(folder, "map.yaml"), "time: {column: time}\nequipment: {column: press}\nreadings: [{column: temperature, tag: melt_temp}]\n");
    const imported = await jidoka(
      ["import", path.join(folder, "history.csv"), "--map", path.join(folder, "map.yaml"), "--source", "gauge-bench", "--server", `http://127.0.0.1:${doorman.address().port}`],
      { env: { JIDOKA_TOKEN: await own.token("station") } });
    doorman.closeAllConnections();
    doorman.close();
    await own.stop();
    assert.equal(imported.code, 0, imported.err);
    assert.match(imported.out, /accepted 1/);
    assert.equal(asked.length, 4);
    assert.ok(asked[1] - asked[0] >= 990 && asked[2] - asked[1] >= 1990 && asked[3] - asked[2] >= 990, asked.join(" "));
  });
});
