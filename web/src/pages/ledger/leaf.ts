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

// What a fact is about, in a few words: the first of its fields that names a thing.
export function subject_of(fact: Fact): string {
  const data = { ...(fact.data ?? {}) };
  const verdict = data.verdict as { stream?: string; id?: string } | undefined;
  if (verdict && typeof verdict === "object") return `${verdict.id ?? ""} ${verdict.stream ?? ""}`.trim();
  const item = data.item as { id?: string } | string | undefined;
  const item_id = typeof item === "object" ? item?.id : item;
  const names = [data.id, item_id, data.lot, data.equipment, data.stream, data.name, data.operation, data.count].filter((one) => typeof one === "string" || typeof one === "number");
  return names.slice(0, 3).join(" · ");
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
