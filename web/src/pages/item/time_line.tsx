// What ran when on an item, a lane for each piece of equipment, with its readings, verdicts and holds on the same axis of time.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { items_of, useHolds } from "@/api/queries";
import type { Hold, ItemHistory } from "@/api/shapes";
import { say } from "@/text";
import { Empty } from "@/widgets/asked";
import { clock_text, duration_text, time_text, with_uom } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { usePlantWords } from "@/widgets/plan_lines";
import { stream_href, verdict_href } from "@/widgets/why";
import { scale_of, story_of } from "./story";

export function TimeLine({ history, holds }: { history: ItemHistory; holds: string[] }) {
  const { t } = useTranslation();
  const words = usePlantWords();
  const all = items_of<Hold>(useHolds(undefined)).filter((hold) => holds.includes(hold.id));
  if (history.runs.length === 0) return <Empty title={t("item.no_runs")}><p>{t("item.no_runs_what")}</p></Empty>;
  const story = story_of(history, Date.now());
  const { place, cuts } = scale_of(story);
  const at = (time: number) => `${(place(time) * 100).toFixed(2)}%`;
  const inside = (time: number) => time >= story.from && time <= story.to;
  const outside = (stream: string, value: number) => {
    const spec = words.lines.get(stream)?.specification;
    return spec !== undefined && ((spec.lower !== undefined && value < spec.lower) || (spec.upper !== undefined && value > spec.upper));
  };
  return (
    <div className="story">
      {story.lanes.map((lane, i) => (
        <div key={lane} className="lane">
          <Link className="link" to={`/equipment/${encodeURIComponent(lane)}`}>{lane}</Link>
          <div className="track">
            {cuts.map((cut) => <i key={cut} className="cut" style={{ left: `${cut * 100}%` }} title={t("item.time_left_out")} />)}
            {story.bars.filter((bar) => bar.lane === i).map((bar) => (
              <span
                key={bar.run.number} className={`bar ${bar.run.result === "fail" ? "failed" : ""}`} style={{ left: at(bar.from), width: `max(6px, ${((place(bar.to) - place(bar.from)) * 100).toFixed(2)}%)` }}
                title={`${bar.run.operation} · ${time_text(bar.from)} · ${duration_text(bar.to - bar.from)}`}
              >
                {bar.run.operation}
              </span>
            ))}
            {story.readings.filter((one) => one.equipment === lane).map((one) => (
              <Link
                key={`${one.stream} ${one.time}`} to={`${stream_href(one.stream)}?at=${encodeURIComponent(one.time)}`} className={`moment-dot ${outside(one.stream, one.value) ? "bad" : ""}`} style={{ left: at(Date.parse(one.time)) }}
                aria-label={`${words.stream_name(one.equipment, one.tag)} ${with_uom(one.value, one.uom)}`} title={`${words.stream_name(one.equipment, one.tag)} ${with_uom(one.value, one.uom)} · ${clock_text(one.time)}`}
              >
                <Mark shape={outside(one.stream, one.value) ? "diamond" : "dot"} />
              </Link>
            ))}
          </div>
        </div>
      ))}
      {(story.verdicts.length > 0 || all.some((hold) => inside(Date.parse(hold.placed_at)))) && (
        <div className="lane">
          <span className="quiet">{t("item.verdicts_and_holds")}</span>
          <div className="track bare">
            {story.verdicts.map((verdict) => <Link key={verdict.id} to={verdict_href(verdict)} className="moment-dot bad" style={{ left: at(Date.parse(verdict.time)) }} aria-label={say(verdict.text)} title={say(verdict.text)}><Mark shape="triangle" /></Link>)}
            {all.filter((hold) => inside(Date.parse(hold.placed_at))).map((hold) => <Link key={hold.id} to={`/holds/${hold.id}`} className="moment-dot bad" style={{ left: at(Date.parse(hold.placed_at)) }} aria-label={say(hold.reason)} title={`${hold.id} · ${say(hold.reason)}`}><Mark shape="square" /></Link>)}
          </div>
        </div>
      )}
      <div className="lane axis"><span /><div className="track bare"><span>{time_text(story.from)}</span><span>{time_text(story.to)}</span></div></div>
    </div>
  );
}
