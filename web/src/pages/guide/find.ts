// Search within the guide: every word must occur in a section or in its page's title. Titles count more than headings,
// headings more than text. Chinese has no spaces, so a word is whatever stands between them.
import { slug } from "./render";

export interface Section {
  page: string;
  title: string; // of the page
  heading: string; // of the section; the page's title for what stands before the first one
  text: string;
}
export interface Found extends Section {
  address: string;
  excerpt: string;
}

export function sections_of(page: string, source: string): Section[] {
  const sections: (Section & { lines: string[] })[] = [];
  let in_code = false;
  for (const line of source.split("\n")) {
    if (line.startsWith("```")) in_code = !in_code;
    const heading = in_code ? null : /^#{1,2} (.+)$/.exec(line)?.[1];
    if (heading) sections.push({ page, title: sections[0]?.title ?? heading, heading, text: "", lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ lines, ...section }) => ({ ...section, text: plain(lines.join("\n")) }));
}

// Markdown's marks taken away, so that they are neither found nor shown.
function plain(markdown: string): string {
  return markdown
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, "")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/^```.*$/gm, "")
    .replace(/^[|:\- ]+$/gm, "")
    .replace(/[`*|#]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function find(sections: Section[], asked: string, most = 20): Found[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const ranked = sections.flatMap((section) => {
    const places = [section.title, section.heading, section.text].map((text) => text.toLowerCase());
    const weights = words.map((word) => [8, 4, 1].reduce((sum, weight, i) => sum + (places[i]!.includes(word) ? weight : 0), 0));
    return weights.includes(0) ? [] : [{ section, weight: weights.reduce((a, b) => a + b) }];
  });
  return ranked.toSorted((a, b) => b.weight - a.weight).slice(0, most).map(({ section }) => ({
    ...section,
    address: `/guide/${section.page}${section.heading === section.title ? "" : `#${slug(section.heading)}`}`,
    excerpt: excerpt_of(section.text, words),
  }));
}

function excerpt_of(text: string, words: string[]): string {
  const at = Math.max(0, Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).map((i) => (i < 0 ? Infinity : i))));
  if (!Number.isFinite(at)) return text.slice(0, 140);
  const from = at < 60 ? 0 : text.indexOf(" ", at - 50) + 1 || at - 50;
  return (from > 0 ? "… " : "") + text.slice(Math.min(from, at), at + 110).trim() + (at + 110 < text.length ? " …" : "");
}
