// From the nodes and edges of a trace to a tree that can be read: three or more alike siblings fold into one line with their count and the
// sum of their quantities. A thing that is reached on two ways stands in both places; its own branch is drawn once.
import type { Trace, TraceEdge, TraceNode } from "@/api/shapes";

export interface Branch {
  node: TraceNode;
  edge: TraceEdge | null;
  children: Twig[];
  repeated: boolean; // drawn in full elsewhere
}
export interface Fold {
  fold: string;
  material: string;
  kind: TraceNode["kind"];
  branches: Branch[];
  quantity: number | null; // null: of different units of measure, or not said
  uom: string;
}
export type Twig = Branch | Fold;
export const is_fold = (twig: Twig): twig is Fold => "fold" in twig;
export const fold_from = 3;

const key_of = (ref: { kind: string; id: string }) => `${ref.kind} ${ref.id}`;

export function tree_of(trace: Trace): Branch | null {
  const nodes = new Map(trace.nodes.map((node) => [key_of(node), node]));
  const backward = trace.direction !== "forward";
  const below = new Map<string, TraceEdge[]>();
  for (const edge of trace.edges) {
    const above = key_of(backward ? edge.to : edge.from);
    below.set(above, [...(below.get(above) ?? []), edge]);
  }
  const root = nodes.get(key_of(trace.root));
  if (!root) return null;
  const drawn = new Set<string>();
  const grow = (node: TraceNode, edge: TraceEdge | null): Branch => {
    const key = key_of(node);
    if (drawn.has(key)) return { node, edge, children: [], repeated: (below.get(key)?.length ?? 0) > 0 };
    drawn.add(key);
    const branches = (below.get(key) ?? []).flatMap((next) => {
      const child = nodes.get(key_of(backward ? next.from : next.to));
      return child ? [grow(child, next)] : [];
    });
    return { node, edge, children: folded(branches, key), repeated: false };
  };
  return grow(root, null);
}

function folded(branches: Branch[], above: string): Twig[] {
  const alike = new Map<string, Branch[]>();
  for (const branch of branches) {
    const likeness = [branch.node.kind, branch.node.material, branch.edge?.relation, branch.edge?.operation].join(" ");
    alike.set(likeness, [...(alike.get(likeness) ?? []), branch]);
  }
  return [...alike].flatMap(([likeness, group]): Twig[] => {
    if (group.length < fold_from) return group;
    const uoms = new Set(group.map((branch) => branch.edge?.uom ?? ""));
    const summable = uoms.size === 1 && group.every((branch) => branch.edge?.quantity !== undefined);
    const quantity = summable ? group.reduce((sum, branch) => sum + Number(branch.edge?.quantity ?? 0), 0) : null;
    const { material, kind } = group[0]!.node;
    return [{ fold: `${above} ${likeness}`, material, kind, branches: group, quantity, uom: [...uoms][0] ?? "" }];
  });
}
