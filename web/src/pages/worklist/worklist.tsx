// What waits for a decision of quality: open signals by stream, holds to decide, readings set aside. Each with its why and where it leads.
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { items_of, useAlarms, useHolds, useQuarantine } from "@/api/queries";
import type { Alarm, Hold, QuarantinedReading } from "@/api/shapes";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { useCoversText } from "@/widgets/covers";
import { ago_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { useRoleNames } from "@/widgets/may";
import { PageHead } from "@/widgets/page_head";
import { AlarmState, PriorityMark } from "@/widgets/state";
import { useTrail } from "@/widgets/trail";
import { When } from "@/widgets/when";
import { RuleTag, verdict_href } from "@/widgets/why";
import "./worklist.css";

const shown = 12;
const urgency: Record<Alarm["priority"], number> = { high: 0, medium: 1, low: 2 };

export default function WorklistPage() {
  const { t } = useTranslation();
  useTrail([{ text: t("nav.worklist") }]);
  return (
    <>
      <PageHead title={t("nav.worklist")} plain={t("nav.worklist")} />
      <div className="halves">
        <Signals />
        <div className="stack">
          <Holds />
          <Quarantine />
        </div>
      </div>
    </>
  );
}

function More({ count, more, to }: { count: number; more: boolean; to: string }) {
  const { t } = useTranslation();
  return count > shown || more ? <p style={{ paddingTop: 8 }}><Link className="link small" to={to}>{t("worklist.all")}</Link></p> : null;
}

function Signals() {
  const { t } = useTranslation();
  const list = useAlarms(true);
  const alarms = items_of<Alarm>(list).toSorted((a, b) => urgency[a.priority] - urgency[b.priority] || (a.last_at < b.last_at ? 1 : -1));
  return (
    <section className="card">
      <h2>{t("worklist.signals")} <span>{alarms.length > 0 && t("worklist.signals_what")}</span></h2>
      <Asked answer={list}>
        {() => alarms.length === 0 ? <Empty title={t("board.no_alarms")}><p>{t("board.no_alarms_what")}</p></Empty> : (
          <>
            {alarms.slice(0, shown).map((alarm) => (
              <div className="work-row" key={alarm.id}>
                <PriorityMark priority={alarm.priority} />
                <div>
                  <Link to={verdict_href(alarm.because)}><b>{say(alarm.because.text)}</b></Link>
                  <p><RuleTag verdict={alarm.because} /> {alarm.equipment} · <When time={alarm.last_at} />{alarm.count > 1 && ` · ${t("alarm.times", { count: alarm.count })}`}</p>
                </div>
                <Link className="link small" to={`/alarms/${alarm.id}`}><AlarmState alarm={alarm} /></Link>
              </div>
            ))}
            <More count={alarms.length} more={list.hasNextPage} to="/alarms" />
          </>
        )}
      </Asked>
    </section>
  );
}

function Holds() {
  const { t } = useTranslation();
  const list = useHolds("active");
  const covers = useCoversText();
  const role_name = useRoleNames();
  const holds = items_of<Hold>(list).toSorted((a, b) => (b.counts?.shipped ?? 0) - (a.counts?.shipped ?? 0) || (a.placed_at < b.placed_at ? -1 : 1));
  return (
    <section className="card">
      <h2>{t("worklist.holds")} <span>{holds[0] && t("board.oldest", { age: ago_text(holds.map((hold) => hold.placed_at).sort()[0]!) })}</span></h2>
      <Asked answer={list}>
        {() => holds.length === 0 ? <Empty title={t("board.no_holds")}><p>{t("board.no_holds_what")}</p></Empty> : (
          <>
            {holds.slice(0, shown).map((hold) => (
              <div className="work-row" key={hold.id}>
                <span className="bad"><Mark shape="square" /></span>
                <div>
                  <Link to={`/holds/${hold.id}`}><b>{hold.id} · {say(hold.reason)}</b></Link>
                  <p>
                    {hold.counts && covers(hold.counts)}
                    {hold.counts && hold.counts.shipped > 0 && <span className="bad"> · {t("hold.shipped", { count: hold.counts.shipped })}</span>}
                    {" · "}<When time={hold.placed_at} /> · {t("hold.who", { who: role_name(hold.release_role || "quality_engineer") })}
                  </p>
                </div>
                <Link className="link small" to={`/holds/${hold.id}`}>{t("hold.decide")}</Link>
              </div>
            ))}
            <More count={holds.length} more={list.hasNextPage} to="/holds" />
          </>
        )}
      </Asked>
    </section>
  );
}

function Quarantine() {
  const { t } = useTranslation();
  const list = useQuarantine("open");
  const readings = items_of<QuarantinedReading>(list);
  return (
    <section className="card">
      <h2>{t("worklist.quarantine")}</h2>
      <Asked answer={list}>
        {() => readings.length === 0 ? <Empty title={t("quarantine.none")} /> : (
          <>
            {readings.slice(0, shown).map((one) => (
              <div className="work-row" key={one.id}>
                <span className="warn"><Mark shape="triangle" /></span>
                <div>
                  <Link to={`/quarantine/${one.id}`}><b>{say(one.text)}</b></Link>
                  <p>{one.source} · <When time={one.at} /></p>
                </div>
                <Link className="link small" to={`/quarantine/${one.id}`}>{t("worklist.settle")}</Link>
              </div>
            ))}
            <More count={readings.length} more={list.hasNextPage} to="/quarantine" />
          </>
        )}
      </Asked>
    </section>
  );
}
