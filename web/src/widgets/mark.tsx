// Shapes that carry a state without colour: a square for stop, hold and reject, a triangle for a warning, and four different
// shapes for no data, not connected, idle and not planned. Drawn, because fonts disagree about such characters.
export type Shape =
  | "square" | "triangle" | "dot" | "play" | "ring" | "hatch" | "unplugged" | "dashes" | "tick" | "box" | "arrow" | "cross" | "diamond";

const drawings: Record<Shape, React.ReactNode> = {
  square: <rect x="1.5" y="1.5" width="11" height="11" fill="currentColor" />,
  triangle: <path d="M7 1 13.4 12.5H.6Z" fill="currentColor" />,
  diamond: <path d="M7 .8 13.2 7 7 13.2.8 7Z" fill="currentColor" />,
  dot: <circle cx="7" cy="7" r="4.5" fill="currentColor" />,
  play: <path d="M3 1.5 12 7 3 12.5Z" fill="currentColor" />,
  ring: <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  hatch: <path d="M1.5 1.5h11v11h-11ZM1.5 6 6 1.5M1.5 10.5l9-9M3.5 12.5l9-9M8 12.5 12.5 8" fill="none" stroke="currentColor" strokeWidth="1.1" />,
  unplugged: <path d="M7 1.2a5.8 5.8 0 1 0 .01 0M3 11 11 3" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  dashes: <rect x="1.7" y="1.7" width="10.6" height="10.6" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2.6 2.2" />,
  tick: <path d="m2 7.5 3.4 3.6L12 3.4" fill="none" stroke="currentColor" strokeWidth="2" />,
  box: <path d="M1.5 4 7 1.2 12.5 4v6.2L7 12.9l-5.5-2.7ZM1.5 4 7 6.7 12.5 4M7 6.7v6" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  arrow: <path d="M1.5 7h10M7.5 3l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  cross: <path d="m2.5 2.5 9 9m0-9-9 9" fill="none" stroke="currentColor" strokeWidth="2" />,
};

export function Mark({ shape, className = "" }: { shape: Shape; className?: string }) {
  return (
    <svg className={`mark ${className}`} viewBox="0 0 14 14" aria-hidden="true">
      {drawings[shape]}
    </svg>
  );
}
