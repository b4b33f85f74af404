// What differs between two revisions of a control plan, line by line and field by field, in the words that people read it in.
import type { PlanBody, PlanLine } from "./plan_body";
import type { Field } from "./plan_text";

export interface Change {
  name: string;
  before: string;
  after: string;
}
export interface LineChange {
  line: string; // empty: of the plan as a whole
  title: string;
  kind: "changed" | "added" | "removed";
  changes: Change[];
}
interface Text {
  line_fields: (line: PlanLine) => Field[];
  head_fields: (body: PlanBody) => Field[];
}
export function plan_differences(before: PlanBody, after: PlanBody, text: Text): LineChange[] {
  const out: LineChange[] = [];
  const head = changes(text.head_fields(before), text.head_fields(after));
  if (head.length > 0) out.push({ line: "", title: "", kind: "changed", changes: head });
  const old = new Map((before.lines ?? []).map((line) => [line.id, line]));
  const now = new Map((after.lines ?? []).map((line) => [line.id, line]));
  for (const id of [...new Set([...now.keys(), ...old.keys()])]) {
    const [was, is] = [old.get(id), now.get(id)];
    const title = text.line_fields((is ?? was)!)[0]?.text ?? "";
    const found = changes(was ? text.line_fields(was) : [], is ? text.line_fields(is) : []);
    if (found.length > 0) out.push({ line: id, title, kind: !was ? "added" : !is ? "removed" : "changed", changes: found });
  }
  return out;
}
function changes(before: Field[], after: Field[]): Change[] {
  const names = [...new Set([...before, ...after].map((one) => one.name))];
  const of = (fields: Field[], name: string) => fields.filter((one) => one.name === name).map((one) => one.text).filter(Boolean).join("; ");
  return names.map((name) => ({ name, before: of(before, name), after: of(after, name) })).filter((one) => one.before !== one.after);
}
