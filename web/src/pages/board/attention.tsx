// What waits for a person: open alarms, each with its explanation and one verb, and active holds with what they cover.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import type { Alarm, Hold } from "@/api/shapes";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { useCoversText } from "@/widgets/covers";
import { ago_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { AlarmState, PriorityMark } from "@/widgets/state";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { rule_number } from "@/widgets/why";

export function AlarmList({ alarms }: { alarms: Alarm[] }) {
  const { t } = useTranslation();
  const [asking, set_asking] = useState<Alarm | null>(null);
  const acknowledge = useVerb<{ id: string; note: string }>((body) => path("alarms", body.id, "acknowledge"), ({ note }) => ({ note }), ["alarms", "board"]);
  const occurrences = alarms.reduce((sum, alarm) => sum + alarm.count, 0);
  return (
    <section className="card">
      <h2>
        {t("board.open_alarms")} <span>{alarms.length > 0 && t("board.groups", { count: alarms.length, occurrences })}</span>
      </h2>
      {alarms.length === 0 && (
        <Empty title={t("board.no_alarms")}>
          <p>{t("board.no_alarms_what")}</p>
        </Empty>
      )}
      {alarms.map((alarm) => (
        <div className="attention-row" key={alarm.id}>
          <PriorityMark priority={alarm.priority} />
          <div>
            <b>
              <Link to={`/alarms/${alarm.id}`}>{say(alarm.because.text)}</Link>
            </b>
            <p>
              <When time={alarm.raised_at} /> · {alarm.equipment}
              {alarm.because.rules.length > 0 && ` · ${t("why.rule", { number: alarm.because.rules.map(rule_number).join(", ") })}`}
              {alarm.count > 1 && ` · ${t("alarm.times", { count: alarm.count })}`} · {alarm.because.plan.replace("@", ` ${t("why.revision")} `)}{" "}
              {t("why.line", { line: alarm.because.line })}
              {alarm.state === "returned" && <span className="warn">{` · ${t("alarm.returned")}`}</span>}
              {alarm.escalated_to && ` · ${t("alarm.escalated", { to: alarm.escalated_to })}`}
            </p>
          </div>
          <div>
            {alarm.state === "unacknowledged" || alarm.state === "returned" ? (
              <VerbButton permission="alarms.acknowledge" onClick={() => set_asking(alarm)}>
                {t("alarm.acknowledge")}
              </VerbButton>
            ) : alarm.acknowledged_by ? (
              <span className="tag">{t("alarm.seen_by", { who: alarm.acknowledged_by })}</span>
            ) : (
              <AlarmState alarm={alarm} />
            )}
          </div>
        </div>
      ))}
      <ReasonDialog
        open={asking !== null} title={t("alarm.acknowledge_title", { id: asking?.id ?? "" })} verb={t("alarm.acknowledge")} label={t("alarm.note")}
        hint={t("alarm.note_hint")} optional done={() => set_asking(null)}
        act={async (note) => {
          await acknowledge.mutateAsync({ id: asking!.id, note });
          tell(t("alarm.acknowledged", { id: asking!.id }));
        }}
      >
        <p style={{ marginBottom: 12 }}>{say(asking?.because.text)}</p>
      </ReasonDialog>
    </section>
  );
}

export function HoldList({ holds }: { holds: Hold[] }) {
  const { t } = useTranslation();
  const covers = useCoversText();
  return (
    <section className="card">
      <h2>
        {t("board.active_holds")}
        <span>{holds.length > 0 && t("board.oldest", { age: ago_text(holds.map((hold) => hold.placed_at).sort()[0]!) })}</span>
      </h2>
      {holds.length === 0 && (
        <Empty title={t("board.no_holds")}>
          <p>{t("board.no_holds_what")}</p>
        </Empty>
      )}
      {holds.map((hold) => (
        <div className="attention-row" key={hold.id}>
          <span className="bad">
            <Mark shape="square" />
          </span>
          <div>
            <b>
              <Link to={`/holds/${hold.id}`}>
                {hold.id} · {say(hold.reason)}
              </Link>
            </b>
            <p>
              <When time={hold.placed_at} />
              {hold.counts && ` · ${covers(hold.counts)}`}
              {hold.counts && hold.counts.shipped > 0 && <span className="bad">{` · ${t("hold.shipped", { count: hold.counts.shipped })}`}</span>}
            </p>
          </div>
          <Link className="link small" to={`/holds/${hold.id}`}>
            {t("hold.decide")}
          </Link>
        </div>
      ))}
    </section>
  );
}
