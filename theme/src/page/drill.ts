/*
 * A drill before the bundle that practises it has come: a reader who only reads never loads it.
 * Input: presses of the buttons that the template wrote. Output: all answers open, or closed; the bundle, for a reader
 * who practises or has practised this drill; one sentence if it does not come, and the drill as the server wrote it.
 * Must not: start on the page that prints the whole book.
 */
import { loadBundle } from "./bundles.ts";
import { make, showAsWritten } from "./dom.ts";

const FAILED = "What this page needs to practise did not load. Reload the page to try again.";

/** Gives what loads the bundle. */
export const waitForDrill = (host: HTMLElement): (() => void) => {
  const wake = (pressed?: HTMLElement) =>
    loadBundle("drill").then(
      () => pressed?.click(),
      () => {
        showAsWritten(host);
        host.before(make("p", { class: "cb-notice", role: "alert" }, FAILED));
      },
    );
  host.addEventListener("click", ({ target }) => {
    const pressed = (target as Element).closest<HTMLElement>("[data-way]");
    const way = pressed?.dataset.way;
    if (!pressed || !way) return;
    if (way !== "practise")
      for (const answer of host.querySelectorAll<HTMLDetailsElement>(".cb-answer-box")) answer.open = way === "open";
    else if (host.dataset.scripts === "awaited") wake(pressed);
  });
  return wake;
};
