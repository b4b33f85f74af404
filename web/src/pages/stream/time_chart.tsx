// The chart of a stream over time: location above, spread below. It follows the newest reading until somebody moves it, and then
// stands still and counts what came. Drag or arrow keys move it, + and − and the wheel zoom, Home and End jump, a click asks why.
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { useReadings, type Readings } from "@/api/live";
import { palettes } from "@/widgets/palette";
import { useTheme } from "@/widgets/theme";
import { Detail, type Source } from "./detail";
import type { Event } from "./events";
import { hit, paint, type Words } from "./paint";
import { frame_of, time_at, type Frame, type Mark, type Plotted, type Scene } from "./scene";
import { Tip, tip_of, type TipText } from "./tip";
import { clamped, latest, moved, shows_newest, span_of, zoomed, type View } from "./view";

export interface TimeChartHandle {
  zoom: (factor: number) => void;
  show: (view: View) => void;
  now: (span?: number) => void;
  all: () => void;
}
interface Props {
  handle: Ref<TimeChartHandle>;
  stream: { id: string; uom: string; first_time?: string; last_time?: string };
  start: View;
  source: Source;
  plot: Plotted | null;
  verdicts: Mark[];
  events: Event[];
  specification: { lower?: number; upper?: number };
  chosen: { at: number; panel: number } | null;
  following: boolean;
  choose: (chosen: { at: number; panel: number } | null) => void;
  walk: (step: number) => void;
  follow: (on: boolean) => void;
  arrived: (count: number) => void; // since it stands still
  settled: (view: View) => void;
  failed: (error: unknown) => void;
}

