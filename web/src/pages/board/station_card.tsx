// One station: its state in shape, word and colour, and its main stream against the specification, live. Where there are many
// stations it is a small tile with the same in brief.
import { memo, useMemo, useRef, useState, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSamples } from "@/api/queries";
import type { Alarm, EquipmentView, Hold, Stream } from "@/api/shapes";
import { say } from "@/text";
import { ago_text, digits_within, hour_text, with_uom } from "@/widgets/format";
import { LiveSpark } from "@/widgets/live_spark";
import { main_stream } from "@/widgets/main_stream";
import { Mark } from "@/widgets/mark";
import type { usePlantWords } from "@/widgets/plan_lines";
import { EquipmentState } from "@/widgets/state";
import { stream_href } from "@/widgets/why";

const kept = 60;
type Words = ReturnType<typeof usePlantWords>;

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
  const running = equipment.state === "running" ? equipment.activity?.item : undefined;
  const more = since ? ago_text(since) : undefined;
  const hold = holds.find((one) => one.scope.equipment === equipment.id || one.because?.equipment === equipment.id);
  const name = say(equipment.name);
  return (
    <article className={`station ${tone}`} title={equipment.state === "stopped" ? say(equipment.stop?.reason) : undefined}>
      <h2>
        <Link to={`/equipment/${encodeURIComponent(equipment.id)}`}>
          {equipment.id} {name !== equipment.id && <span style={{ fontWeight: 500 }}>{name}</span>}
        </Link>
      </h2>
      <div className="between">
        <EquipmentState state={equipment.state} more={running ? undefined : more} />
        {running && (
          <Link className="small unit" to={`/units/${encodeURIComponent(running)}`} title={t("board.made_now")}>
            {running}
          </Link>
        )}
      </div>
      <Connection equipment={equipment} />
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

// Signals may be gone while the station works on and reports what it makes: two things, said apart.
function Connection({ equipment }: { equipment: EquipmentView }) {
  const { t } = useTranslation();
  const connection = (equipment as { connection?: string }).connection;
  if ((connection !== "silent" && connection !== "not_connected") || equipment.state === "no_data" || equipment.state === "not_connected") return null;
  return (
    <span className="state quiet" style={{ marginTop: 2 }}>
      <Mark shape={connection === "silent" ? "hatch" : "unplugged"} /> {t(`board.signals.${connection}`)}
    </span>
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
  const known = useMemo(() => samples && samples.items.toSorted((a, b) => (a.time < b.time ? -1 : 1)).map((sample) => sample.value), [samples]);
  const spec = words.lines.get(stream.id)?.specification;
  const name = words.stream_name(stream.equipment, stream.tag);
  const value = useRef<HTMLElement>(null);
  const none = stream.last_value === undefined && known?.length === 0;
  return (
    <>
      <div className="spark">
        {none ? <span>{t("board.no_samples")}</span> : <LiveSpark stream={stream.id} uom={stream.uom} lower={spec?.lower} upper={spec?.upper} faded={faded} known={known} value={value} label={t("board.spark", { name, count: kept })} />}
      </div>
      <div className="line">
        <Link to={stream_href(stream.id)} title={`${stream.id} · ${now}`}>
          {name}
        </Link>
        <Value key={stream.id} holder={value} text={faded || stream.last_value === undefined ? "–" : with_uom(stream.last_value, stream.uom, digits_within(spec?.lower, spec?.upper))} />
      </div>
    </>
  );
}

// The figure is written by whoever draws the line; React puts in what the board knew, and never touches it again.
const Value = memo(
  function Value({ holder, text }: { holder: React.RefObject<HTMLElement | null>; text: string }) {
    useEffect(() => {
      if (holder.current && holder.current.textContent === "") holder.current.textContent = text;
    }, [holder, text]);
    return <strong ref={holder} />;
  },
  () => true,
);

// For plants whose stations do not fit as cards: name, state, the line and the value, and no question to the server each.
export const StationTile = memo(function StationTile({ equipment, words, alarms }: Pick<Props, "equipment" | "words" | "alarms">) {
  const { t } = useTranslation();
  const stream = main_stream(equipment, words, alarms);
  const spec = stream && words.lines.get(stream.id)?.specification;
  const value = useRef<HTMLElement>(null);
  const [known] = useState(() => (stream?.last_value === undefined ? [] : [stream.last_value]));
  const tone = equipment.state === "stopped" ? "stopped" : equipment.alarms > 0 || equipment.holds > 0 ? "attention" : "";
  const faded = equipment.state === "no_data" || equipment.state === "not_connected";
  return (
    <Link className={`station tile ${tone}`} to={`/equipment/${encodeURIComponent(equipment.id)}`} title={`${say(equipment.name)} · ${t(`equipment.state.${equipment.state}`)}`}>
      <span className="between">
        <b>{equipment.id}</b>
        <EquipmentMark state={equipment.state} />
      </span>
      {stream ? <LiveSpark stream={stream.id} uom={stream.uom} lower={spec?.lower} upper={spec?.upper} faded={faded} known={known} value={value} height={22} label={stream.id} /> : <span className="spark" />}
      <Value key={stream?.id} holder={value} text={faded || stream?.last_value === undefined ? "–" : with_uom(stream.last_value, stream.uom, digits_within(spec?.lower, spec?.upper))} />
    </Link>
  );
});
function EquipmentMark({ state }: { state: EquipmentView["state"] }) {
  return <span className="tile-state"><EquipmentState state={state} /></span>;
}
