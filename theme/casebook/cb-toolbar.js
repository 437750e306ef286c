/*
 * The toolbar of a case: the ways to work on it.
 * Input: the reader's presses. Output: a new attempt, the focus on the first signal, a printed sheet.
 * Must not: ask anything before a reader may begin.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @type {Cb.CasePart} */
  const toolbar = ({ page, visit, place, score, print, focus, calibrate }) => {
    const { make } = casebook.dom;
    const { button } = casebook.controls;
    const none = make("input", { type: "checkbox" });
    const begin = (/** @type {"practice" | "interview"} */ kind) => {
      visit.begin(kind, { clock: !none.checked });
      focus("cb-prompt");
    };
    const start = button("Start practice", () => begin("practice"));
    const tick = button("Score", score);
    const bar = make("div", { class: "cb-toolbar", role: "group", "aria-label": "Ways to work on this case" },
      start,
      make("label", { class: "cb-choice" }, none, " No clock"),
      tick,
      button("Interview", () => begin("interview")),
      page.samples.length > 0 ? button("Calibrate", () => calibrate(null)) : null,
      button("Print scorecard", () => print(false)));
    place(bar);
    return {
      draw: () => {
        bar.hidden = visit.mode !== "read" && visit.mode !== "review";
        start.classList.toggle("cb-primary", visit.mode === "read");
        tick.classList.toggle("cb-primary", visit.mode === "review");
      },
    };
  };

  casebook.caseToolbar = toolbar;
})();
