// Why a verdict was reached: the rule, the points, the limits, the plan's revision, and the last good sample before it.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Verdict } from "@/api/shapes";
import { say } from "@/text";
import { decimals_for, digits_within, fixed, uom_text, with_uom } from "./format";
import { Mark } from "./mark";
import { usePlantWords } from "./plan_lines";
import { When } from "./when";

// Of a named set the number; a rule of one's own, such as run-7, is its own name.
export const rule_number = (rule: string) => /^(?:we|nelson|aiag|juran)(\d+)$/.exec(rule)?.[1] ?? rule;
export function stream_href(stream: string): string {
  const cut = stream.indexOf("/");
  return `/streams/${encodeURIComponent(stream.slice(0, cut))}/${encodeURIComponent(stream.slice(cut + 1))}`;
}
// The chart at the moment of a verdict, not where the stream is by now.
export function verdict_href(verdict: Verdict): string {
  return `${stream_href(verdict.stream)}?${new URLSearchParams({ line: verdict.line, at: verdict.time, ...(verdict.panel === "spread" ? { panel: "spread" } : {}) })}`;
}
export function plan_href(plan: string): string {
  const [id = "", revision] = plan.split("@");
  return `/documents/control_plan/${encodeURIComponent(id)}${revision ? `?revision=${revision}` : ""}`;
}

export function RuleTag({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  if (verdict.kind === "out_of_specification") {
    return (
      <span className="tag bad">
        <Mark shape="square" /> {t("why.out_of_specification")}
      </span>
    );
  }
  return (
    <span className="tag warn">
      <Mark shape="triangle" /> {t("why.rule", { number: verdict.rules.map(rule_number).join(" · ") })}
    </span>
  );
}

interface WhyProps {
  verdict: Verdict;
  stream?: boolean;
  said?: string; // stands above already, and is not repeated
}
export function Why({ verdict, stream = true, said = "" }: WhyProps) {
  const { t, i18n } = useTranslation();
  const words = usePlantWords();
  const { center, lower, upper, sigma } = verdict.limits;
  const spec = verdict.kind === "out_of_specification";
  const decimals = spec && lower !== undefined && upper !== undefined ? digits_within(lower, upper).least : decimals_for((upper ?? Math.max(...verdict.points.map((p) => p.value))) - (lower ?? center ?? 0));
  const value = (v: number | undefined) => `${fixed(v, decimals)} ${uom_text(verdict.uom)}`.trim();
  const shown = (v: number | undefined) => (spec ? with_uom(v, verdict.uom, { least: decimals, most: Math.max(4, decimals) }) : value(v));
  return (
    <dl className="facts">
      <dt>{t("why.found")}</dt>
      <dd>
        <RuleTag verdict={verdict} /> {say(verdict.text) !== said && say(verdict.text)}
      </dd>
      {verdict.rules.length > 0 && (
        <>
          <dt>{t("why.rules")}</dt>
          <dd>{verdict.rules.map((rule) => (i18n.exists(`rule.${rule}`) ? t(`rule.${rule}`) : rule)).join("; ")}</dd>
        </>
      )}
      <dt>{t("why.points")}</dt>
      <dd>
        {verdict.points.slice(-8).map((point, i) => (
          <span key={i}>
            {i > 0 ? " · " : ""}
            <span title={point.time}>{shown(point.value)}</span>
          </span>
        ))}
        {verdict.points.length > 8 ? ` (${t("why.of_points", { count: verdict.points.length })})` : ""}
      </dd>
      <dt>{t(spec ? "why.specification" : "why.limits")}</dt>
      <dd>
        {lower !== undefined && `${t(spec ? "why.lower_spec" : "why.lcl")} ${shown(lower)}`}
        {lower !== undefined && upper !== undefined && " · "}
        {upper !== undefined && `${t(spec ? "why.upper_spec" : "why.ucl")} ${shown(upper)}`}
        {center !== undefined && ` · ${t(spec ? "why.target" : "why.center")} ${shown(center)}`}
        {sigma !== undefined && ` · σ ${fixed(sigma, decimals + 1)}`}
      </dd>
      <dt>{t("why.plan")}</dt>
      <dd>
        <Link className="link" to={plan_href(verdict.plan)}>
          {verdict.plan.replace("@", ` ${t("why.revision")} `)}
        </Link>
        {" · "}
        {t("why.line", { line: verdict.line })}
        {verdict.shadow && <> <span className="tag info">{t("mode.shadow")}</span></>}
      </dd>
      {stream && (
        <>
          <dt>{t("why.stream")}</dt>
          <dd>
            <Link className="link" to={verdict_href(verdict)}>
              {words.stream_name(verdict.equipment, verdict.tag)} · {verdict.equipment}
            </Link>
          </dd>
        </>
      )}
      <dt>{t("why.time")}</dt>
      <dd>
        <When time={verdict.time} />
        {verdict.last_good && (
          <>
            {" · "}
            {t("why.last_good")} <When time={verdict.last_good} />
          </>
        )}
      </dd>
      {(verdict.unit || verdict.lot) && (
        <>
          <dt>{t("why.made")}</dt>
          <dd className="row">
            {verdict.unit && (
              <Link className="link" to={`/units/${encodeURIComponent(verdict.unit)}`}>
                {verdict.unit}
              </Link>
            )}
            {verdict.lot && (
              <Link className="link" to={`/lots/${encodeURIComponent(verdict.lot)}`}>
                {verdict.lot}
              </Link>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}
