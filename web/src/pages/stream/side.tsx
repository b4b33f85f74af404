// Beside the chart: why this point, or what the chart stands on while nothing signals.
import { useTranslation } from "react-i18next";
import type { ControlChart, ControlChartPanel, StreamDetail, StreamLine, Verdict } from "@/api/shapes";
import { say } from "@/text";
import { decimals_for, fixed, range_text, uom_text } from "@/widgets/format";
import type { Chosen } from "./moment";
import { PointWhy } from "./point_why";

interface Props {
  stream: StreamDetail;
  chart: ControlChart | undefined;
  shown: Chosen | null;
  picked: boolean;
  choose: (chosen: Chosen | null) => void;
  verdicts: Verdict[];
  line: StreamLine;
  rules: string[];
}
export function Side({ stream, chart, shown, picked, choose, verdicts, line, rules }: Props) {
  const { t } = useTranslation();
  if (chart && shown) return <PointWhy stream={stream} chart={chart} at={shown} verdicts={verdicts} line={line} picked={picked} back={() => choose(null)} />;
  const location = chart?.panels[0];
  return (
    <aside className="card">
      <h2>{t("stream.calm")}</h2>
      <p className="soft" style={{ marginBottom: 14 }}>{t("stream.calm_what")}</p>
      <dl className="facts">
        {line.specification && <><dt>{t("why.specification")}</dt><dd>{range_text(line.specification.lower, line.specification.upper)} {uom_text(stream.uom)}</dd></>}
        {location?.center !== undefined && location.center !== null && <><dt>{t("why.limits")}</dt><dd>{limits_text(location)} {uom_text(chart?.uom)}</dd></>}
        {rules.length > 0 && <><dt>{t("why.rules")}</dt><dd>{rules.map((rule) => <div key={rule}>{t(`rule.${rule}`)}</div>)}</dd></>}
        <dt>{t("why.false_alarm")}</dt>
        <dd>{say(chart?.false_alarm) || "–"}</dd>
      </dl>
    </aside>
  );
}
const limits_text = ({ lower, upper }: ControlChartPanel) => {
  const decimals = decimals_for((upper ?? 0) - (lower ?? 0));
  return `${fixed(lower, decimals)} … ${fixed(upper, decimals)}`;
};
