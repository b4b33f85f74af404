// Whether more alarms come than one operator can answer, and how many of each line's were false.
import { useQuery } from "@tanstack/react-query";
import { get, path } from "./client";
import type { components } from "./schema";
import type { Listed } from "./shapes";

export type AlarmFlood = components["schemas"]["AlarmFlood"];
export type AlarmRate = components["schemas"]["AlarmRate"];

export const useAlarmFlood = () =>
  useQuery({ queryKey: ["alarms", "flood"], queryFn: ({ signal }) => get<AlarmFlood>(path("alarms", "flood"), signal), refetchInterval: 15_000 });
const useAlarmRates = () =>
  useQuery({ queryKey: ["alarms", "rates"], queryFn: ({ signal }) => get<Listed<AlarmRate>>(path("alarms", "rates"), signal), staleTime: 30_000 });
// Of one line of a plan, "CP-HOUSING-A@3"; nothing while it has raised no alarm.
export function useAlarmRate(plan: string, line: string): AlarmRate | undefined {
  return useAlarmRates().data?.items.find((one) => one.plan === plan && one.line === line);
}
