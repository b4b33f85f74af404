// One station: its state in shape, word and colour, and its main stream against the specification, live.
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useReadings, type Readings } from "@/api/live";
import { useSamples } from "@/api/queries";
import type { Alarm, EquipmentView, Hold, Stream } from "@/api/shapes";
import { say } from "@/text";
import { ago_text, digits_within, hour_text, with_uom } from "@/widgets/format";
import type { usePlantWords } from "@/widgets/plan_lines";
import { Sparkline } from "@/widgets/sparkline";
import { EquipmentState } from "@/widgets/state";
import { stream_href } from "@/widgets/why";

const kept = 60;
type Words = ReturnType<typeof usePlantWords>;

// The stream that an open alarm is about, else the first that a control plan judges, else the first.
export function main_stream(equipment: EquipmentView, words: Pick<Words, "lines">, alarms: Alarm[]): Stream | undefined {
  const alarmed = alarms.find((alarm) => alarm.equipment === equipment.id)?.because.stream;
  return equipment.streams.find((one) => one.id === alarmed) ?? equipment.streams.find((one) => words.lines.has(one.id)) ?? equipment.streams[0];
}

interface Props {
  equipment: EquipmentView;
  words: Words;
  holds: Hold[];
  alarms: Alarm[];
  now: string;
}
export function StationCard({ equipment, words, holds, alarms, now }: Props) {
  const { t } = useTranslation();
  const stream = main_stream(equipment, words, alarms);
  const tone = equipment.state === "stopped" ? "stopped" : equipment.alarms > 0 || equipment.holds > 0 ? "attention" : "";
  const since = equipment.state === "stopped" ? equipment.stop?.stopped_at : equipment.since;
  const more = equipment.state === "running" && equipment.activity ? equipment.activity.item : since ? ago_text(since) : undefined;
  const hold = holds.find((one) => one.scope.equipment === equipment.id || one.because?.equipment === equipment.id);
  const name = say(equipment.name);
  return (
    <article className={`station ${tone}`} title={equipment.state === "stopped" ? say(equipment.stop?.reason) : undefined}>
      <h2>
        <Link to={`/equipment/${encodeURIComponent(equipment.id)}`}>
          {equipment.id} {name !== equipment.id && <span style={{ fontWeight: 500 }}>{name}</span>}
        </Link>
      </h2>
      <EquipmentState state={equipment.state} more={more} />
      {stream ? (
        <MainStream stream={stream} words={words} faded={equipment.state === "no_data" || equipment.state === "not_connected"} now={now} />
      ) : (
        <div className="spark">{t("board.no_streams")}</div>
      )}
      <div className="line">
        <Footing equipment={equipment} hold={hold} />
        {(equipment.alarms > 0 || hold || equipment.state === "stopped") && (
          <Link to={hold ? `/holds/${hold.id}` : equipment.alarms > 0 ? "/alarms" : `/equipment/${encodeURIComponent(equipment.id)}`}>{t("why.ask")}</Link>
        )}
      </div>
    </article>
  );
}

function Footing({ equipment, hold }: { equipment: EquipmentView; hold: Hold | undefined }) {
  const { t } = useTranslation();
  if (hold) return <span>{t("board.held_since", { count: hold.counts?.units ?? 0, time: hour_text(hold.placed_at) })}</span>;
  if (equipment.state === "no_data" && equipment.since) return <span>{t("board.last_heard", { time: hour_text(equipment.since) })}</span>;
  if (equipment.alarms > 0) return <span>{t("board.alarms", { count: equipment.alarms })}</span>;
  if (equipment.activity) return <span>{equipment.activity.operation}</span>;
  return <span />;
}

function MainStream({ stream, words, faded, now }: { stream: Stream; words: Words; faded: boolean; now: string }) {
  const { t } = useTranslation();
  const samples = useSamples(stream.equipment, stream.tag, kept).data;
  const [fresh, set_fresh] = useState<number[]>([]);
  useEffect(() => set_fresh([]), [samples]);
  const ids = useMemo(() => [stream.id], [stream.id]);
  useReadings(
    ids,
    useCallback(
      (readings: Readings) => {
        if (readings.stream === stream.id) set_fresh((before) => [...before, ...readings.values].slice(-kept));
      },
      [stream.id],
    ),
  );
  const values = useMemo(() => {
    const old = (samples?.items ?? []).toSorted((a, b) => (a.time < b.time ? -1 : 1)).map((sample) => sample.value);
    return [...old, ...fresh].slice(-kept);
  }, [samples, fresh]);
  const spec = words.lines.get(stream.id)?.specification;
  const last = values.at(-1) ?? stream.last_value;
  const outside = last !== undefined && !faded && ((spec?.upper !== undefined && last > spec.upper) || (spec?.lower !== undefined && last < spec.lower));
  const name = words.stream_name(stream.equipment, stream.tag);
  return (
    <>
      <div className="spark">
        {values.length > 1 ? (
          <Sparkline values={values} lower={spec?.lower} upper={spec?.upper} faded={faded} label={t("board.spark", { name, count: values.length })} />
        ) : (
          <span>{t("board.no_samples")}</span>
        )}
      </div>
      <div className="line">
        <Link to={stream_href(stream.id)} title={`${stream.id} · ${now}`}>
          {name}
        </Link>
        <strong className={outside ? "bad" : ""}>{faded ? "–" : with_uom(last, stream.uom, digits_within(spec?.lower, spec?.upper))}</strong>
      </div>
    </>
  );
}
