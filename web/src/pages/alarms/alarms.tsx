// The alarm console: what is open, why, and what can be done about it; grouped by equipment and condition, or by time. It holds as
// many alarms as the plant has: the server gives pages, the page shows the rows in sight. Filters stand in the address.
import { Button, Input, Segmented, Select } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useAlarmFlood } from "@/api/alarms";
import { useAlarm } from "@/api/queries";
import type { Alarm } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { csv_text, offer_file } from "@/widgets/csv";
import { number_text } from "@/widgets/format";
import { use_keys } from "@/widgets/keys";
import { PageHead } from "@/widgets/page_head";
import { usePlantWords } from "@/widgets/plan_lines";
import { useTrail } from "@/widgets/trail";
import { Windowed } from "@/widgets/windowed";
import { AlarmQuestions, is_shelved, waits_for_somebody, type Asking } from "./ask";
import { AlarmDetail } from "./detail";
import { FloodBanner } from "./flood";
import { by_time, filtered, grouped, urgent_ones } from "./groups";
import { useAlarmPages } from "./pages";
import { AlarmRow, EquipmentRow } from "./rows";
import "./alarms.css";

const row_height = () => (window.innerWidth <= 900 ? 84 : 50);

export default function AlarmsPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const [search, set_search] = useSearchParams();
  const words = usePlantWords();
  const all = search.get("show") === "all";
  const flat = search.get("group") === "time";
  const filters = { priority: search.get("priority") ?? "", state: search.get("state") ?? "", equipment: search.get("equipment") ?? "", text: search.get("text") ?? "" };
  const filter_key = JSON.stringify(filters);
  const set = (values: Record<string, string>) => set_search(Object.fromEntries(Object.entries({ ...Object.fromEntries(search), ...values }).filter(([, value]) => value !== "")), { replace: true });
  const { list, alarms, changes, changed, reload } = useAlarmPages(!all);
  const one = useAlarm(id);
  const [unfolded, set_unfolded] = useState<ReadonlySet<string>>(new Set());
  const [at, set_at] = useState(-1);
  const [asking, set_asking] = useState<Asking>(null);
  const keep = search.size > 0 ? `?${search}` : "";
  const place = id ? words.chain(one.data?.equipment ?? "").filter((step) => words.equipment.has(step)) : [];
  useTrail([...place.map((step) => ({ text: words.equipment_name(step) || step, to: `/equipment/${encodeURIComponent(step)}` })), { text: t("nav.alarms"), to: "/alarms" }, ...(id ? [{ text: id }] : [])]);
  const flood = useAlarmFlood().data;
  const [shows_flood, set_shows_flood] = useState(false);
  const is_folded = flood?.is_flood === true && !shows_flood && filters.priority === "" && !all;
  const sought = useMemo(() => filtered(alarms, JSON.parse(filter_key) as typeof filters, (alarm) => say(alarm.because.text), Date.now()), [alarms, filter_key]);
  const found = useMemo(() => (is_folded ? urgent_ones(sought) : sought), [sought, is_folded]);
  const rows = useMemo(() => (flat ? by_time(found) : grouped(found, unfolded)), [found, flat, unfolded]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const near_end = useCallback(() => void (hasNextPage && !isFetchingNextPage && fetchNextPage()), [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const row = rows[at];
  const chosen = row?.kind === "alarm" ? row.alarm : undefined;
  const open = (alarm: Alarm) => navigate(`/alarms/${alarm.id}${keep}`);
  const move = (step: number) => {
    let next = at + step;
    while (rows[next]?.kind === "equipment") next += step;
    if (rows[next]) set_at(next);
  };
  use_keys((key) => {
    if (key === "Escape") return id !== undefined && (navigate(`/alarms${keep}`), true);
    if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
    else if (chosen && key === "Enter") open(chosen);
    else if (chosen && key === "a" && waits_for_somebody(chosen)) set_asking({ verb: "acknowledge", alarm: chosen });
    else if (chosen && key === "s" && !is_shelved(chosen) && chosen.state !== "cleared") set_asking({ verb: "shelve", alarm: chosen });
    else return false;
    return true;
  });
  const turn = (condition: string) => set_unfolded((before) => (before.has(condition) ? new Set([...before].filter((kept) => kept !== condition)) : new Set([...before, condition])));
  const narrowed = Object.values(filters).some((value) => value !== "");
  return (
    <>
      <PageHead
        title={t("nav.alarms")} plain={id ?? t("nav.alarms")} above_one={id !== undefined}
        acts={
          <>
            <Segmented value={flat ? "time" : "groups"} options={[{ value: "groups", label: t("alarm.grouped") }, { value: "time", label: t("alarm.by_time") }]} onChange={(value) => set({ group: value === "time" ? "time" : "" })} />
            <Segmented value={all ? "all" : "open"} options={[{ value: "open", label: t("alarm.open") }, { value: "all", label: t("filter.all") }]} onChange={(value) => set({ show: value === "all" ? "all" : "" })} />
          </>
        }
      />
      <div className={id ? "halves" : ""}>
        <div className={`card ${id ? "beside" : ""}`}>
          <Filters filters={filters} set={set} equipment={[...new Set(alarms.map((alarm) => alarm.equipment))].sort()} />
          {flood?.is_flood && !all && <FloodBanner flood={flood} folded={sought.length - found.length} is_folded={is_folded} turn={() => set_shows_flood(is_folded)} />}
          {changes > 0 && <Button size="small" style={{ marginBottom: 8 }} onClick={reload}>{t("alarm.changes", { count: changes })}</Button>}
          <Asked answer={list} lines={8}>
            {() =>
              rows.length === 0 && !(narrowed && hasNextPage) ? (
                narrowed ? <Empty title={t("items.none_found")}><p>{t("items.none_found_next")}</p></Empty> : <Empty title={t(all ? "alarm.never" : "board.no_alarms")}><p>{t(all ? "alarm.never_what" : "board.no_alarms_what")}</p></Empty>
              ) : (
                <>
                  <Windowed count={rows.length} row_height={row_height()} at={at} label={t("nav.alarms")} near_end={near_end}>
                    {(index) => {
                      const shown = rows[index];
                      if (!shown) return null;
                      if (shown.kind === "equipment") return <EquipmentRow row={shown} name={words.equipment_name(shown.equipment)} />;
                      return <AlarmRow row={shown} at={index === at} chosen={shown.alarm.id === id} brief={id !== undefined} named={flat} unfolded={unfolded.has(shown.condition)} open={open} turn={turn} ask={set_asking} />;
                    }}
                  </Windowed>
                  <Foot found={found} searched={alarms.length} narrowed={narrowed} more={hasNextPage} loading={isFetchingNextPage} all_pages={async () => {
                    let more = hasNextPage;
                    while (more) {
                      const page = await fetchNextPage(); // a refusal is told in its answer, which then has the old pages
                      more = page.hasNextPage && !page.isError;
                    }
                  }} />
                </>
              )
            }
          </Asked>
        </div>
        {id && (
          <div className="stack">
            <Button className="back" onClick={() => navigate(`/alarms${keep}`)}>
              ‹ {t("nav.alarms")}
            </Button>
            <Asked answer={{ ...one, data: one.data ?? alarms.find((alarm) => alarm.id === id) }}>{(alarm) => <AlarmDetail alarm={alarm} />}</Asked>
          </div>
        )}
      </div>
      <AlarmQuestions asking={asking} done={() => set_asking(null)} changed={changed} />
    </>
  );
}

type FilterValues = { priority: string; state: string; equipment: string; text: string };
function Filters({ filters, set, equipment }: { filters: FilterValues; set: (values: Record<string, string>) => void; equipment: string[] }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  return (
    <div className="filters">
      <Input allowClear value={filters.text} placeholder={t("alarm.find")} aria-label={t("alarm.find")} style={{ width: 220 }} onChange={(event) => set({ text: event.target.value })} />
      <Select className="half" value={filters.priority} aria-label={t("alarm.priority")} style={{ width: 150 }} onChange={(value) => set({ priority: value })} options={[{ value: "", label: t("alarm.any_priority") }, ...["high", "medium", "low"].map((value) => ({ value, label: t(`alarm.priority.${value}`) }))]} />
      <Select className="half" value={filters.state} aria-label={t("column.state")} style={{ width: 200 }} onChange={(value) => set({ state: value })} options={[{ value: "", label: t("filter.any_state") }, ...["unacknowledged", "acknowledged", "returned", "shelved", "cleared"].map((value) => ({ value, label: t(`alarm.state.${value}`) }))]} />
      <Select
        showSearch={{ optionFilterProp: "label" }} value={filters.equipment} aria-label={t("column.equipment")} style={{ width: 220 }} onChange={(value) => set({ equipment: value })}
        options={[{ value: "", label: t("alarm.any_equipment") }, ...[...new Set([...equipment, ...(filters.equipment ? [filters.equipment] : [])])].map((value) => ({ value, label: `${value} ${words.equipment_name(value)}`.trim() }))]}
      />
    </div>
  );
}

interface FootProps {
  found: Alarm[];
  searched: number;
  narrowed: boolean;
  more: boolean;
  loading: boolean;
  all_pages: () => Promise<void>;
}
function Foot({ found, searched, narrowed, more, loading, all_pages }: FootProps) {
  const { t } = useTranslation();
  const [exporting, set_exporting] = useState(false);
  const columns = [
    { title: t("alarm.what"), csv: (alarm: Alarm) => say(alarm.because.text) },
    { title: "id", csv: (alarm: Alarm) => alarm.id },
    { title: t("column.equipment"), csv: (alarm: Alarm) => alarm.equipment },
    { title: t("column.stream"), csv: (alarm: Alarm) => alarm.because.stream },
    { title: t("alarm.priority"), csv: (alarm: Alarm) => t(`alarm.priority.${alarm.priority}`) },
    { title: t("column.state"), csv: (alarm: Alarm) => t(`alarm.state.${is_shelved(alarm) ? "shelved" : alarm.state}`) },
    { title: t("alarm.count"), csv: (alarm: Alarm) => alarm.count },
    { title: t("column.since"), csv: (alarm: Alarm) => alarm.raised_at },
    { title: t("alarm.last"), csv: (alarm: Alarm) => alarm.last_at },
    { title: t("alarm.note"), csv: (alarm: Alarm) => alarm.note },
  ];
  // What is not here yet is fetched first; the file is written when everything has come.
  if (exporting && !more && !loading) {
    set_exporting(false);
    setTimeout(() => offer_file(`${t("nav.alarms")}.csv`, csv_text(columns, found)));
  }
  const say_count = narrowed ? t(more ? "alarm.found_so_far" : "alarm.found", { count: found.length, of: number_text(searched) }) : t(more ? "table.first" : "table.all", { count: searched });
  return (
    <div className="table-foot">
      <span role="status">{loading ? t("alarm.searching", { of: number_text(searched) }) : say_count}</span>
      <span className="row">
        <span className="wide quiet small">{found.length > 0 && <><kbd>j</kbd> <kbd>k</kbd> <kbd>Enter</kbd> · <kbd>a</kbd> {t("alarm.acknowledge")} · <kbd>s</kbd> {t("alarm.shelve")}</>}</span>
        <Button size="small" type="text" loading={exporting} onClick={() => (set_exporting(true), void all_pages())}>{t("table.csv")}</Button>
      </span>
    </div>
  );
}
