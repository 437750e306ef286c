/*
 * The depth before the first paint: runs inside the choice of depths, before any of the answer is painted.
 * Input: the choice, what the reader chose last, on any case. Output: `data-depth` on the case, from which
 * page/depths.css hides the rest; the choice shows it.
 * Must not: store anything; run where the whole book is printed.
 */
import { DEPTH_KEY, depthFor } from "../core/depth.ts";
import { isPrintPage } from "../core/print-page.ts";

const begin = (host: HTMLElement): void => {
  const choices = [...host.querySelectorAll<HTMLInputElement>(".cb-depths input")];
  try {
    const offered = choices.map(({ value }) => value);
    const depth = depthFor(offered, localStorage.getItem(DEPTH_KEY));
    for (const choice of choices) if (choice.value === depth) choice.checked = true;
    host.dataset.depth = depth;
  } catch {
    // everything is shown
  }
};

const host = document.currentScript?.closest<HTMLElement>("cb-case");
if (host && !isPrintPage(location.pathname)) begin(host);
