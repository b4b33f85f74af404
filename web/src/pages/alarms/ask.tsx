// The questions of an alarm: a note when it is acknowledged, a reason and a time when it is shelved, a reason when it was false.
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { Alarm } from "@/api/shapes";
import { say } from "@/text";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { tell } from "@/widgets/toasts";

const spans = ["15min", "1h", "8h", "1d", "7d"] as const;
export const waits_for_somebody = (alarm: Alarm) => alarm.state === "unacknowledged" || alarm.state === "returned";
export const is_shelved = (alarm: Alarm) => alarm.shelved_until !== undefined && new Date(alarm.shelved_until).getTime() > Date.now();
export const touches = ["alarms", "board"];

export type Asking = { verb: "acknowledge" | "shelve" | "mark_false"; alarm: Alarm } | null;

export function AlarmQuestions({ asking, done, changed }: { asking: Asking; done: () => void; changed?: (id: string) => void }) {
  const { t } = useTranslation();
  const [span, set_span] = useState<string>("1h");
  const id = asking?.alarm.id ?? "";
  const acknowledge = useVerb<{ note: string }>(() => path("alarms", id, "acknowledge"), (body) => body, touches);
  const shelve = useVerb<{ reason: string; for: string }>(() => path("alarms", id, "shelve"), (body) => body, touches);
  const mark_false = useVerb<{ reason: string }>(() => path("alarms", id, "mark-false"), (body) => body, touches);
  return (
    <>
      <ReasonDialog
        open={asking?.verb === "mark_false"} title={t("alarm.mark_false_title", { id })} verb={t("alarm.mark_false")} label={t("reason.label")}
        hint={t("alarm.mark_false_hint")} done={done}
        act={async (reason) => {
          await mark_false.mutateAsync({ reason });
          changed?.(id);
          tell(t("alarm.was_marked_false", { id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>{say(asking?.alarm.because.text)}</p>
      </ReasonDialog>
      <ReasonDialog
        open={asking?.verb === "acknowledge"} title={t("alarm.acknowledge_title", { id })} verb={t("alarm.acknowledge")} label={t("alarm.note")}
        hint={t("alarm.note_hint")} optional done={done}
        act={async (note) => {
          await acknowledge.mutateAsync({ note });
          changed?.(id);
          tell(t("alarm.acknowledged", { id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>{say(asking?.alarm.because.text)}</p>
      </ReasonDialog>
      <ReasonDialog
        open={asking?.verb === "shelve"} title={t("alarm.shelve_title", { id })} verb={t("alarm.shelve")} label={t("reason.label")} done={done}
        act={async (reason) => {
          await shelve.mutateAsync({ reason, for: span });
          changed?.(id);
          tell(t("alarm.was_shelved", { id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>{say(asking?.alarm.because.text)}</p>
        <div className="field">
          <span>{t("alarm.shelve_for")}</span>
          <Segmented value={span} onChange={set_span} options={spans.map((value) => ({ value, label: t(`span.${value}`) }))} />
          <span className="hint">{t("alarm.shelve_hint")}</span>
        </div>
      </ReasonDialog>
    </>
  );
}
