// The Merkle tree of RFC 6962, so that the browser itself can check what the server claims of its ledger: a leaf's hash is
// SHA-256(0x00 ‖ leaf), a node's is SHA-256(0x01 ‖ left ‖ right). A path that does not lead to the expected root is refused.
export type Hash = Uint8Array<ArrayBuffer>;
export interface Step {
  side: "left" | "right"; // where the neighbour stands
  neighbour: Hash;
  result: Hash;
}

// The browser's own SHA-256 where the page is trusted enough to have it; a plant without TLS has none, and the library does it.
export async function sha256(bytes: Hash): Promise<Hash> {
  if (globalThis.crypto?.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const library = await import("@noble/hashes/sha2.js");
  return new Uint8Array(library.sha256(bytes));
}
const joined = (...parts: Hash[]): Hash => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
export const leaf_hash = (leaf: Hash) => sha256(joined(new Uint8Array([0]), leaf));
export const node_hash = (left: Hash, right: Hash) => sha256(joined(new Uint8Array([1]), left, right));

export const same = (a: Hash, b: Hash) => a.length === b.length && a.every((byte, i) => byte === b[i]);
export const bytes_of_text = (text: string): Hash => new TextEncoder().encode(text) as Hash;
export const bytes_of_base64 = (text: string): Hash => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
export function bytes_of_hex(text: string): Hash {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
export const hex_of = (bytes: Hash) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// RFC 9162, 2.1.3.2 (the same tree): from a leaf up to the root, with each step told. Null when the path has the wrong length.
export async function climb(index: number, size: number, leaf: Hash, path: Hash[]): Promise<{ root: Hash; steps: Step[] } | null> {
  if (index < 0 || index >= size) return null;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  const steps: Step[] = [];
  for (const neighbour of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = await node_hash(neighbour, hash);
      steps.push({ side: "left", neighbour, result: hash });
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = await node_hash(hash, neighbour);
      steps.push({ side: "right", neighbour, result: hash });
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? { root: hash, steps } : null;
}

// RFC 9162, 2.1.4.2: does the tree of `size` begin with exactly the tree of `before`?
export async function continues(before: number, size: number, old_root: Hash, root: Hash, proof: Hash[]): Promise<boolean> {
  if (before === 0) return true;
  if (before > size) return false;
  if (before === size) return proof.length === 0 && same(old_root, root);
  const power_of_two = Number.isInteger(Math.log2(before));
  const path = power_of_two ? [old_root, ...proof] : proof;
  if (path.length === 0) return false;
  let at = before - 1;
  let last = size - 1;
  while (at % 2 === 1) {
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  let old_hash = path[0]!;
  let hash = path[0]!;
  for (const neighbour of path.slice(1)) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old_hash = await node_hash(neighbour, old_hash);
      hash = await node_hash(neighbour, hash);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else hash = await node_hash(hash, neighbour);
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(old_hash, old_root) && same(hash, root);
}
