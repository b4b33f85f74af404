// What a back-test found: all lines together, then each with its counts side by side, its excursions over time, and the list of
// those that only one of the two revisions found.
import { Segmented } from "antd";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { BacktestEvent, Difference, Report, ReportLine, Revision } from "@/api/backtest";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { number_text, with_range, with_uom } from "@/widgets/format";
import { Table } from "@/widgets/table";
import { When } from "@/widgets/when";
import { TimeBars } from "./time_bars";

type Totals = NonNullable<Report["draft"]>;

// What only one of the two found comes first; streams without a reading in the span have nothing to show.
const apart = (line: ReportLine) => [line.signals, line.out_of_specification].reduce((sum, one) => sum + one.only_draft + one.only_active, 0);
const lines_in_order = (lines: ReportLine[]) => lines.filter((line) => line.readings > 0).toSorted((a, b) => apart(b) - apart(a));

export function ReportView({ report }: { report: Report }) {
  const { t } = useTranslation();
  const silent = report.lines.filter((line) => line.readings === 0).map((line) => line.stream);
  return (
    <div className="stack">
      <section className="card">
        <h2>
          {t("backtest.found")}
          <span>{t("backtest.over", { readings: number_text(report.readings) })} <When time={report.from} /> … <When time={report.to} /></span>
        </h2>
        {!report.active && <p className="soft" style={{ marginBottom: 8 }}>{t("backtest.alone")}</p>}
        <Together report={report} />
        <Sentence what={t("backtest.signals")} difference={report.signals} />
        <Sentence what={t("backtest.out_of_specification")} difference={report.out_of_specification} />
        <p className="quiet small" style={{ marginTop: 8 }}>{t("backtest.how_counted")}</p>
      </section>
      {lines_in_order(report.lines).map((line) => <LineView key={`${line.stream} ${line.plan} ${line.line}`} line={line} />)}
      {silent.length > 0 && <p className="soft">{t("backtest.silent", { streams: silent.join(", ") })}</p>}
    </div>
  );
}

const count = (value: number | undefined) => (value === undefined ? "–" : number_text(value));

function Together({ report: { draft, active } }: { report: Report }) {
  const { t } = useTranslation();
  const rows: [string, (totals: Totals) => number | undefined][] = [
    [t("backtest.signals"), (totals) => totals.signals],
    [t("backtest.out_of_specification"), (totals) => totals.out_of_specification],
    [t("backtest.alarms"), (totals) => totals.reactions.alarms],
    [t("backtest.messages"), (totals) => totals.reactions.messages],
    [t("backtest.holds"), (totals) => totals.reactions.holds],
    [t("backtest.units_held"), (totals) => totals.reactions.units_held],
    [t("backtest.lots_held"), (totals) => totals.reactions.lots_held],
    [t("backtest.stops"), (totals) => totals.reactions.stops],
    [t("backtest.commands"), (totals) => totals.reactions.commands],
  ];
  return (
    <div className="table-wrap">
      <table className="data side-by-side" aria-label={t("backtest.found")}>
        <thead>
          <tr><td /><th className="num" scope="col">{t("backtest.draft")}</th><th className="num" scope="col">{t("backtest.active")}</th><th className="num" scope="col">{t("backtest.more_or_less")}</th></tr>
        </thead>
        <tbody>
          {rows.map(([name, take]) => {
            const ours = draft && take(draft);
            const theirs = active && take(active);
            return <tr key={name}><th scope="row">{name}</th><td className="num"><b>{count(ours)}</b></td><td className="num">{count(theirs)}</td><td className="num soft">{change_text(ours, theirs)}</td></tr>;
          })}
        </tbody>
      </table>
    </div>
  );
}
function change_text(ours: number | undefined, theirs: number | undefined): string {
  if (ours === undefined || theirs === undefined || ours === theirs) return ours !== undefined && ours === theirs ? "=" : "";
  return ours > theirs ? `+${number_text(ours - theirs)}` : `−${number_text(theirs - ours)}`;
}

function Sentence({ what, difference }: { what: string; difference: Difference }) {
  const { t } = useTranslation();
  if (difference.only_draft + difference.only_active + difference.both === 0) return null;
  return <p style={{ marginTop: 8 }}>{t("backtest.sentence", { what, draft: number_text(difference.only_draft), active: number_text(difference.only_active), both: number_text(difference.both) })}</p>;
}

function LineView({ line }: { line: ReportLine }) {
  const { t } = useTranslation();
  const [equipment = "", tag = ""] = line.stream.split("/");
  return (
    <section className="card">
      <h2>
        <span className="line-name"><b>{t("backtest.line", { line: line.line })}</b> {say(line.characteristic)} · <Link className="link" to={`/streams/${encodeURIComponent(equipment)}/${encodeURIComponent(tag)}`}>{line.stream}</Link></span>
        <span>{t("backtest.readings", { count: line.readings, shown: number_text(line.readings) })}</span>
      </h2>
      {line.judges_alike && <p className="soft">{t("backtest.alike")}</p>}
      <Sides line={line} />
      {line.from && line.to && <TimeBars line={line} />}
      <Differences line={line} />
    </section>
  );
}

