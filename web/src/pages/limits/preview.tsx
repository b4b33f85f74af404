// The limits that a study gives beside those in force, the door to lock them, and how they came to be so far.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { path, post, query } from "@/api/client";
import { useChart, useDocument } from "@/api/queries";
import type { StreamDetail, StreamLine } from "@/api/shapes";
import { decimals_for, fixed, number_text, time_text } from "@/widgets/format";
import { VerbButton } from "@/widgets/may";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { tell } from "@/widgets/toasts";
import { When } from "@/widgets/when";
import { useWho } from "@/widgets/who";
import { history_of, plan_of, useLineInForce } from "./plan";
import { is_of_counts, live_charts, locked, process_of, type AnalysedChart, type PlanDocument, type Study } from "./study";

const fewest = 20; // subgroups that limits may be locked from, as the plan asks of limits that are learnt

interface Props {
  stream: StreamDetail;
  line: StreamLine | undefined;
  study: Study;
  told: AnalysedChart | undefined;
  settled: boolean;
}
export function Preview({ stream, line, study, told, settled }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [locking, set_locking] = useState(false);
  const in_force = useLineInForce(line);
  const now = useChart(stream.equipment, stream.tag, line?.chart ? line.line : undefined, 1, undefined).data?.panels[0];
  const panel = told?.analysis.panels[0];
  const process = told ? process_of(told.analysis, study.items) : null;
  const last = (values: (number | null)[] | undefined) => values?.findLast((value) => value !== null) ?? undefined;
  const lower = last(panel?.lower);
  const upper = last(panel?.upper);
  const decimals = Math.min(8, decimals_for((upper ?? 0) - (lower ?? 0)) + 1);
  const given = (in_force.chart["limits"] ?? {}) as { mean?: number; sigma?: number; learn?: number };
  const ids = told?.rule_sets.find((one) => one.rules === study.rules)?.ids ?? [];
  const used = told ? Math.min(study.phase1 ?? told.analysis.subgroups, told.analysis.subgroups) - told.analysis.exclusions.filter((one) => one.index < (study.phase1 ?? Infinity)).length : 0;
  const uom = (in_force.planned?.["specification"] as { uom?: string } | undefined)?.uom ?? stream.uom;
  const why_not = !line || !in_force.document ? t("limits.no_plan") : !live_charts.includes(study.chart) ? t("limits.not_live") : uom !== stream.uom && !is_of_counts(study.chart) ? t("limits.other_uom", { plan: uom, stream: stream.uom }) : study.rules === "none" ? t("limits.no_rule") : used < fewest ? t("limits.few", { count: used }) : "";
  const rows: [string, number | undefined, number | undefined][] = [
    [t("limits.mean"), given.mean ?? now?.center, process?.mean],
    [t(is_of_counts(study.chart) ? "limits.sigma_counts" : "limits.sigma"), given.sigma, process?.sigma],
    [t("limits.lower"), now?.lower, lower],
    [t("limits.upper"), now?.upper, upper],
  ];
  return (
    <div>
      <section className="card">
        <h2>{t("limits.preview")}</h2>
        <table className="limits-table">
          <thead><tr><th /><th scope="col">{t("limits.in_force")}</th><th scope="col">{t("limits.new")}</th></tr></thead>
          <tbody>
            {rows.map(([name, before, after]) => (
              <tr key={name}><th scope="row">{name}</th><td>{fixed(before, decimals)}</td><td><b>{fixed(after, decimals)}</b></td></tr>
            ))}
          </tbody>
        </table>
        {told && why_not !== "" && <p className="soft" style={{ marginTop: 10 }}>{why_not}</p>}
        <p style={{ marginTop: 12 }}>
          <VerbButton permission="plant.apply" type="primary" disabled={why_not !== "" || process === null || !settled} onClick={() => set_locking(true)}>{t("limits.lock")}</VerbButton>
        </p>
      </section>
      {line && <History line={line} />}
      {in_force.document && line && (
        <ReasonDialog
          open={locking} title={t("limits.lock_title", { line: line.line })} verb={t("limits.lock_verb", { revision: in_force.document.revision + 1 })} label={t("limits.reason")} done={() => set_locking(false)}
          act={async (reason) => {
            const next = locked(in_force.document!.body as PlanDocument, line.line, { ...study, excluded: left_out_of(study, told!) }, process!, ids, reason);
            await post(path("plant", "apply") + query({ reason }), { documents: [next], reason });
            await queries.invalidateQueries({ queryKey: ["plant"] });
            await queries.invalidateQueries({ queryKey: ["streams"] });
            await queries.invalidateQueries({ queryKey: ["chart"] });
            tell(t("limits.locked", { plan: next.id, revision: next.revision }));
          }}
        >
          <p className="soft" style={{ marginBottom: 10 }}>{t("limits.lock_what", { plan: plan_of(line) })}</p>
        </ReasonDialog>
      )}
    </div>
  );
}

// A cause that was written for a subgroup beyond what is drawn now had no part in these limits.
const left_out_of = ({ excluded }: Study, { times }: AnalysedChart) => Object.fromEntries(Object.entries(excluded).filter(([time]) => times.includes(time)));

// The life of the limits is that of the plan: what learns is on trial, what is given is locked, and a revision says by whom,
// since when and why.
function History({ line }: { line: StreamLine }) {
  const { t } = useTranslation();
  const who = useWho();
  const documents = useDocument("control_plan", plan_of(line));
  const rows = history_of(documents.data?.revisions ?? [], line.line);
  if (rows.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("limits.history")}</h2>
      {rows.map((one) => {
        const limits = (one.chart["limits"] ?? {}) as { learn?: number; mean?: number; sigma?: number; reason?: string; left_out?: { time: string; reason: string }[] };
        return (
          <div key={one.revision} style={{ marginBottom: 12 }}>
            <div className="row"><b>{t("documents.revision", { revision: one.revision })}</b>{one.in_force && <span className="tag">{t("documents.in_force")}</span>}</div>
            <div>{t(`chart.type.${String(one.chart["type"])}`)} · {limits.learn !== undefined ? t("limits.history.learn", { count: limits.learn }) : t("limits.history.given", { mean: number_text(limits.mean), sigma: number_text(limits.sigma, { most: 6 }) })}</div>
            {limits.reason && <div>{t("limits.reason")}: {limits.reason}</div>}
            {limits.left_out?.map((out) => <div key={out.time} className="soft small">{t("limits.excluded")}: {time_text(out.time)} {out.reason}</div>)}
            <div className="soft small">{t("limits.since")} <When time={one.at} /> · {t("limits.by")} {who(one.by)}</div>
          </div>
        );
      })}
    </section>
  );
}
