// What the plant's documents say about a stream: its name for people and the control plan line that judges it. The same
// documents name equipment and operations everywhere.
import { useMemo } from "react";
import { usePlant } from "@/api/queries";
import type { Document, Specification, Text } from "@/api/shapes";
import { say } from "@/text";

interface LineBody {
  id: string;
  operation?: string;
  characteristic?: { id?: string; name?: Text };
  specification?: Specification;
  readings?: { tag?: string; at?: string[] };
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
}
export interface PlantWords {
  lines: Map<string, PlannedLine>; // by stream
  equipment: Map<string, EquipmentBody>;
  operations: Map<string, OperationBody>;
}

export function plant_words(documents: Document[]): PlantWords {
  const words: PlantWords = { lines: new Map(), equipment: new Map(), operations: new Map() };
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
      for (const equipment of at) {
        const stream = `${equipment}/${tag}`;
        if (words.lines.has(stream)) continue;
        words.lines.set(stream, { plan: `${id}@${revision}`, line: line.id, name: line.characteristic?.name, specification: line.specification });
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
