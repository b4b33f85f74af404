// What the pages of acceptance sampling ask. Pure arithmetic on the server: an answer never grows old.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, path, post, query } from "./client";
import type { SamplingDesign, SamplingPlan, SamplingTwoPoints, SwitchAnswer, SwitchQuestion } from "./shapes";

const lasting = { staleTime: Infinity, placeholderData: keepPreviousData, retry: false } as const;

export const useSamplingPlan = (asked: { standard: string; lot_size: number; level: string; aql: string; severity: string; type: string; sigma: string }) =>
  useQuery({ queryKey: ["sampling", "plan", asked], queryFn: ({ signal }) => get<SamplingPlan>(path("sampling", "plan") + query(asked), signal), ...lasting });

export const useSwitching = (asked: SwitchQuestion) =>
  useQuery({ queryKey: ["sampling", "switching", asked], queryFn: () => post<SwitchAnswer>(path("sampling", "switching"), asked), ...lasting });

export const useSamplingDesign = (asked: SamplingTwoPoints) =>
  useQuery({ queryKey: ["sampling", "design", asked], queryFn: () => post<SamplingDesign>(path("sampling", "design"), asked), ...lasting });
