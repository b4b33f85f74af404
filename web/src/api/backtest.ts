// Back-tests: the job that tries a draft on recorded history, asked again while it runs.
import { useQuery } from "@tanstack/react-query";
import { get, path, post } from "./client";
import type { components } from "./schema";
import type { Listed } from "./shapes";

type Shapes = components["schemas"];
export type Backtest = Shapes["Backtest"];
export type Report = Shapes["BacktestReport"];
export type ReportLine = Shapes["BacktestLine"];
export type Revision = Shapes["BacktestRevision"];
export type Difference = Shapes["BacktestDifference"];
export type BacktestEvent = Shapes["BacktestEvent"];

export interface AskedBacktest {
  documents: unknown[];
  streams: string[];
  from?: string;
  to?: string;
}
export const begin_backtest = (asked: AskedBacktest) => post<Backtest>(path("backtests"), asked);

export const is_over = (job: Backtest) => job.finished_at !== undefined;
// Twice a second while it runs; what is over stays as it is.
export const useBacktest = (id: string | null) =>
  useQuery({
    queryKey: ["backtests", id],
    queryFn: ({ signal }) => get<Backtest>(path("backtests", id!), signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.error || (state.data && is_over(state.data)) ? false : 500),
  });
export const useBacktests = () => useQuery({ queryKey: ["backtests", "own"], queryFn: ({ signal }) => get<Listed<Backtest>>(path("backtests"), signal) });

// The words that a chart and its rules may take, from the contract: what the server learns is offered at once.
interface SchemaPart {
  enum?: string[];
  items?: SchemaPart;
  properties?: Record<string, SchemaPart>;
  $ref?: string;
}
export interface ChartWords {
  types: string[];
  rules: string[];
}
export function chart_words(schema: { $defs?: Record<string, SchemaPart> }): ChartWords {
  const found = (part: SchemaPart | undefined): SchemaPart | undefined => (part?.$ref ? schema.$defs?.[part.$ref.slice(part.$ref.lastIndexOf("/") + 1)] : part);
  const chart = schema.$defs?.["Chart"]?.properties;
  return { types: found(chart?.["type"])?.enum ?? ["i-mr", "xbar-r"], rules: found(found(chart?.["rules"])?.items)?.enum ?? ["we1", "we2", "we3", "we4"] };
}
export const useChartWords = () =>
  useQuery({ queryKey: ["schemas", "control_plan"], queryFn: async ({ signal }) => chart_words(await get("/api/v1/schemas/control_plan.json", signal)), staleTime: Infinity });
