/*
 * <cb-over-budget>: where the minutes go: the criteria on which finished attempts ran over their budget, and
 * <cb-bias>: the running bias of calibrations.
 * Input: both sums of progress.js. Output: tables. Must not: count anew what progress.js has counted.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make } = casebook.dom;
  const { count, percent } = casebook.words;

  /** Half a minute over is on time; of the rest the table has the worst. */
  const LEAST = 30_000;
  const MOST = 8;
  /** @param {number} ms */
  const tenths = (ms) => `${(ms / 60_000).toFixed(1)} min`;

  /** @param {string[]} names */
  const head = (names) => make("thead", {}, make("tr", {}, names.map((name) => make("th", { scope: "col" }, name))));

  class CbOverBudget extends HTMLElement {
    /** @param {Cb.ProgressView} view */
    show({ page, progress: { overBudget } }) {
      const rounds = new Set(overBudget.map(({ round }) => round));
      const over = overBudget.filter(({ mean }) => mean >= LEAST);
      const most = over[0]?.mean ?? 0;
      /** @param {Cb.OverBudget} row */
      const name = ({ round, title }) => (rounds.size > 1 ? `${title} (${page.rounds.find(({ id }) => id === round)?.title ?? round})` : title);
      const rows = over.slice(0, MOST).map((row) => {
        const bar = make("span", { class: "cb-bar", "aria-hidden": "true" });
        bar.style.setProperty("--cb-share", String(row.mean / most));
        return make("tr", {}, make("th", { scope: "row" }, name(row)),
          make("td", {}, make("span", { class: "cb-number" }, tenths(row.mean)), bar),
          make("td", { class: "cb-number" }, String(row.attempts)));
      });
      const less = over.slice(MOST).map((row) => `${name(row)} ${tenths(row.mean)}`);
      const within = overBudget.filter(({ mean }) => mean < LEAST).map(name);
      this.replaceChildren(
        ...(rows.length > 0 ? [make("table", { class: "cb-figures" },
          make("caption", { class: "cb-unseen" }, "Minutes over budget by criterion, over finished attempts with a clock"),
          head(["Criterion", "Over budget, on average", "Attempts"]), make("tbody", {}, rows))] : []),
        ...(less.length > 0 ? [make("p", { class: "cb-quiet" }, `Less: ${less.join(", ")}.`)] : []),
        ...(within.length > 0 ? [make("p", { class: "cb-quiet" }, `Within budget: ${within.join(", ")}.`)] : []),
      );
    }
  }

  class CbBias extends HTMLElement {
    /** @param {Cb.ProgressView} view */
    show({ progress: { bias } }) {
      const share = bias.rate === null ? "" : ` (${percent(Math.abs(bias.rate))})`;
      const advice = bias.bias > 0 ? "Before the next attempt, ask of each tick: which sentence showed it?"
        : bias.bias < 0 ? "Before the next attempt, read the signal again: it asks for one sentence, and no more." : "";
      const cells = [bias.judged, bias.agree, bias.generous, bias.strict].map((number) => make("td", { class: "cb-number" }, String(number)));
      this.replaceChildren(
        make("p", {}, make("strong", {}, `${bias.text}${share}.`), ` Over ${count(bias.attempts, "calibration")}. ${advice}`),
        make("table", { class: "cb-figures" },
          make("caption", { class: "cb-unseen" }, "Your ticks against the authors’ on sample answers"),
          head(["Signals", "Agreed", "Too generous", "Too strict"]), make("tbody", {}, make("tr", {}, cells))),
      );
    }
  }

  customElements.define("cb-over-budget", CbOverBudget);
  customElements.define("cb-bias", CbBias);
})();
