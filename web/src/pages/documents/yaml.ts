// A document's body as the YAML that a plant writes; for reading, and for showing what a revision changed.
export function yaml_text(value: unknown, indent = 0): string {
  return lines_of(value, indent).join("\n");
}
const pad = (indent: number) => "  ".repeat(indent);

function lines_of(value: unknown, indent: number): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => item_lines(one, indent));
  if (is_map(value)) return in_order(value).flatMap(([key, one]) => entry_lines(key, one, indent));
  return [pad(indent) + scalar(value)];
}
function item_lines(one: unknown, indent: number): string[] {
  const single = is_map(one) && Object.keys(one).length === 1;
  if (flat(one) && !single) return [`${pad(indent)}- ${inline(one)}`];
  const [first = "", ...rest] = lines_of(one, indent + 1);
  return [`${pad(indent)}- ${first.trimStart()}`, ...rest];
}
function entry_lines(key: string, one: unknown, indent: number): string[] {
  if (flat(one)) return [`${pad(indent)}${key}: ${inline(one)}`];
  return [`${pad(indent)}${key}:`, ...lines_of(one, indent + 1)];
}
const is_map = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object" && !Array.isArray(value);

// The server keeps a body in the order of the alphabet; a plant writes first what a thing is, then what it is for, then what follows.
const first = [
  "kind", "id", "name", "part", "revision", "phase", "mode", "level", "class", "in", "operation", "characteristic", "specification", "target", "lower", "upper",
  "readings", "sample", "size", "every", "chart", "type", "rules", "limits", "when", "do", "hold", "scope", "priority", "role",
];
const last = ["uom", "reactions", "lines"];
const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : last.includes(key) ? 1000 + last.indexOf(key) : 500);
const in_order = (map: Record<string, unknown>) => Object.entries(map).toSorted(([a], [b]) => rank(a) - rank(b));

// Short things stand on one line, as people write them.
function flat(value: unknown): boolean {
  if (value === null || typeof value !== "object") return true;
  const parts = Array.isArray(value) ? value : Object.values(value);
  return parts.every((one) => one === null || typeof one !== "object") && inline(value).length <= 88;
}
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(scalar).join(", ")}]`;
  if (is_map(value)) return `{${in_order(value).map(([key, one]) => `${key}: ${scalar(one)}`).join(", ")}}`;
  return scalar(value);
}
function scalar(value: unknown): string {
  if (typeof value !== "string") return value === null ? "null" : typeof value === "object" ? JSON.stringify(value) : String(value);
  const plain = /^[\p{L}][\p{L}\p{N} ._@/+-]*$/u.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value) && !value.endsWith(" ");
  return plain ? value : JSON.stringify(value);
}

export interface MarkedLine {
  text: string;
  change: "" | "added" | "removed";
}
// The longest common subsequence of lines keeps what stayed; documents are short, so the plain table is enough.
export function marked_lines(before: string[], after: string[]): MarkedLine[] {
  const n = before.length;
  const m = after.length;
  const common = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      common[i]![j] = before[i] === after[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const out: MarkedLine[] = [];
  let i = 0;
  let j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && before[i] === after[j]) {
      out.push({ text: after[j]!, change: "" });
      i++;
      j++;
    } else if (i < n && (j === m || common[i + 1]![j]! >= common[i]![j + 1]!)) out.push({ text: before[i++]!, change: "removed" });
    else out.push({ text: after[j++]!, change: "added" });
  }
  return out;
}
