/*
 * Controls: what scripts put on a page next to plain buttons, texts that change in place, and the focus.
 * Input: a name and what a press does; an element and its text. Output: a control; the element with that text.
 * Must not: write a text that is there already (a screen reader would say it again); touch the storage.
 */
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";

export const primaryButton = (name: string, press: () => void): HTMLButtonElement =>
  button(name, press, { class: "cb-button cb-primary" });

/** Text for screen readers only. */
export const unseen = (text: string): HTMLElement => make("span", { class: "cb-unseen" }, text);

export const setText = (element: Element, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};

/** Moves the focus, also to what is not a control. */
export const focusOn = (element: HTMLElement | null): void => {
  if (!element) return;
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start" });
};

/** Moves the focus once what a change of the store shows is drawn, in the next frame. */
export const focusWhenDrawn = (find: () => HTMLElement): void => {
  requestAnimationFrame(() => requestAnimationFrame(() => find().focus()));
};

/** A control with its name before it. */
export const labelled = (name: string, control: HTMLElement): HTMLElement =>
  make("label", {}, make("span", { class: "cb-label" }, name), control);
