// What pages ask for, one hook per question. A fact from the server marks the answers that it changes as old; only what is
// on the screen is asked again.
import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, get_text, path, post, query, Refused, Unreachable } from "./client";
import type {
  Alarm, Board, Command, ControlChart, Document, DocumentRevisions, Done, EquipmentView, Hold, Item, ItemHistory, LedgerEntry, Listed, Me, Permit,
  Names, Passport, QuarantinedReading, Sample, SearchItem, Stream, StreamDetail, Timeline, Trace, Verdict,
} from "./shapes";

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal will be refused again; a lost connection may come back.
      retry: (count, error) => !(error instanceof Refused) && count < 2,
      refetchOnWindowFocus: true,
      // A plant's server is often reached without the internet that a browser calls "online".
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

// Which answers each fact makes old. Facts of readings come in thousands and change none of these lists.
const changes: [RegExp, string[]][] = [
  [/^alarm_/, ["board", "alarms", "equipment"]],
  [/^hold_/, ["board", "holds", "equipment", "items", "permit"]],
  [/^equipment_/, ["board", "equipment", "permit"]],
  [/^command_/, ["commands"]],
  [/^verdict_/, ["verdicts"]],
  [/^(run_|consumed|packed|shipped|scrapped|lot_received)/, ["board", "items", "permit", "trace", "equipment"]],
  [/^(document_revised|limits_learnt)/, ["plant", "streams"]],
  [/^(reading_quarantined|quarantine_settled)/, ["quarantine"]],
  [/^source_changed/, ["sources"]],
  [/^stream_health_changed/, ["sources", "streams", "equipment"]],
  [/^stream_opened/, ["streams", "equipment", "board"]],
];
// A burst of facts asks once: at once for what somebody must act on, less often for production, which never stands still.
const urgent = /^(alarm_|hold_|equipment_|command_|verdict_)/;
const bursts = { urgent: new Set<string>(), routine: new Set<string>() };
export function fact_arrived(name: string) {
  const old = changes.filter(([pattern]) => pattern.test(name)).flatMap(([, keys]) => keys);
  if (old.length === 0) return;
  const waiting = urgent.test(name) ? bursts.urgent : bursts.routine;
  if (waiting.size === 0) {
    setTimeout(() => {
      const keys = [...waiting];
      waiting.clear();
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    }, waiting === bursts.urgent ? 250 : 1_500);
  }
  old.forEach((key) => waiting.add(key));
}

export const useMe = () =>
  useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => get<Me>(path("me"), signal),
    staleTime: Infinity,
    retry: false,
  });
export const useBoard = () =>
  useQuery({ queryKey: ["board"], queryFn: ({ signal }) => get<Board>(path("board"), signal), refetchInterval: 30_000 });

