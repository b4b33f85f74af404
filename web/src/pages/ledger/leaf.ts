// Reading a leaf of the ledger: the fact that it is.
import type { Fact } from "@/api/live";
import type { LedgerEntry } from "@/api/shapes";

export function leaf_of(entry: LedgerEntry): Fact {
  const leaf = entry.leaf;
  if (typeof leaf === "string") {
    try {
      return JSON.parse(leaf) as Fact;
    } catch {
      return { fact: leaf };
    }
  }
  return (leaf ?? { fact: "" }) as Fact;
}
