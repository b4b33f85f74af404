// Beside the chart: why this point, what made it, what was done about it, and how often such a signal is nothing.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { items_of, useAlarms, useCommands, useHolds } from "@/api/queries";
import type { Alarm, Command, ControlChart, Hold, StreamLine, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { clock_text, decimals_for, fixed, time_text, uom_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { rule_number, Why } from "@/widgets/why";
import type { Chosen } from "./stream";

interface Props {
  chart: ControlChart;
  at: Chosen;
  verdicts: Verdict[];
  line: StreamLine;
  picked: boolean;
  back: () => void;
}
export function PointWhy({ chart, at, verdicts, line, picked, back }: Props) {
  const { t } = useTranslation();
  const panel = chart.panels[at.panel] ?? chart.panels[0];
  const point = panel?.points.find((one) => one.index === at.index);
  if (!panel || !point) return null;
  const mine = verdicts.filter((verdict) => verdict.time === point.time && verdict.line === line.line);
  const verdict = mine.find((one) => one.kind === "signal" && one.panel === panel.name) ?? mine[0];
  const others = mine.filter((one) => one !== verdict);
  const decimals = decimals_for((panel.upper ?? 0) - (panel.lower ?? 0));
  const value = (v: number | null | undefined) => `${fixed(v, decimals)} ${uom_text(chart.uom)}`.trim();
  return (
    <aside className="card" aria-live="polite">
      <h2>
        {t(point.rules.length > 0 ? "why.ask_signal" : "why.ask_point")}
        <span>{t("why.point_at", { index: point.index, time: clock_text(point.time) })}</span>
      </h2>
      {verdict ? (
        <>
          <Why verdict={verdict} stream={false} />
          {others.map((other) => (
            <p key={other.id} className="small" style={{ marginTop: 8 }}>
              {t("why.also")} {say(other.text)}
            </p>
          ))}
        </>
      ) : (
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
      )}
      <dl className="facts" style={{ marginTop: 6 }}>
        <dt>{t("why.false_alarm")}</dt>
        <dd>{say(chart.false_alarm)}</dd>
      </dl>
      {verdict && <Done verdict={verdict} />}
      {picked && (
        <button type="button" className="link small" style={{ marginTop: 14 }} onClick={back}>
          {t("stream.newest_signal")}
        </button>
      )}
    </aside>
  );
}

function Done({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const alarms = items_of<Alarm>(useAlarms(false));
  const holds = items_of<Hold>(useHolds(undefined));
  const commands = items_of<Command>(useCommands(verdict.equipment));
  const moment = new Date(verdict.time).getTime();
  const same_line = (other: Verdict | undefined) => other !== undefined && other.stream === verdict.stream && other.plan === verdict.plan && other.line === verdict.line && other.kind === verdict.kind;
  const lived = (from: string, to: string | undefined) => new Date(from).getTime() <= moment + 60_000 && (to === undefined || new Date(to).getTime() >= moment);
  const rows = [
    ...holds
      .filter((hold) => hold.because?.id === verdict.id || (same_line(hold.because) && lived(hold.because!.time, hold.released_at)))
      .map((hold) => ({ at: hold.placed_at, key: hold.id, to: `/holds/${hold.id}`, text: t("done.hold", { id: hold.id, count: hold.counts?.units ?? 0 }) })),
    ...alarms
      .filter((alarm) => alarm.because.id === verdict.id || (same_line(alarm.because) && lived(alarm.because.time, alarm.returned_at)))
      .map((alarm) => ({ at: alarm.raised_at, key: alarm.id, to: `/alarms/${alarm.id}`, text: t("done.alarm", { id: alarm.id }) })),
    ...commands
      .filter((command) => say(command.reason) === say(verdict.text))
      .map((command) => ({ at: command.queued_at, key: command.id, to: `/equipment/${encodeURIComponent(command.equipment)}`, text: t("done.command", { command: command.command, equipment: command.equipment }) })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <>
      <h3 className="card-title" style={{ margin: "14px 0 6px" }}>{t("done.title")}</h3>
      {rows.length === 0 ? (
        <p className="soft small">{t("done.nothing")}</p>
      ) : (
        <ul className="done-list small">
          {rows.map((row) => (
            <li key={row.key}>
              <time dateTime={row.at}>{clock_text(row.at)}</time>
              <Link className="link" to={row.to}>{row.text}</Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
