// Reading a leaf and a checkpoint (C2SP tlog-checkpoint: origin, size, root hash, blank line, signatures).
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

export interface Checkpoint {
  origin: string;
  size: number;
  root: string;
  signers: string[];
}
export function parse_checkpoint(text: string): Checkpoint | null {
  const [body = "", signatures = ""] = text.split("\n\n");
  const [origin, size, root] = body.split("\n");
  if (!origin || !root || !/^\d+$/.test(size ?? "")) return null;
  const signers = signatures.split("\n").filter((line) => line.startsWith("— ")).map((line) => line.split(" ")[1] ?? "");
  return { origin, size: Number(size), root, signers };
}
