/*
 * <cb-book>: on every page, marks the cases in the sidebar that were begun or done, and keeps the answers of a running
 * practice out of the search (search-results.ts).
 * Input: the attempts of the book. Output: marks, with words for screen readers.
 * Must not: mark a case the reader has not begun; leave a mark when its attempts are gone.
 */
import { type SidebarMark, sidebarMarks } from "../core/marks.ts";
import { make } from "../page/dom.ts";
import { openStore } from "../store/storage.ts";
import { caseAddress } from "./case-address.ts";
import { unseen } from "./controls.ts";
import { followStore } from "./follow.ts";
import { watchSearchResults } from "./search-results.ts";

const LINKS = "mdbook-sidebar-scrollbox .chapter-link-wrapper > a";
const SHAPES = { started: "…", finished: "✓", scored: "✓" };

const markOf = ({ state, text }: SidebarMark): HTMLElement => {
  const shape = make("span", { "aria-hidden": "true" }, SHAPES[state]);
  return make("span", { class: "cb-mark", "data-state": state, title: text }, shape, unseen(` (${text})`));
};

const removeMarks = (): void => {
  for (const mark of document.querySelectorAll(".cb-mark")) mark.remove();
};

class CbBook extends HTMLElement {
  #stop = () => {};

  connectedCallback(): void {
    // The print page has this element once per chapter; one of them is enough.
    if (document.querySelector("cb-book") !== this) return;
    const store = openStore(this.dataset.id ?? "");
    store.erasedAt(Date.now()); // what was erased more than a day ago goes with the next visit
    const links = [...document.querySelectorAll<HTMLAnchorElement>(LINKS)];
    let drawn = "";
    const stopMarks = followStore(store, () => {
      const marks = Object.entries(sidebarMarks(store.own()));
      const key = JSON.stringify(marks);
      if (key === drawn) return; // most changes are of what is in an attempt, and a sidebar takes long to lay out
      drawn = key;
      removeMarks();
      for (const [id, mark] of marks) {
        const { href } = caseAddress(id);
        links.find((link) => link.href === href)?.append(markOf(mark));
      }
    });
    const stopSearch = watchSearchResults(store);
    this.#stop = () => {
      stopMarks();
      stopSearch();
      removeMarks();
    };
  }

  disconnectedCallback(): void {
    this.#stop();
  }
}

customElements.define("cb-book", CbBook);
