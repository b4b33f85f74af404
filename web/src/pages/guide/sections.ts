// All of the guide in a language, cut into sections to be searched. Loaded when somebody searches, and then kept.
import type { Language } from "@/text";
import { sections_of, type Section } from "./find";
import { page_names, page_text } from "./library";

export { find } from "./find";
export const all_sections = async (spoken: Language): Promise<Section[]> =>
  (await Promise.all(page_names(spoken).map(async (name) => sections_of(name, (await page_text(spoken, name)) ?? "")))).flat();
