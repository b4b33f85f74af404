// The record proves itself: to this test's own mathematics, to `jidoka ledger verify`, and after a backup.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { is_consistent, is_included, leaf_hash, open_checkpoint, root_of } from "./proof.mjs";
import { at, jidoka, Site, temporary_folder } from "./site.mjs";

describe("The ledger", () => {
  let site, auditor, station, key;
  const fetch_text = async (target) => (await site.get(target, { token: auditor })).text;
  const checkpoint = async () => open_checkpoint(await fetch_text("/api/v1/ledger/checkpoint"), key);
  const hashes = (list) => list.map((text) => Buffer.from(text, "hex"));
  async function grow(count) {
    for (let n = 0; n < count; ++n)
      await site.ok("POST", `/api/v1/lots/L-${Math.random().toString(36).slice(2)}/receive`, {
        token: station, body: { material: "RESIN-PA66", quantity: "1.5", uom: "kg" },
      });
  }
  // The leaves as they stand in the answer, byte for byte: JSON.parse would lose their spelling.
  async function leaves() {
    const exported = [];
    for (let from = 0; ; ) {
      const proofs = JSON.parse(await fetch_text(`/api/v1/ledger/export?from=${from}&limit=1000`));
      exported.push(...proofs.entries);
      if (proofs.entries.length < 1000) return exported;
      from += proofs.entries.length;
    }
  }

  before(async () => {
    site = await Site.start();
    [auditor, station] = [await site.token("auditor"), await site.token("station")];
    key = await fetch_text("/api/v1/ledger/key");
    await grow(20);
  });
  after(() => site?.stop());

  test("the checkpoint is signed by the key, and a changed one is not", async () => {
    const note = await fetch_text("/api/v1/ledger/checkpoint");
    const head = open_checkpoint(note, key);
    assert.equal(head.origin, "jidoka");
    assert.ok(head.size > 20);
    const [first, size, ...rest] = note.split("\n");
    assert.throws(() => open_checkpoint([first, Number(size) + 1, ...rest].join("\n"), key));
  });

  test("the root is the one of all leaves, computed from nothing but their texts", async () => {
    const head = await checkpoint();
    const texts = (await leaves()).map((entry) => entry.text);
    assert.equal(texts.length, head.size);
    assert.ok(root_of(texts.map(leaf_hash)).equals(head.root));
  });

  test("every entry is proven to be included, and a changed one is not", async () => {
    const head = await checkpoint();
    for (const entry of await leaves()) {
      const proof = await site.ok("GET", `/api/v1/ledger/inclusion?index=${entry.index}&size=${head.size}`, { token: auditor });
      const included = (text) => is_included(leaf_hash(text), entry.index, head.size, hashes(proof.hashes), head.root);
      assert.ok(included(entry.text), `entry ${entry.index}`);
      assert.ok(!included(entry.text.replace("1", "2") + " "), `entry ${entry.index} changed`);
    }
  });

  test("it only grows: every earlier head is continued by the later", async () => {
    const heads = [await checkpoint()];
    for (const count of [1, 2, 5, 13]) {
      await grow(count);
      heads.push(await checkpoint());
    }
    for (let i = 0; i < heads.length; ++i)
      for (let j = i; j < heads.length; ++j) {
        const [from, to] = [heads[i], heads[j]];
        const proof = await site.ok("GET", `/api/v1/ledger/consistency?from=${from.size}&to=${to.size}`, { token: auditor });
        assert.ok(is_consistent(from.size, to.size, from.root, to.root, hashes(proof.hashes)), `${from.size} → ${to.size}`);
        if (i < j) assert.ok(!is_consistent(from.size, to.size, leaf_hash("else"), to.root, hashes(proof.hashes)));
      }
  });

  test("tiles hold the leaves' hashes", async () => {
    const all = await leaves();
    const size = all.length % 256;
    const target = `/api/v1/ledger/tile/0/000${all.length < 256 ? `.p/${size}` : ""}`;
    const response = await fetch(site.address + target, { headers: { authorization: `Bearer ${auditor}` } });
    assert.equal(response.status, 200);
    const bytes = Buffer.from(await response.arrayBuffer());
    const expected = Buffer.concat(all.slice(0, 256).map((entry) => leaf_hash(entry.text)));
    assert.ok(bytes.equals(expected.subarray(0, bytes.length)) && bytes.length === expected.length);
  });

  test("bundles hold the entries that a tile hashes, each behind its length", async () => {
    const all = (await leaves()).slice(0, 256);
    const target = `/api/v1/ledger/tile/entries/000${all.length < 256 ? `.p/${all.length}` : ""}`;
    const response = await fetch(site.address + target, { headers: { authorization: `Bearer ${auditor}` } });
    assert.equal(response.status, 200);
    let rest = Buffer.from(await response.arrayBuffer());
    for (const entry of all) {
      const end = 2 + rest.readUInt16BE(0);
      assert.equal(rest.subarray(2, end).toString(), entry.text);
      rest = rest.subarray(end);
    }
    assert.equal(rest.length, 0);
    const beyond = await site.get("/api/v1/ledger/tile/entries/999", { token: auditor });
    assert.equal(beyond.status, 404);
  });

  test("an exported proof verifies offline, with the key that was kept, and a changed one does not", async () => {
    const file = path.join(temporary_folder(), "proof.json");
    const text = await fetch_text("/api/v1/ledger/export?limit=1000");
    writeFileSync(file, text);
    const good = await jidoka(["ledger", "verify", file, "--key", key.trim()]);
    assert.equal(good.code, 0, good.err);
    assert.match(good.out, /intact/);
    writeFileSync(file, text.replace("lot_received", "lot_returned"));
    const changed = await jidoka(["ledger", "verify", file]);
    assert.ok(changed.code === 4 || changed.code === 1, `${changed.code} ${changed.err}`);
    const foreign = key.trim().replace(/^jidoka\+/, "elsewhere+");
    writeFileSync(file, text);
    assert.notEqual((await jidoka(["ledger", "verify", file, "--key", foreign])).code, 0);
  });

  test("a whole store verifies, beside the running server too", async () => {
    const verified = await site.cli(["ledger", "verify"]);
    assert.equal(verified.code, 0, verified.out + verified.err);
  });

  test("a backup of the running site opens as a site, with the same record, and goes its own way", async () => {
    await site.ok("POST", "/api/v1/readings?source=stations", {
      token: station, body: [{ equipment: "IM-01", tag: "melt_temp", time: at(Date.now() - 1000), value: 230.1 }],
    });
    const head = await checkpoint();
    const folder = path.join(temporary_folder(), "copy");
    const made = await site.cli(["backup", "--to", folder]);
    assert.equal(made.code, 0, made.err);
    await grow(3);
    const copy = new Site({ store: `sqlite:${folder}` });
    assert.equal((await copy.cli(["ledger", "verify"])).code, 0);
    await copy.serve();
    const copied = open_checkpoint((await copy.get("/api/v1/ledger/checkpoint", { token: auditor })).text, key);
    assert.equal(copied.size, head.size);
    assert.ok(copied.root.equals(head.root));
    const stream = await copy.ok("GET", "/api/v1/streams/IM-01/melt_temp", { token: auditor });
    assert.equal(stream.last_value, 230.1);
    await copy.stop();
    assert.notEqual((await site.cli(["backup", "--to", folder])).code, 0, "an existing folder is never overwritten");
  });

  test("secrets stay out of the record", async () => {
    const all = (await leaves()).map((entry) => entry.text).join("\n");
    assert.ok(!all.includes(station));
    await site.save_user("lena", "viewer", "correct horse battery");
    const again = (await leaves()).map((entry) => entry.text).join("\n");
    assert.ok(again.includes("lena") && !again.includes("correct horse") && !again.includes("$argon2"));
  });
});
