/*
 * <cb-undo>: says what was just done and offers to undo it. One bar per page, at the foot of the window.
 * Input: a message, what undoes it, and where the focus goes then. Output: the reader's press of Undo.
 * Must not: take the offer back by a timer; it stays until the next one or until the page is left.
 */

import { button } from "../page/controls.ts";
import { keepArrows, make } from "../page/dom.ts";
import { focusWhenDrawn, primaryButton } from "./controls.ts";

const UNTIL = "You can undo until you delete, import or discard something else, or leave this page.";

class CbUndo extends HTMLElement {
  #message = make("p", { role: "status", class: "cb-undo-message", tabindex: "-1" });
  #note = make("p", { class: "cb-undo-note" }, UNTIL);
  #undo: () => void = () => {};
  #button = primaryButton("Undo", () => this.#undo());
  #dismiss = button("Dismiss", () => this.#setHidden(true));

  connectedCallback(): void {
    this.addEventListener("keydown", keepArrows); // an arrow key must not leave the page, and the offer with it
    if (!this.contains(this.#message)) this.append(this.#message, this.#button, this.#dismiss, this.#note);
  }

  disconnectedCallback(): void {
    this.#undo = () => {};
    this.#setHidden(true);
    this.replaceChildren();
  }

  offer(message: string, undo: () => void, focusAfter: () => HTMLElement | null, takesFocus: boolean): void {
    this.#show(message, true);
    this.#undo = () => {
      this.#undo = () => {};
      undo();
      this.#show("Undone.", false);
      focusWhenDrawn(() => focusAfter() ?? this.#message);
    };
    if (takesFocus) this.#button.focus({ preventScroll: true }); // the bar is always in sight
  }

  /** The page around it leaves room for it. */
  #setHidden(hidden: boolean): void {
    this.hidden = hidden;
    document
      .querySelector("main")
      ?.toggleAttribute("data-cb-undo", !hidden && this.parentElement?.matches("main") === true);
  }

  #show(message: string, canUndo: boolean): void {
    this.#setHidden(false);
    this.#button.hidden = this.#note.hidden = !canUndo;
    this.#message.textContent = message;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-undo": CbUndo;
  }
}

customElements.define("cb-undo", CbUndo);

const barNear = (element: Element): CbUndo => {
  const home = element.closest("main") ?? document.body;
  const known = home.querySelector("cb-undo");
  if (known) return known;
  const bar = make("cb-undo", { hidden: true });
  home.append(bar);
  return bar;
};

/** Says what was done and offers to undo it, until the next offer or until the page is left. `takesFocus`: unless the reader goes on. */
export const offerUndo = (
  near: Element,
  message: string,
  undo: () => void,
  focusAfter: () => HTMLElement | null = () => null,
  takesFocus = true,
): void => barNear(near).offer(message, undo, focusAfter, takesFocus);
