// The checker is checked: proofs made by the definitions of RFC 6962 section 2.1 pass, and wrong ones do not.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { is_consistent, is_included, leaf_hash, root_of } from "./proof.mjs";

const split_of = (n) => 2 ** Math.ceil(Math.log2(n) - 1);
function inclusion(index, leaves) {
  if (leaves.length === 1) return [];
  const k = split_of(leaves.length);
  return index < k
    ? [...inclusion(index, leaves.slice(0, k)), root_of(leaves.slice(k))]
    : [...inclusion(index - k, leaves.slice(k)), root_of(leaves.slice(0, k))];
}
function consistency(size, leaves, is_whole = true) {
  if (size === leaves.length) return is_whole ? [] : [root_of(leaves)];
  const k = split_of(leaves.length);
  return size <= k
    ? [...consistency(size, leaves.slice(0, k), is_whole), root_of(leaves.slice(k))]
    : [...consistency(size - k, leaves.slice(k), false), root_of(leaves.slice(0, k))];
}
const all = Array.from({ length: 40 }, (_, n) => leaf_hash(`entry ${n}`));

describe("Proofs", () => {
  test("hash as RFC 6962 says: the empty tree is SHA-256 of nothing", () => {
    assert.equal(root_of([]).toString("hex"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert.ok(leaf_hash("").equals(createHash("sha256").update(Buffer.from([0])).digest()));
  });

  test("of inclusion hold for every entry of every tree up to forty, and for no other entry", () => {
    for (let size = 1; size <= all.length; ++size) {
      const leaves = all.slice(0, size);
      for (let index = 0; index < size; ++index) {
        const proof = inclusion(index, leaves);
        assert.ok(is_included(leaves[index], index, size, proof, root_of(leaves)), `${index} of ${size}`);
        assert.ok(!is_included(leaves[(index + 1) % size] ?? all[39], index, size, proof, root_of(leaves)) || size === 1);
        if (proof.length > 0) assert.ok(!is_included(leaves[index], index, size, proof.slice(1), root_of(leaves)));
      }
    }
  });

  test("of consistency hold between every two trees up to forty, and for no changed past", () => {
    for (let to = 1; to <= all.length; ++to)
      for (let from = 1; from <= to; ++from) {
        const [old_leaves, new_leaves] = [all.slice(0, from), all.slice(0, to)];
        const proof = consistency(from, new_leaves);
        assert.ok(is_consistent(from, to, root_of(old_leaves), root_of(new_leaves), proof), `${from} → ${to}`);
        const changed = [...old_leaves.slice(0, -1), leaf_hash("another")];
        assert.ok(!is_consistent(from, to, root_of(changed), root_of(new_leaves), proof), `${from} → ${to}, changed`);
      }
  });
});
