// How well a stream itself is, where the server says it: silent, stuck, with gaps, its clock wrong. A healthy one says nothing.
import { useTranslation } from "react-i18next";
import type { StreamDetail } from "@/api/shapes";
import type { StreamHealth } from "@/api/sources";
import { say } from "@/text";
import { Mark } from "@/widgets/mark";

export function Health({ stream }: { stream: StreamDetail }) {
  const { t } = useTranslation();
  const health = (stream as { health?: StreamHealth }).health;
  if (!health || health.state === "ok") return null;
  return (
    <span className={`tag ${health.state === "never" ? "" : "warn"}`} title={say(health.text)}>
      <Mark shape={health.state === "silent" || health.state === "never" ? "hatch" : "triangle"} /> {t(`stream_health.${health.state}`)}
    </span>
  );
}
