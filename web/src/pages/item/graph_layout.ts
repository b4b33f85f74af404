// From a trace to boxes and arrows. Alike siblings stay folded as in the tree, so that a box of a hundred housings is one box; dagre
// lays it out from what went in, on the left, to what came of it, on the right.
import dagre from "@dagrejs/dagre";
import type { Trace, TraceEdge, TraceNode } from "@/api/shapes";
import { is_fold, tree_of, type Branch, type Fold, type Twig } from "./tree";

export interface Box {
  id: string;
  node: TraceNode | null; // null: a fold
  fold: Fold | null;
  x: number;
  y: number;
  root: boolean;
}
export interface Arrow {
  id: string;
  from: string;
  to: string;
  edge: TraceEdge | null;
  fold: Fold | null;
}
export const box_width = 190;
export const box_height = 62;

export function layout_of(trace: Trace): { boxes: Box[]; arrows: Arrow[] } {
  const tree = tree_of(trace);
  if (!tree) return { boxes: [], arrows: [] };
  const boxes = new Map<string, Box>();
  const arrows = new Map<string, Arrow>();
  const backward = trace.direction !== "forward";
  const name = (twig: Twig) => (is_fold(twig) ? `fold ${twig.fold}` : `${twig.node.kind} ${twig.node.id}`);
  const walk = (branch: Branch, root: boolean) => {
    const id = name(branch);
    if (!boxes.has(id)) boxes.set(id, { id, node: branch.node, fold: null, x: 0, y: 0, root });
    for (const child of branch.children) {
      const below = name(child);
      const [from, to] = backward ? [below, id] : [id, below];
      arrows.set(`${from} → ${to}`, { id: `${from} → ${to}`, from, to, edge: is_fold(child) ? null : child.edge, fold: is_fold(child) ? child : null });
      if (is_fold(child)) boxes.set(below, { id: below, node: null, fold: child, x: 0, y: 0, root: false });
      else walk(child, false);
    }
  };
  walk(tree, true);
  const graph = new dagre.graphlib.Graph().setGraph({ rankdir: "LR", nodesep: 18, ranksep: 120, marginx: 12, marginy: 12 }).setDefaultEdgeLabel(() => ({}));
  for (const box of boxes.values()) graph.setNode(box.id, { width: box_width, height: box_height });
  for (const arrow of arrows.values()) graph.setEdge(arrow.from, arrow.to);
  dagre.layout(graph);
  for (const box of boxes.values()) {
    const at = graph.node(box.id) as { x: number; y: number };
    box.x = at.x - box_width / 2;
    box.y = at.y - box_height / 2;
  }
  return { boxes: [...boxes.values()], arrows: [...arrows.values()] };
}
