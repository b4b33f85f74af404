// What went into it, or what it went into, as a tree to read or a graph to see, and as a file.
import { Button, Segmented } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useTrace } from "@/api/queries";
import type { Item, Trace, TraceEdge, TraceNode } from "@/api/shapes";
import { Asked, Bones, Empty } from "@/widgets/asked";
import { csv_text, offer_file } from "@/widgets/csv";
import { time_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { item_shape } from "@/widgets/state";
import { edge_amount, fold_amount } from "./edge_text";
import { is_fold, tree_of, type Branch, type Fold, type Twig } from "./tree";

const Graph = lazy(() => import("./graph"));

export function Genealogy({ item }: { item: Item }) {
  const { t } = useTranslation();
  const [direction, set_direction] = useState<"backward" | "forward">(item.kind === "unit" || item.material === "" ? "backward" : "forward"); // a box has no material: what is in it matters
  const [way, set_way] = useState<"tree" | "graph">("tree");
  const trace = useTrace(item.kind, item.id, direction);
  const tree = useMemo(() => (trace.data ? tree_of(trace.data) : null), [trace.data]);
  return (
    <section className="card tree">
      <h2 style={{ alignItems: "center" }}>
        {t("trace.title")}
        <span className="row">
          <Segmented size="small" value={direction} onChange={set_direction} options={(["backward", "forward"] as const).map((value) => ({ value, label: t(`trace.${value}`) }))} />
          <Segmented size="small" value={way} onChange={set_way} options={(["tree", "graph"] as const).map((value) => ({ value, label: t(`trace.as_${value}`) }))} />
        </span>
      </h2>
      <Asked answer={trace} lines={6}>
        {(data) => (
          <>
            {!data.complete && <p className="tag warn" style={{ whiteSpace: "normal" }}>{t("trace.cut", { count: data.nodes.length })}</p>}
            {tree && tree.children.length > 0 && way === "graph" ? (
              <Suspense fallback={<Bones lines={8} />}><Graph key={direction} trace={data} unfold={() => set_way("tree")} /></Suspense>
            ) : tree && tree.children.length > 0 ? (
              <ul style={{ margin: 0, padding: 0, border: 0 }} aria-label={t("trace.title")}>
                <TwigLine twig={tree} depth={0} />
              </ul>
            ) : (
              <Empty title={t(`trace.none.${direction}`)}>
                <p>{t(`trace.none_what.${direction}`)}</p>
              </Empty>
            )}
            <div className="between quiet small" style={{ marginTop: 10 }}>
              <span>{t("trace.foot", { count: data.nodes.length, size: data.as_of })}</span>
              <Button size="small" type="text" onClick={() => offer_file(`${item.id} ${direction}.csv`, trace_csv(data))}>{t("table.csv")}</Button>
            </div>
          </>
        )}
      </Asked>
    </section>
  );
}

function TwigLine({ twig, depth }: { twig: Twig; depth: number }) {
  return is_fold(twig) ? <FoldLine fold={twig} depth={depth} /> : <BranchLine branch={twig} depth={depth} />;
}

function Twist({ open, turn, label }: { open: boolean; turn: () => void; label: string }) {
  return (
    <button type="button" className="twist" aria-expanded={open} aria-label={label} onClick={turn}>
      {open ? "▾" : "▸"}
    </button>
  );
}

function BranchLine({ branch, depth }: { branch: Branch; depth: number }) {
  const { t } = useTranslation();
  const [open, set_open] = useState(depth < 4);
  const { node, edge, children } = branch;
  return (
    <li className={depth === 0 ? "root" : ""}>
      <div className="node">
        {children.length > 0 ? <Twist open={open} turn={() => set_open(!open)} label={node.id} /> : <span className="leaf" />}
        <span className={node.state === "scrapped" ? "bad" : "soft"} title={t(`item.state.${node.state}`)}>
          <Mark shape={item_shape(node.state)} />
        </span>
        <b>{depth === 0 ? node.id : <Link className="link" to={`/${node.kind}s/${encodeURIComponent(node.id)}`}>{node.id}</Link>}</b>
        <span>{node.material}</span>
        <NodeMore node={node} />
        {edge && <EdgeText edge={edge} />}
        {branch.repeated && <span className="quiet small">{t("trace.repeated")}</span>}
      </div>
      {open && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <TwigLine key={is_fold(child) ? child.fold : `${child.node.kind} ${child.node.id}`} twig={child} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

function NodeMore({ node }: { node: TraceNode }) {
  const { t } = useTranslation();
  const more = [t(`item.state.${node.state}`), node.location, node.supplier].filter(Boolean).join(" · ");
  return <span className="soft small">{more}</span>;
}
// A line for each edge: what went into what, how much, where and when, with what is known of the thing itself.
function trace_csv(trace: Trace): string {
  const nodes = new Map(trace.nodes.map((one) => [`${one.kind} ${one.id}`, one]));
  const node = (edge: TraceEdge) => nodes.get(`${edge.from.kind} ${edge.from.id}`);
  return csv_text([
    { title: "from_kind", csv: (edge: TraceEdge) => edge.from.kind }, { title: "from", csv: (edge) => edge.from.id }, { title: "material", csv: (edge) => node(edge)?.material }, { title: "supplier", csv: (edge) => node(edge)?.supplier },
    { title: "state", csv: (edge) => node(edge)?.state }, { title: "relation", csv: (edge) => edge.relation }, { title: "to_kind", csv: (edge) => edge.to.kind }, { title: "to", csv: (edge) => edge.to.id },
    { title: "quantity", csv: (edge) => edge.quantity }, { title: "uom", csv: (edge) => edge.uom }, { title: "operation", csv: (edge) => edge.operation }, { title: "equipment", csv: (edge) => edge.equipment }, { title: "time", csv: (edge) => edge.time },
  ], trace.edges);
}
function EdgeText({ edge }: { edge: TraceEdge }) {
  const { t } = useTranslation();
  const parts = [
    edge_amount(edge, t),
    edge.operation && edge.equipment ? t("trace.edge", { operation: edge.operation, equipment: edge.equipment }) : (edge.operation ?? edge.equipment),
    time_text(edge.time),
  ];
  return <span className="edge">{parts.filter(Boolean).join(" · ")}</span>;
}

function FoldLine({ fold, depth }: { fold: Fold; depth: number }) {
  const { t } = useTranslation();
  const [open, set_open] = useState(false);
  const counts = new Map<string, number>();
  for (const { node } of fold.branches) counts.set(node.state, (counts.get(node.state) ?? 0) + 1);
  const states = [...counts].map(([state, count]) => `${count} ${t(`item.state.${state}`)}`);
  return (
    <li>
      <div className="node">
        <Twist open={open} turn={() => set_open(!open)} label={t("trace.unfold", { count: fold.branches.length, material: fold.material })} />
        <b>
          <button type="button" className="link" onClick={() => set_open(!open)}>
            {fold.branches.length} × {fold.material}
          </button>
        </b>
        <span className="soft small">{states.join(" · ")}</span>
        {fold.quantity !== null && (
          <span className="edge">
            {fold_amount(fold)}
          </span>
        )}
      </div>
      {open && (
        <ul>
          {fold.branches.map((branch) => (
            <BranchLine key={`${branch.node.kind} ${branch.node.id}`} branch={branch} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
