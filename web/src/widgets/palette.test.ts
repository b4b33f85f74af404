import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { palettes } from "./palette";

const css = readFileSync(join(import.meta.dirname, "../shell/base.css"), "utf8");
const declared = (selector: string) => {
  const rule = css.slice(css.indexOf(selector), css.indexOf("}", css.indexOf(selector)));
  return Object.fromEntries([...rule.matchAll(/--(\w+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
};

test("the style sheet and the palette have the same colours", () => {
  expect(declared(":root {")).toEqual(palettes.light);
  expect(declared('[data-theme="dark"] {')).toEqual(palettes.dark);
});

// WCAG 2.2, 1.4.3: relative luminance and contrast ratio.
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
const contrast = (a: string, b: string) => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};

test("every colour that carries text is readable on every ground it stands on", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  const poor = Object.entries(palettes).flatMap(([name, p]) =>
    ([["ink", "panel"], ["ink", "bg"], ["soft", "panel"], ["soft", "bg"], ["quiet", "panel"], ["bad", "panel"], ["bad", "badbg"], ["warn", "panel"], ["warn", "warnbg"], ["info", "panel"], ["info", "infobg"]] as const)
      .map(([text, ground]) => ({ pair: `${name} ${text} on ${ground}`, ratio: contrast(p[text], p[ground]) }))
      .filter(({ ratio }) => ratio < 4.5),
  );
  expect(poor).toEqual([]);
});
