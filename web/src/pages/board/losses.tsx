// Where quality is lost: defects by count, and the yield of each hour.
import { useTranslation } from "react-i18next";
import type { Board } from "@/api/shapes";
import { hour_text, number_text } from "@/widgets/format";

export function Defects({ defects, kpis }: { defects: Board["defects"]; kpis: Board["kpis"] }) {
  const { t, i18n } = useTranslation();
  const top = defects.toSorted((a, b) => b.count - a.count).slice(0, 6);
  const most = top[0]?.count ?? 1;
  const sum = defects.reduce((so_far, one) => so_far + one.count, 0);
  return (
    <>
      <h2 className="card-title">
        {t("board.defects")}
        <span>{sum > 0 && t("board.defects_of", { count: number_text(sum), total: number_text(kpis.good_units + kpis.failed_units) })}</span>
      </h2>
      {top.length === 0 && <p className="soft small">{t("board.no_defects")}</p>}
      {top.map((one) => (
        <div className="pareto" key={one.defect}>
          <span>{i18n.exists(`defect.${one.defect}`) ? t(`defect.${one.defect}`) : readable(one.defect)}</span>
          <div style={{ width: `${(100 * one.count) / most}%` }} />
          <span>{number_text(one.count)}</span>
        </div>
      ))}
    </>
  );
}
const readable = (code: string) => code.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());

// Bars begin at the axis minimum below the worst hour, and each carries its figure, so that a short bar is not read as a share.
export function YieldByHour({ hours, now }: { hours: Board["yield_by_hour"]; now: string }) {
  const { t } = useTranslation();
  const shown = hours.slice(-10).map((one) => ({ ...one, rate: one.good + one.failed > 0 ? (100 * one.good) / (one.good + one.failed) : null }));
  const rates = shown.flatMap((one) => (one.rate === null ? [] : [one.rate]));
  const floor = Math.max(0, Math.floor(Math.min(...rates, 100) - 2));
  const most = Math.max(1, ...shown.map((one) => one.good + one.failed));
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / Math.max(1, rates.length);
  return (
    <div style={{ borderTop: "1px solid var(--grid)", marginTop: 12, paddingTop: 10 }}>
      <h2 className="card-title">
        {t("board.yield_by_hour")} <span>{rates.length > 0 && t("board.from_percent", { floor })}</span>
      </h2>
      {rates.length === 0 && <p className="soft small">{t("board.no_units")}</p>}
      <div className="hours" aria-label={t("board.hours_what")} role="group">
        {rates.length > 0 &&
          shown.map((one) => (
            <div key={one.hour} title={`${hour_text(one.hour)} · ${one.good} / ${one.good + one.failed}`}>
              <div className="column">
                {one.rate !== null && <i className={one.rate < mean - 0.5 ? "low" : ""} style={{ height: `${(100 * (one.rate - floor)) / (100 - floor)}%` }} />}
              </div>
              <b>{one.rate === null ? "–" : number_text(one.rate, { least: 1, most: 1 })}</b>
              <em style={{ "--share": (one.good + one.failed) / most } as React.CSSProperties} title={t("board.made_title", { good: number_text(one.good), failed: number_text(one.failed) })}>
                {number_text(one.good + one.failed)}
              </em>
              {hour_text(one.hour)}
              {new Date(one.hour).getTime() + 3_600_000 > new Date(now).getTime() ? "…" : ""}
            </div>
          ))}
      </div>
    </div>
  );
}
