/*
 * Controls: buttons, and texts that change in place.
 * Input: a name and what a press does; an element and its text. Output: a button; the element with that text.
 * Must not: write a text that stands there already (a screen reader would hear it again); touch the storage.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @type {Cb.Controls["button"]} */
  const button = (name, press, attributes = {}) => casebook.dom.make("button", { type: "button", class: "cb-button", click: press, ...attributes }, name);

  /** @type {Cb.Controls["say"]} */
  const say = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  /** Moves the focus, also to what is no control. @type {Cb.Controls["focus"]} */
  const focus = (element) => {
    if (!element) return;
    if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  };

  casebook.controls = { button, say, focus };
})();
