// The state of a thing as shape, word and, only when it is abnormal, colour.
import { useTranslation } from "react-i18next";
import type { Alarm, EquipmentView, Hold, Item } from "@/api/shapes";
import { Mark, type Shape } from "./mark";

type Tone = "" | "bad" | "warn" | "quiet";
const equipment_states: Record<EquipmentView["state"] | "not_planned", [Shape, Tone]> = {
  running: ["play", ""],
  idle: ["ring", ""],
  stopped: ["square", "bad"],
  no_data: ["hatch", "quiet"],
  not_connected: ["unplugged", "quiet"],
  not_planned: ["dashes", "quiet"],
};
const item_states: Record<Item["state"], [Shape, Tone]> = {
  available: ["ring", ""],
  in_process: ["play", ""],
  consumed: ["dot", ""],
  packed: ["box", ""],
  shipped: ["arrow", ""],
  scrapped: ["cross", "bad"],
};
const alarm_states: Record<Alarm["state"], [Shape, Tone]> = {
  unacknowledged: ["square", "bad"],
  acknowledged: ["tick", ""],
  returned: ["ring", "warn"],
  cleared: ["tick", "quiet"],
};

export function EquipmentState({ state, more }: { state: EquipmentView["state"] | "not_planned"; more?: string | undefined }) {
  const { t } = useTranslation();
  const [shape, tone] = equipment_states[state] ?? ["hatch", "quiet"];
  return (
    <span className={`state ${tone}`}>
      <Mark shape={shape} /> {t(`equipment.state.${state}`)}
      {more ? ` · ${more}` : ""}
    </span>
  );
}
export function ItemState({ state }: { state: Item["state"] }) {
  const { t } = useTranslation();
  const [shape, tone] = item_states[state] ?? ["ring", ""];
  return (
    <span className={`state ${tone}`}>
      <Mark shape={shape} /> {t(`item.state.${state}`)}
    </span>
  );
}
export const item_shape = (state: Item["state"]) => (item_states[state] ?? item_states.available)[0];

export function AlarmState({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation();
  if (alarm.shelved_until && new Date(alarm.shelved_until).getTime() > Date.now()) {
    return (
      <span className="state">
        <Mark shape="dashes" /> {t("alarm.state.shelved")}
      </span>
    );
  }
  const [shape, tone] = alarm_states[alarm.state] ?? ["ring", ""];
  return (
    <span className={`state ${tone}`}>
      <Mark shape={shape} /> {t(`alarm.state.${alarm.state}`)}
    </span>
  );
}
export function HoldState({ state }: { state: Hold["state"] }) {
  const { t } = useTranslation();
  return (
    <span className={`state ${state === "active" ? "bad" : ""}`}>
      <Mark shape={state === "active" ? "square" : "tick"} /> {t(`hold.state.${state}`)}
    </span>
  );
}
const priorities: Record<Alarm["priority"], [Shape, string]> = { high: ["square", "bad"], medium: ["triangle", "warn"], low: ["dot", "info"] };
export function PriorityMark({ priority }: { priority: Alarm["priority"] }) {
  const { t } = useTranslation();
  const [shape, tone] = priorities[priority] ?? priorities.medium;
  return (
    <span className={tone} title={t(`alarm.priority.${priority}`)}>
      <Mark shape={shape} />
      <span className="unseen">{t(`alarm.priority.${priority}`)}</span>
    </span>
  );
}
