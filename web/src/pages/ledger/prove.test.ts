// The whole check against a small ledger of its own, signed with a key made here: what is proven, and every way to be refuted.
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { bytes_of_text, leaf_hash, node_hash, type Hash } from "./merkle";
import { parse_checkpoint, parse_key, signed_by } from "./note";
import { pinned } from "./pin";
import { check, type ExportedProof } from "./prove";

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
function signer(name: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const point = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const typed = Buffer.concat([Buffer.from([1]), point]);
  const id = createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, 4);
  return {
    vkey: `${name}+${id.toString("hex")}+${typed.toString("base64")}`,
    sign: (size: number, root: Hash) => {
      const body = `plant\n${size}\n${base64(root)}\n`;
      return `${body}\n— ${name} ${base64(Buffer.concat([id, sign(null, Buffer.from(body), privateKey)]))}\n`;
    },
  };
}
const site = signer("plant");
const texts = ['{"fact":"a"}', '{"fact":"b","value":1.0}', '{"fact":"c"}'];
async function export_of(index: number, by = site): Promise<ExportedProof> {
  const [a, b, c] = (await Promise.all(texts.map((text) => leaf_hash(bytes_of_text(text))))) as [Hash, Hash, Hash];
  const pair = await node_hash(a, b);
  const path = index === 2 ? [pair] : [index === 0 ? b : a, c];
  return { checkpoint: by.sign(3, await node_hash(pair, c)), vkey: by.vkey, entries: [{ index, text: texts[index]!, inclusion: path.map(base64) }] };
}
async function earlier(by = site): Promise<string> {
  const [a, b] = (await Promise.all(texts.slice(0, 2).map((text) => leaf_hash(bytes_of_text(text))))) as [Hash, Hash];
  return by.sign(2, await node_hash(a, b));
}
const sources = { key: site.vkey, consistency: async () => [await leaf_hash(bytes_of_text(texts[2]!))] };
const kept = (checkpoint: string, key = site.vkey) => ({ key, checkpoint, pinned_at: "2026-01-01T00:00:00Z", seen_at: "2026-01-02T00:00:00Z" });

beforeEach(() => {
  const store = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => void store.set(key, value), removeItem: (key: string) => void store.delete(key) });
});

test("at first sight the key is taken on trust and kept, and there is nothing to compare the record with", async () => {
  const found = await check(1, await export_of(1), null, sources);
  expect([found.key, found.signature, found.inclusion, found.growth]).toEqual(["trusted", "proven", "proven", "nothing"]);
  expect(pinned()?.key).toBe(site.vkey);
});
test("later the key is the kept one and the record continues the one seen before", async () => {
  const found = await check(0, await export_of(0), kept(await earlier()), sources);
  expect([found.key, found.signature, found.inclusion, found.growth]).toEqual(["proven", "proven", "proven", "proven"]);
});
test("a fact that was changed by one letter is refuted", async () => {
  const told = await export_of(2);
  told.entries[0]!.text = '{"fact":"C"}';
  expect((await check(2, told, null, sources)).inclusion).toBe("refuted");
});
test("another key is refuted even when everything fits it, and is not kept", async () => {
  const thief = signer("plant");
  const found = await check(1, await export_of(1, thief), kept(await earlier()), { ...sources, key: thief.vkey });
  expect([found.key, found.signature]).toEqual(["refuted", "refuted"]);
  expect(pinned()).toBeNull();
});
test("a history written anew does not continue the kept one, even signed with the same key", async () => {
  const other = site.sign(2, await leaf_hash(bytes_of_text("other")));
  expect((await check(1, await export_of(1), kept(other), sources)).growth).toBe("refuted");
});
test("a record shorter than the kept one is refuted", async () => {
  const longer = site.sign(9, await leaf_hash(bytes_of_text("x")));
  expect((await check(1, await export_of(1), kept(longer), sources)).growth).toBe("refuted");
});
test("without SubtleCrypto, as on a page without TLS, the library proves the same", async () => {
  const text = await earlier();
  vi.stubGlobal("crypto", {});
  try {
    const key = (await parse_key(site.vkey))!;
    expect(await signed_by(parse_checkpoint(text)!, key)).toBe(true);
    expect(await signed_by(parse_checkpoint(text.replace("plant\n2", "plant\n3"))!, key)).toBe(false);
  } finally {
    vi.unstubAllGlobals();
  }
});
test("a key whose id does not fit it is no key", async () => {
  expect(await parse_key(site.vkey.replace(/\+[0-9a-f]{8}\+/, "+00000000+"))).toBeNull();
  expect(await parse_key("nonsense")).toBeNull();
});
