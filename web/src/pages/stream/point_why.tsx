// Why this point: the rule, the numbers, the readings that made it with their unit, lot and operator, what was done about it,
// and how often such a signal is nothing.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, path, query } from "@/api/client";
import { useItem } from "@/api/queries";
import type { ControlChart, Listed, Sample, StreamDetail, StreamLine, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { Done } from "@/widgets/done";
import { clock_text, decimals_for, fixed, time_text, uom_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { rule_number, Why } from "@/widgets/why";
import { find_point, type Chosen } from "./moment";

interface Props {
  stream: StreamDetail;
  chart: ControlChart;
  at: Chosen;
  verdicts: Verdict[];
  line: StreamLine;
  picked: boolean;
  back: () => void;
}
export function PointWhy({ stream, chart, at, verdicts, line, picked, back }: Props) {
  const { t } = useTranslation();
  const found = find_point(chart, at);
  const mine = verdicts.filter((verdict) => Math.abs(Date.parse(verdict.time) - at.at) < 1 && verdict.line === line.line);
  // Of what was found at one moment the graver comes first: a value out of specification before a rule of the chart.
  const of_panel = (one: Verdict) => (one.panel === "spread") === (at.panel === 1);
  const verdict = mine.find((one) => one.kind === "out_of_specification" && of_panel(one)) ?? mine.find((one) => one.kind === "signal" && of_panel(one)) ?? mine[0];
  const signals = (found?.point.rules.length ?? 0) > 0 || verdict !== undefined;
  return (
    <aside className="card" aria-live="polite">
      <h2>
        {t(signals ? "why.ask_signal" : "why.ask_point")}
        <span>{time_text(at.at)}</span>
      </h2>
      {verdict ? (
        <>
          <Why verdict={verdict} stream={false} />
          {mine.filter((one) => one !== verdict).map((other) => <p key={other.id} className="small" style={{ marginTop: 8 }}>{t("why.also")} {say(other.text)}</p>)}
        </>
      ) : found ? (
        <Numbers chart={chart} found={found} />
      ) : (
        <p className="soft">{t("stream.point_elsewhere")}</p>
      )}
      <MadeOf stream={stream} size={chart.subgroup_size} at={at.at} />
      <dl className="facts" style={{ marginTop: 6 }}>
        <dt>{t("why.false_alarm")}</dt>
        <dd>{say(chart.false_alarm)}</dd>
      </dl>
      {verdict && <Done verdict={verdict} />}
      {picked && <button type="button" className="link small" style={{ marginTop: 14 }} onClick={back}>{t("stream.newest_signal")}</button>}
    </aside>
  );
}

function Numbers({ chart, found: { panel, point } }: { chart: ControlChart; found: NonNullable<ReturnType<typeof find_point>> }) {
  const { t } = useTranslation();
  const decimals = decimals_for((panel.upper ?? 0) - (panel.lower ?? 0));
  const value = (v: number | null | undefined) => `${fixed(v, decimals)} ${uom_text(chart.uom)}`.trim();
  return (
    <dl className="facts">
      {point.rules.length > 0 && (
        <>
          <dt>{t("why.found")}</dt>
          <dd>
            <span className="tag warn"><Mark shape="triangle" /> {t("why.rule", { number: point.rules.map(rule_number).join(" · ") })}</span>{" "}
            {point.rules.map((rule) => t(`rule.${rule}`)).join("; ")}
          </dd>
        </>
      )}
      <dt>{t("why.points")}</dt>
      <dd>{value(point.value)}</dd>
      <dt>{t("why.limits")}</dt>
      <dd>{point.learning ? t("why.learning") : `${t("why.lcl")} ${value(panel.lower)} · ${t("why.ucl")} ${value(panel.upper)} · ${t("why.center")} ${value(panel.center)}`}</dd>
      <dt>{t("why.time")}</dt>
      <dd>{time_text(point.time)}</dd>
    </dl>
  );
}

// The readings of the subgroup: as many as it has, up to its moment.
function MadeOf({ stream, size, at }: { stream: StreamDetail; size: number; at: number }) {
  const { t } = useTranslation();
  const rate = stream.first_time && stream.last_time ? (Date.parse(stream.last_time) - Date.parse(stream.first_time)) / Math.max(1, stream.count) : 60_000;
  const from = new Date(at - Math.max(60_000, rate * size * 12)).toISOString();
  const samples = useQuery({
    queryKey: ["samples", stream.equipment, stream.tag, "of", at, size],
    queryFn: ({ signal }) => get<Listed<Sample>>(path("streams", stream.equipment, stream.tag, "samples") + query({ from, to: new Date(at + 1).toISOString(), limit: 1000 }), signal),
    staleTime: 60_000,
  });
  const rows = (samples.data?.items ?? []).filter((one) => Date.parse(one.time) <= at).slice(-size);
  if (rows.length === 0) return null;
  const unit = rows.findLast((one) => one.unit)?.unit;
  return (
    <dl className="facts" style={{ marginTop: 6 }}>
      <dt>{t(size > 1 ? "why.subgroup" : "why.reading")}</dt>
      <dd>
        {rows.map((one) => (
          <div key={one.time}>
            <span className="quiet">{clock_text(one.time)}</span> {fixed(one.value, 4)}{" "}
            {one.unit && <Link className="link" to={`/units/${encodeURIComponent(one.unit)}`}>{one.unit}</Link>}{" "}
            {one.lot && <Link className="link" to={`/lots/${encodeURIComponent(one.lot)}`}>{one.lot}</Link>}
          </div>
        ))}
      </dd>
      {unit && <Operator unit={unit} equipment={stream.equipment} />}
    </dl>
  );
}
function Operator({ unit, equipment }: { unit: string; equipment: string }) {
  const { t } = useTranslation();
  const person = useItem("unit", unit).data?.runs.findLast((run) => run.equipment === equipment)?.person;
  return person ? <><dt>{t("why.operator")}</dt><dd>{person}</dd></> : null;
}
