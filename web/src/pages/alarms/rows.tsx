// The rows of the console: an equipment with its counts, and an alarm with its verbs.
import { Button } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Alarm } from "@/api/shapes";
import { say } from "@/text";
import { ago_text, number_text } from "@/widgets/format";
import { VerbButton } from "@/widgets/may";
import { AlarmState, PriorityMark } from "@/widgets/state";
import { When } from "@/widgets/when";
import { waits_for_somebody, type Asking } from "./ask";
import type { Row } from "./groups";

export function EquipmentRow({ row, name }: { row: Extract<Row, { kind: "equipment" }>; name: string }) {
  const { t } = useTranslation();
  return (
    <div className="alarm-group">
      <PriorityMark priority={row.priority} />
      <b><Link to={`/equipment/${encodeURIComponent(row.equipment)}`}>{row.equipment} <span className="soft">{name === row.equipment ? "" : name}</span></Link></b>
      <span className="quiet small">
        <span className="counts">{t("alarm.group", { count: row.alarms, occurrences: number_text(row.occurrences) })}</span>
        {row.waiting > 0 && <b className="bad"> {t("alarm.waiting", { count: row.waiting })}</b>}
      </span>
    </div>
  );
}

interface Props {
  row: Extract<Row, { kind: "alarm" }>;
  at: boolean;
  chosen: boolean;
  brief: boolean;
  named: boolean;
  unfolded: boolean;
  open: (alarm: Alarm) => void;
  turn: (condition: string) => void;
  ask: (asking: Asking) => void;
}
export const AlarmRow = memo(function AlarmRow({ row, at, chosen, brief, named, unfolded, open, turn, ask }: Props) {
  const { t } = useTranslation();
  const { alarm } = row;
  return (
    <div className={`alarm-row ${at || chosen ? "at" : ""} ${row.is_earlier ? "earlier" : ""} ${brief ? "brief" : ""}`} onClick={() => open(alarm)}>
      <PriorityMark priority={alarm.priority} />
      <div className="alarm-text">
        <Link to={`/alarms/${alarm.id}`} onClick={(event) => (event.preventDefault(), event.stopPropagation(), open(alarm))}><b>{say(alarm.because.text)}</b></Link>
        <small>
          {named && `${alarm.equipment} · `}{alarm.id} · {t("alarm.since", { age: ago_text(alarm.raised_at) })}
          {alarm.count > 1 && ` · ${t("alarm.times", { count: alarm.count })}`}
          {alarm.false_at && ` · ${t("alarm.false")}`}
          {alarm.escalated_to && ` · ${t("alarm.escalated", { to: alarm.escalated_to })}`}
          {row.earlier > 0 && (
            <Button type="link" size="small" className="fold" aria-expanded={unfolded} onClick={(event) => (event.stopPropagation(), turn(row.condition))}>
              {t(unfolded ? "alarm.fold" : "alarm.earlier", { count: row.earlier })}
            </Button>
          )}
        </small>
      </div>
      <span className="alarm-state"><AlarmState alarm={alarm} /></span>
      <span className="alarm-when quiet"><When time={alarm.last_at} /></span>
      <span className="alarm-verb" onClick={(event) => event.stopPropagation()}>
        {waits_for_somebody(alarm) && (
          <VerbButton permission="alarms.acknowledge" size="small" onClick={() => ask({ verb: "acknowledge", alarm })}>{t("alarm.acknowledge")}</VerbButton>
        )}
      </span>
    </div>
  );
});
