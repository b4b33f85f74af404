// The guide's pages as they stand in docs/guide, loaded one by one when they are read. The index page of each language is
// also the table of contents: its headings are the parts, its lists the pages, so there is one place to add a page to.
import type { Language } from "@/text";

const texts = import.meta.glob<string>("../../../../docs/guide/*/*.md", { query: "?raw", import: "default" });
const pictures = import.meta.glob<string>("../../../../docs/guide/pictures/**/*.{png,jpg}", { query: "?url", import: "default", eager: true });
const root = "../../../../docs/guide/";

export const first_page = "index";
export const page_names = (language: Language): string[] =>
  Object.keys(texts).filter((name) => name.startsWith(`${root}${language}/`)).map((name) => name.slice(root.length + 3, -3)).sort();

export async function page_text(language: Language, page: string): Promise<string | null> {
  const load = texts[`${root}${language}/${page}.md`];
  return load ? await load() : null;
}

// The address of a picture that a page names as `../pictures/en/board.png`.
export const picture_address = (named: string): string | undefined => pictures[root + named.replace(/^\.\.\//, "")];

export interface Part {
  title: string;
  pages: { name: string; title: string; about: string }[];
}
export function contents_of(index: string): Part[] {
  const parts: Part[] = [];
  for (const line of index.split("\n")) {
    const heading = /^## (.+)$/.exec(line);
    const entry = /^- \[([^\]]+)\]\(([\w-]+)\.md\)\s*(?:[:：]\s*)?(.*)$/.exec(line);
    if (heading) parts.push({ title: heading[1]!, pages: [] });
    else if (entry) parts.at(-1)?.pages.push({ name: entry[2]!, title: entry[1]!, about: entry[3]! });
  }
  return parts.filter(({ pages }) => pages.length > 0);
}

export const title_of = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? "";
