// Beside the chart: why this point, what made it, what was done about it, and how often such a signal is nothing.
import { useTranslation } from "react-i18next";
import type { ControlChart, StreamLine, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { Done } from "@/widgets/done";
import { decimals_for, fixed, time_text, uom_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { rule_number, Why } from "@/widgets/why";
import type { Chosen } from "./moment";

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
        <span>{time_text(point.time)}</span>
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
