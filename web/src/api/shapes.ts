// Short names for the shapes of the contract, so that pages read as sentences.
import type { components } from "./schema";

type Shapes = components["schemas"];
export type Text = Shapes["Text"];
export type Stream = Shapes["Stream"];
export type StreamDetail = Shapes["StreamDetail"];
export type StreamLine = Shapes["StreamLine"];
export type Limits = Shapes["VerdictLimits"];
export type Sample = Shapes["Sample"];
export type ControlChart = Shapes["ControlChart"];
export type ControlChartPanel = Shapes["ChartPanel"];
export type ControlChartPoint = Shapes["ChartPoint"];
export type Verdict = Shapes["Verdict"];
export type Hold = Shapes["Hold"];
export type HoldScope = Shapes["HoldScope"];
export type Item = Shapes["Item"];
export type ItemHistory = Shapes["ItemHistory"];
export type Run = Shapes["Run"];
export type Measurement = Shapes["Measurement"];
export type Trace = Shapes["Trace"];
export type TraceNode = Shapes["TraceNode"];
export type TraceEdge = Shapes["TraceEdge"];
export type Alarm = Shapes["Alarm"];
export type EquipmentView = Shapes["EquipmentView"];
export type Board = Shapes["Board"];
export type Command = Shapes["Command"];
export type RawReading = Shapes["RawReading"];
export type QuarantinedReading = Shapes["QuarantinedReading"];
export type DocumentRevisions = Shapes["DocumentRevisions"];
export type Document = Shapes["Document"];
export type LedgerEntry = Shapes["LedgerEntry"];
export type Permit = Shapes["Permit"];
export type Done = Shapes["Done"];
export type Me = Shapes["Me"];
export type SearchItem = Shapes["Hit"];
export type Problem = Shapes["Problem"];

export interface Listed<T> {
  items: T[];
  next?: string;
}

// One piece of equipment over time; the spans follow each other without a gap.
export interface TimelineSpan {
  from: string;
  to?: string;
  state: "running" | "idle" | "stopped" | "no_data";
  text?: Text;
  item?: string;
  operation?: string;
  hold?: string;
  stop?: string;
}
export interface Timeline {
  from: string;
  to: string;
  spans: TimelineSpan[];
}
export interface ItemHold {
  id: string;
  reason: Text;
  state: "active" | "released";
  released_for_this: boolean;
}
export interface ItemMore {
  holds?: ItemHold[];
  contents?: { count: number; items: Shapes["ItemRef"][] };
}
export interface Passport {
  item: Item;
  name: Text;
  made_at?: string;
  result: "released" | "held" | "scrapped" | "in_process";
  operations: { operation: string; name: Text; equipment: string; person?: string; at: string; result?: string }[];
  materials: { material: string; name: Text; lot: string; supplier?: string; quantity?: number | string; uom: string }[];
  measurements: { characteristic: Text; value: number; uom: string; lower?: number; upper?: number; inside: boolean; time: string }[];
  holds: ItemHold[];
  proof: { leaf_index: number; ledger_size: number; root: string };
}
export interface Names {
  users: Record<string, Text>;
  equipment: Record<string, Text>;
  operations: Record<string, Text>;
  materials: Record<string, Text>;
}
