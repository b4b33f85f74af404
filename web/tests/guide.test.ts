// The guide is whole: the same pages in both languages, each with a heading, the same pictures and the same commands; no
// link that leads nowhere; and every page that the app's help names is there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { help_pages } from "../src/shell/help_pages";
import { contents_of } from "../src/pages/guide/library";
import { slug } from "../src/pages/guide/render";

const root = join(import.meta.dirname, "../../docs/guide");
const names = (language: string) => readdirSync(join(root, language)).filter((name) => name.endsWith(".md")).map((name) => name.slice(0, -3)).sort();
const read = (language: string, page: string) => readFileSync(join(root, language, `${page}.md`), "utf8");
const pages = names("en");
const both = ["en", "zh"] as const;

const pictures = (text: string) => [...text.matchAll(/!\[([^\]]*)\]\(\.\.\/pictures\/(en|zh)\/([\w-]+\.png)\)/g)].map(([, alt, language, file]) => ({ alt, language, file }));
const links = (text: string) => [...text.matchAll(/(?<!!)\[[^\]]+\]\(([^)]+)\)/g)].map((match) => match[1]!);
const headings = (text: string) => [...text.replace(/^```.*?^```/gms, "").matchAll(/^(#{1,3}) (.+)$/gm)].map((match) => ({ depth: match[1]!.length, text: match[2]! }));
const code = (text: string) => [...text.matchAll(/^ *```(\w*)\n/gm)].map((match) => match[1]!).filter((kind, i) => i % 2 === 0 || kind !== "");

test("both languages have the same pages", () => expect(names("zh")).toEqual(pages));

describe.each(pages)("%s", (page) => {
  test("has one title, and as many headings in both languages", () => {
    for (const language of both) expect(headings(read(language, page)).filter(({ depth }) => depth === 1), language).toHaveLength(1);
    expect(headings(read("zh", page)).map(({ depth }) => depth)).toEqual(headings(read("en", page)).map(({ depth }) => depth));
    expect(headings(read("zh", page))[0]!.text).toMatch(/[一-鿿]|^TLS$/);
  });

  test("has the same pictures, which are there and are told in words", () => {
    expect(pictures(read("zh", page)).map(({ file }) => file)).toEqual(pictures(read("en", page)).map(({ file }) => file));
    for (const language of both)
      for (const { alt, language: shown, file } of pictures(read(language, page))) {
        expect([shown, existsSync(join(root, "pictures", language, file!))], file).toEqual([language, true]);
        expect(alt).not.toBe("");
      }
  });

  test("links to what there is", () => {
    for (const language of both)
      for (const link of links(read(language, page))) {
        if (/^https?:/.test(link)) continue;
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? page : file.replace(/\.md$/, "");
        if (file.startsWith("../")) expect(existsSync(join(root, language, file)), link).toBe(true);
        else expect(pages, `${language}: ${link}`).toContain(target);
        if (anchor) expect(headings(read(language, target)).map(({ text }) => slug(text)), link).toContain(anchor);
      }
  });

  test("shows the same kinds of code", () => expect(code(read("zh", page))).toEqual(code(read("en", page))));
});

test.each(both)("the index leads to every page once (%s)", (language) => {
  const listed = contents_of(read(language, "index")).flatMap((part) => part.pages);
  expect(listed.map(({ name }) => name).sort()).toEqual(pages.filter((page) => page !== "index"));
});

test("the help of every page of the app leads to a page of the guide with a picture", () => {
  const wrong = help_pages.filter(([, page]) => !pages.includes(page) || pictures(read("en", page)).length === 0);
  expect(wrong).toEqual([]);
});
