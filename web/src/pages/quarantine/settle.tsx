// One quarantined reading: what was wrong, its fields to correct, and the two ways out. Both need a reason.
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { QuarantinedReading, RawReading } from "@/api/shapes";
import { say } from "@/text";
import { Mark } from "@/widgets/mark";
import { VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { stream_href } from "@/widgets/why";

const fields = ["equipment", "tag", "time", "value", "uom", "unit", "lot"] as const;

export function Settle({ reading, done }: { reading: QuarantinedReading; done: () => void }) {
  const { t } = useTranslation();
  const [draft, set_draft] = useState<RawReading>({ ...((reading.reading ?? {}) as RawReading) });
  const [asking, set_asking] = useState<"" | "replay" | "discard">("");
  const replay = useVerb<{ reason: string; reading: RawReading }>(() => path("quarantine", reading.id, "replay"), (body) => body, ["quarantine", "board"]);
  const discard = useVerb<{ reason: string }>(() => path("quarantine", reading.id, "discard"), (body) => body, ["quarantine"]);
  const [result, set_result] = useState<{ equipment: string; tag: string } | null>(null);
  const open = reading.state === "open" && result === null;
  const original = (reading.reading ?? {}) as RawReading;
  return (
    <section className="card">
      <h2>
        {reading.id} <span><When time={reading.at} /> · {reading.source}</span>
      </h2>
      <div className="failure" style={{ marginBottom: 14 }}>
        <b>{t(`quarantine.code.${reading.code}`, { defaultValue: reading.code })}</b>
        <span>{say(reading.text)}</span>
      </div>
      {fields.map((field) => (
        <label className="field" key={field}>
          <span>{t(`quarantine.field.${field}`)}</span>
          <Input
            value={draft[field] ?? ""} disabled={!open} status={field === reading.field && draft[field] === original[field] && open ? "error" : ""}
            onChange={(event) => set_draft({ ...draft, [field]: event.target.value })} aria-describedby={field === reading.field ? "wrong-field" : undefined}
          />
          {field === reading.field && open && <span id="wrong-field" className={draft[field] === original[field] ? "wrong" : "hint"}>{draft[field] === original[field] ? say(reading.text) : t("quarantine.was", { value: original[field] ?? "–" })}</span>}
        </label>
      ))}
      {result ? (
        <p role="status"><Mark shape="tick" /> {t("quarantine.judged")} <Link className="link" to={stream_href(`${result.equipment}/${result.tag}`)}>{result.equipment}/{result.tag}</Link></p>
      ) : open ? (
        <div className="row">
          <VerbButton permission="quarantine.settle" type="primary" onClick={() => set_asking("replay")}>
            {t("quarantine.replay")}
          </VerbButton>
          <VerbButton permission="quarantine.settle" danger onClick={() => set_asking("discard")}>
            {t("quarantine.discard")}
          </VerbButton>
        </div>
      ) : (
        <p>
          {t(`quarantine.state.${reading.state}`)} · {reading.settled_by}: {reading.reason}
        </p>
      )}
      <ReasonDialog
        open={asking !== ""} title={t(asking === "discard" ? "quarantine.discard_title" : "quarantine.replay_title", { id: reading.id })}
        verb={t(asking === "discard" ? "quarantine.discard" : "quarantine.replay")} label={t("reason.label")} danger={asking === "discard"} done={() => set_asking("")}
        act={async (reason) => {
          if (asking === "discard") await discard.mutateAsync({ reason });
          else await replay.mutateAsync({ reason, reading: draft });
          tell(t(asking === "discard" ? "quarantine.discarded" : "quarantine.replayed", { id: reading.id }));
          if (asking === "discard") setTimeout(done);
          else set_result({ equipment: draft.equipment ?? "", tag: draft.tag ?? "" });
        }}
      >
        <p style={{ marginBottom: 12 }}>{t(asking === "discard" ? "quarantine.discard_what" : "quarantine.replay_what")}</p>
      </ReasonDialog>
    </section>
  );
}
