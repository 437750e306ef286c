/*
 * <cb-save>: saves a case, or no longer, and shows which it is, here and after a press in another tab.
 * Input: the button inside it, the case of the card around it. Output: a saved case; `data-saved` on the card.
 * Must not: move a card while the reader looks at it; say that something is saved that is not.
 */
import { openSavedCases, type SavedCases } from "../store/saved-cases.ts";

const NOT_KEPT = "This browser cannot store that: the case stays saved only until you leave this page.";

class CbSave extends HTMLElement {
  #stop = () => {};

  connectedCallback(): void {
    const card = this.closest<HTMLElement>("[data-case]");
    const book = this.closest<HTMLElement>("cb-cases")?.dataset.book;
    const button = this.querySelector("button");
    if (!card || !button || book === undefined) return;
    const id = card.dataset.case ?? "";
    const saves: SavedCases = openSavedCases(book);
    const draw = () => {
      const isSaved = saves.isSaved(id);
      button.setAttribute("aria-pressed", String(isSaved));
      card.toggleAttribute("data-saved", isSaved);
    };
    const press = () => {
      button.title = saves.set(id, !saves.isSaved(id), Date.now()) ? "" : NOT_KEPT;
    };
    button.addEventListener("click", press);
    const stopFollowing = saves.onChange(draw);
    draw();
    this.#stop = () => {
      stopFollowing();
      button.removeEventListener("click", press);
    };
  }

  disconnectedCallback(): void {
    this.#stop();
  }
}

customElements.define("cb-save", CbSave);
