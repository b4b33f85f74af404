// The state of a source or of one of its streams, in shape and word.
import { useTranslation } from "react-i18next";
import type { SourceHealth, StreamHealth } from "@/api/sources";
import { Mark, type Shape } from "@/widgets/mark";

const sources: Record<SourceHealth["state"], [Shape, string]> = {
  never: ["dashes", "quiet"],
  connected: ["dot", ""],
  silent: ["hatch", "warn"],
  not_connected: ["unplugged", "bad"],
};
const streams: Record<StreamHealth["state"], [Shape, string]> = {
  never: ["dashes", "quiet"],
  ok: ["dot", ""],
  not_connected: ["unplugged", "bad"],
  silent: ["hatch", "warn"],
  stuck: ["square", "warn"],
  gappy: ["dashes", "warn"],
  clock_skew: ["diamond", "warn"],
  late: ["triangle", "warn"],
};

export function SourceState({ state }: { state: SourceHealth["state"] }) {
  const { t } = useTranslation();
  const [shape, tone] = sources[state] ?? ["hatch", "quiet"];
  return <span className={`state ${tone}`}><Mark shape={shape} /> {t(`source.state.${state}`)}</span>;
}
export function StreamState({ state }: { state: StreamHealth["state"] }) {
  const { t } = useTranslation();
  const [shape, tone] = streams[state] ?? ["hatch", "quiet"];
  return <span className={`state ${tone}`}><Mark shape={shape} /> {t(`source.stream.${state}`)}</span>;
}
export function Faults({ faults }: { faults: SourceHealth["faults"] }) {
  const { t } = useTranslation();
  return (
    <span className="row" style={{ gap: 4 }}>
      {faults.map((fault) => <span key={fault} className="tag warn"><Mark shape="triangle" /> {t(`source.stream.${fault}`)}</span>)}
    </span>
  );
}
