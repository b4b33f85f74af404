// Keys for the whole page. One listener reads them (key_reader.ts); whoever is interested registers here.
import { useEffect, useRef } from "react";
import { gap_ms, KeyReader } from "./key_reader";

type KeyListener = (key: string) => boolean | void; // true: taken, nobody else gets it
const key_listeners: KeyListener[] = [];
type ScanListener = (code: string) => boolean | void; // true: taken; the newest listener is asked first
const scan_listeners: ScanListener[] = [];

// Typing in a field is typing, and a button or a link that has the focus takes Enter itself.
function typing(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  if (!target) return false;
  if (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return true;
  return target.getAttribute("role") === "combobox" || target.closest(".ant-modal, .ant-select-dropdown, .veil") !== null;
}

// A field of the page that holds plain text, and not one of a dialog, which asks for just what is scanned into it.
const shortest_in_field = 6;
function page_field(event: KeyboardEvent): HTMLInputElement | null {
  const target = event.target;
  if (!(target instanceof HTMLInputElement) || !["text", "search"].includes(target.type)) return null;
  return target.closest(".ant-modal, .ant-select, .veil, [role=dialog]") === null ? target : null;
}
// What the scanner typed into a field on its way is taken out again, so that the field keeps what the hand wrote.
function take_out(field: HTMLInputElement, code: string) {
  if (!field.value.endsWith(code)) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, field.value.slice(0, -code.length));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function listen_to_keys(): () => void {
  const reader = new KeyReader();
  const field_reader = new KeyReader();
  const hand_out = (heard: ReturnType<KeyReader["press"]>) => {
    if (!heard) return;
    if ("scan" in heard) [...scan_listeners].reverse().some((listener) => listener(heard.scan) === true);
    else for (const key of heard.keys) [...key_listeners].reverse().some((listener) => listener(key) === true);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const on_key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = page_field(event);
    if (field) {
      const heard = field_reader.press(event.key, event.timeStamp);
      if (!heard || !("scan" in heard) || heard.scan.length < shortest_in_field) return;
      event.preventDefault();
      event.stopPropagation();
      take_out(field, heard.scan);
      return hand_out(heard);
    }
    if (typing(event)) return;
    if (event.key === "/") event.preventDefault(); // otherwise the browser's own quick find opens
    const heard = reader.press(event.key, event.timeStamp);
    if (heard && "scan" in heard) event.preventDefault();
    const on_control = event.key === "Enter" && (event.target as HTMLElement).closest?.("a, button, tr[tabindex]");
    if (heard && "keys" in heard && on_control) return;
    hand_out(heard);
    clearTimeout(timer);
    timer = setTimeout(() => hand_out(reader.settle(event.timeStamp + gap_ms + 1)), gap_ms + 5);
  };
  window.addEventListener("keydown", on_key, true);
  return () => window.removeEventListener("keydown", on_key, true);
}

export function use_keys(listener: KeyListener) {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const call: KeyListener = (key) => latest.current(key);
    key_listeners.push(call);
    return () => void key_listeners.splice(key_listeners.indexOf(call), 1);
  }, []);
}
export function use_scans(listener: ScanListener) {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => {
    const call = (code: string) => latest.current(code);
    scan_listeners.push(call);
    return () => void scan_listeners.splice(scan_listeners.indexOf(call), 1);
  }, []);
}
export function use_row_keys(on: boolean, move: (step: number) => void, open: () => void) {
  use_keys((key) => {
    if (!on) return false;
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "Enter") open();
    else return false;
    return true;
  });
}
