// The alarm console: what is open, why, and what can be done about it.
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { items_of, useAlarm, useAlarms } from "@/api/queries";
import type { Alarm } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { use_keys } from "@/widgets/keys";
import { PageHead } from "@/widgets/page_head";
import { AlarmState, PriorityMark } from "@/widgets/state";
import { ListTable, type Column } from "@/widgets/table";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { AlarmDetail } from "./detail";

export default function AlarmsPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const navigate = useNavigate();
  const [search, set_search] = useSearchParams();
  const all = search.get("show") === "all";
  const list = useAlarms(!all);
  const one = useAlarm(id);
  const keep = all ? "?show=all" : "";
  useTrail([{ text: t("nav.alarms"), to: "/alarms" }, ...(id ? [{ text: id }] : [])]);
  use_keys((key) => key === "Escape" && id !== undefined && (navigate(`/alarms${keep}`), true));
  const columns: Column<Alarm>[] = [
    { id: "priority", title: t("alarm.priority"), phone: "hide", show: (alarm) => <PriorityMark priority={alarm.priority} />, csv: (alarm) => alarm.priority },
    { id: "text", title: t("alarm.what"), phone: "full", show: (alarm) => <b style={{ fontWeight: 550 }}><span className="narrow"><PriorityMark priority={alarm.priority} /> </span>{say(alarm.because.text)}</b>, csv: (alarm) => say(alarm.because.text) },
    { id: "state", title: t("column.state"), show: (alarm) => <AlarmState alarm={alarm} />, csv: (alarm) => alarm.state },
    ...(id ? [] : ([
      { id: "equipment", title: t("column.equipment"), show: (alarm) => <span className="keep">{alarm.equipment}</span>, csv: (alarm) => alarm.equipment },
      { id: "count", title: t("alarm.count"), num: true, phone: "named", show: (alarm) => alarm.count, csv: (alarm) => alarm.count },
    ] satisfies Column<Alarm>[])),
    { id: "last", title: t("alarm.last"), show: (alarm) => <When time={alarm.last_at} />, csv: (alarm) => alarm.last_at },
  ];
  return (
    <>
      <PageHead
        title={t("nav.alarms")} plain={id ?? t("nav.alarms")} above_one={id !== undefined}
        acts={
          <Segmented
            value={all ? "all" : "open"} options={[{ value: "open", label: t("alarm.open") }, { value: "all", label: t("filter.all") }]}
            onChange={(value) => set_search(value === "all" ? { show: "all" } : {})}
          />
        }
      />
      <div className={id ? "halves" : ""}>
        <div className={`card ${id ? "beside" : ""}`}>
          <ListTable<Alarm>
            list={list} columns={columns} row_id={(alarm) => alarm.id} chosen={id} label={t("nav.alarms")} open={(alarm) => navigate(`/alarms/${alarm.id}${keep}`)}
            empty={
              <Empty title={t(all ? "alarm.never" : "board.no_alarms")}>
                <p>{t(all ? "alarm.never_what" : "board.no_alarms_what")}</p>
              </Empty>
            }
          />
        </div>
        {id && (
          <div className="stack">
            <Button className="back" onClick={() => navigate(`/alarms${keep}`)}>
              ‹ {t("nav.alarms")}
            </Button>
            <Asked answer={{ ...one, data: one.data ?? items_of<Alarm>(list).find((alarm) => alarm.id === id) }}>{(alarm) => <AlarmDetail alarm={alarm} />}</Asked>
          </div>
        )}
      </div>
    </>
  );
}
