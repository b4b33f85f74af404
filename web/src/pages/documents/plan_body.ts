// A control plan as the server keeps it: what its lines watch, how, and what is done when something is wrong.
import type { Text } from "@/api/shapes";

export interface Escalation {
  after: string;
  to: string;
}
export interface PlanAction {
  hold?: { scope: string; since?: string };
  alarm?: { priority: string; escalate?: Escalation; on_delay?: string; off_delay?: string };
  notify?: { role: string; escalate?: Escalation };
  command?: { command: string; target?: string };
  stop?: string;
}
export interface PlanLine {
  id: string;
  operation?: string;
  characteristic?: { id?: string; name?: Text; class?: string; kind?: string };
  specification?: { target?: number; lower?: number; upper?: number; deadband?: number; uom?: string };
  sample?: { size?: number; every?: string };
  chart?: { type?: string; rules?: string[]; limits?: { learn?: number; mean?: number; sigma?: number } };
  reactions?: { when: string; do?: PlanAction[] }[];
}
export interface PlanBody {
  part?: string;
  phase?: string;
  mode?: string;
  lines?: PlanLine[];
}
