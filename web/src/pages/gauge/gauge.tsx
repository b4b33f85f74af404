// A gauge study: the readings are typed or pasted into a grid and kept in this browser; the server computes, nothing is recorded.
import { Button, Input, Popconfirm, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask_gauge, type GaugeStudy } from "@/api/studies";
import { Failure } from "@/widgets/asked";
import { PageHead } from "@/widgets/page_head";
import { useTrail } from "@/widgets/trail";
import { typed_number } from "@/widgets/typed_numbers";
import { asked_of, keep, kept_draft, most, new_draft, progress, resized, type Draft } from "./draft";
import { Grid } from "./grid";
import { Report } from "./report";
import "./gauge.css";

export default function GaugePage() {
  const { t } = useTranslation();
  const [draft, set_draft] = useState<Draft>(kept_draft);
  const [study, set_study] = useState<GaugeStudy | null>(null);
  const [busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  useTrail([{ text: t("nav.gauge") }]);
  useEffect(() => keep(draft), [draft]);
  const change = (next: Draft) => {
    set_draft(next);
    set_study(null);
  };
  const { filled, wrong, all } = progress(draft);
  const asked = asked_of(draft);
  const compute = async () => {
    if (!asked) return;
    set_busy(true);
    set_error(null);
    try {
      set_study(await ask_gauge(asked));
    } catch (cause) {
      set_error(cause);
      set_study(null);
    }
    set_busy(false);
  };
  const left = all - filled - wrong;
  return (
    <>
      <PageHead
        title={t("nav.gauge")} plain={t("nav.gauge")}
        acts={<Popconfirm title={t("gauge.clear_ask")} okText={t("gauge.clear")} cancelText={t("verb.cancel")} onConfirm={() => change(new_draft(draft.parts.length, draft.appraisers.length, draft.trials))}><Button>{t("gauge.clear")}</Button></Popconfirm>}
      >
        <span className="sub">{t("gauge.what")}</span>
      </PageHead>
      <div className="stack">
        <form className="card" onSubmit={(event) => (event.preventDefault(), void compute())}>
          <div className="study-form">
            <Count name="gauge.parts" value={draft.parts.length} least={2} most={most.parts} set={(parts) => change(resized(draft, parts, draft.appraisers.length, draft.trials))} />
            <Count name="gauge.appraisers" value={draft.appraisers.length} least={1} most={most.appraisers} set={(appraisers) => change(resized(draft, draft.parts.length, appraisers, draft.trials))} />
            <Count name="gauge.trials" value={draft.trials} least={2} most={most.trials} set={(trials) => change(resized(draft, draft.parts.length, draft.appraisers.length, trials))} />
            <label className="field">
              <span>{t("gauge.tolerance")}</span>
              <Input value={draft.tolerance} inputMode="decimal" placeholder={t("gauge.tolerance_hint")} status={Number.isNaN(typed_number(draft.tolerance) ?? 0) ? "error" : ""} onChange={(event) => change({ ...draft, tolerance: event.target.value })} />
            </label>
            <div className="field" style={{ gridColumn: "span 2" }}>
              <span>{t("gauge.method")}</span>
              <Segmented value={draft.method} onChange={(method) => change({ ...draft, method: method as Draft["method"] })} options={[{ value: "anova", label: "ANOVA" }, { value: "range", label: t("gauge.by_ranges") }]} />
            </div>
          </div>
          <Grid draft={draft} change={change} />
          <div className="between" style={{ marginTop: 12, alignItems: "center", flexWrap: "wrap" }}>
            <span className={wrong > 0 ? "bad small" : "soft small"} role="status">
              {wrong > 0 ? t("gauge.wrong", { count: wrong }) : left > 0 ? t("gauge.left", { count: left, all }) : t("gauge.whole")}
            </span>
            <Button type="primary" htmlType="submit" disabled={!asked} loading={busy}>{t("capability.compute")}</Button>
          </div>
        </form>
        {error !== null && <Failure error={error} kept={t("gauge.kept")} />}
        {study && <Report study={study} />}
      </div>
    </>
  );
}

function Count({ name, value, least, most: highest, set }: { name: string; value: number; least: number; most: number; set: (value: number) => void }) {
  const { t } = useTranslation();
  return (
    <label className="field">
      <span>{t(name)}</span>
      <Input type="number" min={least} max={highest} value={value} onChange={(event) => { const wanted = Math.round(Number(event.target.value)); if (wanted >= least && wanted <= highest) set(wanted); }} />
    </label>
  );
}