export default function TimeChart(props: Props) {
  const { handle, stream, start, source, plot, chosen, following, follow, settled } = props;
  const { t } = useTranslation();
  const theme = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest_props = useRef(props);
  latest_props.current = props;
  const [tip, set_tip] = useState<TipText | null>(null);
  const words: Words = useMemo(() => ({ ucl: t("why.ucl"), lcl: t("why.lcl"), upper_spec: t("why.upper_spec"), lower_spec: t("why.lower_spec"), zoom_in: t("stream.zoom_in") }), [t]);
  const state = useRef({ view: start, pointer: null as number | null, frame: frame_of(800, 480, 2) as Frame, dirty: 0, count: 0, timer: 0, moving_since: 0 });

  const scene = useCallback((): Scene => {
    const now = latest_props.current;
    const { view, pointer } = state.current;
    return { view, pointer, chart: now.plot, overview: detail.current.overview, fine: detail.current.fine, verdicts: now.verdicts, events: now.events, specification: now.specification, chosen: now.chosen };
  }, []);
  const draw = useCallback(() => {
    state.current.dirty = 0;
    const area = canvas.current;
    const pen = area?.getContext("2d");
    if (!area || !pen) return;
    const scale = window.devicePixelRatio || 1;
    const width = area.clientWidth;
    const height = area.clientHeight;
    if (area.width !== Math.round(width * scale) || area.height !== Math.round(height * scale)) {
      area.width = Math.round(width * scale);
      area.height = Math.round(height * scale);
    }
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    state.current.frame = paint(pen, width, height, scene(), palettes[theme.name], words, stream.uom);
  }, [scene, theme.name, words, stream.uom]);
  const draw_soon = useRef(() => {});
  draw_soon.current = () => {
    if (state.current.dirty === 0) state.current.dirty = requestAnimationFrame(draw);
  };
  const detail = useRef<Detail>(null as unknown as Detail);
  detail.current ??= new Detail(source, () => draw_soon.current(), (error) => latest_props.current.failed(error));

  const bounds = useCallback((): View => {
    const from = Date.parse(stream.first_time ?? "") || start.from;
    return { from, to: Math.max(Date.parse(stream.last_time ?? "") || start.to, detail.current.newest, from + 1) };
  }, [stream.first_time, stream.last_time, start.from, start.to]);

  // A moved window asks for what it lacks when the hand rests; what is there already is drawn at once.
  const set_view = useCallback(
    (view: View, by_hand: boolean) => {
      state.current.view = view;
      draw_soon.current();
      if (by_hand && shows_newest(view, bounds()) !== latest_props.current.following) follow(!latest_props.current.following);
      // At the latest after half a second, so that a long drag fills up as well.
      const now = performance.now();
      if (state.current.timer === 0) state.current.moving_since = now;
      else if (now - state.current.moving_since < 500) window.clearTimeout(state.current.timer);
      else return;
      state.current.timer = window.setTimeout(() => {
        state.current.timer = 0;
        detail.current.want(state.current.view, state.current.frame.right - state.current.frame.left);
        settled(state.current.view);
      }, 120);
    },
    [bounds, follow, settled],
  );

  useEffect(() => {
    const loader = detail.current;
    void loader.open().then(() => loader.want(state.current.view, state.current.frame.right - state.current.frame.left)).catch((error: unknown) => latest_props.current.failed(error));
    const watch = new ResizeObserver(() => draw_soon.current());
    if (box.current) watch.observe(box.current);
    return () => {
      watch.disconnect();
      loader.close();
      window.clearTimeout(state.current.timer);
      state.current.timer = 0;
      cancelAnimationFrame(state.current.dirty);
      state.current.dirty = 0;
    };
  }, []);
  useEffect(() => draw_soon.current(), [draw, plot, props.verdicts, props.events, chosen, props.specification]);
  useEffect(() => {
    if (following) state.current.count = 0;
  }, [following]);

  const ids = useMemo(() => [stream.id], [stream.id]);
  useReadings(
    ids,
    useCallback(
      (readings: Readings) => {
        if (readings.stream !== stream.id) return;
        detail.current.add(readings);
        const now = latest_props.current;
        if (now.following) set_view(latest(span_of(state.current.view), bounds()), false);
        else now.arrived((state.current.count += readings.times.length));
      },
      [stream.id, set_view, bounds],
    ),
  );

  const show_now = useCallback((span?: number) => {
    follow(true);
    set_view(latest(span ?? span_of(state.current.view), bounds()), false);
  }, [bounds, follow, set_view]);
  useImperativeHandle(handle, () => ({
    zoom: (factor) => set_view(zoomed(state.current.view, factor, anchor(state.current.view, latest_props.current.following, bounds()), bounds()), true),
    show: (view) => set_view(clamped(view, bounds()), true),
    now: show_now,
    all: () => set_view(clamped(bounds(), bounds()), true),
  }), [bounds, set_view, show_now]);

  const on_key = (event: React.KeyboardEvent) => {
    const view = state.current.view;
    const near = anchor(view, following, bounds());
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const step = event.key === "ArrowRight" ? 1 : -1;
      if (event.shiftKey) props.walk(step);
      else set_view(moved(view, step * span_of(view) * 0.1, bounds()), true);
    } else if (event.key === "+" || event.key === "=" || event.key === "ArrowUp") set_view(zoomed(view, 0.7, near, bounds()), true);
    else if (event.key === "-" || event.key === "_" || event.key === "ArrowDown") set_view(zoomed(view, 1 / 0.7, near, bounds()), true);
    else if (event.key === "Home") set_view(clamped({ from: bounds().from, to: bounds().from + span_of(view) }, bounds()), true);
    else if (event.key === "End") show_now();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  usePointer({ box, state, set_view, bounds, scene, choose: props.choose, draw: draw_soon, set_tip });
  return (
    <div ref={box} className="chart-box" tabIndex={0} role="application" aria-label={t("chart.label")} data-from={start.from} onKeyDown={on_key}>
      <canvas ref={canvas} aria-hidden="true" />
      {tip && <Tip tip={tip} width={state.current.frame.width} uom={stream.uom} />}
    </div>
  );
}
const anchor = (view: View, following: boolean, bounds: View) => (following ? Math.min(view.to, bounds.to) : (view.from + view.to) / 2);

