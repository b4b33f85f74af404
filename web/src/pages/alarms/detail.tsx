// One alarm: why it was raised, what happened to it since, and acknowledge or shelve.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { path } from "@/api/client";
import { useVerb } from "@/api/queries";
import { useAlarmRate } from "@/api/alarms";
import type { Alarm } from "@/api/shapes";
import { say } from "@/text";
import { Done } from "@/widgets/done";
import { number_text } from "@/widgets/format";
import { VerbButton } from "@/widgets/may";
import { AlarmState, PriorityMark } from "@/widgets/state";
import { When } from "@/widgets/when";
import { Why } from "@/widgets/why";
import { AlarmQuestions, is_shelved, touches, waits_for_somebody, type Asking } from "./ask";

export function AlarmDetail({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation();
  const [asking, set_asking] = useState<Asking>(null);
  const unshelve = useVerb<object>(() => path("alarms", alarm.id, "unshelve"), (body) => body, touches);
  const shelved = is_shelved(alarm);
  const waits = waits_for_somebody(alarm);
  return (
    <section className="card">
      <h2>
        <span className="row" style={{ color: "inherit", fontWeight: 600 }}>
          <PriorityMark priority={alarm.priority} /> {alarm.id}
        </span>
        <AlarmState alarm={alarm} />
      </h2>
      <p style={{ fontSize: 16, fontWeight: 600, marginBottom: 12 }}>{say(alarm.because.text)}</p>
      <div className="row" style={{ marginBottom: 16 }}>
        {waits && (
          <VerbButton permission="alarms.acknowledge" type="primary" onClick={() => set_asking({ verb: "acknowledge", alarm })}>
            {t("alarm.acknowledge")}
          </VerbButton>
        )}
        {shelved ? (
          <VerbButton permission="alarms.shelve" loading={unshelve.isPending} onClick={() => unshelve.mutate({})}>
            {t("alarm.unshelve")}
          </VerbButton>
        ) : (
          alarm.state !== "cleared" && (
            <VerbButton permission="alarms.shelve" onClick={() => set_asking({ verb: "shelve", alarm })}>
              {t("alarm.shelve")}
            </VerbButton>
          )
        )}
        {!alarm.false_at && (
          <VerbButton permission="alarms.acknowledge" onClick={() => set_asking({ verb: "mark_false", alarm })}>
            {t("alarm.mark_false")}
          </VerbButton>
        )}
        <Link className="link" to={`/equipment/${encodeURIComponent(alarm.equipment)}`}>
          {alarm.equipment}
        </Link>
      </div>
      <FalseRate plan={alarm.because.plan} line={alarm.because.line} />
      <h3 className="card-title">{t("why.title")}</h3>
      <Why verdict={alarm.because} said={say(alarm.because.text)} />
      <Done verdict={alarm.because} except={alarm.id} />
      <h3 className="card-title" style={{ marginTop: 18 }}>
        {t("alarm.story")}
      </h3>
      <dl className="facts">
        <dt><When time={alarm.raised_at} /></dt>
        <dd>{t("alarm.raised")}</dd>
        {alarm.count > 1 && (<><dt><When time={alarm.last_at} /></dt><dd>{t("alarm.times", { count: alarm.count })}</dd></>)}
        {alarm.escalated_to && (<><dt><When time={alarm.escalated_at} /></dt><dd>{t("alarm.escalated", { to: alarm.escalated_to })}</dd></>)}
        {alarm.acknowledged_by && (
          <><dt><When time={alarm.acknowledged_at} /></dt><dd>{t("alarm.seen_by", { who: alarm.acknowledged_by })}{alarm.note ? `: ${alarm.note}` : ""}</dd></>
        )}
        {alarm.shelved_until && (
          <><dt>{t("alarm.until")} <When time={alarm.shelved_until} /></dt><dd>{t("alarm.shelved_by", { who: alarm.shelved_by ?? "" })}: {alarm.shelve_reason}</dd></>
        )}
        {alarm.returns_at && (<><dt><When time={alarm.returns_at} /></dt><dd>{t("alarm.settling")}</dd></>)}
        {alarm.false_at && (<><dt><When time={alarm.false_at} /></dt><dd>{t("alarm.false_by", { who: alarm.false_by ?? "" })}: {alarm.false_reason}</dd></>)}
        {alarm.returned_at && (<><dt><When time={alarm.returned_at} /></dt><dd>{t("alarm.returned")}</dd></>)}
      </dl>
      <AlarmQuestions asking={asking} done={() => set_asking(null)} />
    </section>
  );
}

// How trustworthy the line is, for whoever is about to believe its alarm or to revise its limits.
function FalseRate({ plan, line }: { plan: string; line: string }) {
  const { t } = useTranslation();
  const rate = useAlarmRate(plan, line);
  if (!rate || rate.false_alarms === 0) return null;
  return <p className="soft" style={{ marginBottom: 12 }}>{t("alarm.false_rate", { plan: plan.replace("@", " "), line, count: rate.false_alarms, of: number_text(rate.alarms), percent: number_text(rate.false_rate * 100, { most: 0 }) })}</p>;
}
