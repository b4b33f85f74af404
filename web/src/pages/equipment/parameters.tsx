// The streams of a piece of equipment: the last values as they move, the newest one, and whether the stream itself is well.
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSamples } from "@/api/queries";
import type { Stream } from "@/api/shapes";
import { with_uom } from "@/widgets/format";
import { LiveSpark } from "@/widgets/live_spark";
import { usePlantWords } from "@/widgets/plan_lines";
import { Health } from "@/widgets/stream_health";
import { stream_href } from "@/widgets/why";

const kept = 60;
export function Parameter({ stream }: { stream: Stream }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const samples = useSamples(stream.equipment, stream.tag, kept).data;
  const known = useMemo(() => samples?.items.toSorted((a, b) => (a.time < b.time ? -1 : 1)).map((sample) => sample.value), [samples]);
  const spec = words.lines.get(stream.id)?.specification;
  const name = words.stream_name(stream.equipment, stream.tag);
  const value = useRef<HTMLElement>(null);
  return (
    <div className="parameter">
      <span><Link className="link" to={stream_href(stream.id)}>{name}</Link> <Health stream={stream} /></span>
      <LiveSpark stream={stream.id} uom={stream.uom} lower={spec?.lower} upper={spec?.upper} known={known} value={value} height={26} label={t("board.spark", { name, count: kept })} />
      <b ref={value}>{with_uom(stream.last_value, stream.uom)}</b>
    </div>
  );
}
