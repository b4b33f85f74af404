// How people call what a fact names by its id: from the server's list of names, else from the plant's documents.
import { useNames } from "@/api/queries";
import { say } from "@/text";
import { usePlantWords } from "@/widgets/plan_lines";

export function useNameOf() {
  const names = useNames().data;
  const words = usePlantWords();
  return (kind: "equipment" | "operations" | "materials" | "users", id: string): string => {
    const told = say(names?.[kind]?.[id]);
    if (told !== "") return told;
    return kind === "equipment" ? words.equipment_name(id) : kind === "operations" ? words.operation_name(id) : "";
  };
}
