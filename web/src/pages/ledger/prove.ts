// The proof of one fact, checked here and not by the server: whose key, is the checkpoint signed with it, is the leaf under its
// root, and does this record continue the one that this browser saw before. Each finding says proven, refuted or not known.
import { get, get_text, path, query } from "@/api/client";
import { bytes_of_base64, bytes_of_hex, bytes_of_text, climb, continues, leaf_hash, same, type Hash, type Step } from "./merkle";
import { parse_checkpoint, parse_key, signed_by, type Checkpoint } from "./note";
import { keep_pin, pinned, type Pin } from "./pin";

export interface ExportedProof {
  checkpoint: string;
  vkey: string;
  entries: { index: number; text: string; inclusion: string[] }[];
}
export type Outcome = "proven" | "refuted" | "trusted" | "nothing";
export interface Findings {
  key: Outcome; // trusted: first seen now
  signature: Outcome;
  inclusion: Outcome;
  growth: Outcome; // nothing: no earlier checkpoint to compare with
  checkpoint: Checkpoint;
  vkey: string;
  leaf: string;
  leaf_hash: Hash;
  steps: Step[];
  before: { size: number; seen_at: string } | null;
}
type Ask = <T>(address: string) => Promise<T>;

export async function prove(index: number, ask: Ask = get, told_key: () => Promise<string> = () => get_text(path("ledger", "key"))): Promise<Findings> {
  const told = await ask<ExportedProof>(path("ledger", "export") + query({ from: index, limit: 1 }));
  const pin = pinned();
  return check(index, told, pin, {
    key: (await told_key()).trim(),
    consistency: async (from, to) => (await ask<{ hashes: string[] }>(path("ledger", "consistency") + query({ from, to }))).hashes.map(bytes_of_hex),
  });
}

interface Sources {
  key: string;
  consistency: (from: number, to: number) => Promise<Hash[]>;
}
export async function check(index: number, told: ExportedProof, pin: Pin | null, sources: Sources, now = new Date().toISOString()): Promise<Findings> {
  const checkpoint = parse_checkpoint(told.checkpoint);
  const entry = told.entries.find((one) => one.index === index);
  if (!checkpoint || !entry) throw new Error(`the export has no checkpoint or no entry ${index}`);
  const vkey = pin?.key ?? sources.key;
  const key = await parse_key(vkey);
  const key_outcome: Outcome = key === null || (pin !== null && pin.key !== sources.key) ? "refuted" : pin === null ? "trusted" : "proven";
  const signature: Outcome = key !== null && (await signed_by(checkpoint, key)) ? "proven" : "refuted";
  const leaf = await leaf_hash(bytes_of_text(entry.text));
  const root = bytes_of_base64(checkpoint.root);
  const climbed = await climb(index, checkpoint.size, leaf, entry.inclusion.map(bytes_of_base64));
  const inclusion: Outcome = climbed !== null && same(climbed.root, root) ? "proven" : "refuted";
  const before = pin ? parse_checkpoint(pin.checkpoint) : null;
  const growth = before === null ? "nothing" : await grew(before, checkpoint, sources.consistency);
  if (key_outcome !== "refuted" && signature === "proven" && growth !== "refuted") {
    const newer = before === null || checkpoint.size >= before.size;
    keep_pin({ key: vkey, checkpoint: newer ? told.checkpoint : pin!.checkpoint, pinned_at: pin?.pinned_at ?? now, seen_at: newer ? now : pin!.seen_at });
  }
  return {
    key: key_outcome, signature, inclusion, growth, checkpoint, vkey, leaf: entry.text, leaf_hash: leaf, steps: climbed?.steps ?? [],
    before: before && pin ? { size: before.size, seen_at: pin.seen_at } : null,
  };
}

async function grew(before: Checkpoint, now: Checkpoint, consistency: Sources["consistency"]): Promise<Outcome> {
  // A record that is shorter than one signed before has lost facts.
  if (before.size > now.size) return "refuted";
  const old_root = bytes_of_base64(before.root);
  const root = bytes_of_base64(now.root);
  if (before.size === now.size) return same(old_root, root) ? "proven" : "refuted";
  const hashes = await consistency(before.size, now.size);
  return (await continues(before.size, now.size, old_root, root, hashes)) ? "proven" : "refuted";
}
