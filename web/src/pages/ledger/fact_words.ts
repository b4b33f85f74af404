// A fact as a sentence: the things that it names, how much of them and why, in the language that is on.
import type { TFunction } from "i18next";
import type { Fact } from "@/api/live";
import type { Text } from "@/api/shapes";
import { say } from "@/text";
import { number_text, time_text, uom_text, with_uom } from "@/widgets/format";

type Data = Record<string, unknown>;
export const is_map = (value: unknown): value is Data => value !== null && typeof value === "object" && !Array.isArray(value);
const word = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? number_text(value) : is_map(value) && typeof value.id === "string" ? value.id : "");
export const text_of = (value: unknown): string => (typeof value === "string" ? value : is_map(value) && ("en" in value || "zh" in value) ? say(value as unknown as Text) : "");

// Where the app shows what a fact names; nothing when the fact names nothing that has a page.
export function page_of(fact: Fact): string | null {
  const data = fact.data ?? {};
  const at = (folder: string, id: unknown) => `/${folder}/${encodeURIComponent(word(id))}`;
  if (fact.fact.startsWith("hold_")) return at("holds", data.id);
  if (fact.fact.startsWith("alarm_")) return at("alarms", data.id);
  if (fact.fact === "document_revised") return `/documents/${encodeURIComponent(word(data.kind))}/${encodeURIComponent(word(data.id))}?revision=${word(data.revision)}`;
  if (fact.fact === "reading_quarantined" || fact.fact === "quarantine_settled") return at("quarantine", data.id);
  if (fact.fact === "lot_received") return at("lots", data.lot);
  const item = is_map(data.item) ? data.item : is_map(data.into) ? data.into : null;
  if (item) return at(item.kind === "lot" ? "lots" : "units", item.id);
  if (typeof data.equipment === "string" && typeof data.tag === "string") return `${at("streams", data.equipment)}/${encodeURIComponent(data.tag)}`;
  return typeof data.equipment === "string" ? at("equipment", data.equipment) : null;
}

export function words_of(fact: Fact, t: TFunction, name: (kind: "equipment" | "operations" | "materials" | "users", id: string) => string): string {
  const data: Data = fact.data ?? {};
  const known = t(`ledger.says.${fact.fact}`, { ...values_of(data, t, name), defaultValue: "" });
  if (known !== "") return tidy(known);
  return [...new Set([data.id, data.item, data.lot, data.equipment, data.stream, data.name].map(word).filter(Boolean))].concat(text_of(data.reason) || []).join(" · ");
}
// What a fact does not say leaves no loose comma or colon behind.
const tidy = (sentence: string) => sentence.replace(/[（(]\s*[)）]/g, "").replace(/\s+([,，:：])/g, "$1").replace(/[\s:：,，·]+$/u, "").replace(/\s{2,}/g, " ").trim();

function values_of(data: Data, t: TFunction, name: (kind: "equipment" | "operations" | "materials" | "users", id: string) => string) {
  const because = is_map(data.because) ? data.because : {};
  const verdict = is_map(data.verdict) ? data.verdict : {};
  const refusal = is_map(data.refusal) ? data.refusal : {};
  const named = (kind: "equipment" | "operations" | "materials", value: unknown) => {
    const id = word(value);
    const called = id === "" ? "" : name(kind, id);
    return called === "" || called === id ? id : `${id} ${called}`;
  };
  const role_name = (id: string) => (id === "" ? "" : t(`role.${id}`, { defaultValue: id }));
  return {
    id: word(data.id), item: word(data.item), lot: word(data.lot), from: word(data.from), into: word(data.into), number: word(data.number),
    material: named("materials", data.material), equipment: named("equipment", data.equipment), operation: named("operations", data.operation),
    person: word(data.person) === "" ? "" : name("users", word(data.person)) || word(data.person),
    reason: text_of(data.reason) || text_of(data.text) || text_of(because.text) || text_of(verdict.text) || text_of(refusal.text),
    note: text_of(data.note), until: moment(data.until ?? data.expires), to: looks_like_time(data.to) ? moment(data.to) : role_name(word(data.to)),
    amount: amount(data), count: word(data.count), supplier: word(data.supplier), stream: typeof data.stream === "string" ? data.stream : word(verdict.stream),
    kind: word(data.kind) === "" ? "" : t(`document.kind.${word(data.kind)}`, { defaultValue: word(data.kind) }), revision: word(data.revision),
    role: role_name(word(data.role)), name: text_of(data.display) || word(data.name) || word(data.user), user: word(data.user) || word(data.name),
    roles: Array.isArray(data.roles) ? data.roles.map((one) => role_name(word(one))).join(", ") : "",
    command: word(data.command) === "" ? "" : t(`command.name.${word(data.command)}`, { defaultValue: word(data.command) }), target: word(data.target),
    result: typeof data.result === "string" ? t(`run.${data.result}`, { defaultValue: data.result }) : "", defect: word(data.defect) === "" ? "" : t(`defect.${word(data.defect)}`, { defaultValue: word(data.defect) }),
    resolution: word(data.resolution) === "" ? "" : t(`quarantine.state.${word(data.resolution)}`, { defaultValue: word(data.resolution) }),
    outcome: typeof data.delivered === "boolean" ? t(data.delivered ? "command.delivered" : "command.failed") : "", detail: text_of(data.detail),
    scope: scope_text(data.scope, t, named), source: word(data.source), plan: word(data.plan).replace("@", ` ${t("why.revision")} `),
  };
}
const looks_like_time = (value: unknown) => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
const moment = (value: unknown) => (looks_like_time(value) ? time_text(value as string) : "");
function scope_text(scope: unknown, t: TFunction, named: (kind: "equipment", value: unknown) => string): string {
  if (!is_map(scope)) return "";
  if (scope.kind !== "exposure") return word(scope.id);
  return t("ledger.exposure", { equipment: named("equipment", scope.equipment), from: moment(scope.from) });
}
function amount({ quantity, uom }: Data): string {
  if (typeof quantity !== "number" && typeof quantity !== "string") return "";
  return uom_text(word(uom)) === "" ? `× ${with_uom(quantity, undefined)}` : with_uom(quantity, word(uom));
}
