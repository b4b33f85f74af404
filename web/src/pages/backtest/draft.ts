// A draft: a control plan as it is being changed. The form and the text are two views of it; the text is what is kept.
export interface DraftLine {
  id: string;
  characteristic?: { id?: string; name?: unknown };
  readings?: { tag?: string; at?: string[] };
  operation?: string;
  specification?: { target?: number; lower?: number; upper?: number; uom?: string };
  sample?: { size?: number; every?: string };
  chart?: { type?: string; rules?: string[]; limits?: { learn?: number; mean?: number; sigma?: number } };
  [more: string]: unknown;
}
export interface Draft {
  kind: string;
  id: string;
  revision?: number;
  mode?: string;
  lines?: DraftLine[];
  [more: string]: unknown;
}

// Exactly one control plan, or why it is none.
export function draft_of(text: string, parse: (text: string) => unknown): { draft: Draft } | { fault: string } {
  let value: unknown;
  try {
    value = parse(text);
  } catch (cause) {
    return { fault: cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause) };
  }
  const draft = value as Draft | null;
  if (draft === null || typeof draft !== "object" || Array.isArray(draft) || draft.kind !== "control_plan") return { fault: "kind: control_plan" };
  return { draft };
}

// As a revision after the one in force: what is kept by the server has no kind of its own in front.
export function draft_after(body: unknown, id: string, revision: number): Draft {
  return { ...(body as object), kind: "control_plan", id, revision: revision + 1 };
}

type Part = "specification" | "chart" | "sample";
// One number or word of a line; what becomes empty goes.
export function with_value(draft: Draft, line: number, part: Part, name: string, value: unknown): Draft {
  return change(draft, line, (one) => {
    const group: Record<string, unknown> = { ...(one[part] as object | undefined) };
    if (value === null || value === undefined || value === "") delete group[name];
    else group[name] = value;
    return { ...one, [part]: group };
  });
}
export type LimitsFrom = "learn" | "given";
export const limits_from = (line: DraftLine): LimitsFrom => (line.chart?.limits?.mean !== undefined || line.chart?.limits?.sigma !== undefined ? "given" : "learn");
export function with_limits(draft: Draft, line: number, limits: { learn?: number | null; mean?: number | null; sigma?: number | null }): Draft {
  return change(draft, line, (one) => ({
    ...one, chart: { ...one.chart, limits: Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null && value !== undefined)) },
  }));
}
function change(draft: Draft, line: number, make: (line: DraftLine) => DraftLine): Draft {
  return { ...draft, lines: (draft.lines ?? []).map((one, i) => (i === line ? make(one) : one)) };
}

// The streams that its lines may judge, of those that there are.
export function streams_of(draft: Draft | null, all: { id: string; equipment: string; tag: string }[], at: (operation: string) => string[]): string[] {
  const judged = (draft?.lines ?? []).flatMap((line) => {
    const tag = line.readings?.tag ?? line.characteristic?.id;
    const places = line.readings?.at?.length ? line.readings.at : at(line.operation ?? "");
    return all.filter((stream) => stream.tag === tag && places.includes(stream.equipment)).map((stream) => stream.id);
  });
  return [...new Set(judged)];
}
