// What a station does: which operations run here, which comes next for an item, and what a scanned code means now.
import type { Item, ItemHistory, Names, Run } from "@/api/shapes";
import type { Act } from "./acts";

export interface Operation {
  at?: string[];
  next?: string[];
  makes?: string;
  consumes?: { material: string; quantity?: number | string; uom?: string }[];
}
export const operations_at = (operations: Map<string, Operation>, equipment: string): string[] => [...operations].filter(([, one]) => one.at?.includes(equipment)).map(([id]) => id);

// Of the operations here, the one that follows what ran last on the item, else the first.
export function operation_for(operations: Map<string, Operation>, here: string[], item: Item | undefined): string {
  const follows = operations.get(item?.operation ?? "")?.next ?? [];
  return here.find((id) => id === item?.operation && item?.state === "in_process" && follows.length === 0) ?? here.find((id) => follows.includes(id)) ?? here[0] ?? "";
}

// Running as the server knows it, and as this station has done since without the server knowing yet.
export function running(history: ItemHistory | undefined, operation: string, equipment: string, item: string, waiting: Act[]): boolean {
  const going = history?.runs.some((run: Run) => run.operation === operation && run.equipment === equipment && !run.ended_at) ?? false;
  return waiting.filter((act) => act.item === item).reduce((now, act) => (act.verb === "start" ? true : act.verb === "complete" || act.verb === "scrap" ? false : now), going);
}

export type Scanned = { person: string } | { material: string; item: { kind: "unit" | "lot"; id: string } } | { job: string } | { unknown: string };
// A badge names its person; while a job runs, a part or lot that the operation takes goes into it; anything else is a job.
export function meaning_of(code: string, found: { kind: "unit" | "lot"; item: Item } | null, names: Names | undefined, job: { item: string; running: boolean; operation: Operation | undefined } | null): Scanned {
  const badge = code.replace(/^(badge|person):/i, "");
  if (names?.users[badge] !== undefined && found === null) return { person: badge };
  if (job?.running && job.item !== code && found && job.operation?.consumes?.some((one) => one.material === found.item.material)) return { material: found.item.material, item: { kind: found.kind, id: code } };
  if (job?.running && job.item !== code && found?.kind === "lot") return { unknown: code };
  return { job: code };
}
// Powers of ten between units of measure of one kind; a lot is counted in its own.
const kinds: Record<string, number>[] = [{ mg: -3, g: 0, kg: 3, t: 6 }, { um: -6, mm: -3, cm: -2, m: 0 }, { uL: -6, mL: -3, L: 0 }];
// How much goes in, as the operation says, in the unit of measure that the lot is counted in. What cannot be converted is not said:
// no quantity is better than a wrong one.
export function amount_of(operation: Operation | undefined, material: string, counted_in: string): { quantity?: number | string; uom?: string } {
  const need = operation?.consumes?.find((one) => one.material === material);
  if (need?.quantity === undefined) return {};
  const said_in = need.uom ?? counted_in;
  if (said_in === counted_in) return { quantity: need.quantity, uom: counted_in };
  const kind = kinds.find((one) => said_in in one && counted_in in one);
  if (!kind) return {};
  const shifted = Number(`${Number(need.quantity)}e${kind[said_in]! - kind[counted_in]!}`);
  return Number.isFinite(shifted) ? { quantity: shifted, uom: counted_in } : {};
}
