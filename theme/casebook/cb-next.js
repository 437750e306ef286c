/*
 * <cb-next>: what to do now: what is not finished, and the weakest criterion with one link to train it. How to begin
 * when there is nothing yet stands in the template.
 * Input: the sums of progress.js. Output: links. Must not: offer more than one thing to train.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, link } = casebook.dom;
  const { count, percent, when } = casebook.words;
  const MOST = 3;

  /** Where a weak criterion is trained when no drill or other case is made for it: its answer in the case itself.
   * @param {Cb.ProgressView} view @param {Cb.Weakest} weakest */
  const trainingOf = ({ progress, page }, { round, criterion, training }) => {
    if (training) return { text: `Train it: ${training.title}`, path: training.path };
    const rows = progress.heat.find((heat) => heat.round.id === round)?.rows ?? [];
    const rank = (/** @type {Cb.HeatRow} */ row) => row.cells.find((cell) => cell.criterion === criterion)?.rank ?? Infinity;
    const [lowest] = [...rows].sort((a, b) => rank(a) - rank(b));
    const known = page.cases.find(({ id }) => id === lowest?.case.id);
    return known ? { text: `Read its answer again: ${known.title}`, path: `${known.path}#${encodeURIComponent(criterion)}` } : null;
  };

  class CbNext extends HTMLElement {
    /** @param {Cb.ProgressView} view */
    show(view) {
      const { progress, page } = view;
      const open = progress.attempts.filter(({ attempt, case: name }) => name && attempt.finishedAt === null && attempt.clock.log.some(({ type }) => type === "start"));
      const unfinished = open.slice(0, MOST).map(({ attempt, case: name }) => make("li", {},
        make("a", { href: link(`${name?.path ?? ""}?attempt=${encodeURIComponent(attempt.id)}`) }, `Go on with ${name?.title}`), make("span", { class: "cb-quiet" }, ` begun ${when(attempt.startedAt)}`)));
      const reminder = view.store.exportReminder(view.now);
      const { weakest } = progress;
      const training = weakest && trainingOf(view, weakest);
      const round = page.rounds.find(({ id }) => id === weakest?.round);
      const scored = progress.trend.length > 0;
      this.replaceChildren(...[
        unfinished.length > 0 && make("ul", {}, unfinished),
        weakest && make("div", { class: "cb-weakest" },
          make("p", {}, "Weakest criterion: ", make("strong", {}, weakest.title), ` in ${round?.title ?? weakest.round}, ${percent(weakest.mean)} of the way to the highest level on average.`),
          training && make("p", {}, make("a", { class: "cb-button cb-primary", href: link(training.path) }, training.text))),
        !weakest && scored && make("p", {}, "Every criterion you scored attains the highest level. Take a case you have not tried, or score an old one again without looking."),
        reminder.due && make("p", {}, `${count(reminder.changes, "attempt")} ${reminder.changes === 1 ? "is" : "are"} in no export yet. `, make("a", { href: "#progress-data" }, "Keep them in a file")),
        !scored && make("p", {}, "No attempt is scored yet. Open one in its case and press Score: the map and the trend follow."),
      ].filter((part) => part instanceof HTMLElement));
    }
  }

  customElements.define("cb-next", CbNext);
})();
