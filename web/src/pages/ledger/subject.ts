// What a fact is about, in a few words: the things that it names, how much of them, and why.
import type { TFunction } from "i18next";
import type { Fact } from "@/api/live";
import type { Text } from "@/api/shapes";
import { say } from "@/text";
import { uom_text, with_uom } from "@/widgets/format";

type Data = Record<string, unknown>;
const is_map = (value: unknown): value is Data => value !== null && typeof value === "object" && !Array.isArray(value);
const word = (value: unknown): string => (typeof value === "string" ? value : is_map(value) && typeof value.id === "string" ? value.id : "");
const joined = (parts: string[]) => parts.filter(Boolean).join(" · ");

export function subject_of(fact: Fact, t: TFunction): string {
  const data: Data = fact.data ?? {};
  switch (fact.fact) {
    case "readings_recorded":
    case "page_packed":
      return t("ledger.readings", { count: Number(data.count ?? 0) });
    case "consumed":
      return joined([`${word(data.from)} → ${word(data.into)}`, amount(data), place(data)]);
    case "packed":
      return `${word(data.item)} → ${word(data.into)}`;
    case "shipped":
      return `${word(data.item)} → ${word(data.to)}`;
    case "lot_received":
      return joined([word(data.lot), word(data.material), amount(data), word(data.supplier)]);
    case "document_revised":
      return joined([word(data.id), t(`document.kind.${word(data.kind)}`, { defaultValue: word(data.kind) }), `${t("why.revision")} ${String(data.revision ?? "")}`]);
    case "stream_opened":
      return `${word(data.equipment)}/${word(data.tag)}`;
    case "verdict_reached": {
      const verdict = is_map(data.verdict) ? data.verdict : {};
      return joined([word(verdict.id), text_of(verdict.text) || word(verdict.stream)]);
    }
    default: {
      const because = is_map(data.because) ? data.because : {};
      const names = [data.id, data.item, data.lot, data.role, data.equipment, data.stream, data.name, data.operation].map(word);
      return joined([...new Set(names), text_of(data.reason) || text_of(data.text) || text_of(because.text)]);
    }
  }
}

const text_of = (value: unknown): string => (typeof value === "string" ? value : is_map(value) ? say(value as unknown as Text) : "");
const place = (data: Data) => joined([word(data.operation), word(data.equipment)]);
function amount({ quantity, uom }: Data): string {
  if (typeof quantity !== "number" && typeof quantity !== "string") return "";
  return uom_text(word(uom)) === "" ? `× ${with_uom(quantity, undefined)}` : with_uom(quantity, word(uom));
}
