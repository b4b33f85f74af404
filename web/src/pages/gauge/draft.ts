// The readings of a gauge study while they are typed: a grid of texts, parts down, appraisers and their trials across. It is kept
// in this browser until it is cleared, so nothing typed is lost.
import type { GaugeAsked } from "@/api/studies";
import { typed_number } from "@/widgets/typed_numbers";

export interface Draft {
  parts: string[];
  appraisers: string[];
  trials: number;
  cells: string[][]; // [part][appraiser · trials + trial]
  method: "anova" | "range";
  tolerance: string;
}
export const most = { parts: 50, appraisers: 10, trials: 10 };
const memory = "jidoka gauge study";

export function new_draft(parts = 10, appraisers = 3, trials = 3): Draft {
  return {
    parts: Array.from({ length: parts }, (_, i) => String(i + 1)),
    appraisers: Array.from({ length: appraisers }, (_, i) => String.fromCharCode(65 + i)),
    trials,
    cells: Array.from({ length: parts }, () => Array.from({ length: appraisers * trials }, () => "")),
    method: "anova",
    tolerance: "",
  };
}
export function kept_draft(): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(memory) ?? "") as Draft;
    const is_whole = kept.parts.length === kept.cells.length && kept.cells.every((row) => row.length === kept.appraisers.length * kept.trials);
    return is_whole ? kept : new_draft();
  } catch {
    return new_draft();
  }
}
export const keep = (draft: Draft) => localStorage.setItem(memory, JSON.stringify(draft));

// Another size keeps what is typed where it still has a place.
export function resized(draft: Draft, parts: number, appraisers: number, trials: number): Draft {
  const made = new_draft(parts, appraisers, trials);
  const cells = made.cells.map((row, p) =>
    row.map((_, i) => {
      const a = Math.floor(i / trials);
      const trial = i % trials;
      return a < draft.appraisers.length && trial < draft.trials ? (draft.cells[p]?.[a * draft.trials + trial] ?? "") : "";
    }),
  );
  return { ...draft, trials, cells, parts: made.parts.map((name, i) => draft.parts[i] ?? name), appraisers: made.appraisers.map((name, i) => draft.appraisers[i] ?? name) };
}

// A block laid over the grid from one cell on; what reaches beyond the grid is left out.
export function pasted(draft: Draft, part: number, column: number, block: string[][]): Draft {
  const cells = draft.cells.map((row, p) => row.map((cell, i) => block[p - part]?.[i - column] ?? cell));
  return { ...draft, cells };
}

export function progress(draft: Draft): { filled: number; wrong: number; all: number } {
  const numbers = draft.cells.flat().map(typed_number);
  return { filled: numbers.filter((one) => one !== undefined && !Number.isNaN(one)).length, wrong: numbers.filter((one) => Number.isNaN(one)).length, all: numbers.length };
}

// Nothing while a cell is empty or is no number: a missing reading cannot be made up.
export function asked_of(draft: Draft): GaugeAsked | null {
  const { filled, all } = progress(draft);
  const tolerance = typed_number(draft.tolerance);
  const has_all_names = [draft.parts, draft.appraisers].every((names) => new Set(names.map((name) => name.trim())).size === names.length && names.every((name) => name.trim() !== ""));
  if (filled < all || Number.isNaN(tolerance) || !has_all_names) return null;
  const readings = draft.parts.flatMap((part, p) =>
    draft.appraisers.flatMap((appraiser, a) => Array.from({ length: draft.trials }, (_, trial) => ({ part: part.trim(), appraiser: appraiser.trim(), value: typed_number(draft.cells[p]![a * draft.trials + trial]!)! }))),
  );
  return { readings, method: draft.method, ...(tolerance === undefined ? {} : { tolerance }) };
}
