// How much went from one thing into another, in words.
import type { TFunction } from "i18next";
import type { TraceEdge } from "@/api/shapes";
import { number_text, uom_text, with_uom } from "@/widgets/format";
import type { Fold } from "./tree";

// A plain count is written as one.
export const amount = (quantity: number | string, uom: string) => (uom_text(uom) === "" ? `× ${number_text(quantity)}` : with_uom(quantity, uom));
export const edge_amount = (edge: TraceEdge, t: TFunction): string => (edge.relation === "packed" ? t("trace.packed") : edge.quantity === undefined ? t("trace.used") : amount(edge.quantity, edge.uom));
export const fold_amount = (fold: Fold): string => (fold.quantity === null ? "" : `Σ ${amount(fold.quantity, fold.uom)}`);
