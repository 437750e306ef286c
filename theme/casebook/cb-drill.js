/*
 * <cb-drill>: the questions of a drill, with a button that opens or closes all answers.
 * Input: the answers as closed `details`. Output: all of them open, or closed.
 * Must not: wake up on the page that prints the whole book.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  class CbDrill extends HTMLElement {
    /** @type {HTMLElement | null} */
    #bar = null;

    connectedCallback() {
      const answers = [...this.querySelectorAll("details")];
      if (this.#bar || answers.length === 0 || /\/print(\.html)?$/.test(location.pathname)) return;
      const set = (/** @type {boolean} */ open) => { for (const answer of answers) answer.open = open; };
      this.#bar = casebook.dom.make("div", { class: "cb-actions" },
        casebook.controls.button("Open all", () => set(true)), casebook.controls.button("Close all", () => set(false)));
      this.prepend(this.#bar);
    }

    disconnectedCallback() {
      this.#bar?.remove();
      this.#bar = null;
    }
  }

  customElements.define("cb-drill", CbDrill);
})();
