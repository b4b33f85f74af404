// Proofs of the ledger, checked by a second program: RFC 6962 Merkle trees as RFC 9162 sections 2.1.3.2 and 2.1.4.2
// say how to verify, and C2SP signed notes with Ed25519. Written from those texts alone, so that it cannot share a
// mistake with the server.
import { createHash, createPublicKey, verify } from "node:crypto";

export const leaf_hash = (text) => createHash("sha256").update(Buffer.from([0])).update(text).digest();
const node_hash = (left, right) => createHash("sha256").update(Buffer.from([1])).update(left).update(right).digest();

// The root of a whole tree from its leaves' hashes, by the definition of RFC 6962 section 2.1.
export function root_of(leaves) {
  if (leaves.length === 0) return createHash("sha256").digest();
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return node_hash(root_of(leaves.slice(0, split)), root_of(leaves.slice(split)));
}

export function is_included(leaf, index, size, hashes, root) {
  if (index >= size) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of hashes) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = node_hash(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(root);
}

export function is_consistent(from, to, from_root, to_root, hashes) {
  if (from === to) return hashes.length === 0 && from_root.equals(to_root);
  if (from === 0) return hashes.length === 0;
  const path = [...hashes];
  if (Number.isInteger(Math.log2(from))) path.unshift(from_root);
  if (path.length === 0) return false;
  let node = from - 1;
  let last = to - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let old_hash = path[0];
  let new_hash = path[0];
  for (const hash of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old_hash = node_hash(hash, old_hash);
      new_hash = node_hash(hash, new_hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      new_hash = node_hash(new_hash, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && old_hash.equals(from_root) && new_hash.equals(to_root);
}

// {origin, size, root} of a checkpoint that this key signed; throws when it did not.
export function open_checkpoint(note, vkey) {
  const [name, id, encoded] = vkey_parts(vkey.trim());
  const typed_key = Buffer.from(encoded, "base64");
  if (typed_key[0] !== 1 || typed_key.length !== 33) throw new Error("the key is not Ed25519");
  const key_id = createHash("sha256").update(`${name}\n`).update(typed_key).digest().subarray(0, 4);
  if (key_id.toString("hex") !== id) throw new Error("the key's id is not the one of its bytes");
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const line = note.slice(end + 2).split("\n").find((row) => row.startsWith(`— ${name} `));
  const signed = Buffer.from(line.slice(`— ${name} `.length), "base64");
  if (!signed.subarray(0, 4).equals(key_id)) throw new Error("signed by another key");
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: typed_key.subarray(1).toString("base64url") },
    format: "jwk",
  });
  if (!verify(null, Buffer.from(text), key, signed.subarray(4))) throw new Error("the signature is wrong");
  const [origin, size, root] = text.split("\n");
  return { origin, size: Number(size), root: Buffer.from(root, "base64") };
}

// base64 may have plus signs of its own: only the first two separate.
function vkey_parts(vkey) {
  const first = vkey.indexOf("+");
  const second = vkey.indexOf("+", first + 1);
  return [vkey.slice(0, first), vkey.slice(first + 1, second), vkey.slice(second + 1)];
}
