// The plan of a standard for a lot: in words first, then its numbers and its curves.
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useSamplingPlan } from "@/api/sampling";
import type { SamplingPlan, SamplingStage } from "@/api/shapes";
import { say } from "@/text";
import { Asked } from "@/widgets/asked";
import { number_text } from "@/widgets/format";
import { percent_text } from "./curve";
import { CurveCard } from "./curve_card";
import { severities, types_of, type Question } from "./question";
import { SchemeFields } from "./scheme_fields";

export function PlanView({ question, set }: { question: Question; set: (changed: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const plan = useSamplingPlan({ ...question });
  return (
    <div className="sampling">
      <section className="card">
        <h2>{t("sampling.ask")}</h2>
        <SchemeFields question={question} set={set} />
        <div className="field">
          <span>{t("sampling.severity")}</span>
          <Segmented block value={question.severity} onChange={(severity) => set({ severity })} options={severities.map((value) => ({ value, label: t(`sampling.severity.${value}`) }))} />
        </div>
        {types_of(question.standard).length > 1 && (
          <div className="field">
            <span>{t("sampling.type")}</span>
            <Segmented block value={question.type} onChange={(type) => set({ type })} options={types_of(question.standard).map((value) => ({ value, label: t(`sampling.type.${value}`) }))} />
          </div>
        )}
        {question.standard === "z1.9" && (
          <div className="field">
            <span>{t("sampling.sigma")}</span>
            <Segmented block value={question.sigma} onChange={(sigma) => set({ sigma })} options={["unknown", "known"].map((value) => ({ value, label: t(`sampling.sigma.${value}`) }))} />
          </div>
        )}
        <p className="small quiet">{t(`sampling.about.${question.standard}`)}</p>
      </section>
      <div className="stack">
        <Asked answer={plan} lines={8}>
          {(found) => (
            <>
              <Answer plan={found} />
              {found.oc && <CurveCard curve={found.oc} aql={Number(found.aql) / 100} accept_at_aql={found.accept_at_aql} />}
            </>
          )}
        </Asked>
      </div>
    </div>
  );
}

function Answer({ plan }: { plan: SamplingPlan }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-live="polite">
      <h2>
        {t("sampling.do_this")}
        <span>{t("sampling.letter", { letter: plan.code_letter })}</span>
      </h2>
      <p className="said">{say(plan.words)}</p>
      <p className="soft">{say(plan.origin)}</p>
      {plan.notes.map((note) => <p key={say(note)} className={plan.full_inspection ? "warn" : "soft"}>{say(note)}</p>)}
      {plan.stages.length > 0 && <Stages stages={plan.stages} />}
      {plan.k !== undefined && (
        <dl className="facts">
          <dt>n</dt><dd>{number_text(plan.sample_size)}</dd>
          <dt>k</dt><dd>{number_text(plan.k, { least: 3, most: 3 })}</dd>
          <dt>M</dt><dd>{percent_text(plan.m)}</dd>
        </dl>
      )}
    </section>
  );
}

function Stages({ stages }: { stages: SamplingStage[] }) {
  const { t } = useTranslation();
  let total = 0;
  return (
    <div className="table-wrap" tabIndex={0}>
      <table className="data stages">
        <thead>
          <tr>
            <th>{t("sampling.stage")}</th><th className="num">n</th>
            {stages.length > 1 && <th className="num">{t("sampling.total")}</th>}
            <th className="num">{t("sampling.accept")}</th><th className="num">{t("sampling.reject")}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, i) => {
            total += stage.sample_size;
            return (
              <tr key={i}>
                <td>{i + 1}</td><td className="num">{number_text(stage.sample_size)}</td>
                {stages.length > 1 && <td className="num">{number_text(total)}</td>}
                <td className="num">{stage.accept < 0 ? <span title={t("sampling.not_yet")}>#</span> : stage.accept}</td><td className="num">{stage.reject}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
