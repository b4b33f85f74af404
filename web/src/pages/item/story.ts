// When what happened to an item: its runs as bars, readings, verdicts and holds as moments on them. One axis of time for all.
import type { ItemHistory, Measurement, Run, Verdict } from "@/api/shapes";

export interface Bar {
  run: Run;
  from: number;
  to: number;
  lane: number;
}
export interface Story {
  from: number;
  to: number;
  lanes: string[]; // equipment, in the order in which it was come to
  bars: Bar[];
  readings: Measurement[];
  verdicts: Verdict[];
}

// Pauses between runs are cut to what can be seen: a part lies for days between two steps of seconds.
export interface Scale {
  place: (at: number) => number; // 0 to 1
  cuts: number[]; // where time was left out, 0 to 1
}
export function story_of(history: ItemHistory, now: number): Story {
  const lanes = [...new Set(history.runs.map((run) => run.equipment))];
  const bars = history.runs.map((run) => ({ run, from: Date.parse(run.started_at), to: run.ended_at ? Date.parse(run.ended_at) : now, lane: lanes.indexOf(run.equipment) }));
  const moments = [...bars.flatMap((bar) => [bar.from, bar.to]), ...history.measurements.map((one) => Date.parse(one.time)), ...history.verdicts.map((one) => Date.parse(one.time))];
  return { from: Math.min(...moments), to: Math.max(...moments), lanes, bars, readings: history.measurements, verdicts: history.verdicts };
}
export function scale_of(story: Story): Scale {
  const busy = [...story.bars.map((bar) => [bar.from, bar.to] as const), ...[...story.readings, ...story.verdicts].map((one) => [Date.parse(one.time), Date.parse(one.time)] as const)].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of busy) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  const working = merged.reduce((sum, [from, to]) => sum + Math.max(1, to - from), 0);
  const most = working / 3; // the longest pause that is drawn as long as it was
  const pieces: { from: number; to: number; drawn: number; cut: boolean }[] = [];
  merged.forEach(([from, to], i) => {
    const before = merged[i - 1];
    if (before) pieces.push({ from: before[1], to: from, drawn: Math.min(from - before[1], most), cut: from - before[1] > most });
    pieces.push({ from, to, drawn: Math.max(1, to - from), cut: false });
  });
  const whole = pieces.reduce((sum, piece) => sum + piece.drawn, 0) || 1;
  let drawn = 0;
  const placed = pieces.map((piece) => ({ ...piece, start: (drawn += piece.drawn) - piece.drawn }));
  return {
    place: (at) => {
      const piece = placed.find((one) => at <= one.to) ?? placed.at(-1);
      if (!piece) return 0;
      const share = piece.to === piece.from ? 0 : Math.min(1, Math.max(0, (at - piece.from) / (piece.to - piece.from)));
      return (piece.start + share * piece.drawn) / whole;
    },
    cuts: placed.filter((piece) => piece.cut).map((piece) => (piece.start + piece.drawn / 2) / whole),
  };
}
