// Overall equipment effectiveness in its first form (ISO 22400-2): availability × effectiveness × quality for each equipment, or the
// reason why a figure is absent. A figure that cannot be known is never guessed.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Board } from "@/api/shapes";
import { say } from "@/text";
import { duration_text, number_text } from "@/widgets/format";

const percent = (value: number | undefined) => (value === undefined || value === null ? "–" : `${number_text(value * 100, { least: 1, most: 1 })} %`);

export function Effectiveness({ board }: { board: Board }) {
  const { t } = useTranslation();
  const rows = board.oee ?? [];
  if (rows.length === 0) return null;
  const reasons = [...new Set(rows.filter((row) => row.oee === undefined || row.oee === null).map((row) => say(row.text)).filter(Boolean))];
  return (
    <div style={{ borderTop: "1px solid var(--grid)", marginTop: 12, paddingTop: 10 }}>
      <h2 className="card-title">{t("oee.title")} <span>{t("oee.formula")}</span></h2>
      <div className="table-wrap" tabIndex={0} role="region" aria-label={t("oee.title")}>
        <table className="data oee">
          <thead>
            <tr>
              <th scope="col">{t("column.equipment")}</th>
              {(["oee", "availability", "effectiveness", "quality"] as const).map((name) => <th key={name} scope="col" className="num">{t(`oee.${name}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.equipment} title={say(row.text) || t("oee.inputs", { busy: duration_text(row.busy_s * 1000), planned: duration_text(row.planned_s * 1000), good: number_text(row.good), made: number_text(row.made) })}>
                <td><Link className="link" to={`/equipment/${encodeURIComponent(row.equipment)}`}>{row.equipment}</Link></td>
                <td className="num"><b>{percent(row.oee)}</b></td>
                <td className="num">{percent(row.availability)}</td>
                <td className="num">{percent(row.effectiveness)}</td>
                <td className="num">{percent(row.quality)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reasons.map((reason) => <p key={reason} className="soft small" style={{ marginTop: 6 }}>{reason}</p>)}
    </div>
  );
}
