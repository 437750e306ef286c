/*
 * The board before the first paint: runs inside the board, right behind its cards.
 * Input: the cards, what is kept of saved cases, the address. Output: saved cases come first and look saved; cards wait
 * out of sight for what filters them, if the address does (`data-filtering`).
 * Must not: run where the whole book is printed; leave cards out of sight when no script comes.
 */
import { KEYS } from "../core/pins.ts";
import { isPrintPage } from "../core/print-page.ts";
import { readSaved } from "../core/saved.ts";
import { savedPrefix } from "../core/storage-keys.ts";

const begin = (host: HTMLElement): void => {
  const said = new URLSearchParams(location.search);
  if (KEYS.some((key) => said.has(key))) host.dataset.filtering = "";
  addEventListener("load", () => {
    if (!globalThis.casebook) delete host.dataset.filtering;
  });
  const list = host.querySelector(".cb-pins");
  const prefix = savedPrefix(host.dataset.book ?? "");
  let last: Element | null = null;
  for (const card of host.querySelectorAll<HTMLElement>("[data-case]")) {
    const id = card.dataset.case ?? "";
    const found = readSaved(localStorage.getItem(prefix + id) ?? "", id);
    if (!found || found === "newer" || !found.saved) continue;
    card.dataset.saved = "";
    card.querySelector(".cb-save")?.setAttribute("aria-pressed", "true");
    if (last) last.after(card);
    else list?.prepend(card);
    last = card;
  }
};

const host = document.currentScript?.closest<HTMLElement>("cb-cases");
if (host && !isPrintPage(location.pathname)) {
  try {
    begin(host);
  } catch {
    // a browser that lets nothing be kept: the recommended order
  }
}
