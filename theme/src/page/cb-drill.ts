/*
 * <cb-drill>: the questions of a drill, with a button that opens or closes all answers.
 * Input: the answers as closed `details`. Output: all of them open, or closed.
 * Must not: start on the page that prints the whole book.
 */
import { button } from "./controls.ts";
import { make, onPrintPage } from "./dom.ts";

class CbDrill extends HTMLElement {
  #bar: HTMLElement | null = null;

  connectedCallback(): void {
    const answers = this.querySelectorAll("details");
    if (this.#bar || answers.length === 0 || onPrintPage()) return;
    const setAll = (open: boolean) => {
      for (const answer of answers) answer.open = open;
    };
    const openAll = button("Open all", () => setAll(true));
    const closeAll = button("Close all", () => setAll(false));
    this.#bar = make("div", { class: "cb-actions" }, openAll, closeAll);
    this.prepend(this.#bar);
  }

  disconnectedCallback(): void {
    this.#bar?.remove();
    this.#bar = null;
  }
}

customElements.define("cb-drill", CbDrill);
