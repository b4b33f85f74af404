// Expressions tried on values, and the functions that they may call.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, path, post } from "./client";
import type { components } from "./schema";
import type { Listed } from "./shapes";

type Shapes = components["schemas"];
export type Attempt = Pick<Shapes["ExpressionAttempt"], "expr" | "bindings">;
export type Outcome = Shapes["ExpressionOutcome"];
export type ListedFunction = Shapes["ExpressionFunction"];

export const useFunctions = () =>
  useQuery({ queryKey: ["functions"], queryFn: ({ signal }) => get<Listed<ListedFunction>>(path("expressions", "functions"), signal), staleTime: Infinity });

// The last answer stays while the next is asked for, so that nothing flickers while somebody types.
export const useOutcome = (attempt: Attempt) =>
  useQuery({
    queryKey: ["expression", attempt],
    queryFn: () => post<Outcome>(path("expressions", "try"), attempt),
    enabled: attempt.expr.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
