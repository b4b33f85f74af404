// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { listen_to_keys, use_scans } from "./keys";

afterEach(cleanup);
// A scanner's keys, two milliseconds apart whatever else this machine does meanwhile.
let now = 1000;
function type(field: HTMLElement, text: string) {
  for (const key of [...text, "Enter"]) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, "timeStamp", { value: (now += 2) });
    field.dispatchEvent(event);
    if (field instanceof HTMLInputElement && key.length === 1) field.value += key; // as the browser does it
  }
}
function listening(): { heard: string[]; stop: () => void } {
  const heard: string[] = [];
  const Listener = () => (use_scans((code) => void heard.push(code)), null);
  render(<Listener />);
  return { heard, stop: listen_to_keys() };
}
function field_in(parent: HTMLElement): HTMLInputElement {
  const field = document.createElement("input");
  field.type = "text";
  field.value = "SN-9";
  return document.body.appendChild(parent).appendChild(field);
}

test("a scan into a text field is heard and leaves the field as it was", () => {
  const { heard, stop } = listening();
  const field = field_in(document.createElement("div"));
  type(field, "SN-10412");
  expect(heard).toEqual(["SN-10412"]);
  expect(field.value).toBe("SN-9");
  stop();
});

test("what is scanned into a field of a dialog is for that field", () => {
  const { heard, stop } = listening();
  const dialog = document.createElement("div");
  dialog.setAttribute("role", "dialog");
  const field = field_in(dialog);
  type(field, "SN-10412");
  expect(heard).toEqual([]);
  expect(field.value).toBe("SN-9SN-10412");
  stop();
});

test("a word as short as a hand types is no scan", () => {
  const { heard, stop } = listening();
  const field = field_in(document.createElement("div"));
  type(field, "L7");
  expect(heard).toEqual([]);
  expect(field.value).toBe("SN-9L7");
  stop();
});
