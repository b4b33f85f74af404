// A changed control plan tried on recorded readings before it is put in force: change a draft, choose how far back, and see what it
// would have found and done, beside what is in force. The job goes on when the page is left; its address finds it again.
import { Button, Input, Progress, Segmented, Select } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { parse, stringify } from "yaml";
import { begin_backtest, is_over, useBacktest, type Backtest } from "@/api/backtest";
import { path, post, query, remove } from "@/api/client";
import { usePlant, useStreams } from "@/api/queries";
import type { components } from "@/api/schema";
import type { Document } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty, Failure } from "@/widgets/asked";
import { number_text } from "@/widgets/format";
import { VerbButton } from "@/widgets/may";
import { PageHead } from "@/widgets/page_head";
import { ReasonDialog } from "@/widgets/reason_dialog";
import { tell } from "@/widgets/toasts";
import { useTrail } from "@/widgets/trail";
import { draft_after, draft_of, streams_of, type Draft } from "./draft";
import { DraftEditor } from "./draft_editor";
import { ReportView } from "./report";
import "./backtest.css";

type ApplyReply = components["schemas"]["ApplyReply"];

export default function BacktestPage() {
  const { t } = useTranslation();
  const plant = usePlant();
  const [search, set_search] = useSearchParams();
  useTrail([{ text: t("nav.backtest") }]);
  return (
    <>
      <PageHead title={t("nav.backtest")} plain={t("nav.backtest")}><span className="sub">{t("backtest.what")}</span></PageHead>
      <Asked answer={plant} lines={8}>
        {({ items }) => {
          const plans = items.filter((one) => one.kind === "control_plan" && one.in_force).toSorted((a, b) => a.id.localeCompare(b.id));
          const plan = plans.find((one) => one.id === search.get("plan")) ?? plans[0];
          if (!plan) return <div className="card"><Empty title={t("backtest.no_plan")}><p>{t("documents.none_next")}</p></Empty></div>;
          const choose = (id: string) => set_search({ plan: id });
          return <Trying key={plan.id} plan={plan} plans={plans} documents={items} choose={choose} />;
        }}
      </Asked>
    </>
  );
}

const spans: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 };

function Trying({ plan, plans, documents, choose }: { plan: Document; plans: Document[]; documents: Document[]; choose: (id: string) => void }) {
  const { t } = useTranslation();
  const [search, set_search] = useSearchParams();
  const in_force = useMemo(() => stringify(draft_after(plan.body, plan.id, plan.revision)), [plan]);
  const [changed, set_text] = useKeptDraft(plan.id, plan.revision); // none: as it is in force
  const [tried, set_tried] = useState<string | null>(null);
  const text = changed ?? in_force;
  const [streams, set_streams] = useState<string[]>([]);
  const [span, set_span] = useState("all");
  const [own, set_own] = useState({ from: "", to: "" });
  const [error, set_error] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const id = search.get("job");
  const job = useBacktest(id);
  const read = useMemo(() => draft_of(text, parse), [text]);
  const draft = "draft" in read ? read.draft : null;
  const all = useStreams().data?.items ?? [];
  const at = (operation: string) => (documents.find((one) => one.kind === "operation" && one.id === operation)?.body as { at?: string[] } | undefined)?.at ?? [];
  const run = async () => {
    set_error(null);
    set_busy(true);
    try {
      const begun = await begin_backtest({ documents: [draft], streams, ...range_of(span, own) });
      set_tried(text);
      set_search({ plan: plan.id, job: begun.id });
    } catch (cause) {
      set_error(cause);
    } finally {
      set_busy(false);
    }
  };
  return (
    <div className="halves">
      <section className="card">
        <h2>{t("backtest.draft")} <span>{t("backtest.after", { revision: plan.revision })}</span></h2>
        <div className="filters">
          <Select value={plan.id} aria-label={t("backtest.plan")} onChange={choose} popupMatchSelectWidth={false} options={plans.map((one) => ({ value: one.id, label: one.id }))} />
          {text !== in_force && <Button onClick={() => set_text(null)}>{t("backtest.undo")}</Button>}
        </div>
        <DraftEditor read={read} text={text} set_text={set_text} set_draft={(made: Draft) => set_text(stringify(made))} />
      </section>
      <div className="stack">
        <section className="card">
          <h2>{t("backtest.history")}</h2>
          <label className="field">
            <span>{t("backtest.streams")}</span>
            <Select mode="multiple" value={streams} onChange={set_streams} placeholder={t("backtest.all_streams")} options={streams_of(draft, all, at).map((value) => ({ value, label: value }))} />
          </label>
          <div className="field">
            <span>{t("backtest.range")}</span>
            <Segmented value={span} onChange={set_span} options={["all", "day", "week", "month", "year", "own"].map((value) => ({ value, label: t(`backtest.span.${value}`) }))} />
            {span === "own" && (
              <div className="backtest-range">
                {(["from", "to"] as const).map((end) => (
                  <label key={end} className="small">{t(`backtest.${end}`)}<Input type="datetime-local" value={own[end]} onChange={(event) => set_own({ ...own, [end]: event.target.value })} /></label>
                ))}
              </div>
            )}
          </div>
          <div className="row">
            <VerbButton permission="plant.apply" type="primary" disabled={draft === null || busy || (job.data !== undefined && !is_over(job.data))} onClick={() => void run()}>{t("backtest.run")}</VerbButton>
            <ApplyButton text={text} id={plan.id} is_tried={text === tried} unchanged={text === in_force} applied={() => set_text(null)} />
          </div>
          {error !== null && <div style={{ marginTop: 12 }}><Failure error={error} kept={t("reason.kept")} /></div>}
          {id !== null && job.error && <div style={{ marginTop: 12 }}><Failure error={job.error} /></div>}
          {job.data && !is_over(job.data) && <Running job={job.data} />}
          {job.data?.state === "failed" && <p className="bad" role="alert" style={{ marginTop: 12 }}>{say(job.data.error)}</p>}
          {job.data?.state === "cancelled" && <p className="soft" style={{ marginTop: 12 }}>{t("backtest.cancelled")}</p>}
          <p className="quiet small" style={{ marginTop: 12 }}>{t("backtest.changes_nothing")}</p>
        </section>
        {job.data?.result && <ReportView report={job.data.result} />}
      </div>
    </div>
  );
}

