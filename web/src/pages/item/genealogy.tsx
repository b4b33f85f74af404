// What went into it, or what it went into, as a tree.
import { Segmented } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useTrace } from "@/api/queries";
import type { Item, TraceEdge, TraceNode } from "@/api/shapes";
import { Asked, Empty } from "@/widgets/asked";
import { number_text, time_text, uom_text, with_uom } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { item_shape } from "@/widgets/state";
import { is_fold, tree_of, type Branch, type Fold, type Twig } from "./tree";

export function Genealogy({ item }: { item: Item }) {
  const { t } = useTranslation();
  const [direction, set_direction] = useState<"backward" | "forward">(item.kind === "unit" || item.material === "" ? "backward" : "forward"); // a box has no material: what is in it matters
  const trace = useTrace(item.kind, item.id, direction);
  const tree = useMemo(() => (trace.data ? tree_of(trace.data) : null), [trace.data]);
  return (
    <section className="card tree">
      <h2 style={{ alignItems: "center" }}>
        {t("trace.title")}
        <Segmented size="small" value={direction} onChange={set_direction} options={(["backward", "forward"] as const).map((value) => ({ value, label: t(`trace.${value}`) }))} />
      </h2>
      <Asked answer={trace} lines={6}>
        {(data) => (
          <>
            {!data.complete && <p className="tag warn" style={{ whiteSpace: "normal" }}>{t("trace.cut", { count: data.nodes.length })}</p>}
            {tree && tree.children.length > 0 ? (
              <ul style={{ margin: 0, padding: 0, border: 0 }} aria-label={t("trace.title")}>
                <TwigLine twig={tree} depth={0} />
              </ul>
            ) : (
              <Empty title={t(`trace.none.${direction}`)}>
                <p>{t(`trace.none_what.${direction}`)}</p>
              </Empty>
            )}
            <p className="quiet small" style={{ marginTop: 10 }}>
              {t("trace.foot", { count: data.nodes.length, size: data.as_of })}
            </p>
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
// A plain count is written as one.
const amount = (quantity: number | string, uom: string) => (uom_text(uom) === "" ? `× ${number_text(quantity)}` : with_uom(quantity, uom));
function EdgeText({ edge }: { edge: TraceEdge }) {
  const { t } = useTranslation();
  const parts = [
    edge.relation === "packed" ? t("trace.packed") : edge.quantity === undefined ? t("trace.used") : amount(edge.quantity, edge.uom),
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
            Σ {amount(fold.quantity, fold.uom)}
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
