// Studies: computed by the server from values or from a stream, recorded nowhere.
import { post } from "./client";
import type { components } from "./schema";

type Shapes = components["schemas"];
export type Capability = Shapes["Capability"];
export type CapabilityRequest = Shapes["CapabilityRequest"];
export type GaugeStudy = Shapes["GaugeStudy"];
export type GaugeRequest = Shapes["GaugeRequest"];
export type BySource = Shapes["BySource"];

// What has a value of its own when it is left out need not be sent.
export type CapabilityAsked = Partial<CapabilityRequest>;
export type GaugeAsked = Partial<GaugeRequest> & Pick<GaugeRequest, "readings">;

export const ask_capability = (asked: CapabilityAsked) => post<Capability>("/api/v1/studies/capability", asked);
export const ask_gauge = (asked: GaugeAsked) => post<GaugeStudy>("/api/v1/studies/gauge", asked);
