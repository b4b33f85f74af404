// What the form of a capability study holds, as texts as they were typed, and what they ask of the server.
import type { CapabilityAsked, CapabilityRequest } from "@/api/studies";
import { typed_number } from "@/widgets/typed_numbers";

export interface Form {
  from: string; // stream | values
  stream: string;
  newest: string;
  since: string; // as an input of date and time has them, in this browser's own time; empty: the newest
  until: string;
  size: string;
  lower: string;
  target: string;
  upper: string;
  required: string;
  distribution: string;
}
export const empty_form: Form = { from: "stream", stream: "", newest: "500", since: "", until: "", size: "1", lower: "", target: "", upper: "", required: "1.33", distribution: "normal" };

// Nothing while something is missing or is no number.
export function asked_of(form: Form, values: number[]): CapabilityAsked | null {
  const numbers = { lower: typed_number(form.lower), target: typed_number(form.target), upper: typed_number(form.upper), required: typed_number(form.required) };
  const counts = { subgroup_size: typed_number(form.size) ?? 1, newest: typed_number(form.newest) ?? 500 };
  if (Object.values(numbers).some((one) => Number.isNaN(one)) || Object.values(counts).some((one) => !Number.isInteger(one) || one < 1)) return null;
  if (numbers.lower === undefined && numbers.upper === undefined) return null;
  const slash = form.stream.indexOf("/");
  if ([form.since, form.until].some((time) => time !== "" && Number.isNaN(Date.parse(time)))) return null;
  if (form.from === "stream" ? slash < 1 : values.length === 0) return null;
  const instant = (text: string) => new Date(text).toISOString();
  const span = form.since ? { from: instant(form.since), ...(form.until ? { to: instant(form.until) } : {}) } : { newest: counts.newest };
  const of_what = form.from === "stream" ? { stream: { equipment: form.stream.slice(0, slash), tag: form.stream.slice(slash + 1), ...span } } : { values };
  const given = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
  return { ...of_what, ...given, subgroup_size: counts.subgroup_size, distribution: form.distribution as CapabilityRequest["distribution"] & string };
}
