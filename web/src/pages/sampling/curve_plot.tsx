// One curve of a plan over the quality of lots, with the qualities that matter marked; the pointer or the arrow keys read it.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SamplingCurve } from "@/api/shapes";
import { number_text } from "@/widgets/format";
import { end_of, marks_to, nearest, percent_text, value_of, type Figure } from "./curve";

const wide = { width: 720, height: 330, left: 54, right: 24, top: 18, bottom: 40 };
const narrow = { width: 380, height: 300, left: 50, right: 24, top: 18, bottom: 40 };

export function CurvePlot({ curve, figure, aql }: { curve: SamplingCurve; figure: Figure; aql?: number | undefined }) {
  const { t } = useTranslation();
  const box = useRef<SVGSVGElement>(null);
  const [at, set_at] = useState<number | null>(null);
  const size = window.matchMedia?.("(max-width: 700px)").matches ? narrow : wide;
  const points = curve.points.filter((point) => value_of(figure, point) !== undefined);
  const last = points.at(-1)?.p ?? 1;
  const top = end_of(figure, points);
  const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
  const x = (p: number) => size.left + (p / last) * inner.width;
  const y = (value: number) => size.top + (1 - value / top) * inner.height;
  const text = (value: number | undefined) => (figure === "asn" ? number_text(value, { most: 1 }) : percent_text(value));
  const line = points.map((point, i) => `${i === 0 ? "M" : "L"}${x(point.p).toFixed(1)} ${y(value_of(figure, point) ?? 0).toFixed(1)}`).join("");
  const marks = [
    ...(aql !== undefined && aql <= last ? [{ p: aql, name: "AQL", tone: "ok" }] : []),
    ...(figure === "oc" && curve.p10 !== undefined && curve.p10 <= last ? [{ p: curve.p10, name: t("sampling.lq"), tone: "bad" }] : []),
    ...(figure === "aoq" && curve.aoql ? [{ p: curve.aoql.p, name: "AOQL", tone: "bad" }] : []),
  ];
  const shown = at === null ? undefined : nearest(points, at);
  const move = (clientX: number) => {
    const area = box.current?.getBoundingClientRect();
    if (area) set_at(Math.max(0, Math.min(last, (((clientX - area.left) / area.width) * size.width - size.left) / inner.width * last)));
  };
  return (
    <figure className="curve">
      <svg
        ref={box} viewBox={`0 0 ${size.width} ${size.height}`} role="img" tabIndex={0} aria-label={t(`sampling.figure.${figure}`)}
        onPointerMove={(event) => move(event.clientX)} onPointerLeave={() => set_at(null)}
        onKeyDown={(event) => {
          const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          if (step === 0) return;
          event.preventDefault();
          set_at(Math.max(0, Math.min(last, (at ?? 0) + (step * last) / 100)));
        }}
      >
        {marks_to(top, 5).map((value) => (
          <g key={value}>
            <path className="grid" d={`M${size.left} ${y(value)}H${size.width - size.right}`} />
            <text x={size.left - 7} y={y(value) + 4} textAnchor="end">{text(value)}</text>
          </g>
        ))}
        {marks_to(last, size === narrow ? 4 : 8).map((p) => <text key={p} x={x(p)} y={size.height - 20} textAnchor="middle">{percent_text(p)}</text>)}
        <path className="axis" d={`M${size.left} ${size.top}V${size.height - size.bottom}H${size.width - size.right}`} />
        <text x={size.left + inner.width / 2} y={size.height - 4} textAnchor="middle">{t("sampling.incoming")}</text>
        {marks.map(({ p, name, tone }) => {
          const value = value_of(figure, nearest(points, p) ?? { p: 0, accept: 0, asn: 0 }) ?? 0;
          const low_in = x(p) > size.width - 110;
          return (
            <g key={name} className={`mark-at ${tone}`}>
              <path d={`M${x(p).toFixed(1)} ${size.height - size.bottom}V${y(value).toFixed(1)}`} />
              <circle cx={x(p)} cy={y(value)} r="4" />
              <text x={x(p) + (low_in ? -8 : 8)} y={y(value) - 7} textAnchor={low_in ? "end" : "start"}>{name} {percent_text(p)}</text>
            </g>
          );
        })}
        <path className="line" d={line} />
        {shown && (
          <g className="read">
            <path d={`M${x(shown.p)} ${size.top}V${size.height - size.bottom}`} />
            <circle cx={x(shown.p)} cy={y(value_of(figure, shown) ?? 0)} r="4" />
          </g>
        )}
      </svg>
      <figcaption aria-live="polite">
        {shown ? t(`sampling.read.${figure}`, { p: percent_text(shown.p), value: text(value_of(figure, shown)) }) : t("sampling.read.hint")}
      </figcaption>
    </figure>
  );
}
