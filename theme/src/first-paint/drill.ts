/*
 * The first paint of a drill: runs inside the chapter, before any question is painted.
 * Input: the drill's element, its log in storage. Output: a drill whose practice was left a moment ago shows none of it
 * until its scripts have come (`data-mode`); one that a script will come for has its buttons (`data-scripts`).
 * Must not: leave the page without its questions when no script comes.
 */
import { isRunUnderway } from "../core/drill-log.ts";
import { isPrintPage } from "../core/print-page.ts";
import { drillPrefix } from "../core/storage-keys.ts";

const begin = (host: HTMLElement): void => {
  const root = document.documentElement;
  host.dataset.scripts = "awaited";
  addEventListener("load", () => {
    if (globalThis.casebook) return; // it loads what decides, and says when that does not come
    delete host.dataset.scripts;
    delete host.dataset.mode;
    delete root.dataset.cbMode;
  });
  try {
    const { run } = JSON.parse(localStorage.getItem(drillPrefix(host.dataset.book ?? "") + host.dataset.drill) ?? "{}");
    if (isRunUnderway(run, Date.now())) host.dataset.mode = root.dataset.cbMode = "practice";
  } catch {
    // as without a log
  }
};

const host = document.currentScript?.closest<HTMLElement>("cb-drill");
if (host && !isPrintPage(location.pathname)) begin(host);
