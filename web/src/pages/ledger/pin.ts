// What this browser has seen of the ledger before: the key, taken on trust once, and the newest checkpoint that was proven.
// A server that shows another key, or a history that does not continue the one seen, is found out by comparing with it.
export interface Pin {
  key: string;
  checkpoint: string;
  pinned_at: string;
  seen_at: string;
}
const place = "jidoka.ledger.pin";

export function pinned(): Pin | null {
  try {
    const pin = JSON.parse(localStorage.getItem(place) ?? "null") as Partial<Pin> | null;
    return pin && typeof pin.key === "string" && typeof pin.checkpoint === "string" ? { pinned_at: "", seen_at: "", ...pin } as Pin : null;
  } catch {
    return null;
  }
}
export const keep_pin = (pin: Pin) => localStorage.setItem(place, JSON.stringify(pin));
export const forget_pin = () => localStorage.removeItem(place);
