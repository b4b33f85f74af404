// Where readings come from, and how each source is: nothing came yet, readings come, they stopped, or it cannot be reached.
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useSources, type SourceHealth } from "@/api/sources";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { ago_text, number_text } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { CsvButton, Table, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { Faults, SourceState } from "./marks";

const worst: SourceHealth["state"][] = ["not_connected", "silent", "connected", "never"];

export default function SourcesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sources = useSources();
  useTrail([{ text: t("nav.sources") }]);
  const columns: Column<SourceHealth>[] = [
    { id: "id", title: t("column.source"), phone: "title", csv: (one) => one.id, show: (one) => <b className="keep">{one.id}</b> },
    { id: "state", title: t("column.state"), phone: "badge", csv: (one) => one.state, show: (one) => <SourceState state={one.state} /> },
    {
      id: "text", title: t("source.what"), phone: "full", csv: (one) => say(one.text),
      show: (one) => (
        <>
          {say(one.text)} {(one.faults ?? []).length > 0 && <Faults faults={one.faults} />}
          {one.connection?.retry_at && <span className="quiet small"> {t("source.retry", { when: ago_in(one.connection.retry_at) })}</span>}
        </>
      ),
    },
    { id: "from", title: t("source.from"), csv: (one) => one.from, show: (one) => <span className="keep">{t(`source.kind.${one.from}`, { defaultValue: one.from })}</span> },
    { id: "rate", title: t("source.per_minute"), num: true, phone: "named", csv: (one) => one.per_minute, show: (one) => number_text(one.per_minute, { most: 1 }) },
    {
      id: "streams", title: t("source.streams"), num: true, phone: "named", csv: (one) => one.streams,
      show: (one) => <>{number_text(one.streams)}{one.faulty_streams > 0 && <b className="warn"> · {t("source.faulty", { count: one.faulty_streams })}</b>}</>,
    },
    { id: "last", title: t("source.last_arrival"), phone: "named", csv: (one) => one.last_arrival_at, show: (one) => <When time={one.last_arrival_at} /> },
  ];
  return (
    <>
      <PageHead title={t("nav.sources")} plain={t("nav.sources")} />
      <div className="card">
        <Asked answer={sources} lines={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t("source.none")}><p>{t("source.none_what")}</p></Empty>
            ) : (
              <>
                <Table<SourceHealth>
                  rows={items.toSorted((a, b) => worst.indexOf(a.state) - worst.indexOf(b.state) || (b.faulty_streams - a.faulty_streams) || (a.id < b.id ? -1 : 1))}
                  columns={columns} row_id={(one) => one.id} label={t("nav.sources")} open={(one) => navigate(`/sources/${encodeURIComponent(one.id)}`)}
                />
                <div className="table-foot">
                  <span>{t("table.all", { count: items.length })}</span>
                  <CsvButton columns={columns} rows={items} label={t("nav.sources")} />
                </div>
              </>
            )
          }
        </Asked>
      </div>
    </>
  );
}
// How long it still is until then; a moment that has passed is now.
function ago_in(time: string): string {
  return ago_text(Date.now(), new Date(time).getTime());
}
