// What the plant's documents say about a stream: its name for people and the control plan line that judges it. The same
// documents name equipment and operations everywhere.
import { useMemo } from "react";
import { usePlant } from "@/api/queries";
import type { Document, Text } from "@/api/shapes";
import { say } from "@/text";

export interface Specification {
  target?: number;
  lower?: number;
  upper?: number;
}
interface LineBody {
  id: string;
  operation?: string;
  characteristic?: { id?: string; name?: Text; class?: string };
  specification?: Specification;
  readings?: { tag?: string; at?: string[] };
  chart?: { rules?: string[] };
}
interface EquipmentBody {
  name?: Text;
  in?: string;
  level?: string;
  tags?: Record<string, { name?: Text }>;
}
export interface OperationBody {
  name?: Text;
  at?: string[];
  next?: string[];
}
export interface PlannedLine {
  plan: string;
  line: string;
  name: Text | undefined;
  specification: Specification | undefined;
  special_class: string | undefined;
  rules: string[];
}
export interface PlantWords {
  lines: Map<string, PlannedLine>; // by stream: the first that judges it
  plan_lines: Map<string, PlannedLine>; // by "CP-1@3 10.1"
  equipment: Map<string, EquipmentBody>;
  operations: Map<string, OperationBody>;
}

export function plant_words(documents: Document[]): PlantWords {
  const words: PlantWords = { lines: new Map(), plan_lines: new Map(), equipment: new Map(), operations: new Map() };
  const in_force = documents.filter((document) => document.in_force && document.body !== null && typeof document.body === "object");
  for (const { kind, id, body } of in_force) {
    if (kind === "equipment") words.equipment.set(id, body as EquipmentBody);
    if (kind === "operation") words.operations.set(id, body as OperationBody);
  }
  for (const { kind, id, body, revision } of in_force) {
    if (kind !== "control_plan") continue;
    for (const line of (body as { lines?: LineBody[] }).lines ?? []) {
      const tag = line.readings?.tag ?? line.characteristic?.id ?? "";
      const at = line.readings?.at?.length ? line.readings.at : (words.operations.get(line.operation ?? "")?.at ?? []);
      const planned: PlannedLine = {
        plan: `${id}@${revision}`, line: line.id, name: line.characteristic?.name, specification: line.specification, special_class: line.characteristic?.class,
        rules: line.chart?.rules ?? ["we1"],
      };
      words.plan_lines.set(`${planned.plan} ${planned.line}`, planned);
      for (const equipment of at) {
        const stream = `${equipment}/${tag}`;
        if (!words.lines.has(stream)) words.lines.set(stream, planned);
      }
    }
  }
  return words;
}

const readable = (id: string) => id.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());

export function usePlantWords() {
  const documents = usePlant().data?.items;
  return useMemo(() => {
    const words = plant_words(documents ?? []);
    return {
      ...words,
      stream_name: (equipment: string, tag: string) =>
        say(words.lines.get(`${equipment}/${tag}`)?.name) || say(words.equipment.get(equipment)?.tags?.[tag]?.name) || readable(tag),
      equipment_name: (id: string) => say(words.equipment.get(id)?.name),
      operation_name: (id: string) => say(words.operations.get(id)?.name),
      // From the site down to the equipment itself.
      chain: (id: string) => {
        const above: string[] = [];
        for (let at: string | undefined = id; at !== undefined && !above.includes(at); at = words.equipment.get(at)?.in) above.unshift(at);
        return above;
      },
    };
  }, [documents]);
}
