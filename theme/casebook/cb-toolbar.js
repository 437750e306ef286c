/*
 * The toolbar of a case, which the template has written: the ways to work on it.
 * Input: the reader's presses. Output: a new attempt, the focus on the first signal, a printed sheet.
 * Must not: ask anything before a reader may begin.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @type {Cb.CasePart} */
  const toolbar = ({ host, visit, signal, place, score, print, focus, calibrate }) => {
    /** @type {HTMLElement | null} */
    const bar = host.querySelector(".cb-toolbar");
    if (!bar) return { draw: () => {} }; // a template of the book's own
    place(bar);
    const none = bar.querySelector("input");
    const begin = (/** @type {"practice" | "interview"} */ kind) => {
      visit.begin(kind, { clock: !none?.checked });
      focus("cb-prompt");
    };
    const ways = {
      practice: () => begin("practice"),
      score,
      interview: () => begin("interview"),
      calibrate: () => calibrate(null),
      print: () => print(false),
    };
    const buttons = [...bar.querySelectorAll("button")];
    for (const button of buttons) {
      button.addEventListener("click", () => ways[/** @type {keyof typeof ways} */ (button.dataset.way)]?.(), { signal });
    }
    return {
      draw: () => {
        const first = visit.mode === "review" ? "score" : "practice";
        for (const button of buttons) button.classList.toggle("cb-primary", button.dataset.way === first);
      },
    };
  };

  casebook.caseToolbar = toolbar;
})();
