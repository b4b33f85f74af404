// What the server says of its sources: how each is, its streams, what arrived, and what a message would become.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, path, post } from "./client";
import { live } from "./live";
import type { components } from "./schema";
import type { Listed } from "./shapes";

type Shapes = components["schemas"];
export type SourceHealth = Shapes["SourceHealth"];
export type SourceFault = SourceHealth["faults"][number];
export type SourceConnection = Shapes["Connection"];
export type StreamHealth = Shapes["StreamHealth"];
export type Arrival = Shapes["Arrival"];
export type TryReply = Shapes["TriedMessage"];
export interface SourceDetail {
  source: SourceHealth;
  streams: StreamHealth[];
  arrivals: Arrival[];
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
