// Which of a station's streams speaks for it: the one that an open alarm is about, else the first that a control plan judges, else
// the first.
import type { Alarm, EquipmentView, Stream } from "@/api/shapes";
import type { PlantWords } from "./plan_lines";

export function main_stream(equipment: EquipmentView, words: Pick<PlantWords, "lines">, alarms: Alarm[]): Stream | undefined {
  const alarmed = alarms.find((alarm) => alarm.equipment === equipment.id)?.because.stream;
  return equipment.streams.find((one) => one.id === alarmed) ?? equipment.streams.find((one) => words.lines.has(one.id)) ?? equipment.streams[0];
}
