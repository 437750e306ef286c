/*
 * A button.
 * Input: a name and what a press does. Output: the button. Must not: be more: what only scripts need that come later is
 * in elements/controls.ts.
 */
import { type Attributes, make } from "./dom.ts";

export const button = (name: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement =>
  make("button", { type: "button", class: "cb-button", click: press, ...attributes }, name);
