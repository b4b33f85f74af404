// When it happened: the last good reading, what set the hold off, the hold, its release; and the span whose products it covers.
import { useTranslation } from "react-i18next";
import type { Hold } from "@/api/shapes";
import { clock_text, duration_text, time_text } from "@/widgets/format";

export interface Moment {
  id: "from" | "last_good" | "found" | "placed" | "to" | "released" | "now";
  at: number;
}

// The moments of a hold in order; what happened at the same second stands once, by what matters more.
export function moments_of(hold: Hold, now: number): Moment[] {
  const named: [Moment["id"], string | undefined][] = [
    ["last_good", hold.because?.last_good],
    ["from", hold.scope.from],
    ["found", hold.because?.time],
    ["placed", hold.placed_at],
    ["to", hold.scope.to],
    ["released", hold.released_at],
  ];
  const moments = named.flatMap(([id, time]) => (time === undefined ? [] : [{ id, at: new Date(time).getTime() }]));
  if (hold.state === "active") moments.push({ id: "now", at: now });
  const kept = moments.filter((one, i) => !moments.some((other, j) => j < i && Math.abs(other.at - one.at) < 1000 && !["placed", "released", "now"].includes(one.id)));
  return kept.sort((a, b) => a.at - b.at);
}

// Where a moment stands, in per cent. What led to the hold takes most of the line to scale; the decision, or now, which may be days
// later, stands at its end after a gap.
export function place_on(moments: Moment[]): (at: number) => number {
  const cause = moments.filter((one) => one.id !== "released" && one.id !== "now");
  const first = cause[0]?.at ?? moments[0]!.at;
  const span = (cause.at(-1)?.at ?? first) - first;
  return (at) => (at > first + span ? 100 : span === 0 ? 0 : (80 * (at - first)) / span);
}

export function TimeLine({ hold }: { hold: Hold }) {
  const { t } = useTranslation();
  const now = Date.now();
  const moments = moments_of(hold, now);
  const share = place_on(moments);
  const is_exposure = hold.scope.kind === "exposure";
  const from = hold.scope.from ? new Date(hold.scope.from).getTime() : moments[0]!.at;
  const to = hold.scope.to ? new Date(hold.scope.to).getTime() : hold.released_at ? new Date(hold.released_at).getTime() : now;
  return (
    <figure className="time-line" aria-label={t("hold.time_line")}>
      <div className="track" aria-hidden="true">
        <i className="gap" />
        {is_exposure && <i className="covered" style={{ left: `${share(from)}%`, width: `${Math.max(0.6, share(to) - share(from))}%` }} />}
        {moments.map((moment) => <i key={moment.id} className={`mark-${moment.id}`} style={{ left: `${share(moment.at)}%` }} />)}
      </div>
      <ol>
        {moments.map((moment, i) => (
          <li key={moment.id}>
            <i className={`mark-${moment.id}`} aria-hidden="true" />
            <span>{t(`hold.moment.${moment.id}`)}</span>
            <span className="quiet">
              {i === 0 ? time_text(moment.at) : clock_text(moment.at)}
              {i > 0 && moment.at - moments[i - 1]!.at >= 1000 && ` · +${duration_text(moment.at - moments[i - 1]!.at)}`}
            </span>
          </li>
        ))}
      </ol>
      {is_exposure && <figcaption className="soft small">{t(hold.scope.to || hold.released_at ? "hold.covered_span" : "hold.covered_span_open", { span: duration_text(to - from) })}</figcaption>}
    </figure>
  );
}
