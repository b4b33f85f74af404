// The points of the chart as a table, newest first: for whoever reads rather than sees, and for copying.
import { useTranslation } from "react-i18next";
import type { ControlChart } from "@/api/shapes";
import { decimals_for, fixed, uom_text } from "@/widgets/format";
import { Table } from "@/widgets/table";
import { When } from "@/widgets/when";
import { rule_number } from "@/widgets/why";
import type { Chosen } from "./moment";

interface Row {
  time: string;
  index: number;
  value: number;
  spread: number | undefined;
  rules: string[];
  panel: number;
}
const most = 300;
export function rows_of(chart: ControlChart): Row[] {
  const spread = new Map(chart.panels[1]?.points.map((point) => [point.index, point]));
  return (chart.panels[0]?.points ?? []).slice(-most).reverse().map((point) => {
    const beside = spread.get(point.index);
    return { time: point.time, index: point.index, value: point.value, spread: beside?.value, rules: [...new Set([...point.rules, ...(beside?.rules ?? [])])], panel: point.rules.length === 0 && beside?.rules.length ? 1 : 0 };
  });
}

export function PointTable({ chart, choose, specification }: { chart: ControlChart; choose: (chosen: Chosen) => void; specification: { lower?: number; upper?: number } }) {
  const { t } = useTranslation();
  const location = chart.panels[0];
  const decimals = decimals_for((location?.upper ?? 0) - (location?.lower ?? 0));
  const outside = (value: number) => (specification.lower !== undefined && value < specification.lower) || (specification.upper !== undefined && value > specification.upper);
  const found = (row: Row) => [...(row.rules.length > 0 ? [t("why.rule", { number: row.rules.map(rule_number).join(" · ") })] : []), ...(outside(row.value) ? [t("why.out_of_specification")] : [])].join(", ");
  return (
    <div className="chart-table">
      <Table
        rows={rows_of(chart)} row_id={(row) => String(row.index)} label={t("stream.as_table")} open={(row) => choose({ panel: row.panel, at: Date.parse(row.time) })}
        columns={[
          { id: "time", title: t("column.time"), phone: "title", show: (row) => <When time={row.time} /> },
          { id: "value", title: `${t("column.value")} ${uom_text(chart.uom)}`.trim(), num: true, phone: "badge", show: (row) => fixed(row.value, decimals) },
          { id: "spread", title: t(chart.subgroup_size > 1 ? "stream.tip.range" : "stream.tip.moving_range"), num: true, phone: "named", show: (row) => (row.spread === undefined ? "" : fixed(row.spread, decimals)) },
          { id: "found", title: t("column.found"), phone: "full", show: (row) => <span className="bad">{found(row)}</span> },
        ]}
      />
    </div>
  );
}
