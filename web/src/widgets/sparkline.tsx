// The last values of a stream with its specification limits, small. Points outside are marked, and where there is nothing
// to draw nothing is drawn.
import { memo } from "react";

interface Props {
  values: number[];
  lower?: number | undefined;
  upper?: number | undefined;
  faded?: boolean;
  label: string;
}
const width = 200;
const height = 36;

export const Sparkline = memo(function Sparkline({ values, lower, upper, faded, label }: Props) {
  const seen = [...values, ...[lower, upper].filter((limit) => limit !== undefined)];
  const low = Math.min(...seen);
  const span = Math.max(...seen) - low || 1;
  const y = (value: number) => 3 + (1 - (value - low) / span) * (height - 6);
  const x = (index: number) => 2 + (index * (width - 6)) / Math.max(1, values.length - 1);
  const outside = (value: number) => (lower !== undefined && value < lower) || (upper !== undefined && value > upper);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width="100%" height={height} preserveAspectRatio="none" role="img" aria-label={label} style={{ display: "block", opacity: faded ? 0.5 : 1, overflow: "visible" }}>
      {[lower, upper].map((limit, i) =>
        limit === undefined ? null : (
          <line key={i} x1="0" x2={width} y1={y(limit)} y2={y(limit)} stroke="var(--faint)" strokeDasharray="3 3" strokeWidth="1" vectorEffect="non-scaling-stroke" />
        ),
      )}
      <polyline
        fill="none" stroke={faded ? "var(--faint)" : "var(--soft)"} strokeWidth="1.3" vectorEffect="non-scaling-stroke" strokeLinejoin="round"
        points={values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}
      />
      {values.map((value, i) =>
        outside(value) ? <line key={i} x1={x(i)} x2={x(i)} y1={y(value)} y2={y(value)} stroke="var(--bad)" strokeWidth="6" strokeLinecap="round" vectorEffect="non-scaling-stroke" /> : null,
      )}
    </svg>
  );
});
