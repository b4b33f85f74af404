// The terminal at a station: one job, scan first, one primary button, a red one to stop. It fills the screen and needs no menu.
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";
import { post_with_key } from "@/api/client";
import { useLink } from "@/api/live";
import { client, useEquipment, useMe, useNames, useOneEquipment } from "@/api/queries";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { hour_text } from "@/widgets/format";
import { Mark } from "@/widgets/mark";
import { usePlantWords } from "@/widgets/plan_lines";
import { EquipmentState } from "@/widgets/state";
import { useTrail } from "@/widgets/trail";
import { Acts } from "./acts";
import { operations_at } from "./job";
import { play, sounds_on, turn_sounds } from "./sounds";
import { Work } from "./work";
import "./station.css";

const acts = new Acts(window.localStorage, post_with_key, () => {
  for (const key of ["items", "permit", "equipment", "board", "trace"]) void client.invalidateQueries({ queryKey: [key] });
});
const last_station = "jidoka.station.equipment";

export default function StationPage() {
  const { t } = useTranslation();
  const { equipment } = useParams();
  const navigate = useNavigate();
  const link = useLink();
  const waiting = useSyncExternalStore(acts.subscribe, () => acts.waiting.length);
  useTrail([{ text: t("nav.station") }]);
  useEffect(() => {
    document.title = `${equipment ?? t("nav.station")} · Jidoka`;
    if (equipment) localStorage.setItem(last_station, equipment);
    else if (localStorage.getItem(last_station) && !window.location.search.includes("choose")) navigate(`/station/${encodeURIComponent(localStorage.getItem(last_station)!)}`, { replace: true });
  }, [equipment, navigate, t]);
  // What waits is tried again when the network is back, and every few seconds for as long as anything waits.
  useEffect(() => {
    if (waiting === 0) return;
    const again = () => void acts.flush();
    const timer = setInterval(again, 4_000);
    window.addEventListener("online", again);
    again();
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [waiting, link]);
  return <div className="station-screen">{equipment ? <Terminal key={equipment} id={equipment} waiting={waiting} /> : <Choose />}</div>;
}

function Choose() {
  const { t } = useTranslation();
  const words = usePlantWords();
  const all = useEquipment();
  return (
    <div className="station-choose">
      <header className="station-top"><h1>{t("station.choose")}</h1><Link className="station-leave" to="/board">{t("station.leave")}</Link></header>
      <Asked answer={all} lines={6}>
        {({ items }) => {
          const here = items.filter((one) => operations_at(words.operations, one.id).length > 0);
          if (here.length === 0) return <Empty title={t("station.none")}><p>{t("station.none_what")}</p></Empty>;
          return (
            <div className="station-tiles">
              {here.map((one) => (
                <Link key={one.id} to={`/station/${encodeURIComponent(one.id)}`}><b>{one.id}</b><span>{say(one.name)}</span><EquipmentState state={one.state} /></Link>
              ))}
            </div>
          );
        }}
      </Asked>
    </div>
  );
}

function Terminal({ id, waiting }: { id: string; waiting: number }) {
  const { t } = useTranslation();
  const me = useMe().data;
  const names = useNames().data;
  const equipment = useOneEquipment(id);
  const words = usePlantWords();
  const [person, set_person] = useState<string | null>(null);
  const name = person === null ? say(me?.display) || me?.user || "" : say(names?.users[person]) || person;
  return (
    <>
      <header className="station-top">
        <h1>{id} <span>{words.equipment_name(id)}</span></h1>
        <span className="station-who"><Mark shape="dot" /> {name}{person !== null && <button type="button" className="link" onClick={() => set_person(null)}>{t("station.person_leave")}</button>}</span>
        <span className="station-right">
          <Connection waiting={waiting} />
          <Sounds />
          <Clock />
          <Link className="station-leave" to="/station?choose=1" onClick={() => localStorage.removeItem(last_station)}>{t("station.other")}</Link>
          <Link className="station-leave" to="/board">{t("station.leave")}</Link>
        </span>
      </header>
      <Refusals />
      <Work
        equipment={id} view={equipment.data} acts={acts} person={person ?? me?.user ?? ""}
        badge={(who) => {
          set_person(who);
          play("ok");
        }}
      />
    </>
  );
}

function Connection({ waiting }: { waiting: number }) {
  const { t } = useTranslation();
  const link = useLink();
  const lost = link === "lost";
  return (
    <span className={`tag ${lost || waiting > 0 ? "warn" : ""}`} role="status">
      <Mark shape={lost ? "unplugged" : waiting > 0 ? "ring" : "dot"} /> {lost ? t("station.offline") : t("station.online")}{waiting > 0 && ` · ${t("station.waiting", { count: waiting })}`}
    </span>
  );
}
function Clock() {
  const [now, set_now] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => set_now(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <time className="wide" dateTime={now.toISOString()}>{hour_text(now)}</time>;
}
function Sounds() {
  const { t } = useTranslation();
  const [on, set_on] = useState(sounds_on);
  return (
    <button type="button" className="station-small wide" aria-pressed={on} onClick={() => (turn_sounds(!on), set_on(!on))}>{t(on ? "station.sounds_on" : "station.sounds_off")}</button>
  );
}

// What the server did not take, with its reasons; it stays until somebody has read it.
function Refusals() {
  const { t } = useTranslation();
  const list = useSyncExternalStore(acts.subscribe, () => acts.list);
  const refused = list.filter((act) => act.state === "refused");
  if (refused.length === 0) return null;
  return (
    <ul className="station-refused" role="alert">
      {refused.map((act) => (
        <li key={act.key}>
          <Mark shape="square" className="bad" />
          <div>
            <b>{t(`station.refused.${act.verb}`, { item: act.item, time: hour_text(act.at) })}</b>
            <span>{say(act.problem?.text) || act.problem?.title}</span>
          </div>
          <button type="button" className="station-button" onClick={() => acts.understood(act.key)}>{t("station.understood")}</button>
        </li>
      ))}
    </ul>
  );
}
