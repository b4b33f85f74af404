// TLS as a plant runs it: a certificate of the plant's own authority, browsers, sources and the command line.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import tls from "node:tls";
import { make_certificate } from "./certificate.mjs";
import { at, jidoka, Site, temporary_folder } from "./site.mjs";

describe("TLS", () => {
  let site, files, ca;
  const ask = (method, target, { token, body, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const sent = { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) };
      if (body) sent["content-type"] = "application/json";
      const asked = request({ host: "localhost", port: site.port, method, path: target, headers: sent, ca, agent: false }, (answer) => {
        const pieces = [];
        answer.on("data", (piece) => pieces.push(piece));
        answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text: Buffer.concat(pieces).toString("utf8") }));
      });
      asked.on("error", reject);
      asked.end(body && JSON.stringify(body));
    });

  before(async () => {
    files = make_certificate(temporary_folder());
    ca = readFileSync(files.authority);
    site = await Site.start({ words: ["--cert", files.certificate, "--key", files.key] });
  });
  after(() => site?.stop());

  test("the address that it prints is https, and answers there", async () => {
    assert.match(site.address, /^https:\/\/127\.0\.0\.1:\d+$/);
    assert.equal((await ask("GET", "/health")).status, 200);
  });

  test("readings are taken, a large body too", async () => {
    const token = await site.token("station");
    const began = Date.now() - 3_600_000;
    const body = Array.from({ length: 3000 }, (_, n) => ({ equipment: "IM-01", tag: "pressure", time: at(began + n * 1000), value: 1000 + (n % 7) }));
    const answer = await ask("POST", "/api/v1/readings?source=stations", { token, body });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(JSON.parse(answer.text).accepted, 3000);
  });

  test("the session's cookie is for TLS only", async () => {
    await site.save_user("anna", "quality_engineer", "a good password");
    const answer = await ask("POST", "/api/v1/session", { body: { user: "anna", password: "a good password" } });
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.headers["set-cookie"][0], /; Secure/);
  });

  test("nothing older than TLS 1.2 is spoken, and plain HTTP is not answered", async () => {
    const version = (most) =>
      new Promise((resolve) => {
        const socket = tls.connect({ host: "localhost", port: site.port, ca, minVersion: "TLSv1", maxVersion: most, ciphers: "DEFAULT@SECLEVEL=0" },
          () => resolve(socket.getProtocol()) || socket.end());
        socket.on("error", () => resolve("none"));
      });
    assert.equal(await version("TLSv1.3"), "TLSv1.3");
    assert.equal(await version("TLSv1.2"), "TLSv1.2");
    assert.equal(await version("TLSv1.1"), "none");
    const plain = await new Promise((resolve) => {
      let got = "";
      const socket = net.connect(site.port, "127.0.0.1", () => socket.write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"));
      socket.on("data", (bytes) => (got += bytes.toString("latin1")));
      socket.on("error", () => resolve(got));
      socket.on("close", () => resolve(got));
    });
    assert.ok(!plain.includes("HTTP/1."), "no answer in plain text");
    assert.equal((await ask("GET", "/health")).status, 200, "and it still serves");
  });

  test("the command line comes in with the plant's authority, by name and by address, and not without", async () => {
    const token = await site.token("viewer");
    const verdicts = (host, env) => jidoka(["verdicts", "--server", `https://${host}:${site.port}`], { env: { JIDOKA_TOKEN: token, ...env } });
    for (const host of ["localhost", "127.0.0.1"]) {
      const trusted = await verdicts(host, { SSL_CERT_FILE: files.authority });
      assert.equal(trusted.code, 0, trusted.err);
    }
    const untrusted = await verdicts("localhost", { SSL_CERT_FILE: "" });
    assert.equal(untrusted.code, 3, untrusted.out);
    assert.match(untrusted.err, /certificate/i);
  });

  test("a server does not start with half a pair, with a file that is none, or with another's key", async () => {
    const other = make_certificate(temporary_folder());
    const not_a_key = path.join(temporary_folder(), "not-a-key.pem");
    writeFileSync(not_a_key, "hello\n");
    for (const words of [["--cert", files.certificate], ["--key", files.key], ["--cert", files.certificate, "--key", not_a_key], ["--cert", files.certificate, "--key", other.key]]) {
      const folder = temporary_folder();
      const ended = await jidoka(["serve", "--store", `sqlite:${path.join(folder, "store")}`, "--listen", "127.0.0.1:0", ...words]);
      assert.equal(ended.code, 1, words.join(" ") + ended.out);
      assert.match(ended.err, /--cert|certificate/i);
    }
  });
});
