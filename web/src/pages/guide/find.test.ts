import { expect, test } from "vitest";
import { find, sections_of } from "./find";
import { contents_of } from "./library";
import { address_of, render, slug } from "./render";

const page = "# Release or scrap\n\nA hold *stays* until somebody lifts it.\n\n## Release one unit\n\nPress **Release this one**.\n\n```sh\n# Not a heading\njidoka verdicts\n```\n";
const words = { copy: "Copy" };

test("a page is found by its sections; a comment in a command is no heading", () => {
  const sections = sections_of("holds", page);
  expect(sections.map(({ heading }) => heading)).toEqual(["Release or scrap", "Release one unit"]);
  expect(sections[0]!.text).toBe("A hold stays until somebody lifts it.");
  expect(find(sections, "one RELEASE").map(({ address }) => address)).toEqual(["/guide/holds#release-one-unit"]);
  expect(find(sections, "jidoka verdicts")).toHaveLength(1);
  expect(find(sections, "release mqtt")).toEqual([]);
  expect(find(sections, "  ")).toEqual([]);
});

test("titles come before text, and Chinese is found without spaces", () => {
  const sections = [...sections_of("a", "# 报警\n\n查看冻结。"), ...sections_of("b", "# 冻结\n\n解除。")];
  expect(find(sections, "冻结").map(({ page: name }) => name)).toEqual(["b", "a"]);
  expect(find(sections, "冻结")[0]!.address).toBe("/guide/b");
});

test("the index is the table of contents", () => {
  expect(contents_of("# G\n\n## Daily\n\n- [Board](board.md): the shop floor\n- [Holds](holds.md)：冻结\n\n## Empty\n\ntext")).toEqual([
    { title: "Daily", pages: [{ name: "board", title: "Board", about: "the shop floor" }, { name: "holds", title: "Holds", about: "冻结" }] },
  ]);
});

test("links between pages become addresses of the app, and headings places to jump to", () => {
  expect([address_of("holds.md"), address_of("holds.md#scrap"), address_of("index.md"), address_of("https://example.org")]).toEqual([
    "/guide/holds", "/guide/holds#scrap", "/guide/", "https://example.org",
  ]);
  expect([slug("Release `one` unit"), slug("解除冻结")]).toEqual(["release-one-unit", "解除冻结"]);
  expect(render("## Why?\n\nSee [Holds](holds.md).", words)).toContain('<h2 id="why">Why?</h2>');
  expect(render("```sh\na <b> && c\n```", words)).toContain("a &lt;b&gt; &amp;&amp; c");
});