const revision_text = (one: Revision | undefined, t: TFunction) => (one ? `· ${t("documents.revision", { revision: one.plan.split("@")[1] })}` : t("backtest.no_line"));

function Sides({ line }: { line: ReportLine }) {
  const { t } = useTranslation();
  const rules = (one: Revision) => Object.entries(one.rules).map(([rule, n]) => `${rule} ${number_text(n)}`).join(", ") || "–";
  const rows: [string, (one: Revision) => string][] = [
    [t("why.specification"), (one) => with_range(one.specification.lower, one.specification.upper, line.uom)],
    [t("why.limits"), (one) => (one.chart ? with_range(one.chart.lower, one.chart.upper, line.uom) : "–")],
    [t("backtest.signals"), (one) => number_text(one.signals.excursions)],
    [t("backtest.by_rule"), rules],
    [t("backtest.out_of_specification"), (one) => number_text(one.out_of_specification.excursions)],
    [t("backtest.alarms"), (one) => number_text(one.reactions.alarms)],
    [t("backtest.holds"), (one) => number_text(one.reactions.holds)],
    [t("backtest.stops"), (one) => number_text(one.reactions.stops)],
  ];
  const show = (one: Revision | undefined, take: (one: Revision) => string) => (one ? take(one) : "–");
  return (
    <div className="table-wrap">
      <table className="data side-by-side" aria-label={`${line.line} ${line.stream}`}>
        <thead>
          <tr><td /><th scope="col">{t("backtest.draft")} {revision_text(line.draft, t)}</th><th scope="col">{t("backtest.active")} {revision_text(line.active, t)}</th></tr>
        </thead>
        <tbody>
          {rows.map(([name, take]) => <tr key={name}><th scope="row">{name}</th><td>{show(line.draft, take)}</td><td>{show(line.active, take)}</td></tr>)}
        </tbody>
      </table>
    </div>
  );
}

const ways = ["only_draft", "only_active", "both"] as const;

function Differences({ line }: { line: ReportLine }) {
  const { t } = useTranslation();
  const counts = Object.fromEntries(ways.map((way) => [way, line.signals[way] + line.out_of_specification[way]])) as Record<(typeof ways)[number], number>;
  const [way, set_way] = useState<(typeof ways)[number]>(counts.only_draft > 0 || counts.only_active === 0 ? "only_draft" : "only_active");
  const shown = line.events.filter((event) => event.found_by === way);
  const seen = (event: BacktestEvent) => event.draft ?? event.active;
  if (ways.every((one) => counts[one] === 0)) return <p className="soft" style={{ marginTop: 10 }}>{t("backtest.nothing_found")}</p>;
  return (
    <>
      <div className="filters" style={{ margin: "12px 0 8px" }}>
        <Segmented size="small" value={way} onChange={(value) => set_way(value)} options={ways.map((value) => ({ value, label: `${t(`backtest.by.${value}`)} ${number_text(counts[value])}` }))} />
      </div>
      {shown.length === 0 ? <Empty title={t("backtest.none_here")} /> : (
        <Table
          rows={shown} row_id={(event) => `${event.kind} ${event.time} ${event.found_by}`} label={t(`backtest.by.${way}`)}
          columns={[
            { id: "time", title: t("backtest.time"), phone: "title", show: (event) => <When time={event.time} /> },
            { id: "rules", title: t("backtest.rule"), phone: "badge", show: (event) => <span className="keep">{seen(event)?.rules.join(", ") || t("backtest.specification")}</span> },
            { id: "value", title: t("backtest.value"), num: true, show: (event) => with_uom(seen(event)?.value, line.uom) },
            { id: "text", title: t("backtest.why"), phone: "full", show: (event) => <Why event={event} /> },
          ]}
        />
      )}
      {shown.length < counts[way] && <p className="quiet small">{t("backtest.first_only", { shown: shown.length, of: number_text(counts[way]) })}</p>}
    </>
  );
}

function Why({ event: { draft, active } }: { event: BacktestEvent }) {
  const { t } = useTranslation();
  if (!draft || !active) return <>{say((draft ?? active)?.text)}</>;
  const apart = Date.parse(active.time) - Date.parse(draft.time);
  return (
    <>
      {say(draft.text)}
      {apart !== 0 && <div className="soft">{t(apart > 0 ? "backtest.earlier" : "backtest.later", { seconds: number_text(Math.abs(apart) / 1000, { most: 1 }) })}</div>}
    </>
  );
}
