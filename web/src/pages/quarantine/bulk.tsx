// Several quarantined readings at once, with one reason: each is asked for by itself, and what the server does not take is counted
// and named, never passed over in silence.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path, post, Unreachable } from "@/api/client";
import { client } from "@/api/queries";
import type { QuarantinedReading } from "@/api/shapes";
import { error_text } from "@/widgets/asked";
import { VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { settle_all, type Outcome } from "./settle_all";

export function Bulk({ chosen, clear }: { chosen: QuarantinedReading[]; clear: () => void }) {
  const { t } = useTranslation();
  const [asking, set_asking] = useState<"" | "replay" | "discard">("");
  const [outcome, set_outcome] = useState<(Outcome & { verb: "replay" | "discard" }) | null>(null);
  const [done, set_done] = useState(0);
  if (chosen.length === 0 && outcome === null) return null;
  return (
    <div className="bulk card" role="status">
      {chosen.length > 0 && (
        <div className="row">
          <b>{t("quarantine.chosen", { count: chosen.length })}</b>
          <VerbButton permission="quarantine.settle" size="small" onClick={() => set_asking("replay")}>{t("quarantine.replay_all")}</VerbButton>
          <VerbButton permission="quarantine.settle" size="small" danger onClick={() => set_asking("discard")}>{t("quarantine.discard")}</VerbButton>
          <Button size="small" type="text" onClick={clear}>{t("ledger.ask.clear")}</Button>
        </div>
      )}
      {outcome && (
        <div style={{ display: "grid", gap: 4 }}>
          <div className="between">
            <span><b>{t(`quarantine.bulk.${outcome.verb}`, { count: outcome.settled })}</b>{outcome.skipped.length > 0 && <b className="bad"> · {t("quarantine.bulk.skipped", { count: outcome.skipped.length })}</b>}</span>
            <Button size="small" type="text" onClick={() => set_outcome(null)}>{t("verb.close")}</Button>
          </div>
          {outcome.skipped.length > 0 && <ul className="small">{outcome.skipped.slice(0, 12).map((one) => <li key={one.id}><b>{one.id}</b> <span className="soft">{one.why}</span></li>)}{outcome.skipped.length > 12 && <li className="soft">{t("item.and_more", { count: outcome.skipped.length - 12 })}</li>}</ul>}
        </div>
      )}
      <ReasonDialog
        open={asking !== ""} title={t(asking === "discard" ? "quarantine.bulk.discard_title" : "quarantine.bulk.replay_title", { count: chosen.length })} verb={t(asking === "discard" ? "quarantine.discard" : "quarantine.replay_all")}
        label={t("reason.label")} danger={asking === "discard"} done={() => set_asking("")}
        act={async (reason) => {
          const verb = asking === "discard" ? "discard" : "replay";
          const told = await settle_all(
            chosen.map((one) => one.id),
            (id) => post(path("quarantine", id, verb), verb === "discard" ? { reason } : { reason, reading: chosen.find((one) => one.id === id)?.reading }),
            (error) => (error instanceof Unreachable ? null : error_text(error, t).what || error_text(error, t).title),
            set_done,
          );
          set_outcome({ ...told, verb });
          set_done(0);
          clear();
          for (const key of ["quarantine", "board"]) void client.invalidateQueries({ queryKey: [key] });
        }}
      >
        <p style={{ marginBottom: 12 }}>{done > 0 ? t("quarantine.bulk.going", { done, count: chosen.length }) : t(asking === "discard" ? "quarantine.discard_what" : "quarantine.bulk.replay_what")}</p>
      </ReasonDialog>
    </div>
  );
}
