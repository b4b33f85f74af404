// From a list of alarms to what the console shows: filtered, then grouped by equipment and by condition, the most urgent first. A
// condition is one line of a control plan on one stream; of its alarms the newest stands for all, the earlier ones unfold.
import type { Alarm } from "@/api/shapes";

export interface Filters {
  priority: string;
  state: string;
  equipment: string;
  text: string;
}
export type Row =
  | { kind: "equipment"; equipment: string; alarms: number; occurrences: number; waiting: number; priority: Alarm["priority"] }
  | { kind: "alarm"; alarm: Alarm; earlier: number; is_earlier: boolean; condition: string };

const rank: Record<Alarm["priority"], number> = { high: 0, medium: 1, low: 2 };
const condition_of = ({ because }: Alarm) => [because.stream, because.plan.split("@")[0], because.line, because.kind].join(" ");
export const shown_state = (alarm: Alarm, now: number) => (alarm.shelved_until && new Date(alarm.shelved_until).getTime() > now ? "shelved" : alarm.state);

export function filtered(alarms: Alarm[], filters: Filters, said: (alarm: Alarm) => string, now: number): Alarm[] {
  const text = filters.text.trim().toLowerCase();
  return alarms.filter(
    (alarm) =>
      (filters.priority === "" || alarm.priority === filters.priority) &&
      (filters.equipment === "" || alarm.equipment === filters.equipment) &&
      (filters.state === "" || shown_state(alarm, now) === filters.state) &&
      (text === "" || `${alarm.id} ${alarm.equipment} ${said(alarm)}`.toLowerCase().includes(text)),
  );
}

export function grouped(alarms: Alarm[], unfolded: ReadonlySet<string>, now = Date.now()): Row[] {
  const by_equipment = new Map<string, Map<string, Alarm[]>>();
  for (const alarm of alarms) {
    const conditions = by_equipment.get(alarm.equipment) ?? new Map<string, Alarm[]>();
    by_equipment.set(alarm.equipment, conditions);
    const key = condition_of(alarm);
    const same = conditions.get(key);
    if (same) same.push(alarm);
    else conditions.set(key, [alarm]);
  }
  const groups = [...by_equipment].map(([equipment, conditions]) => {
    const all = [...conditions.values()].flat();
    const waiting = all.filter((alarm) => ["unacknowledged", "returned"].includes(shown_state(alarm, now)));
    const heads = [...conditions].map(([condition, same]) => ({ condition, same: same.toSorted(newest_first) })).toSorted((a, b) => urgency(a.same[0]!) - urgency(b.same[0]!) || newest_first(a.same[0]!, b.same[0]!));
    return { equipment, all, waiting, heads, urgency: Math.min(...all.map(urgency)) };
  });
  return groups
    .toSorted((a, b) => a.urgency - b.urgency || (a.equipment < b.equipment ? -1 : 1))
    .flatMap(({ equipment, all, waiting, heads }): Row[] => [
      { kind: "equipment", equipment, alarms: all.length, occurrences: all.reduce((sum, alarm) => sum + alarm.count, 0), waiting: waiting.length, priority: all.map((alarm) => alarm.priority).sort((a, b) => rank[a] - rank[b])[0]! },
      ...heads.flatMap(({ condition, same }): Row[] =>
        (unfolded.has(condition) ? same : same.slice(0, 1)).map((alarm, i) => ({ kind: "alarm", alarm, earlier: i === 0 ? same.length - 1 : 0, is_earlier: i > 0, condition })),
      ),
    ]);
}
export const by_time = (alarms: Alarm[]): Row[] => alarms.toSorted(newest_first).map((alarm) => ({ kind: "alarm", alarm, earlier: 0, is_earlier: false, condition: alarm.id }));

// In a flood: the highest priority that there is, and whatever is less urgent waits folded.
export function urgent_ones(alarms: Alarm[]): Alarm[] {
  const highest = Math.min(...alarms.map((alarm) => rank[alarm.priority]));
  return alarms.filter((alarm) => rank[alarm.priority] === highest);
}

// What waits comes before what was seen, and then the priority decides.
function urgency(alarm: Alarm): number {
  const seen = { unacknowledged: 0, returned: 1, acknowledged: 2, cleared: 3 }[alarm.state] ?? 3;
  return seen * 10 + rank[alarm.priority];
}
const newest_first = (a: Alarm, b: Alarm) => (a.last_at < b.last_at ? 1 : a.last_at > b.last_at ? -1 : 0);
