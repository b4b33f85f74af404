// Whatever comes in, the program stays up, answers in order, keeps its memory, and its record verifies.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { naughty, no_reading, not_json } from "./naughty.mjs";
import { at, root, Site, until } from "./site.mjs";

const corpus = path.join(root, "../shared/data/bad-input");  // more of the same, where it is at hand

describe("Bad input", () => {
  let site, admin, station, memory;
  const is_fine = (answer, where) => assert.ok(answer.status < 500, `${where}: ${answer.status} ${answer.text.slice(0, 300)}`);
  const send = (body, type = "application/json", headers = {}) =>
    site.post("/api/v1/readings?source=stations", Buffer.from(body), { token: station, headers: { "content-type": type, ...headers } });
  const write = (body, headers = {}) => site.post("/api/v2/write?source=press-gateway", Buffer.from(body), { token: station, headers });
  const still_answers = async () => {
    const time = Date.now();
    const answer = await send(JSON.stringify([{ equipment: "IM-01", tag: "pressure", time: at(time), value: 1000 }]));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json.quarantined, 0);
  };

  before(async () => {
    site = await Site.start();
    [admin, station] = [await site.token("admin"), await site.token("station")];
    await still_answers();
    memory = site.resident_bytes();
  });
  after(() => site?.stop());

  test("what is no JSON is refused with the place, and nothing of it is taken", async () => {
    const files = existsSync(path.join(corpus, "json")) ? readdirSync(path.join(corpus, "json")).filter((name) => name.startsWith("n_")) : [];
    const bodies = not_json.concat(files.map((name) => readFileSync(path.join(corpus, "json", name))));
    for (const body of bodies) {
      const answer = await send(body);
      const where = body.subarray(0, 40).toString("latin1");
      is_fine(answer, where);
      assert.ok(answer.status >= 400 || answer.json.accepted === 0, where);
      for (const target of ["/api/v1/holds", "/api/v1/units/U-1/start", "/api/v1/plant/apply", "/api/v1/session"]) {
        const refused = await site.post(target, body, { token: admin, headers: { "content-type": "application/json" } });
        assert.ok(refused.status >= 400 && refused.status < 500, `${target} ${where}: ${refused.status}`);
      }
    }
    await still_answers();
  });

  test("NaN and infinities are no numbers in any form", async () => {
    for (const value of ["NaN", "Infinity", "-Infinity", "1e999", "nan", "inf", "0x1p3"]) {
      const json = await send(`[{"equipment":"IM-01","tag":"pressure","value":${value}}]`);
      assert.ok(json.status === 400 || json.json.accepted === 0, value);
      const csv = await send(`equipment,tag,value\nIM-01,pressure,${value}\n`, "text/csv");
      assert.ok(csv.status === 400 || csv.json.accepted === 0, `CSV ${value}: ${csv.text}`);
      const line = await write(`IM-01 pressure=${value}`);
      assert.ok(line.status === 400 || line.headers.get("jidoka-accepted") === "0", `line ${value}: ${line.status}`);
    }
  });

  test("what is JSON but no reading goes to quarantine, one by one", async () => {
    const good = { equipment: "IM-01", tag: "pressure", value: 1234 };
    const began = Date.now() - 60_000;
    for (const [n, bad] of no_reading.entries()) {
      const answer = await send(JSON.stringify([bad, { ...good, time: at(began - n * 10) }]));
      is_fine(answer, JSON.stringify(bad));
      if (answer.status === 200) assert.equal(answer.json.accepted, 1, `${JSON.stringify(bad)}: ${answer.text}`);
    }
    const many = await send(JSON.stringify(Array(5000).fill({ equipment: "X", tag: "y", value: "z" })));
    assert.deepEqual([many.json.quarantined, many.json.refused.length], [5000, 100]);
    await still_answers();
  });

  test("naughty strings as ids, units, reasons and queries are taken or refused, never executed", async () => {
    const file = path.join(corpus, "naughty_strings.json");
    const texts = naughty.concat(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);
    for (const [n, text] of texts.entries()) {
      const where = JSON.stringify(text.slice(0, 60));
      const part = encodeURIComponent(text.isWellFormed?.() === false ? text.toWellFormed() : text).slice(0, 6000);
      const asked = [
        send(JSON.stringify([{ equipment: "IM-01", tag: "pressure", value: 1000, time: at(Date.now()), unit: text, lot: text }])),
        send(JSON.stringify([{ equipment: text, tag: text, value: 1, uom: text, time: text }])),
        site.get(`/api/v1/units/${part}`, { token: admin }),
        site.get(`/api/v1/trace/${part}?direction=forward`, { token: admin }),
        site.get(`/api/v1/search?q=${part}`, { token: admin }),
        site.get(`/api/v1/units?text=${part}&after=${part}&material=${part}`, { token: admin }),
        site.get(`/api/v1/holds?state=${part}&limit=${part}`, { token: admin }),
        site.get(`/${part}`, {}),
        site.post("/api/v1/holds", { scope: { kind: "unit", id: text }, reason: text }, { token: admin }),
        site.post(`/api/v1/lots/${part}/receive`, { material: "RESIN-PA66", quantity: "1", uom: "kg", supplier: text }, { token: admin }),
      ];
      if (n % 8 === 0) asked.push(site.post("/api/v1/session", { user: text, password: text }));  // slow by design
      for (const answer of await Promise.all(asked)) is_fine(answer, where);
    }
    const answer = await site.get("/api/v1/units/x%27%20OR%20%271%27%3D%271", { token: admin });
    assert.equal(answer.status, 404);
    await still_answers();
  });

  test("what was taken of them comes back as it was sent", async () => {
    for (const supplier of ["料件 Ω 👩‍👩‍👧‍👦", "'; DROP TABLE holds; --", "<script>alert(1)</script>", "a\"b\\c"]) {
      const lot = `NS-${Buffer.from(supplier).toString("hex").slice(0, 12)}`;
      await site.ok("POST", `/api/v1/lots/${lot}/receive`, { token: admin, body: { material: "RESIN-PA66", quantity: "1", uom: "kg", supplier } });
      assert.equal((await site.ok("GET", `/api/v1/lots/${lot}`, { token: admin })).item.supplier, supplier);
    }
  });

  test("a path cannot leave the web pages or the files", async () => {
    for (const target of ["/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e%2f%2e%2e%2fpackage.json",
      "/api/v1/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/api/v1/schemas/%2e%2e%2fx.json", "//etc/passwd", "/api/v1/ledger/tile/0/../../key"]) {
      const text = await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${admin}\r\nConnection: close\r\n\r\n`);
      assert.ok(!/root:.*:0:0:|"dependencies"/.test(text), target);
      assert.match(text, /^HTTP\/1\.1 [234]/, target);
    }
  });

  test("a body beyond the limit answers 413, and a small one that inflates beyond it too", async () => {
    assert.equal((await send(Buffer.alloc(33 << 20, 0x20))).status, 413);
    const declared = await raw(`POST /api/v1/readings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${station}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n[`);
    assert.match(declared, /^HTTP\/1\.1 413/);
    const bomb = await send(gzipSync(Buffer.alloc(400 << 20, 0x20)), "application/json", { "content-encoding": "gzip" });
    assert.equal(bomb.status, 413);
    for (const broken of [Buffer.from("not gzip"), gzipSync("[]").subarray(0, 12), Buffer.concat([gzipSync("[]"), Buffer.from("tail")])])
      assert.equal((await send(broken, "application/json", { "content-encoding": "gzip" })).status, 400);
    await still_answers();
  });

  test("who does not say who he is sends no body, and many bodies at once are bounded together", async () => {
    const before = site.resident_bytes();
    const body = Buffer.alloc(16 << 20, 0x20);
    const nobody = await Promise.all(Array.from({ length: 40 }, () =>
      site.post("/api/v1/readings", body, { headers: { "content-type": "application/json" } }).catch((error) => ({ status: error.cause?.code ?? String(error) }))));
    // A client that goes on sending may find the connection closed before it reads why.
    for (const answer of nobody) assert.ok([401, "EPIPE", "ECONNRESET", "UND_ERR_SOCKET"].includes(answer.status), String(answer.status));
    assert.ok(nobody.some((answer) => answer.status === 401));
    const grown = (site.resident_bytes() - before) / (1 << 20);
    assert.ok(grown < 100, `${grown.toFixed(0)} MiB more than before`);
    const bomb = gzipSync(Buffer.alloc(200 << 20, 0x20));
    const bombs = await Promise.all(Array.from({ length: 12 }, () => send(bomb, "application/json", { "content-encoding": "gzip" })));
    for (const answer of bombs) assert.ok([400, 413, 429].includes(answer.status), `${answer.status} ${answer.text}`);
    assert.ok(bombs.some((answer) => answer.status === 429));
    await still_answers();
  });

  // Sends bytes as they are; what came back until the server closed, or after a moment.
  function raw(bytes, { half_closed = false, wait = 1500 } = {}) {
    return new Promise((resolve) => {
      let text = "";
      const socket = net.connect(site.port, "127.0.0.1", () => {
        socket.write(bytes);
        if (half_closed) socket.end();
      });
      socket.on("data", (piece) => (text += piece.toString("latin1")));
      socket.on("error", () => resolve(text));
      socket.on("close", () => resolve(text));
      setTimeout(() => socket.destroy(), wait).unref();
    });
  }
  const head = (more) => `POST /api/v1/readings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${station}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;

  test("bytes that are no HTTP are refused or dropped", async () => {
    const garbage = [
      "\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "GET / HTTP/1.1\r\nHost\r\n\r\n",
      `GET /${"a".repeat(100_000)} HTTP/1.1\r\n\r\n`, `GET / HTTP/1.1\r\nX: ${"a".repeat(100_000)}\r\n\r\n`, `GET / HTTP/1.1\r\n${"X: y\r\n".repeat(20_000)}\r\n`,
      head("Content-Length: -1"), head("Content-Length: 1\r\nContent-Length: 2") + "[]", head("Content-Length: 2\r\nTransfer-Encoding: chunked") + "0\r\n\r\n",
      head("Transfer-Encoding: chunked") + "zz\r\n[]\r\n0\r\n\r\n", head("Transfer-Encoding: chunked") + "ffffffffffffffffff\r\n[]", head("Transfer-Encoding: chunked") + "2\r\n[]X\r\n0\r\n\r\n",
      head("Transfer-Encoding: gzip, rubbish") + "[]", "\0".repeat(5000), Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256)),
    ];
    for (const bytes of garbage) {
      const text = await raw(bytes);
      assert.ok(text === "" || /^HTTP\/1\.[01] (4\d\d|200|404|501|505)/.test(text), `${bytes.toString().slice(0, 60)} → ${text.slice(0, 100)}`);
      assert.ok(!/^HTTP\/1\.1 200[^]*"accepted":[1-9]/.test(text));
    }
    await still_answers();
  });

  test("a client that half-closes gets its answer", async () => {
    const body = JSON.stringify([{ equipment: "IM-02", tag: "pressure", time: at(Date.now()), value: 900 }]);
    const text = await raw(head(`Content-Length: ${body.length}`) + body, { half_closed: true });
    assert.match(text, /^HTTP\/1\.1 200[^]*"accepted":1/);
  });

  test("a client that stops in the middle leaves nothing behind", async () => {
    const time = Date.now() - 30_000;
    const body = JSON.stringify(Array.from({ length: 50 }, (_, n) => ({ equipment: "IM-02", tag: "cycle_time", time: at(time + n), value: 30 })));
    await raw(head(`Content-Length: ${body.length}`) + body.slice(0, -20), { wait: 200 });
    await raw(head(`Content-Length: ${body.length}`) + body.slice(0, -20), { half_closed: true, wait: 500 });
    const stored = await site.ok("GET", "/api/v1/streams/IM-02/cycle_time/samples?limit=100", { token: station });
    assert.equal(stored.items.filter((each) => Date.parse(each.time) >= time && Date.parse(each.time) < time + 50).length, 0);
  });

  test("hundreds of slow clients do not keep a quick one waiting, and their connections end", async () => {
    const sockets = Array.from({ length: 300 }, (_, n) => {
      const socket = net.connect(site.port, "127.0.0.1", () => socket.write(n % 2 ? "POST /api/v1/readings HTTP/1.1\r\nHo" : head("Content-Length: 1000") + "["));
      socket.on("error", () => {});
      return socket;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = Date.now();
    await still_answers();
    assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
    sockets.forEach((socket) => socket.destroy());
    await until(() => site.open_files() < 100, { what: "their sockets to close" });
  });

  test("an unhurried header is cut off after its time", async () => {
    const began = Date.now();
    await raw("GET /health HTTP/1.1\r\nHo", { wait: 20_000 });
    const seconds = (Date.now() - began) / 1000;
    assert.ok(seconds > 5 && seconds < 15, `${seconds} s`);
  });

  test("after all of it the memory is bounded, nothing failed inside, and the ledger verifies", async () => {
    await still_answers();
    const grown = (site.resident_bytes() - memory) / (1 << 20);
    assert.ok(grown < 400, `${grown.toFixed(0)} MiB more than before`);
    assert.ok(!/a handler threw|assert/i.test(site.log), site.log.split("\n").filter((line) => /threw|assert/i.test(line)).join("\n"));
    assert.equal(site.child.exitCode, null);
    const verified = await site.cli(["ledger", "verify"]);
    assert.equal(verified.code, 0, verified.out + verified.err);
  });
});
