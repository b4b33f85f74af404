// What is asked of the tables, as it stands in the address: a plan can be linked to, and the back button takes a step back.
import { useSearchParams } from "react-router";

export const standards = ["iso-2859-1", "z1.4", "z1.9"] as const;
export const levels = ["S-1", "S-2", "S-3", "S-4", "I", "II", "III"] as const;
export const severities = ["normal", "tightened", "reduced"] as const;
export const types = ["single", "double", "multiple"] as const;
export const aqls = ["0.010", "0.015", "0.025", "0.040", "0.065", "0.10", "0.15", "0.25", "0.40", "0.65", "1.0", "1.5", "2.5", "4.0", "6.5", "10", "15", "25", "40", "65", "100", "150", "250", "400", "650", "1000"] as const;

export type Standard = (typeof standards)[number];
export type Level = (typeof levels)[number];
export interface Question {
  standard: Standard;
  lot_size: number;
  level: Level;
  aql: string;
  severity: string;
  type: string;
  sigma: string;
}

const one_of = <T extends string>(known: readonly T[], value: string | null, otherwise: T): T => known.find((one) => one === value) ?? otherwise;

// What the address does not say, or says wrongly, is what most people ask for. A standard narrows what goes with it.
export function question_of(search: URLSearchParams): Question {
  const standard = one_of(standards, search.get("standard"), "iso-2859-1");
  const size = Number(search.get("lot_size"));
  return {
    standard,
    lot_size: Number.isInteger(size) && size >= 2 && size <= 1_000_000_000 ? size : 1200,
    level: one_of(levels_of(standard), search.get("level"), "II"),
    aql: one_of(aqls_of(standard), search.get("aql"), "1.0"),
    severity: one_of(severities, search.get("severity"), "normal"),
    type: one_of(types_of(standard), search.get("type"), "single"),
    sigma: standard === "z1.9" ? one_of(["unknown", "known"], search.get("sigma"), "unknown") : "unknown",
  };
}
export const levels_of = (standard: Standard): readonly Level[] => (standard === "z1.9" ? levels.slice(2) : levels);
export const aqls_of = (standard: Standard) => (standard === "z1.9" ? aqls.slice(5, 16) : aqls);
export const types_of = (standard: Standard) => (standard === "z1.4" ? types : types.slice(0, 1));

export type View = "plan" | "switching" | "design";
export function useQuestion() {
  const [search, set_search] = useSearchParams();
  const set = (changed: Record<string, string>) =>
    set_search((old) => {
      const next = new URLSearchParams(old);
      Object.entries(changed).forEach(([name, value]) => (value === "" ? next.delete(name) : next.set(name, value)));
      return next;
    });
  return { question: question_of(search), view: one_of<View>(["plan", "switching", "design"], search.get("view"), "plan"), search, set };
}