function useList<T>(key: string, address: string, values: Record<string, string | boolean | number | undefined>, every?: number, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: [key, address, values],
    queryFn: ({ pageParam, signal }) => get<Listed<T>>(address + query({ limit: 100, ...values, after: pageParam }), signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}
export type ListQuery<T> = ReturnType<typeof useList<T>>;
export const items_of = <T,>(list: { data?: { pages: Listed<T>[] } | undefined }): T[] => list.data?.pages.flatMap((page) => page.items) ?? [];

export const useAlarms = (open: boolean) => useList<Alarm>("alarms", path("alarms"), { open: open || undefined });
export const useAlarm = (id: string | undefined) =>
  useQuery({ queryKey: ["alarms", "one", id], queryFn: ({ signal }) => get<Alarm>(path("alarms", id!), signal), enabled: !!id });
export const useHolds = (state: string | undefined) => useList<Hold>("holds", path("holds"), { state });
export const useHold = (id: string | undefined) =>
  useQuery({ queryKey: ["holds", "one", id], queryFn: ({ signal }) => get<Hold>(path("holds", id!), signal), enabled: !!id });
export const useHoldItems = (id: string | undefined, limit = 100) =>
  useList<Item>("items", path("holds", id ?? "", "items"), { limit }, undefined, id !== undefined);
export const useItems = (kind: "unit" | "lot", values: { text?: string; material?: string; state?: string }) =>
  useList<Item>("items", path(kind === "unit" ? "units" : "lots"), values);
export const useItem = (kind: "unit" | "lot", id: string, enabled = true) =>
  useQuery({
    queryKey: ["items", kind, id],
    queryFn: ({ signal }) => get<ItemHistory>(path(kind === "unit" ? "units" : "lots", id), signal),
    enabled,
  });
export const usePermit = (unit: string, operation: string, equipment: string) =>
  useQuery({
    queryKey: ["permit", unit, operation, equipment],
    queryFn: ({ signal }) => get<Permit>(path("units", unit, "permit") + query({ operation, equipment }), signal),
    enabled: operation !== "" && equipment !== "",
  });
export const useTrace = (kind: "unit" | "lot", id: string, direction: "backward" | "forward", enabled = true) =>
  useQuery({
    queryKey: ["trace", kind, id, direction],
    queryFn: ({ signal }) => get<Trace>(path("trace", id) + query({ direction, kind, limit: 1000 }), signal),
    enabled,
  });

export const useEquipment = () =>
  useQuery({ queryKey: ["equipment"], queryFn: ({ signal }) => get<Listed<EquipmentView>>(path("equipment"), signal), refetchInterval: 30_000 });
export const useOneEquipment = (id: string) =>
  useQuery({ queryKey: ["equipment", id], queryFn: ({ signal }) => get<EquipmentView>(path("equipment", id), signal), refetchInterval: 30_000 });
export const useCommands = (equipment: string) => useList<Command>("commands", path("commands"), { equipment });

export const useStreams = () =>
  useQuery({ queryKey: ["streams"], queryFn: ({ signal }) => get<Listed<Stream>>(path("streams"), signal), refetchInterval: 30_000 });
export const useStream = (equipment: string, tag: string) =>
  useQuery({ queryKey: ["streams", equipment, tag], queryFn: ({ signal }) => get<StreamDetail>(path("streams", equipment, tag), signal) });
export const useSamples = (equipment: string, tag: string, limit: number, enabled = true) =>
  useQuery({
    queryKey: ["samples", equipment, tag, limit],
    queryFn: ({ signal }) => get<Listed<Sample>>(path("streams", equipment, tag, "samples") + query({ limit }), signal),
    enabled,
  });
export const useChart = (equipment: string, tag: string, line: string | undefined, points: number, to: string | undefined) =>
  useQuery({
    queryKey: ["chart", equipment, tag, line, points, to],
    queryFn: ({ signal }) => get<ControlChart>(path("streams", equipment, tag, "chart") + query({ line, points, to }), signal),
    enabled: line !== undefined,
    placeholderData: keepPreviousData,
  });
export const useVerdicts = (equipment: string, tag: string) => useList<Verdict>("verdicts", path("verdicts"), { equipment, tag });
// Those of a span of the stream's own time, newest first; at most a thousand.
export const useVerdictsBetween = (equipment: string, tag: string, span: { from: string; to: string } | undefined) =>
  useQuery({
    queryKey: ["verdicts", equipment, tag, span],
    queryFn: ({ signal }) => get<Listed<Verdict>>(path("verdicts") + query({ equipment, tag, ...span, limit: 1000 }), signal),
    enabled: span !== undefined,
    placeholderData: keepPreviousData,
  });

export const usePlant = () =>
  useQuery({ queryKey: ["plant"], queryFn: ({ signal }) => get<Listed<Document>>(path("plant"), signal), staleTime: 60_000 });
export const useDocument = (kind: string, id: string, enabled = true) =>
  useQuery({ queryKey: ["plant", kind, id], queryFn: ({ signal }) => get<DocumentRevisions>(path("plant", kind, id), signal), enabled });
export const useQuarantine = (state: string | undefined) => useList<QuarantinedReading>("quarantine", path("quarantine"), { state }, 30_000);
export const useCheckpoint = () =>
  useQuery({ queryKey: ["ledger", "checkpoint"], queryFn: ({ signal }) => get_text(path("ledger", "checkpoint"), signal), refetchInterval: 10_000 });
export const useLedger = (from: number | undefined, limit: number) =>
  useQuery({
    queryKey: ["ledger", from, limit],
    queryFn: ({ signal }) => get<Listed<LedgerEntry>>(path("ledger", "entries") + query({ from, limit }), signal),
    enabled: from !== undefined,
    placeholderData: keepPreviousData,
  });
export const useLedgerSearch = (values: Record<string, string | undefined>) => useList<LedgerEntry>("ledger_search", path("ledger", "search"), values);
export const useLedgerEntry = (index: number) =>
  useQuery({
    queryKey: ["ledger", "entry", index],
    queryFn: async ({ signal }) => (await get<Listed<LedgerEntry>>(path("ledger", "entries") + query({ from: index, limit: 1 }), signal)).items[0] ?? null,
    staleTime: Infinity, // what is in the ledger stays as it is
  });
// How people call what has an id; without an answer the ids themselves are shown.
export const useNames = () => useQuery({ queryKey: ["plant", "names"], queryFn: ({ signal }) => get<Names>(path("names"), signal), staleTime: 60_000 });
export const useTimeline = (equipment: string, from: string, to: string) =>
  useQuery({
    queryKey: ["timeline", equipment, from, to],
    queryFn: ({ signal }) => get<Timeline>(path("equipment", equipment, "timeline") + query({ from, to }), signal),
    placeholderData: keepPreviousData,
  });
export const usePassport = (kind: "unit" | "lot", id: string) =>
  useQuery({ queryKey: ["items", kind, id, "passport"], queryFn: ({ signal }) => get<Passport>(path(kind === "unit" ? "units" : "lots", id, "passport"), signal) });
export const useSearch = (text: string) =>
  useQuery({
    queryKey: ["search", text],
    queryFn: ({ signal }) => get<Listed<SearchItem>>(path("search") + query({ q: text }), signal),
    enabled: text.trim() !== "",
    placeholderData: keepPreviousData,
  });

// A verb of the API. What it may change is asked again when it is done, also without the live connection; and when it was
// refused, because then the page may have shown what is no longer so.
export function useVerb<Body>(address: (body: Body) => string, what: (body: Body) => unknown, touches: string[]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => post<Done>(address(body), what(body)),
    onSettled: (_done, error) =>
      error instanceof Unreachable ? undefined : Promise.all(touches.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
}
