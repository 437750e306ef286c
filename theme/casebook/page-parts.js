/*
 * Page parts: decides what a page loads, and when.
 * Input: the elements of the page, its address, whether the browser keeps anything of the reader's.
 * Output: parts asked for; without attempts, the cards of the cases as the template has them.
 * Must not: read what is kept (storage.js does); load anything for a reader who only reads.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, onPrintPage } = casebook.dom;
  const { load } = casebook.parts;
  const nothing = () => {}; // the page is whole without it

  const prefix = casebook.guard.prefixOf(document.querySelector("cb-book")?.getAttribute("data-id") ?? "");
  /** Something is kept, or the browser lets nothing be kept: both are shown. */
  const isKept = () => {
    const guard = casebook.guard.open(prefix, /** @type {Cb.Host} */ (globalThis), nothing);
    return guard.keys(prefix).length > 0 || guard.trouble() !== "ok";
  };

  const progress = document.querySelector("cb-progress");
  const host = onPrintPage() ? null : document.querySelector("cb-case");
  const waiting = host instanceof HTMLElement ? casebook.waiting.open(host) : null;

  const look = () => {
    if (!isKept()) return false;
    load("attempts").catch(nothing);
    waiting?.wake();
    return true;
  };
  const kept = look();
  if (!kept && !onPrintPage()) for (const state of document.querySelectorAll(".cb-card-state")) state.removeAttribute("hidden");
  addEventListener("storage", ({ key }) => { if (key?.startsWith(prefix)) look(); });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) look(); });

  if (new URLSearchParams(location.search).has("attempt")) waiting?.wake();
  if (progress && !onPrintPage()) {
    const show = () => load("progress").catch(() => progress.prepend(make("p", { class: "cb-notice", role: "alert" },
      "What shows your attempts did not load. They are still in this browser: reload the page to see them.")));
    // How to begin is there already: what comes for a reader of whom nothing is kept, the import, can wait for the page.
    if (kept) show(); else addEventListener("load", show, { once: true });
  }
})();
