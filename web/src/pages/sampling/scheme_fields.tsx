// What both the plan and the switching rules need to know: standard, lot size, level and AQL.
import { InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { aqls_of, levels_of, standards, type Question, type Standard } from "./question";

export function SchemeFields({ question, set, only }: { question: Question; set: (changed: Record<string, string>) => void; only?: readonly Standard[] }) {
  const { t } = useTranslation();
  const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <>
      <div className="field">
        <label htmlFor="sampling-standard">{t("sampling.standard")}</label>
        <Select
          id="sampling-standard" value={question.standard} onChange={(standard) => set({ standard })}
          options={(only ?? standards).map((value) => ({ value, label: t(`sampling.standard.${value}`) }))}
        />
      </div>
      <div className="field">
        <label htmlFor="sampling-lot">{t("sampling.lot_size")}</label>
        <InputNumber id="sampling-lot" value={question.lot_size} min={2} max={1_000_000_000} precision={0} style={{ width: "100%" }} onChange={(value) => value !== null && set({ lot_size: String(value) })} />
      </div>
      <div className="field">
        <label htmlFor="sampling-level">{t("sampling.level")}</label>
        <Select id="sampling-level" value={question.level} onChange={(level) => set({ level })} options={options(levels_of(question.standard))} />
      </div>
      <div className="field">
        <label htmlFor="sampling-aql">{t("sampling.aql")}</label>
        <Select id="sampling-aql" showSearch value={question.aql} onChange={(aql) => set({ aql })} options={aqls_of(question.standard).map((value) => ({ value, label: `${value} %` }))} />
      </div>
    </>
  );
}
