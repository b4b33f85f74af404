// A guide page from Markdown to HTML. The text is our own and comes with the app. Links between pages become addresses of
// the app, pictures their built files, wide tables get a place to scroll in, and commands a button that copies them.
import { Marked } from "marked";
import { picture_address } from "./library";

export const slug = (heading: string): string =>
  heading.toLowerCase().replace(/`/g, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

export function address_of(href: string): string {
  const [, page, anchor = ""] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (page) return `/guide/${page === "index" ? "" : page}${anchor}`;
  // Other documents of the repository are not in the app.
  return href;
}

export function render(markdown: string, words: { copy: string }): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const inner = this.parser.parseInline(tokens);
        return depth === 1 ? "" : `<h${depth} id="${slug(text)}">${inner}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        if (href.startsWith("../") && !href.startsWith("../pictures/")) return `<span>${inner}</span>`;
        const outside = /^https?:/.test(href) ? ' target="_blank" rel="noreferrer"' : "";
        return `<a class="link" href="${escaped(address_of(href))}"${outside}>${inner}</a>`;
      },
      image({ href, text }) {
        const address = picture_address(href);
        if (!address) return "";
        const phone = /-phone\.png$/.test(href) ? ' class="phone"' : "";
        return `<a${phone} href="${escaped(address)}" target="_blank" rel="noreferrer"><img src="${escaped(address)}" alt="${escaped(text)}" loading="lazy"></a>`;
      },
      code({ text, lang }) {
        // What a command printed is not copied; what is typed or written is.
        if (!lang) return `<div class="code"><pre tabindex="0"><code>${escaped(text)}</code></pre></div>\n`;
        return `<div class="code"><pre tabindex="0"><code>${escaped(text)}</code></pre><button type="button" class="plain" data-copy>${escaped(words.copy)}</button></div>\n`;
      },
      table(token) {
        const cells = (row: typeof token.header, name: string) => row.map(({ tokens }) => `<${name}>${this.parser.parseInline(tokens)}</${name}>`).join("");
        const head = token.header.some(({ text }) => text !== "") ? `<thead><tr>${cells(token.header, "th")}</tr></thead>` : "";
        return `<div class="table-wrap" tabindex="0"><table class="data">${head}<tbody>${token.rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("")}</tbody></table></div>\n`;
      },
    },
  });
  return marked.parse(markdown, { async: false });
}
