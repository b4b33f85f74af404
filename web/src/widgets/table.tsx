// A list as a table: j and k move, Enter opens, Esc leaves; on a phone each row folds into a small card. The rows on
// the screen export as CSV. Pages come from the server by cursor.
import { Button } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { items_of, type ListQuery } from "@/api/queries";
import { Asked } from "./asked";
import { csv_text, offer_file } from "./csv";
import { use_row_keys } from "./keys";

export interface Column<Row> {
  id: string;
  title: string;
  show: (row: Row) => ReactNode;
  csv?: (row: Row) => string | number | undefined;
  num?: boolean;
  // Its place in the card that a row is on a phone; small print unless said otherwise, "named" with the column's title.
  phone?: "title" | "badge" | "full" | "named" | "verb" | "hide";
}

interface TableProps<Row> {
  columns: Column<Row>[];
  rows: Row[];
  row_id: (row: Row) => string;
  open?: ((row: Row) => void) | undefined;
  chosen?: string | undefined;
  label: string;
}
export function Table<Row>({ columns, rows, row_id, open, chosen, label }: TableProps<Row>) {
  // The row is kept by its name: a live list moves under the cursor.
  const [at_id, set_at_id] = useState<string | null>(null);
  const at = rows.findIndex((row) => row_id(row) === at_id);
  const set_at = (index: number) => rows[index] && set_at_id(row_id(rows[index]));
  const body = useRef<HTMLTableSectionElement>(null);
  use_row_keys(open !== undefined, (step) => set_at(Math.max(0, Math.min(rows.length - 1, at + step))), () => {
    const row = rows[at];
    if (row && open) open(row);
  });
  useEffect(() => {
    body.current?.rows[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className="table-wrap">
      <table className="data folds" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) =>
              column.title === "" ? <td key={column.id} /> : (
                <th key={column.id} className={column.num ? "num" : undefined} scope="col">
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => {
            const id = row_id(row);
            return (
              <tr
                key={id}
                className={`${open ? "can" : ""} ${index === at || id === chosen ? "at" : ""}`}
                tabIndex={open ? 0 : undefined}
                onClick={open && (() => open(row))}
                onFocus={() => set_at(index)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.target !== event.currentTarget || !open) return;
                  event.stopPropagation();
                  open(row);
                }}
              >
                {columns.map((column) => (
                  <td key={column.id} data-label={column.title} className={`${column.num ? "num" : ""} ${column.phone ? `at-${column.phone}` : ""}`}>
                    {column.show(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function CsvButton<Row>({ columns, rows, label }: Pick<TableProps<Row>, "columns" | "rows" | "label">) {
  const { t } = useTranslation();
  return (
    <Button size="small" type="text" onClick={() => offer_file(`${label}.csv`, csv_text(columns, rows))}>
      {t("table.csv")}
    </Button>
  );
}

interface ListProps<Row> extends Omit<TableProps<Row>, "rows"> {
  list: ListQuery<Row>;
  empty: ReactNode;
}
export function ListTable<Row>({ list, empty, ...table }: ListProps<Row>) {
  const { t } = useTranslation();
  return (
    <Asked answer={list} lines={6}>
      {() => {
        const rows = items_of<Row>(list);
        if (rows.length === 0) return empty;
        return (
          <>
            <Table rows={rows} {...table} />
            <div className="table-foot">
              <span>{t(list.hasNextPage ? "table.first" : "table.all", { count: rows.length })}</span>
              <span className="row">
                {list.hasNextPage && (
                  <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t("table.more")}
                  </Button>
                )}
                <CsvButton columns={table.columns} rows={rows} label={table.label} />
              </span>
            </div>
          </>
        );
      }}
    </Asked>
  );
}
