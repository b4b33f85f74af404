// Which chart, which rules and from which subgroups; what a chart does not ask for is not shown.
import { Checkbox, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { number_text } from "@/widgets/format";
import { has_items, is_of_counts, is_of_single_values, needs_subgroups, stream_charts, type AnalysedChart, type Estimator, type Study } from "./study";

interface Props {
  study: Study;
  change: (values: Partial<Study>) => void;
  rule_sets: AnalysedChart["rule_sets"];
}
const estimators: Estimator[] = ["automatic", "r-bar", "s-bar", "pooled", "mr-bar", "median-mr", "overall"];

export function Form({ study, change, rule_sets }: Props) {
  const { t } = useTranslation();
  const sets = ["none", "western-electric", "nelson", "aiag", "juran"] as const;
  const rate = rule_sets.find((one) => one.rules === study.rules)?.points_per_false_alarm;
  const number = (name: "size" | "points" | "items" | "lambda" | "l" | "k" | "h" | "span", min: number, max: number, step = 1) => (
    <Field key={name} name={t(`limits.${name}`)}>
      <InputNumber value={study[name]} min={min} max={max} step={step} changeOnBlur changeOnWheel={false} onChange={(value) => value !== null && change({ [name]: value })} />
    </Field>
  );
  return (
    <div className="limits-form">
      <Field name={t("limits.chart")}>
        <Select
          value={study.chart} showSearch={{ optionFilterProp: "label" }} options={stream_charts.map((value) => ({ value, label: t(`chart.type.${value}`) }))}
          onChange={(chart) => change({ chart, ...(needs_subgroups(chart) && study.size < 2 ? { size: 5 } : {}) })}
        />
      </Field>
      <Field name={t("limits.rules")} hint={study.rules === "none" ? "" : rate === undefined ? t("limits.no_false_alarm") : t("limits.false_alarm", { points: number_text(rate, { most: 0 }) })}>
        <Select value={study.rules} options={sets.map((value) => ({ value, label: t(`limits.set.${value}`) }))} onChange={(rules) => change({ rules })} />
      </Field>
      {!is_of_single_values(study.chart) && number("size", needs_subgroups(study.chart) ? 2 : 1, 25)}
      {number("points", 2, 5000)}
      <Field name={t("limits.phase1")}>
        <InputNumber value={study.phase1} min={2} max={study.points} placeholder={t("limits.phase1_all")} changeOnBlur changeOnWheel={false} onChange={(phase1) => change({ phase1 })} />
      </Field>
      {!is_of_counts(study.chart) && study.chart !== "t" && (
        <Field name={t("limits.estimator")}>
          <Select value={study.estimator} options={estimators.map((value) => ({ value, label: t(`limits.estimator.${value}`) }))} onChange={(estimator) => change({ estimator })} />
        </Field>
      )}
      {has_items(study.chart) && number("items", 1, 1_000_000_000)}
      {study.chart === "ewma" && [number("lambda", 0.01, 1, 0.05), number("l", 0.1, 10, 0.1)]}
      {study.chart === "cusum" && [
        number("k", 0, 10, 0.25), number("h", 0.5, 50, 0.5),
        <Field key="fir" name=""><Checkbox checked={study.fir} onChange={(event) => change({ fir: event.target.checked })}>{t("limits.fir")}</Checkbox></Field>,
      ]}
      {study.chart === "moving-average" && number("span", 2, 7)}
    </div>
  );
}

function Field({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <label className="field">
      <span>{name}</span>
      {children}
      {hint !== undefined && hint !== "" && <span className="hint">{hint}</span>}
    </label>
  );
}
