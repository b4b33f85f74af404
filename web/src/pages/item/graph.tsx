// The genealogy as a graph, loaded only when somebody asks for it. A box opens its own passport; a fold opens the tree.
import { Background, Controls, Handle, MarkerType, Position, ReactFlow, type Edge, type Node, type NodeProps } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Trace } from "@/api/shapes";
import { Mark } from "@/widgets/mark";
import { item_shape } from "@/widgets/state";
import { useTheme } from "@/widgets/theme";
import { edge_amount, fold_amount } from "./edge_text";
import { box_height, box_width, layout_of, type Box } from "./graph_layout";

type BoxNode = Node<{ box: Box; backward: boolean }, "box">;
function BoxView({ data: { box } }: NodeProps<BoxNode>) {
  const { t } = useTranslation();
  const { node, fold } = box;
  return (
    <div className={`graph-box ${box.root ? "root" : ""} ${fold ? "fold" : ""} ${node?.state === "scrapped" ? "bad" : ""}`}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <b>{node ? <><Mark shape={item_shape(node.state)} /> {node.id}</> : `${fold?.branches.length} × ${fold?.material}`}</b>
      <span>{node ? `${node.material} · ${t(`item.state.${node.state}`)}` : fold_amount(fold!)}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
const kinds = { box: BoxView };

export default function Graph({ trace, unfold }: { trace: Trace; unfold: () => void }) {
  const { t } = useTranslation();
  const theme = useTheme();
  const navigate = useNavigate();
  const { nodes, edges } = useMemo(() => {
    const { boxes, arrows } = layout_of(trace);
    const backward = trace.direction !== "forward";
    const nodes: BoxNode[] = boxes.map((box) => ({ id: box.id, type: "box", position: { x: box.x, y: box.y }, data: { box, backward }, width: box_width, height: box_height, draggable: false, ariaLabel: box.node?.id ?? `${box.fold?.branches.length} × ${box.fold?.material}` }));
    const edges: Edge[] = arrows.map((arrow) => ({
      id: arrow.id, source: arrow.from, target: arrow.to, focusable: false, label: arrow.fold ? fold_amount(arrow.fold) : arrow.edge ? edge_amount(arrow.edge, t) : "", markerEnd: { type: MarkerType.ArrowClosed },
      labelBgPadding: [4, 2],
    }));
    return { nodes, edges };
  }, [trace, t]);
  return (
    <div className="graph" role="group" aria-label={t("trace.title")}>
      <ReactFlow
        nodes={nodes} edges={edges} nodeTypes={kinds} fitView fitViewOptions={{ maxZoom: 1 }} minZoom={0.1} nodesConnectable={false} edgesFocusable={false} colorMode={theme.name} proOptions={{ hideAttribution: true }}
        onNodeClick={(_, node) => {
          const box = node.data.box;
          if (box.fold) unfold();
          else if (box.node && !box.root) navigate(`/${box.node.kind}s/${encodeURIComponent(box.node.id)}`);
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
