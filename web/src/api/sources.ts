// What the server says of its sources: how each is, its streams, what arrived, and what a message would become.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, path, post } from "./client";
import { live } from "./live";
import type { Listed, RawReading, Text } from "./shapes";

export type SourceFault = "gappy" | "stuck" | "clock_skew" | "late";
export interface SourceConnection {
  state: "connected" | "connecting" | "off";
  address: string;
  since?: string;
  error?: Text;
  attempts: number;
  retry_at?: string;
  last_worked_at?: string;
}
export interface SourceHealth {
  id: string;
  from: string;
  state: "never" | "connected" | "silent" | "not_connected";
  faults: SourceFault[];
  text: Text;
  connection?: SourceConnection;
  last_arrival_at?: string;
  newest_time?: string;
  readings: number;
  per_minute: number;
  duplicates: number;
  quarantined: number;
  late: number;
  clock_skew_ms?: number;
  streams: number;
  faulty_streams: number;
}
export interface StreamHealth {
  id: string;
  equipment: string;
  tag: string;
  source?: string;
  state: "never" | "ok" | "silent" | "stuck" | "gappy" | "clock_skew" | "late";
  text: Text;
  since?: string;
  last_time?: string;
  last_arrival_at?: string;
  every_s?: number;
  gaps: number;
  late: number;
  clock_skew_ms?: number;
}
export interface Arrival {
  at: string;
  topic: string;
  payload: string;
  size: number;
  readings: number;
  refusals: number;
  text?: Text;
}
export interface SourceDetail {
  source: SourceHealth;
  streams: StreamHealth[];
  arrivals: Arrival[];
}
export interface TryReply {
  matched: boolean;
  fields: { name: string; value: string }[];
  readings: Partial<RawReading>[];
  refusals: { code?: string; field?: string; text?: Text; reading?: unknown }[];
  text?: Text;
}

// Their health is announced only to those who look at it.
function useHealthNews(known: boolean) {
  useEffect(() => (known ? live.follow_topic("health") : undefined), [known]);
}
export function useSources() {
  const answer = useQuery({ queryKey: ["sources"], queryFn: ({ signal }) => get<Listed<SourceHealth>>(path("sources"), signal), refetchInterval: 10_000 });
  useHealthNews(answer.isSuccess);
  return answer;
}
// What arrives is looked at live, so it is asked often, and only while somebody looks.
export function useSource(id: string) {
  const answer = useQuery({ queryKey: ["sources", id], queryFn: ({ signal }) => get<SourceDetail>(path("sources", id), signal), refetchInterval: 2_000 });
  useHealthNews(answer.isSuccess);
  return answer;
}

export const try_source = (source: unknown, topic: string, payload: string) => post<TryReply>(path("sources", "try"), { source, topic, payload });
