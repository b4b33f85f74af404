// Where the readings are typed: Enter and the arrows up and down walk the parts, Tab the trials; a block from a spreadsheet is pasted
// where the cursor stands. A gauge that types like a keyboard and ends with Enter fills a column by itself.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { typed_block, typed_number } from "@/widgets/typed_numbers";
import { pasted, type Draft } from "./draft";

export function Grid({ draft, change }: { draft: Draft; change: (draft: Draft) => void }) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const go = (part: number, column: number) => {
    const wanted = part >= draft.parts.length ? [0, column + 1] : part < 0 ? [draft.parts.length - 1, column - 1] : [part, column];
    const input = body.current?.querySelector<HTMLInputElement>(`[data-cell="${wanted[0]} ${wanted[1]}"]`);
    input?.focus();
    input?.select();
  };
  const name = (of: "parts" | "appraisers", index: number, text: string) => change({ ...draft, [of]: draft[of].map((old, i) => (i === index ? text : old)) });
  const columns = draft.appraisers.length * draft.trials;
  return (
    <div className="table-wrap">
      <table className="gauge-grid" aria-label={t("gauge.grid")}>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">{t("gauge.part")}</th>
            {draft.appraisers.map((appraiser, a) => (
              <th key={a} colSpan={draft.trials} scope="colgroup" className="gauge-first"><input value={appraiser} aria-label={t("gauge.appraiser_name", { number: a + 1 })} onChange={(event) => name("appraisers", a, event.target.value)} /></th>
            ))}
          </tr>
          <tr>{Array.from({ length: columns }, (_, i) => <th key={i} scope="col" className={i % draft.trials === 0 ? "gauge-first" : ""}>{(i % draft.trials) + 1}</th>)}</tr>
        </thead>
        <tbody ref={body}>
          {draft.parts.map((part, p) => (
            <tr key={p}>
              <th scope="row"><input value={part} aria-label={t("gauge.part_name", { number: p + 1 })} onChange={(event) => name("parts", p, event.target.value)} /></th>
              {draft.cells[p]!.map((cell, i) => (
                <td key={i} className={i % draft.trials === 0 ? "gauge-first" : ""}>
                  <input
                    data-cell={`${p} ${i}`} value={cell} inputMode="decimal" aria-invalid={Number.isNaN(typed_number(cell) ?? 0)}
                    aria-label={t("gauge.cell", { part, appraiser: draft.appraisers[Math.floor(i / draft.trials)], trial: (i % draft.trials) + 1 })}
                    onChange={(event) => change(pasted(draft, p, i, [[event.target.value]]))}
                    onPaste={(event) => {
                      const block = typed_block(event.clipboardData.getData("text"));
                      if (block.length < 2 && (block[0]?.length ?? 0) < 2) return;
                      event.preventDefault();
                      change(pasted(draft, p, i, block));
                    }}
                    onKeyDown={(event) => {
                      if (event.key === "Enter" || event.key === "ArrowDown") go(p + 1, i);
                      else if (event.key === "ArrowUp") go(p - 1, i);
                      else return;
                      event.preventDefault();
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
