// The draft as a form, line by line, or as the text that a plant keeps. What the form does not show stays as it is.
import { Input, InputNumber, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chart_words, useChartWords } from "@/api/backtest";
import { say } from "@/text";
import { uom_text } from "@/widgets/format";
import { limits_from, with_limits, with_value, type Draft, type DraftLine } from "./draft";

interface Props {
  read: { draft: Draft } | { fault: string };
  text: string;
  set_text: (text: string) => void;
  set_draft: (draft: Draft) => void;
}
export function DraftEditor({ read, text, set_text, set_draft }: Props) {
  const { t } = useTranslation();
  const [way, set_way] = useState<"form" | "text">("form");
  const form = way === "form" && "draft" in read;
  return (
    <>
      <Segmented
        size="small" value={form ? "form" : "text"} onChange={(value) => set_way(value as "form" | "text")} style={{ marginBottom: 10 }}
        options={[{ value: "form", label: t("backtest.as_form"), disabled: !("draft" in read) }, { value: "text", label: t("backtest.as_text") }]}
      />
      {form ? (
        <div className="draft-lines">
          {(read.draft.lines ?? []).map((line, i) => <Line key={`${line.id} ${i}`} line={line} index={i} draft={read.draft} set_draft={set_draft} />)}
        </div>
      ) : (
        <label className="field">
          <span className="unseen">{t("backtest.draft")}</span>
          <Input.TextArea className="mono" value={text} autoSize={{ minRows: 12, maxRows: 30 }} spellCheck={false} status={"fault" in read ? "error" : ""} onChange={(event) => set_text(event.target.value)} />
          {"fault" in read ? <span className="wrong" role="alert">{t("backtest.not_a_plan")} {read.fault}</span> : <span className="hint">{t("backtest.text_hint")}</span>}
        </label>
      )}
    </>
  );
}

function Line({ line, index, draft, set_draft }: { line: DraftLine; index: number; draft: Draft; set_draft: (draft: Draft) => void }) {
  const { t, i18n } = useTranslation();
  const words = useChartWords().data ?? chart_words({});
  const name = say(line.characteristic?.name as never) || (line.characteristic?.id ?? "");
  const unit = uom_text(line.specification?.uom);
  const limits = line.chart?.limits ?? {};
  const from = limits_from(line);
  const number = (label: string, value: number | undefined, set: (value: number | null) => void) => (
    <label>
      <span>{label}</span>
      <InputNumber<number> size="small" value={value ?? null} onChange={set} aria-label={`${line.id} ${label}`} />
    </label>
  );
  const rule = (id: string) => (i18n.exists(`rule.${id}`) ? t(`rule.${id}`) : id);
  return (
    <fieldset className="draft-line">
      <legend><b>{line.id}</b> {name} {unit && <span className="quiet">{unit}</span>}</legend>
      {line.specification && (
        <div className="draft-row">
          {number(t("backtest.lower"), line.specification.lower, (value) => set_draft(with_value(draft, index, "specification", "lower", value)))}
          {number(t("backtest.upper"), line.specification.upper, (value) => set_draft(with_value(draft, index, "specification", "upper", value)))}
        </div>
      )}
      {line.chart && (
        <>
          <div className="draft-row">
            <label className="wide-field">
              <span>{t("backtest.chart")}</span>
              <Select
                size="small" value={line.chart.type ?? null} aria-label={`${line.id} ${t("backtest.chart")}`} popupMatchSelectWidth={false} onChange={(value) => set_draft(with_value(draft, index, "chart", "type", value))}
                options={words.types.map((value) => ({ value, label: t(`chart.type.${value}`, { defaultValue: value }) }))}
              />
            </label>
            {number(t("backtest.size"), line.sample?.size ?? 1, (value) => set_draft(with_value(draft, index, "sample", "size", value)))}
          </div>
          <label className="wide-field">
            <span>{t("why.rules")}</span>
            <Select
              mode="multiple" size="small" value={line.chart.rules ?? []} aria-label={`${line.id} ${t("why.rules")}`} popupMatchSelectWidth={false} onChange={(value) => set_draft(with_value(draft, index, "chart", "rules", value))}
              options={words.rules.map((value) => ({ value, label: value, title: rule(value) }))} optionRender={(option) => `${option.label as string} · ${option.data.title}`}
            />
          </label>
          <div className="draft-row">
            <Segmented
              size="small" value={from} aria-label={t("why.limits")} onChange={(value) => set_draft(with_limits(draft, index, value === "learn" ? { learn: 100 } : { mean: 0, sigma: 1 }))}
              options={[{ value: "learn", label: t("backtest.learn") }, { value: "given", label: t("backtest.given") }]}
            />
            {from === "learn" ? number(t("backtest.learn_points"), limits.learn, (learn) => set_draft(with_limits(draft, index, { learn }))) : (
              <>
                {number(t("backtest.mean"), limits.mean, (mean) => set_draft(with_limits(draft, index, { ...limits, mean })))}
                {number("σ", limits.sigma, (sigma) => set_draft(with_limits(draft, index, { ...limits, sigma })))}
              </>
            )}
          </div>
        </>
      )}
    </fieldset>
  );
}