function range_of(span: string, own: { from: string; to: string }): { from?: string; to?: string } {
  const days = spans[span];
  if (days !== undefined) return { from: new Date(Date.now() - days * 86_400_000).toISOString() };
  if (span !== "own") return {};
  return { ...(own.from ? { from: new Date(own.from).toISOString() } : {}), ...(own.to ? { to: new Date(own.to).toISOString() } : {}) };
}

function Running({ job }: { job: Backtest }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const cancel = async () => {
    await remove(path("backtests", job.id));
    await queries.invalidateQueries({ queryKey: ["backtests", job.id] });
  };
  return (
    <div style={{ marginTop: 12 }} role="status">
      <Progress percent={Math.floor(job.progress * 100)} status="active" />
      <div className="row">
        <span className="soft">{job.state === "waiting" ? t("backtest.waiting") : t("backtest.judged", { readings: number_text(job.readings) })}</span>
        <Button size="small" onClick={() => void cancel()}>{t("verb.cancel")}</Button>
      </div>
    </div>
  );
}

// A draft of each plan stays in this tab until it is put in force or undone; a new revision in force makes it void.
function useKeptDraft(plan: string, revision: number) {
  const memory = `jidoka draft ${plan}@${revision}`;
  const [text, set_text] = useState<string | null>(() => sessionStorage.getItem(memory));
  const keep = (next: string | null) => {
    if (next === null) sessionStorage.removeItem(memory);
    else sessionStorage.setItem(memory, next);
    set_text(next);
  };
  return [text, keep] as const;
}

// The difference first, then a reason; and whether this is the text that was tried.
function ApplyButton({ text, id, is_tried, unchanged, applied }: { text: string; id: string; is_tried: boolean; unchanged: boolean; applied: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [difference, set_difference] = useState<ApplyReply | null>(null);
  const [error, set_error] = useState<unknown>(null);
  const ask = async () => {
    set_error(null);
    try {
      set_difference(await post<ApplyReply>(path("plant", "apply") + query({ dry_run: true, file: `${id}.yaml` }), text));
    } catch (cause) {
      set_error(cause);
    }
  };
  const lines = (difference?.changes ?? []).flatMap((one) => one.differences);
  return (
    <>
      <VerbButton permission="plant.apply" disabled={unchanged} onClick={() => void ask()}>{t("backtest.apply")}</VerbButton>
      {error !== null && <div style={{ flex: "1 1 100%" }}><Failure error={error} kept={t("reason.kept")} /></div>}
      <ReasonDialog
        open={difference !== null} title={t("backtest.apply_title", { id })} verb={t("backtest.apply_verb")} label={t("reason.label")} done={() => set_difference(null)}
        act={async (reason) => {
          await post<ApplyReply>(path("plant", "apply") + query({ reason, file: `${id}.yaml` }), text);
          tell(t("backtest.applied", { id }));
          await queries.invalidateQueries({ queryKey: ["plant"] });
          applied();
        }}
      >
        {!is_tried && <p className="warn" style={{ marginBottom: 8 }}>{t("backtest.not_tried")}</p>}
        <pre className="differences" tabIndex={0}>{lines.join("\n") || t("source.no_difference")}</pre>
      </ReasonDialog>
    </>
  );
}
