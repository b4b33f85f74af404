#!/usr/bin/env node
// Writes docs/validation.md anew: tests/validation/write.mjs, with the tests built (./dev test).
import { writeFileSync } from "node:fs";
import { document, gather, page } from "./figures.mjs";

const rows = gather();
writeFileSync(document, page(rows));
console.log(`${rows.length} figures`);
