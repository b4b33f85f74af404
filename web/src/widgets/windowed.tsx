// A list of any length of which only the rows in sight are in the page. Every row has the same height.
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

interface Props {
  count: number;
  row_height: number;
  at: number; // the row that is kept in sight, -1 for none
  label: string;
  children: (index: number) => ReactNode;
  near_end?: () => void;
}
const beyond = 8;

export function Windowed({ count, row_height, at, label, children, near_end }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [view, set_view] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = box.current!;
    const look = () => set_view({ top: element.scrollTop, height: element.clientHeight || 800 });
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  useEffect(() => {
    const element = box.current!;
    if (at < 0) return;
    if (at * row_height < element.scrollTop) element.scrollTop = at * row_height;
    else if ((at + 1) * row_height > element.scrollTop + element.clientHeight) element.scrollTop = (at + 1) * row_height - element.clientHeight;
  }, [at, row_height]);
  const from = Math.max(0, Math.floor(view.top / row_height) - beyond);
  const to = Math.min(count, Math.ceil((view.top + view.height) / row_height) + beyond);
  const is_near_end = to >= count - 2 * beyond;
  useEffect(() => {
    if (is_near_end) near_end?.();
  }, [is_near_end, count, near_end]);
  return (
    <div className="windowed" ref={box} tabIndex={0} role="list" aria-label={label}>
      <div style={{ height: count * row_height, position: "relative" }}>
        {Array.from({ length: Math.max(0, to - from) }, (_, i) => (
          <div key={from + i} role="listitem" aria-setsize={count} aria-posinset={from + i + 1} style={{ position: "absolute", left: 0, right: 0, top: (from + i) * row_height, height: row_height }}>
            {children(from + i)}
          </div>
        ))}
      </div>
    </div>
  );
}
