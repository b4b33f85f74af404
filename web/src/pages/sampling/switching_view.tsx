// The switching rules at work: lot after lot is entered, and the page says which plan the next one gets. What was entered stands in
// the address, so nothing is lost by a reload and a sequence can be shown to somebody else.
import { Button, InputNumber, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSwitching } from "@/api/sampling";
import type { SwitchAnswer, SwitchStep } from "@/api/shapes";
import { say } from "@/text";
import { Asked } from "@/widgets/asked";
import { number_text } from "@/widgets/format";
import { lots_in, lots_text, type LotEntry } from "./lots";
import type { Question } from "./question";
import { SchemeFields } from "./scheme_fields";

interface Props {
  question: Question;
  search: URLSearchParams;
  set: (changed: Record<string, string>) => void;
}
export function SwitchingView({ question, search, set }: Props) {
  const { t } = useTranslation();
  const entries = lots_in(search.get("lots") ?? "");
  const steady = search.get("steady") !== "no";
  const limit = search.get("limit");
  const standard = question.standard === "z1.9" ? "iso-2859-1" : question.standard;
  const answer = useSwitching({
    standard, lot_size: question.lot_size, level: question.level, aql: question.aql, reduced_conditions_met: steady,
    ...(standard === "z1.4" && limit ? { limit_number: Number(limit) } : {}),
    lots: entries.map((entry) => (typeof entry === "number" ? { nonconforming: entry } : { event: entry })),
  });
  const put = (next: LotEntry[]) => set({ lots: lots_text(next) });
  return (
    <div className="sampling">
      <section className="card">
        <h2>{t("sampling.ask")}</h2>
        <SchemeFields question={{ ...question, standard }} set={set} only={["iso-2859-1", "z1.4"]} />
        <div className="field between">
          <label htmlFor="sampling-steady">{t("sampling.steady")}</label>
          <Switch id="sampling-steady" checked={steady} onChange={(on) => set({ steady: on ? "" : "no" })} />
        </div>
        {standard === "z1.4" && (
          <div className="field">
            <label htmlFor="sampling-limit">{t("sampling.limit")}</label>
            <InputNumber id="sampling-limit" value={limit === null ? null : Number(limit)} min={0} precision={0} style={{ width: "100%" }} onChange={(value) => set({ limit: value === null ? "" : String(value) })} />
            <span className="hint">{t("sampling.limit_hint")}</span>
          </div>
        )}
      </section>
      <div className="stack">
        {answer.error !== null && entries.length > 0 && <div><Button onClick={() => put(entries.slice(0, -1))}>{t("sampling.undo")}</Button></div>}
        <Asked answer={answer} lines={8}>
          {(found) => (
            <>
              <Now found={found} entries={entries} put={put} />
              {found.steps.length > 0 && <Steps steps={found.steps} />}
            </>
          )}
        </Asked>
      </div>
    </div>
  );
}

const tone: Record<string, string> = { normal: "info", tightened: "warn", reduced: "" };

function Now({ found, entries, put }: { found: SwitchAnswer; entries: LotEntry[]; put: (next: LotEntry[]) => void }) {
  const { t } = useTranslation();
  const [count, set_count] = useState<number | null>(0);
  const plan = found.next_plan;
  const add = () => count !== null && put([...entries, count]);
  const undo = entries.length > 0 && <Button onClick={() => put(entries.slice(0, -1))}>{t("sampling.undo")}</Button>;
  return (
    <section className="card">
      <h2>
        {t("sampling.next_lot", { number: found.steps.filter((step) => step.d !== undefined).length + 1 })}
        <span className="row">
          <span className={`tag ${found.suspended ? "bad" : (tone[found.state] ?? "")}`}>{found.suspended ? t("sampling.discontinued") : t(`sampling.severity.${found.state}`)}</span>
          {found.state === "normal" && <span className="tag">{t("sampling.score", { score: found.score })}</span>}
        </span>
      </h2>
      {plan ? (
        <>
          <p className="said">{t(plan.full ? "sampling.take_all" : "sampling.take", { n: number_text(plan.sample_size), letter: plan.code_letter, ac: plan.accept, re: plan.reject })}</p>
          <form className="row" onSubmit={(event) => (event.preventDefault(), add())}>
            <label htmlFor="sampling-found">{t("sampling.found")}</label>
            <InputNumber id="sampling-found" value={count} min={0} precision={0} onChange={set_count} />
            <Button type="primary" htmlType="submit" disabled={count === null}>{t("sampling.enter")}</Button>
            {found.state === "reduced" && <Button onClick={() => put([...entries, "irregular"])}>{t("sampling.irregular")}</Button>}
            {undo}
          </form>
        </>
      ) : (
        <>
          <p className="said">{t("sampling.discontinued_what")}</p>
          <div className="row">
            <Button type="primary" onClick={() => put([...entries, "resume"])}>{t("sampling.resume")}</Button>
            {undo}
          </div>
        </>
      )}
      {entries.length > 0 && <p className="again"><button type="button" className="link small" onClick={() => put([])}>{t("sampling.clear")}</button></p>}
    </section>
  );
}

function Steps({ steps }: { steps: SwitchStep[] }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>{t("sampling.lots")}</h2>
      <div className="table-wrap" tabIndex={0}>
        <table className="data lots">
          <thead>
            <tr>
              <th className="num">#</th><th>{t("sampling.plan")}</th><th className="num">{t("sampling.d")}</th><th>{t("sampling.decision")}</th><th className="num">{t("sampling.score_column")}</th><th>{t("sampling.then")}</th><th>{t("column.why")}</th>
            </tr>
          </thead>
          <tbody>
            {steps.toReversed().map((step) => (
              <tr key={step.i}>
                <td className="num">{step.i}</td>
                <td className="keep">{step.final_code} · n {step.n} · {step.ac}/{step.re}</td>
                <td className="num" data-title={t("sampling.d")}>{step.d ?? "–"}</td>
                <td><span className={step.decision === "rejected" ? "bad" : ""}>{t(`sampling.decision.${step.decision}`)}</span></td>
                <td className="num" data-title={t("sampling.score_column")}>{step.score_after}</td>
                <td className="keep"><span className={`tag ${step.suspended ? "bad" : (tone[step.state_after] ?? "")}`}>{step.suspended ? t("sampling.discontinued") : t(`sampling.severity.${step.state_after}`)}</span></td>
                <td className="soft why">{say(step.why)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
