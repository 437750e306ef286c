/*
 * <cb-undo>: says what was just done and offers to undo it. One bar a page, at the foot of the window.
 * Input: a message, what undoes it, and where the focus goes then. Output: the reader's press of Undo.
 * Must not: take the offer back by a timer; it stands until the next one or until the page is left.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, keepArrows } = casebook.dom;

  class CbUndo extends HTMLElement {
    #said = make("p", { role: "status", class: "cb-undo-said", tabindex: "-1" });
    #note = make("p", { class: "cb-undo-note" }, "Works until you delete, import or discard something else, or leave this page.");
    #button = make("button", { type: "button", class: "cb-button cb-primary" }, "Undo");
    #dismiss = make("button", { type: "button", class: "cb-button", click: () => { this.hidden = true; } }, "Dismiss");
    /** @type {AbortController | null} */
    #offer = null;

    connectedCallback() {
      this.addEventListener("keydown", keepArrows); // an arrow key must not leave the page, and the offer with it
      if (!this.contains(this.#said)) this.append(this.#said, this.#button, this.#dismiss, this.#note);
    }

    disconnectedCallback() {
      this.#offer?.abort();
      this.replaceChildren();
    }

    /** @param {string} message @param {(() => void) | null} undo @param {() => HTMLElement | null} back */
    offer(message, undo, back) {
      this.#offer?.abort();
      this.#offer = new AbortController();
      this.hidden = false;
      for (const one of [this.#button, this.#note]) one.hidden = undo === null;
      this.#said.textContent = message;
      if (undo === null) return;
      const take = () => {
        undo();
        this.offer("Undone.", null, back);
        // What comes back is drawn in the next frame.
        requestAnimationFrame(() => requestAnimationFrame(() => (back() ?? this.#said).focus()));
      };
      this.#button.addEventListener("click", take, { signal: this.#offer.signal });
      this.#button.focus({ preventScroll: true }); // the bar is always in sight
    }
  }

  customElements.define("cb-undo", CbUndo);

  /** @param {Element} near */
  const bar = (near) => {
    const home = near.closest("main") ?? document.body;
    const known = home.querySelector("cb-undo");
    if (known) return known;
    const fresh = make("cb-undo", { hidden: true });
    home.append(fresh);
    return fresh;
  };

  casebook.undo = {
    offer: (near, message, undo, back = () => null) => bar(near).offer(message, undo, back),
    say: (near, message) => bar(near).offer(message, null, () => null),
  };
})();
