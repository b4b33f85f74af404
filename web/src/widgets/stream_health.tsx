// How well a stream itself is, where the server says it: silent, stuck, with gaps, its clock wrong. A healthy one says nothing.
import { useTranslation } from "react-i18next";
import type { StreamHealth } from "@/api/sources";
import { say } from "@/text";
import { Mark } from "./mark";

export function Health({ stream }: { stream: object }) {
  const { t } = useTranslation();
  const { health } = stream as { health?: StreamHealth };
  if (!health || health.state === "ok") return null;
  return (
    <span className={`tag ${health.state === "never" ? "" : "warn"}`} title={say(health.text)}>
      <Mark shape={health.state === "silent" || health.state === "never" ? "hatch" : health.state === "not_connected" ? "unplugged" : "triangle"} /> {t(`source.stream.${health.state}`)}
    </span>
  );
}
