// Tells a scanner from a hand. A keyboard-wedge scanner types its code within a few tens of milliseconds a key and ends with
// Enter; a hand does not. Single keys therefore wait a moment before they count as a shortcut.
//
//   reader.press("S", 0); reader.press("N", 8); … reader.press("Enter", 90)  → { scan: "SN-0042" }
//   reader.press("j", 0); reader.settle(60)                                  → { keys: ["j"] }
export const gap_ms = 50;
const shortest = 3;

export type Heard = { scan: string } | { keys: string[] } | null;

export class KeyReader {
  private held: string[] = [];
  private last = -Infinity;

  press(key: string, at: number): Heard {
    const quick = at - this.last <= gap_ms;
    this.last = at;
    if (key === "Enter") {
      const code = this.held.join("");
      this.held = [];
      if (quick && code.length >= shortest) return { scan: code };
      return { keys: code === "" ? ["Enter"] : [...code, "Enter"] };
    }
    if (key === "Escape") {
      this.held = [];
      return { keys: ["Escape"] };
    }
    if (key.length !== 1) return null;
    const slow = quick ? [] : this.held;
    this.held = quick ? [...this.held, key] : [key];
    return slow.length > 0 ? { keys: slow } : null;
  }

  // Nothing came for a while: what is held was typed by hand. A burst without Enter is a scan cut short, not shortcuts.
  settle(at: number): Heard {
    if (this.held.length === 0 || at - this.last <= gap_ms) return null;
    const keys = this.held;
    this.held = [];
    return keys.length >= shortest ? null : { keys };
  }
}
