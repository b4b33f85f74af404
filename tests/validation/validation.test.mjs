import assert from "node:assert/strict";
import test from "node:test";
import { gather, identity, is_within, written } from "./figures.mjs";

test("every published figure is reproduced, and docs/validation.md says so", () => {
  const rows = gather();
  assert.ok(rows.length > 0, "the tests tell of no figure");
  assert.deepEqual(rows.filter((row) => !is_within(row)), []);
  const page = written().map((row) => [row.source, row.quantity, row.published, row.good_to, row.test].join(" | ")).sort();
  assert.deepEqual(page, rows.map(identity).sort(), "docs/validation.md is not what the tests say: tests/validation/write.mjs writes it anew");
});
