/*
 * The board before the first paint: runs inside the board, right behind its cards.
 * Input: the cards, what is kept of saved cases, the address. Output: saved cases come first and look saved; the filters
 * as the address has them, and the cards out of sight until something filters them (`data-filtering`).
 * Must not: run where the whole book is printed; leave cards out of sight when no script comes.
 */
import { KEYS } from "../core/pins.ts";
import { isPrintPage } from "../core/print-page.ts";
import { readSaved } from "../core/saved.ts";
import { savedPrefix } from "../core/storage-keys.ts";

const begin = (host: HTMLElement): void => {
  const said = new URLSearchParams(location.search);
  if (KEYS.some((key) => said.has(key))) {
    host.dataset.filtering = "";
    // A tick that comes before the script is one more.
    for (const box of host.querySelectorAll<HTMLInputElement>("cb-filters input"))
      box.checked = said.getAll(box.name).includes(box.value);
    const tags = host.querySelector<HTMLSelectElement>("cb-filters select");
    if (tags) tags.value = said.get("tag") ?? "";
    if (tags && tags.selectedIndex < 0) tags.value = "";
  }
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
