// What happened beside the readings, as vertical lines on the chart: stops, restarts, holds, new revisions of the plan and of the
// limits. Each has its moment, a word and a page of its own.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { items_of, useDocument, useHolds, useLedgerSearch } from "@/api/queries";
import type { Hold, LedgerEntry, StreamDetail } from "@/api/shapes";

export interface Event {
  at: number;
  kind: "stop" | "restart" | "hold" | "release" | "plan" | "limits";
  text: string;
  to: string;
}
interface Leaf {
  fact: string;
  at: string;
  data?: { id?: string; revision?: number };
}

export function useEvents(stream: StreamDetail, plan: string | undefined): Event[] {
  const { t } = useTranslation();
  const stops = useLedgerSearch({ what: "equipment_stopped", subject: stream.equipment });
  const restarts = useLedgerSearch({ what: "equipment_restarted", subject: stream.equipment });
  const limits = useLedgerSearch({ what: "limits_learnt", subject: stream.id });
  const holds = useHolds(undefined);
  const plan_id = plan?.split("@")[0] ?? "";
  const revisions = useDocument("control_plan", plan_id, plan_id !== "");
  const facts = [...items_of<LedgerEntry>(stops), ...items_of<LedgerEntry>(restarts), ...items_of<LedgerEntry>(limits)];
  const mine = items_of<Hold>(holds).filter((hold) => hold.because?.stream === stream.id || hold.scope.equipment === stream.equipment);
  const told = revisions.data?.revisions;
  const key = `${facts.map((one) => one.index)}|${mine.map((one) => one.id + one.state)}|${told?.length}`;
  return useMemo(() => {
    const out: Event[] = facts.map(({ index, leaf }) => {
      const { fact, at } = leaf as Leaf;
      const kind = fact === "equipment_stopped" ? "stop" : fact === "equipment_restarted" ? "restart" : "limits";
      return { at: Date.parse(at), kind, text: t(`event.${kind}`, { id: stream.equipment }), to: `/ledger/${index}` };
    });
    for (const hold of mine) {
      out.push({ at: Date.parse(hold.placed_at), kind: "hold", text: t("event.hold", { id: hold.id }), to: `/holds/${hold.id}` });
      if (hold.released_at) out.push({ at: Date.parse(hold.released_at), kind: "release", text: t("event.release", { id: hold.id }), to: `/holds/${hold.id}` });
    }
    for (const one of told ?? []) {
      out.push({ at: Date.parse(one.at), kind: "plan", text: t("event.plan", { id: String(one.revision) }), to: `/documents/control_plan/${encodeURIComponent(plan_id)}?revision=${one.revision}` });
    }
    return out.sort((a, b) => a.at - b.at);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, t]);
}
