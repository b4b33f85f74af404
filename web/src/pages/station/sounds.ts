// Two sounds, for eyes that are on the part: a short high one for taken, two low ones for refused. Off until somebody turns them on.
const place = "jidoka.station.sounds";
let context: AudioContext | null = null;

export const sounds_on = () => localStorage.getItem(place) === "on";
export function turn_sounds(on: boolean) {
  localStorage.setItem(place, on ? "on" : "off");
  if (on) play("ok");
}
export function play(what: "ok" | "wrong") {
  if (!sounds_on() || typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  const notes: [number, number][] = what === "ok" ? [[1180, 0]] : [[220, 0], [196, 0.18]];
  for (const [pitch, after] of notes) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const from = context.currentTime + after;
    tone.frequency.value = pitch;
    tone.type = what === "ok" ? "sine" : "square";
    volume.gain.setValueAtTime(what === "ok" ? 0.2 : 0.12, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.15);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.16);
  }
}
