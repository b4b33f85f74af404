// Excursions by where they began: the draft's above the line, those of the revision in force below it, on one axis of time.
import { useTranslation } from "react-i18next";
import type { ReportLine } from "@/api/backtest";
import { time_text } from "@/widgets/format";

const width = 960;
const half = 44;

export function TimeBars({ line }: { line: ReportLine }) {
  const { t } = useTranslation();
  const draft = line.draft?.timeline ?? [];
  const active = line.active?.timeline ?? [];
  const spans = Math.max(draft.length, active.length);
  const most = Math.max(0, ...draft, ...active);
  if (spans === 0 || most === 0) return null;
  const step = width / spans;
  const height = (count: number) => (count === 0 ? 0 : Math.max(3, (count / most) * (half - 4)));
  const label = t("backtest.timeline", { draft: draft.reduce((a, b) => a + b, 0), active: active.reduce((a, b) => a + b, 0) });
  return (
    <figure className="time-bars">
      <svg viewBox={`0 0 ${width} ${half * 2}`} role="img" aria-label={label} preserveAspectRatio="none">
        {draft.map((count, i) => count > 0 && <rect key={`d${i}`} className="of-draft" x={i * step + 0.5} width={Math.max(1, step - 1)} y={half - height(count)} height={height(count)}><title>{count}</title></rect>)}
        {active.map((count, i) => count > 0 && <rect key={`a${i}`} className="of-active" x={i * step + 0.5} width={Math.max(1, step - 1)} y={half} height={height(count)}><title>{count}</title></rect>)}
        <line x1={0} x2={width} y1={half} y2={half} />
      </svg>
      <figcaption>
        <span>{time_text(line.from!)}</span>
        <span className="legend"><i className="of-draft" /> {t("backtest.draft")} ↑ <i className="of-active" /> {t("backtest.active")} ↓</span>
        <span>{time_text(line.to!)}</span>
      </figcaption>
    </figure>
  );
}