interface PointerParts {
  box: React.RefObject<HTMLDivElement | null>;
  state: React.RefObject<{ view: View; pointer: number | null; frame: Frame }>;
  set_view: (view: View, by_hand: boolean) => void;
  bounds: () => View;
  scene: () => Scene;
  choose: (chosen: { at: number; panel: number } | null) => void;
  draw: React.RefObject<() => void>;
  set_tip: (tip: TipText | null) => void;
}
// Mouse, finger and wheel. The wheel zooms once the chart has the focus; before that it scrolls the page as everywhere.
function usePointer(parts: PointerParts) {
  const latest_parts = useRef(parts);
  latest_parts.current = parts;
  useEffect(() => {
    const area = latest_parts.current.box.current;
    if (!area) return;
    const down = new Map<number, number>();
    let begun: { x: number; view: View; reach: number; travelled: number } | null = null;
    const place = (event: { clientX: number; clientY: number }) => {
      const rectangle = area.getBoundingClientRect();
      return { x: event.clientX - rectangle.left, y: event.clientY - rectangle.top };
    };
    const reach = () => (down.size > 1 ? Math.max(...down.values()) - Math.min(...down.values()) : 0);
    const middle = () => [...down.values()].reduce((sum, x) => sum + x, 0) / down.size;
    const begin = () => (begun = { x: middle(), view: latest_parts.current.state.current.view, reach: reach(), travelled: 0 });
    const on_down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      down.set(event.pointerId, place(event).x);
      area.setPointerCapture(event.pointerId);
      begin();
    };
    const on_move = (event: PointerEvent) => {
      const { state, set_view, bounds, scene, draw, set_tip } = latest_parts.current;
      const { x } = place(event);
      const { frame } = state.current;
      if (down.has(event.pointerId) && begun) {
        down.set(event.pointerId, x);
        begun.travelled = Math.max(begun.travelled, Math.abs(middle() - begun.x), Math.abs(reach() - begun.reach));
        if (begun.travelled < 4) return;
        const factor = begun.reach > 20 && reach() > 20 ? begun.reach / reach() : 1;
        const scaled = factor === 1 ? begun.view : zoomed(begun.view, factor, time_at(frame, begun.view, begun.x), bounds());
        set_view(moved(scaled, ((begun.x - middle()) / (frame.right - frame.left)) * span_of(scaled), bounds()), true);
        set_tip(null);
        return;
      }
      const inside = x >= frame.left && x <= frame.right;
      state.current.pointer = inside ? time_at(frame, state.current.view, x) : null;
      set_tip(inside ? tip_of(scene(), frame, x) : null);
      draw.current();
    };
    const on_up = (event: PointerEvent) => {
      const { state, scene, choose } = latest_parts.current;
      const { x, y } = place(event);
      const clicked = begun !== null && begun.travelled < 4 && down.size === 1;
      down.delete(event.pointerId);
      begun = null;
      if (down.size > 0) begin();
      if (!clicked) return;
      const found = hit(scene(), state.current.frame, x, y);
      if (found) choose(found);
    };
    const on_leave = () => {
      latest_parts.current.state.current.pointer = null;
      latest_parts.current.set_tip(null);
      latest_parts.current.draw.current();
    };
    const on_wheel = (event: WheelEvent) => {
      const { state, set_view, bounds } = latest_parts.current;
      const { view, frame } = state.current;
      const aside = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (!aside && !event.ctrlKey && document.activeElement !== area) return;
      event.preventDefault();
      const amount = (aside ? event.deltaX || event.deltaY : event.deltaY) * (event.deltaMode === 1 ? 18 : 1);
      if (aside) set_view(moved(view, (amount / (frame.right - frame.left)) * span_of(view), bounds()), true);
      else set_view(zoomed(view, 1.0016 ** amount, time_at(frame, view, place(event).x), bounds()), true);
    };
    area.addEventListener("pointerdown", on_down);
    area.addEventListener("pointermove", on_move);
    area.addEventListener("pointerup", on_up);
    area.addEventListener("pointercancel", on_up);
    area.addEventListener("pointerleave", on_leave);
    area.addEventListener("wheel", on_wheel, { passive: false });
    return () => {
      area.removeEventListener("pointerdown", on_down);
      area.removeEventListener("pointermove", on_move);
      area.removeEventListener("pointerup", on_up);
      area.removeEventListener("pointercancel", on_up);
      area.removeEventListener("pointerleave", on_leave);
      area.removeEventListener("wheel", on_wheel);
    };
  }, []);
}
