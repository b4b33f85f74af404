// A moment: short to read, exact on hover and for machines.
import { time_text } from "./format";

export function When({ time }: { time: string | undefined | null }) {
  if (!time) return <>–</>;
  return (
    <time dateTime={time} title={time} className="keep">
      {time_text(time)}
    </time>
  );
}
