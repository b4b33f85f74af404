// A gauge study: the readings are typed or pasted into a grid and kept in this browser; the server computes, nothing is recorded.
import { Button, Input, Modal, Popconfirm, Segmented } from "antd";
import { useEffect, useRef, useState } from "react";
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
  const newest = useRef(0);
  const [asking, asked_here] = Modal.useModal();
  const change = (next: Draft) => {
    ++newest.current; // an answer to the readings before these is not theirs
    set_draft(next);
    set_study(null);
    set_busy(false);
  };
  const resize = async (parts: number, appraisers: number, trials: number) => {
    const next = resized(draft, parts, appraisers, trials);
    const lost = progress(draft).filled - progress(next).filled;
    if (lost > 0 && !(await asking.confirm({ title: t("gauge.shrink_ask", { count: lost }), okText: t("gauge.shrink"), cancelText: t("verb.cancel") }))) return false;
    change(next);
    return true;
  };
  const { filled, wrong, all } = progress(draft);
  const asked = asked_of(draft);
  const compute = async () => {
    if (!asked) return;
    const mine = ++newest.current;
    set_busy(true);
    set_error(null);
    try {
      const found = await ask_gauge(asked);
      if (mine === newest.current) set_study(found);
    } catch (cause) {
      if (mine !== newest.current) return;
      set_error(cause);
      set_study(null);
    }
    if (mine === newest.current) set_busy(false);
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
            <Count name="gauge.parts" value={draft.parts.length} least={2} most={most.parts} set={(parts) => resize(parts, draft.appraisers.length, draft.trials)} />
            <Count name="gauge.appraisers" value={draft.appraisers.length} least={1} most={most.appraisers} set={(appraisers) => resize(draft.parts.length, appraisers, draft.trials)} />
            <Count name="gauge.trials" value={draft.trials} least={2} most={most.trials} set={(trials) => resize(draft.parts.length, draft.appraisers.length, trials)} />
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
        {asked_here}
        {error !== null && <Failure error={error} kept={t("gauge.kept")} />}
        {study && <Report study={study} />}
      </div>
    </>
  );
}

// Taken when it is whole, not at every key: on the way from 10 to 25 it would be 2.
function Count({ name, value, least, most: highest, set }: { name: string; value: number; least: number; most: number; set: (value: number) => Promise<boolean> }) {
  const { t } = useTranslation();
  const [text, set_text] = useState<string | null>(null);
  const take = async () => {
    const wanted = Math.round(Number(text));
    if (text !== null && text.trim() !== "" && wanted !== value && wanted >= least && wanted <= highest) await set(wanted);
    set_text(null);
  };
  return (
    <label className="field">
      <span>{t(name)}</span>
      <Input type="number" min={least} max={highest} value={text ?? value} onChange={(event) => set_text(event.target.value)} onBlur={() => void take()} onPressEnter={(event) => (event.preventDefault(), void take())} />
    </label>
  );
}
