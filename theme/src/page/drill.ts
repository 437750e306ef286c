/*
 * A drill before the bundle that practises it has come: a reader who only reads never loads it.
 * Input: presses of the buttons that the template wrote. Output: all answers open, or closed; the bundle, for a reader
 * who practises or has practised this drill; one sentence if it does not come, and the drill as the server wrote it.
 * Must not: start on the page that prints the whole book.
 */
import { make, showAsWritten } from "./dom.ts";
import { type Waiting, waitFor } from "./waiting.ts";

const FAILED = "Practice did not load. Reload the page to try again.";

export const waitForDrill = (host: HTMLElement): Waiting => {
  for (const way of ["open", "close"]) {
    host.querySelector(`[data-way=${way}]`)?.addEventListener("click", () => {
      for (const answer of host.querySelectorAll<HTMLDetailsElement>(".cb-answer-box")) answer.open = way === "open";
    });
  }
  return waitFor(host, "drill", "[data-way=practise]", ["click"], () => {
    showAsWritten(host);
    host.before(make("p", { class: "cb-notice", role: "alert" }, FAILED));
  });
};
