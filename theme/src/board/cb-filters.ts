/*
 * <cb-filters>: shows the cards of the board that fit what the reader asks for, and keeps that in the address.
 * Input: the boxes inside it, the address, the cards around it. Output: cards hidden or shown; how many, said aloud.
 * Must not: change the order of the cards; write an address that the reader did not ask for.
 */
import { type Filter, filterOf, fits, isOpen, type Pin, queryOf, resultText } from "../core/pins.ts";
import { keepArrows } from "../page/dom.ts";

const pinOf = (card: HTMLElement): Pin => ({
  round: card.dataset.round ?? "",
  tags: [...card.querySelectorAll(".cb-card-tags > li")].map(({ textContent }) => textContent ?? ""),
  saved: card.hasAttribute("data-saved"),
  state: card.querySelector<HTMLElement>(".cb-card-state")?.dataset.state ?? "none",
});

class CbFilters extends HTMLElement {
  #undo: (() => void)[] = [];

  connectedCallback(): void {
    const board = this.closest<HTMLElement>("cb-cases");
    if (!board) return;
    const change = () => {
      this.#writeAddress();
      this.#apply(board);
    };
    const clear = () => {
      this.#read(filterOf(""));
      change();
      // The button goes with the filter.
      this.querySelector<HTMLElement>("input, select")?.focus();
    };
    const button = this.querySelector("button");
    this.addEventListener("change", change);
    this.addEventListener("keydown", keepArrows);
    button?.addEventListener("click", clear);
    const back = () => {
      this.#read(filterOf(location.search));
      this.#apply(board);
    };
    addEventListener("popstate", back);
    // What a reader has done changes while the page is open, here and in another tab.
    const observer = new MutationObserver(() => this.#apply(board));
    observer.observe(board, { subtree: true, attributeFilter: ["data-state", "data-saved"] });
    // The first paint has read the address; a tick may have come since.
    if (!isOpen(this.#filter())) this.#writeAddress();
    this.#apply(board);
    this.#undo = [
      () => observer.disconnect(),
      () => this.removeEventListener("change", change),
      () => this.removeEventListener("keydown", keepArrows),
      () => button?.removeEventListener("click", clear),
      () => removeEventListener("popstate", back),
    ];
  }

  disconnectedCallback(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #boxes(name: string): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)];
  }

  #filter(): Filter {
    const ticked = (name: string) =>
      this.#boxes(name)
        .filter(({ checked }) => checked)
        .map(({ value }) => value);
    const tag = this.querySelector("select")?.value ?? "";
    return { rounds: ticked("round"), states: ticked("state"), tag, saved: ticked("saved").length > 0 };
  }

  #read({ rounds, states, tag, saved }: Filter): void {
    for (const box of this.#boxes("round")) box.checked = rounds.includes(box.value);
    for (const box of this.#boxes("state")) box.checked = states.includes(box.value);
    for (const box of this.#boxes("saved")) box.checked = saved;
    const select = this.querySelector("select");
    if (select) select.value = [...select.options].some(({ value }) => value === tag) ? tag : "";
  }

  #writeAddress(): void {
    const query = queryOf(this.#filter(), location.search);
    try {
      history.replaceState(history.state, "", `${location.pathname}${query ? "?" : ""}${query}${location.hash}`);
    } catch {
      // a browser that forbids it for files
    }
  }

  #apply(board: HTMLElement): void {
    const filter = this.#filter();
    const cards = [...board.querySelectorAll<HTMLElement>("[data-case]")];
    let shown = 0;
    for (const card of cards) {
      const isShown = fits(pinOf(card), filter);
      shown += Number(isShown);
      // The card that has the focus, whose state was just changed, stays until the focus has left.
      card.hidden = !isShown && !card.contains(document.activeElement);
    }
    const result = this.querySelector<HTMLElement>(".cb-filter-result");
    const text = result?.querySelector("[role=status]");
    const said = isOpen(filter) ? "" : resultText(shown, cards.length);
    if (text && text.textContent !== said) text.textContent = said;
    result?.toggleAttribute("data-empty", isOpen(filter));
    delete board.dataset.filtering;
  }
}

customElements.define("cb-filters", CbFilters);
