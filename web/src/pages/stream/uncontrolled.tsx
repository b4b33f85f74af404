// A stream that no control plan names: its values are recorded and shown, and nothing judges them.
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSamples } from "@/api/queries";
import type { StreamDetail } from "@/api/shapes";
import { Asked, Bones, Empty } from "@/widgets/asked";
import { with_uom } from "@/widgets/format";
import { PageHead } from "@/widgets/page_head";

const Drawing = lazy(() => import("./drawing"));

export function Uncontrolled({ stream, name }: { stream: StreamDetail; name: string }) {
  const { t } = useTranslation();
  const samples = useSamples(stream.equipment, stream.tag, 500);
  return (
    <>
      <PageHead title={`${name} · ${stream.equipment}`} plain={name}>
        <span className="tag">{t("streams.uncontrolled")}</span>
        <b>{with_uom(stream.last_value, stream.uom)}</b>
      </PageHead>
      <section className="card">
        <p className="soft" style={{ marginBottom: 10 }}>{t("stream.uncontrolled_what")}</p>
        <Asked answer={samples} lines={8}>
          {({ items }) => {
            if (items.length === 0) return <Empty title={t("board.no_samples")} />;
            const points = items
              .toSorted((a, b) => (a.time < b.time ? -1 : 1))
              .map((sample, index) => ({ time: sample.time, value: sample.value, index, rules: [], learning: false }));
            const chart = { type: "i-mr" as const, uom: stream.uom, line: "", plan: "", subgroup_size: 1, false_alarm: "", panels: [{ name: "location" as const, points }] };
            return (
              <Suspense fallback={<Bones lines={10} />}>
                <Drawing chart={chart} chosen={null} choose={() => {}} pause={() => {}} older={() => {}} newer={undefined} />
              </Suspense>
            );
          }}
        </Asked>
      </section>
    </>
  );
}
