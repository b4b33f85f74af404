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
export type Timeline = Shapes["Timeline"];
export type TimelineSpan = Shapes["TimelineSpan"];
export type ItemHold = Shapes["ItemHold"];
export type ItemMore = Pick<ItemHistory, "holds" | "contents">;
export type Passport = Shapes["Passport"];
export type Names = Shapes["Names"];
export type SearchItem = Shapes["Hit"];
export type Problem = Shapes["Problem"];
export type SamplingPlan = Shapes["SamplingPlan"];
export type SamplingStage = Shapes["SamplingStage"];
export type SamplingCurve = Shapes["SamplingCurve"];
export type SamplingCurvePoint = Shapes["SamplingCurvePoint"];
export type SamplingTwoPoints = Shapes["SamplingTwoPoints"];
export type SamplingDesign = Shapes["SamplingDesign"];
export type SwitchQuestion = Shapes["SwitchQuestion"];
export type SwitchAnswer = Shapes["SwitchAnswer"];
export type SwitchStep = Shapes["SwitchStep"];

export interface Listed<T> {
  items: T[];
  next?: string;
}
