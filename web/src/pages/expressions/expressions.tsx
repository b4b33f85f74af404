// The expression tester: an expression and values for its variables, and what comes of it while it is written.
import { Button, Input } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFunctions, useOutcome, type Outcome } from "@/api/expressions";
import { say } from "@/text";
import { Asked, Failure } from "@/widgets/asked";
import { Mark } from "@/widgets/mark";
import { PageHead } from "@/widgets/page_head";
import { useTrail } from "@/widgets/trail";
import { bindings_of, type Variable } from "./binding";
import { examples, type Example } from "./examples";
import "./expressions.css";

export default function ExpressionsPage() {
  const { t } = useTranslation();
  const [expr, set_expr] = useState(examples[0]!.expr);
  const [variables, set_variables] = useState<Variable[]>(examples[0]!.variables);
  useTrail([{ text: t("nav.expressions") }]);
  const take = (one: Example) => {
    set_expr(one.expr);
    set_variables(one.variables);
  };
  const attempt = useDeferredValue(useMemo(() => ({ expr, bindings: bindings_of(variables) }), [expr, variables]));
  const answer = useOutcome(attempt);
  return (
    <>
      <PageHead title={t("nav.expressions")} plain={t("nav.expressions")} />
      <div className="expressions">
        <section className="card">
          <h2>{t("expressions.write")}</h2>
          <label className="field">
            <span>{t("expressions.expression")}</span>
            <Input.TextArea className="mono" value={expr} autoSize={{ minRows: 3, maxRows: 14 }} spellCheck={false} autoComplete="off" maxLength={65_536} onChange={(event) => set_expr(event.target.value)} />
          </label>
          <div className="row expressions-examples">
            <span className="soft">{t("expressions.examples")}</span>
            {examples.map((one) => <Button key={one.key} size="small" onClick={() => take(one)}>{t(`expressions.example.${one.key}`)}</Button>)}
          </div>
          <Variables variables={variables} change={set_variables} />
          <div aria-live="polite">
            {answer.error ? <Failure error={answer.error} /> : answer.data && expr.trim() !== "" && <Result outcome={answer.data} expr={attempt.expr} />}
          </div>
        </section>
        <Functions />
      </div>
    </>
  );
}

function Variables({ variables, change }: { variables: Variable[]; change: (to: Variable[]) => void }) {
  const { t } = useTranslation();
  const put = (at: number, part: Partial<Variable>) => change(variables.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="expressions-variables">
      <legend>{t("expressions.variables")}</legend>
      {variables.map((one, at) => (
        <div key={at} className="expressions-variable">
          <Input className="mono" value={one.name} placeholder="x" aria-label={t("expressions.name")} spellCheck={false} onChange={(event) => put(at, { name: event.target.value })} />
          <span aria-hidden>=</span>
          <Input.TextArea className="mono" value={one.value} autoSize={{ minRows: 1, maxRows: 5 }} placeholder="4.5" aria-label={t("expressions.value", { name: one.name })} spellCheck={false} onChange={(event) => put(at, { value: event.target.value })} />
          <Button type="text" aria-label={t("expressions.remove", { name: one.name })} onClick={() => change(variables.filter((_, i) => i !== at))}><Mark shape="cross" /></Button>
        </div>
      ))}
      <Button size="small" onClick={() => change([...variables, { name: "", value: "" }])}>{t("expressions.add")}</Button>
      <span className="soft small">{t("expressions.value_hint")}</span>
    </fieldset>
  );
}

// A whole double keeps its point, which JSON in a browser has lost.
const shown_value = ({ value, type }: Outcome) => JSON.stringify(value) + (type === "double" && Number.isInteger(value) && Math.abs(Number(value)) < 1e17 ? ".0" : "");

// The line of the mistake with a mark below its place. Wide characters take two columns, so the text before the mark is
// repeated, unseen.
function Result({ outcome, expr }: { outcome: Outcome; expr: string }) {
  const { t } = useTranslation();
  if (!outcome.error)
    return (
      <div className="expressions-result">
        <span className="soft">{t("expressions.gives")}</span>
        <output className="mono">{shown_value(outcome)}</output>
        <span className="tag">{outcome.type}</span>
      </div>
    );
  const { line, column, text } = outcome.error;
  const shown = expr.split("\n")[line - 1] ?? "";
  const before = Array.from(shown).slice(0, column - 1).join("");
  return (
    <div className="failure" role="alert">
      <b>{say(text)}</b>
      <span className="soft">{t("expressions.place", { line, column })}</span>
      <pre className="mono expressions-place">{shown}{"\n"}<i className="before" aria-hidden>{before}</i><b aria-hidden>^</b></pre>
    </div>
  );
}

function Functions() {
  const { t } = useTranslation();
  const functions = useFunctions();
  const [wanted, set_wanted] = useState("");
  return (
    <section className="card">
      <h2>{t("expressions.functions")}</h2>
      <Input allowClear value={wanted} placeholder={t("expressions.find")} aria-label={t("expressions.find")} onChange={(event) => set_wanted(event.target.value)} />
      <Asked answer={functions}>
        {({ items }) => (
          <dl className="expressions-functions" tabIndex={0} aria-label={t("expressions.functions")}>
            {items.filter((one) => `${one.signature} ${say(one.about)}`.toLowerCase().includes(wanted.trim().toLowerCase())).map((one) => (
              <div key={one.signature}>
                <dt className="mono">{one.signature}</dt>
                <dd>{say(one.about)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Asked>
    </section>
  );
}
