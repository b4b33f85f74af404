// The guide, in the app's language: the page, the index beside it, and a search through all of it. Which pages there are
// and in which order stands in the index page itself.
import { Input } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";
import { language } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { PageHead } from "@/widgets/page_head";
import { tell } from "@/widgets/toasts";
import { useTrail } from "@/widgets/trail";
import { contents_of, first_page, page_text, title_of } from "./library";
import { render } from "./render";
import { all_sections, find } from "./sections";
import "./guide.css";

const usePageText = (page: string) => {
  const spoken = language();
  return useQuery({ queryKey: ["guide", spoken, page], queryFn: () => page_text(spoken, page), staleTime: Infinity });
};

export default function GuidePage() {
  const { t } = useTranslation();
  const page = useParams().page ?? first_page;
  const text = usePageText(page);
  const index = usePageText(first_page);
  const parts = useMemo(() => contents_of(index.data ?? ""), [index.data]);
  const title = title_of(text.data ?? "") || t("nav.guide");
  useTrail(page === first_page ? [{ text: t("nav.guide") }] : [{ text: t("nav.guide"), to: "/guide" }, { text: title }]);
  return (
    <div className="guide">
      <Side parts={parts} page={page} />
      <article className="card guide-page">
        <PageHead title={title} plain={title} />
        <Asked answer={text} lines={8}>
          {(markdown) =>
            markdown === null ? (
              <Empty title={t("guide.missing")}>
                <p><Link className="link" to="/guide">{t("guide.to_index")}</Link></p>
              </Empty>
            ) : (
              <Page markdown={markdown} />
            )
          }
        </Asked>
        <Neighbours parts={parts} page={page} />
      </article>
    </div>
  );
}

function Page({ markdown }: { markdown: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const html = useMemo(() => render(markdown, { copy: t("guide.copy") }), [markdown, t]);
  useEffect(() => {
    if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
  }, [hash, html]);
  const on_click = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const code = target.closest("[data-copy]")?.previousElementSibling;
    if (code) {
      // Away from https a browser has no clipboard to give.
      void (navigator.clipboard?.writeText(code.textContent ?? "") ?? Promise.reject(new Error("no clipboard")))
        .then(() => tell(t("guide.copied"), "ok"), () => select(code));
      return;
    }
    const link = target.closest("a");
    const href = link?.getAttribute("href") ?? "";
    if (!link || link.target || event.ctrlKey || event.metaKey || event.shiftKey || !href.startsWith("/")) return;
    event.preventDefault();
    navigate(href);
  };
  return <div onClick={on_click} dangerouslySetInnerHTML={{ __html: html }} />;
}

function select(code: Element) {
  const range = document.createRange();
  range.selectNodeContents(code);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

type Parts = ReturnType<typeof contents_of>;
function Side({ parts, page }: { parts: Parts; page: string }) {
  const { t } = useTranslation();
  const [typed, set_typed] = useState("");
  const [open, set_open] = useState(false);
  return (
    <div className={`guide-side ${open || typed ? "open" : ""}`}>
      <Input allowClear value={typed} placeholder={t("guide.find")} aria-label={t("guide.find")} onChange={(event) => set_typed(event.target.value)} />
      {typed.trim() !== "" ? (
        <Results asked={typed} />
      ) : (
        <>
          <button type="button" className="plain guide-more" aria-expanded={open} onClick={() => set_open(!open)}>{t("guide.contents")}</button>
          <nav aria-label={t("guide.contents")}>
            {parts.map((part) => (
              <div key={part.title}>
                <h2>{part.title}</h2>
                {part.pages.map((one) => (
                  <Link key={one.name} to={`/guide/${one.name}`} aria-current={one.name === page ? "page" : undefined}>{one.title}</Link>
                ))}
              </div>
            ))}
          </nav>
        </>
      )}
    </div>
  );
}

function Results({ asked }: { asked: string }) {
  const { t } = useTranslation();
  const spoken = language();
  const all = useQuery({
    queryKey: ["guide", spoken, "all"],
    queryFn: () => all_sections(spoken),
    staleTime: Infinity,
  });
  return (
    <Asked answer={all} lines={4}>
      {(sections) => {
        const found = find(sections, asked);
        if (found.length === 0) return <Empty title={t("guide.none_found")}><p>{t("guide.none_found_next")}</p></Empty>;
        return (
          <div className="guide-found" role="status">
            {found.map((one) => (
              <Link key={one.address} to={one.address}>
                {one.title}{one.heading === one.title ? "" : ` › ${one.heading}`}
                <span>{one.excerpt}</span>
              </Link>
            ))}
          </div>
        );
      }}
    </Asked>
  );
}

function Neighbours({ parts, page }: { parts: Parts; page: string }) {
  const { t } = useTranslation();
  const all = parts.flatMap(({ pages }) => pages);
  const at = all.findIndex(({ name }) => name === page);
  const before = at > 0 ? all[at - 1] : undefined;
  const after = page === first_page ? undefined : at >= 0 ? all[at + 1] : undefined;
  if (!before && !after) return null;
  return (
    <footer className="guide-foot">
      {before && <Link className="link" to={`/guide/${before.name}`}>← {before.title}</Link>}
      {after && <Link className="link after" to={`/guide/${after.name}`} aria-label={t("guide.next", { title: after.title })}>{after.title} →</Link>}
    </footer>
  );
}
