// The line of a control plan that judges a stream: as it is in force, and as it was before.
import { useDocument } from "@/api/queries";
import type { Document, StreamLine } from "@/api/shapes";
import type { PlanDocument } from "./study";

export interface LimitsThen {
  revision: number;
  at: string;
  by: string;
  in_force: boolean;
  chart: Record<string, unknown>;
}

const body_of = (document: Document) => document.body as PlanDocument;
const chart_of = (document: Document, line: string) => body_of(document).lines.find((one) => one.id === line)?.chart;
export const plan_of = (line: StreamLine | undefined) => line?.plan.split("@")[0] ?? "";

export function useLineInForce(line: StreamLine | undefined) {
  const documents = useDocument("control_plan", plan_of(line));
  const in_force = documents.data?.revisions.find((one) => one.in_force);
  const planned = in_force && line ? body_of(in_force).lines.find((one) => one.id === line.line) : undefined;
  const size = Number((planned?.sample as { size?: number } | undefined)?.size ?? 1);
  return { known: documents.data !== undefined || documents.error !== null, document: in_force, planned, chart: planned?.chart ?? {}, size };
}

// Newest first, and only where the chart changed: a revision of something else is no change of limits.
export function history_of(revisions: Document[], line: string): LimitsThen[] {
  const found: LimitsThen[] = [];
  for (const one of revisions.toSorted((a, b) => a.revision - b.revision)) {
    const chart = chart_of(one, line);
    if (!chart) continue;
    const last = found.at(-1);
    if (last && JSON.stringify(last.chart) === JSON.stringify(chart)) last.in_force ||= one.in_force;
    else found.push({ revision: one.revision, at: one.at, by: one.by, in_force: one.in_force, chart });
  }
  return found.reverse();
}
