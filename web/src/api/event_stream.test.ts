import { expect, test } from "vitest";
import { EventReader } from "./event_stream";

const text = ': heartbeat\n\nid: 41\nevent: hold_placed\ndata: {"fact":"hold_placed"}\n\nevent: readings\r\ndata: a\r\ndata: b\r\n\r\ndata:plain\n\n';
const expected = [
  { id: "41", event: "hold_placed", data: '{"fact":"hold_placed"}' },
  { id: "41", event: "readings", data: "a\nb" },
  { id: "41", event: "message", data: "plain" },
];

test("events are read whole", () => {
  expect(new EventReader().feed(text)).toEqual(expected);
});

test("it does not matter where the network cuts", () => {
  for (let cut = 1; cut < text.length; cut++) {
    const reader = new EventReader();
    expect([...reader.feed(text.slice(0, cut)), ...reader.feed(text.slice(cut))], `cut at ${cut}`).toEqual(expected);
  }
  const one_by_one = new EventReader();
  expect([...text].flatMap((character) => one_by_one.feed(character))).toEqual(expected);
});

test("an event without data is no event", () => {
  expect(new EventReader().feed("event: x\n\n: comment\n\n")).toEqual([]);
});
