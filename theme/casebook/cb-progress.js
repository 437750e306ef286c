/*
 * <cb-progress>: the progress page: sums up all attempts and gives each part its share to show, again whenever
 * something changes here or in another tab.
 * Input: the page data inside the element, the store. Output: sections, in order, those with something to say.
 * Must not: count anything itself; draw more than once a frame.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, data, onPrintPage } = casebook.dom;

  /** @typedef {{id: string, title: string, part: Cb.Part, when: (progress: Cb.Progress) => boolean}} Section */
  /** @returns {Section[]} */
  const sections = () => [
    { id: "next", title: "What next", part: make("cb-next"), when: ({ empty }) => !empty },
    { id: "map", title: "Cases and criteria", part: make("cb-heat-map"), when: ({ trend }) => trend.length > 0 },
    { id: "trend", title: "Trend", part: make("cb-trend"), when: ({ trend }) => trend.length > 0 },
    { id: "over-budget", title: "Minutes over budget", part: make("cb-over-budget"), when: ({ overBudget }) => overBudget.length > 0 },
    { id: "calibration", title: "Calibration", part: make("cb-bias"), when: ({ bias }) => bias.judged > 0 },
    { id: "attempts", title: "Attempts", part: make("cb-attempts"), when: ({ empty }) => !empty },
    { id: "data", title: "Your data", part: make("cb-data"), when: () => true },
  ];

  class CbProgress extends HTMLElement {
    /** @type {(() => void)[]} */
    #undo = [];
    #frame = 0;

    connectedCallback() {
      const page = /** @type {Cb.ProgressData | null} */ (data(this));
      if (!page || onPrintPage()) return;
      performance.mark("cb-progress:begin");
      const store = casebook.storage.open(page.book);
      const body = make("div", { class: "cb-progress-body" });
      const counting = this.#counting(store);
      const parts = sections().map((section) => {
        const id = `progress-${section.id}`;
        const heading = make("h2", { id }, make("a", { class: "header", href: `#${id}` }, section.title));
        return { ...section, home: make("section", { "aria-labelledby": id }, heading, section.id === "map" && counting, section.part) };
      });
      const begin = /** @type {HTMLElement | null} */ (this.querySelector(".cb-begin"));
      const draw = () => {
        this.#frame = 0;
        const now = Date.now();
        const attempts = store.list();
        const interviews = attempts.some(({ kind }) => kind === "interview");
        const counts = store.meta.get("countInterviews") !== false;
        const all = casebook.progress.aggregate(page, attempts, now);
        const progress = counts || !interviews ? all
          : { ...casebook.progress.aggregate(page, casebook.progress.counted(attempts, false), now), empty: all.empty, attempts: all.attempts };
        begin?.toggleAttribute("hidden", !progress.empty);
        counting.hidden = !interviews;
        for (const box of counting.querySelectorAll("input")) box.checked = counts;
        let last = null;
        for (const { home, part, when } of parts) {
          // With interviews left out the map may be empty, but the choice to count them must stay.
          const stays = when(progress) || (home.contains(counting) && interviews && all.trend.length > 0);
          if (!stays) { home.remove(); continue; }
          part.show({ page, store, progress, now });
          if (home.parentNode !== body) body.insertBefore(home, last ? last.nextSibling : body.firstChild);
          last = home;
        }
      };
      const fallback = this.querySelector(".cb-without-script");
      fallback?.toggleAttribute("hidden", true);
      this.append(body);
      (begin ?? body).before(make("cb-storage-status", { book: page.book, class: "cb-notice" }));
      draw();
      performance.measure("cb-progress", "cb-progress:begin");
      const stop = store.onChange(() => { this.#frame ||= requestAnimationFrame(draw); });
      this.#undo = [
        stop, () => cancelAnimationFrame(this.#frame), () => fallback?.toggleAttribute("hidden", false), () => begin?.toggleAttribute("hidden", true),
        () => { for (const part of this.querySelectorAll(":scope > .cb-progress-body, :scope > cb-storage-status")) part.remove(); },
      ];
    }

    disconnectedCallback() {
      for (const undo of this.#undo.splice(0)) undo();
    }

    /** @param {Cb.Store} store */
    #counting(store) {
      const box = make("input", { type: "checkbox", change: () => store.meta.set("countInterviews", box.checked) });
      return make("p", { class: "cb-field" }, make("label", {}, box, make("span", {}, "Count interviews (you may have judged somebody else)")));
    }
  }

  customElements.define("cb-progress", CbProgress);
})();
