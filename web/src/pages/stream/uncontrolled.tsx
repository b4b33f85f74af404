// A stream that no control plan names: its values are recorded and shown, and nothing judges them.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StreamDetail } from "@/api/shapes";
import { Empty } from "@/widgets/asked";
import { with_uom } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";
import { ChartCard } from "./chart_card";
import { useEvents } from "./events";
import { useNewest } from "./newest";
import type { TimeChartHandle } from "./time_chart";

export function Uncontrolled({ stream, name, badge }: { stream: StreamDetail; name: string; badge: React.ReactNode }) {
  const { t } = useTranslation();
  const handle = useRef<TimeChartHandle>(null);
  const [following, follow] = useState(true);
  const last = useNewest(stream);
  const events = useEvents(stream, undefined);
  return (
    <>
      <PageHead title={`${name} · ${stream.equipment}`} plain={name}>
        <span className="tag">{t("streams.uncontrolled")}</span>
        {badge}
      </PageHead>
      {stream.count === 0 || !stream.first_time || !stream.last_time ? (
        <section className="card"><Empty title={t("board.no_samples")} /></section>
      ) : (
        <ChartCard
          stream={stream} title={t("stream.readings")} start={newest_window(stream)} chart={undefined} verdicts={[]} events={events} specification={{}} chosen={null} choose={() => {}} walk={() => {}}
          following={following} follow={follow} settled={() => {}} handle={handle} value={with_uom(last?.value ?? stream.last_value, stream.uom, { most: 4 })} last_time={last?.time ?? stream.last_time}
        >
          <p className="soft" style={{ marginBottom: 10 }}>{t("stream.uncontrolled_what")}</p>
        </ChartCard>
      )}
    </>
  );
}
// Some three hundred readings, as often as they came on the whole.
function newest_window(stream: StreamDetail) {
  const [first, last] = [Date.parse(stream.first_time!), Date.parse(stream.last_time!)];
  const span = Math.max(10_000, ((last - first) / Math.max(1, stream.count - 1)) * 300);
  return { from: last - span, to: last };
}
