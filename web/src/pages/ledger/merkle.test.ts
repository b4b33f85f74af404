// The reference tree of RFC 6962 implementations (google/certificate-transparency, merkle_tree_test): eight leaves, their roots and proofs.
import { expect, test } from "vitest";
import { bytes_of_hex, climb, continues, hex_of, leaf_hash } from "./merkle";

const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const [a, b, c, d, e, f] = [
  "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
] as const;
const inclusion: [number, number, string[]][] = [
  [0, 1, []], [0, 8, [a, b, c]], [5, 8, [d, e, roots[3]!]], [2, 3, [roots[1]!]], [1, 5, [roots[0]!, b, d]],
];
const consistency: [number, number, string[]][] = [[1, 1, []], [1, 8, [a, b, c]], [6, 8, [f, e, roots[3]!]], [2, 5, [b, d]]];
const bytes = (list: string[]) => list.map(bytes_of_hex);

test.each(inclusion)("leaf %i of %i climbs to its root", async (index, size, path) => {
  const leaf = await leaf_hash(bytes_of_hex(leaves[index]!));
  expect(hex_of((await climb(index, size, leaf, bytes(path)))!.root)).toBe(roots[size - 1]);
});
test.each(inclusion.slice(1))("leaf %i of %i: a changed leaf, a changed or shortened path is found out", async (index, size, path) => {
  const leaf = await leaf_hash(bytes_of_hex(leaves[index]!));
  const other = await leaf_hash(bytes_of_hex("ff"));
  expect(hex_of((await climb(index, size, other, bytes(path)))!.root)).not.toBe(roots[size - 1]);
  expect(await climb(index, size, leaf, bytes(path.slice(1)))).toBeNull();
  expect(await climb(index, size, leaf, bytes([...path, a]))).toBeNull();
  const bent = bytes(path);
  bent[0]![0]! ^= 1;
  expect(hex_of((await climb(index, size, leaf, bent))!.root)).not.toBe(roots[size - 1]);
});
test.each(consistency)("a tree of %i is the beginning of one of %i", async (before, size, proof) => {
  const [old_root, root] = [bytes_of_hex(roots[before - 1]!), bytes_of_hex(roots[size - 1]!)];
  expect(await continues(before, size, old_root, root, bytes(proof))).toBe(true);
  expect(await continues(before, size, bytes_of_hex(a), root, bytes(proof))).toBe(false);
  expect(await continues(before, size, old_root, bytes_of_hex(b), bytes(proof))).toBe(false);
  expect(await continues(before, size, old_root, root, bytes([...proof, a]))).toBe(false);
});
test("a record that lost facts does not continue the one before", async () => {
  expect(await continues(8, 6, bytes_of_hex(roots[7]!), bytes_of_hex(roots[5]!), bytes([f]))).toBe(false);
});
