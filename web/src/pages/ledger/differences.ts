// What one saved state of a thing changed against the one before it, field by field, for revisions of documents and for users.
import { is_map } from "./fact_words";

export interface Difference {
  field: string;
  before: string | null; // null: it was not there
  after: string | null; // null: it is gone
}
// A member of a list that has an id is the same member wherever it stands.
export function flat(value: unknown, at = ""): Map<string, string> {
  const out = new Map<string, string>();
  const walk = (one: unknown, place: string) => {
    if (Array.isArray(one)) {
      if (one.every((part) => part === null || typeof part !== "object")) out.set(place, one.map(String).join(", "));
      else one.forEach((part, i) => walk(part, `${place} › ${is_map(part) && typeof part.id === "string" ? part.id : i + 1}`));
    } else if (is_map(one)) for (const [key, part] of Object.entries(one)) walk(part, place === "" ? key : `${place} › ${key}`);
    else if (one !== null && one !== undefined) out.set(place, String(one));
  };
  walk(value, at);
  return out;
}
export function differences(before: unknown, after: unknown): Difference[] {
  const old = flat(before);
  const now = flat(after);
  const fields = [...new Set([...old.keys(), ...now.keys()])];
  return fields.filter((field) => old.get(field) !== now.get(field)).map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
}
