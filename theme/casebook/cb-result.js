/*
 * The result of an attempt: one verdict per level, what is not scored, the first gap with what trains it, and what an
 * attempt holds that the case no longer has.
 * Input: the score of the visit's attempt. Output: text and links; a new attempt, a filled scorecard.
 * Must not: score (scoring.js does); hide a text of the reader because its criterion or signal is gone.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @param {string[]} items */
  const list = (items) => casebook.dom.make("ul", {}, items.map((item) => casebook.dom.make("li", {}, item)));

  /** @param {Cb.Verdict} verdict @param {boolean} whole whether every criterion is scored */
  const verdictItem = ({ level, verdict, share, points, weight }, whole) => {
    const { make } = casebook.dom;
    return make("li", { "data-verdict": verdict ?? "none" },
      make("span", { class: "cb-level" }, level), " ", make("strong", {}, verdict ?? "not scored"), verdict && !whole ? " so far" : "",
      share === null ? null : make("span", { class: "cb-share" }, `: ${casebook.words.percent(share)} of the weight is at ${level} (${points} of ${weight})`));
  };

  /** @param {Cb.Gap} gap @param {Cb.Score} score */
  const gapText = (gap, score) => {
    const { make, link } = casebook.dom;
    const criterion = score.criteria.find(({ id }) => id === gap.id);
    const why = criterion?.scored ? `${casebook.scoring.reasonText(criterion)}.` : "Nothing is ticked there yet.";
    return make("div", { class: "cb-gap" },
      make("p", {}, make("strong", {}, "First gap: "), `${gap.title}, at ${gap.level}. `, why),
      gap.training ? make("p", {}, gap.training.kind === "drill" ? "Next drill: " : "Next case: ",
        make("a", { href: link(gap.training.path) }, gap.training.title)) : null);
  };

  /** What the case no longer has, and what another tab replaced. @param {Cb.Attempt} attempt @param {Cb.CaseData} page */
  const keptAside = (attempt, page) => {
    const { make } = casebook.dom;
    const { removed, removedCriteria, removedOverrides } = casebook.attempts.reconcile(attempt, page);
    const title = (/** @type {string} */ id) => page.criteria.find((one) => one.id === id)?.title ?? id;
    const written = removedCriteria.flatMap(({ id, entry }) => [["notes", entry.notes], ["evidence", entry.evidence]]
      .filter(([, text]) => text).map(([field, text]) => ({ name: `${id}, ${field}`, text })));
    const replaced = (attempt.aside.overwritten ?? []).map(({ criterion, field, text }) => ({ name: `${title(criterion)}, ${field}, replaced by another tab`, text }));
    const texts = [...written, ...replaced];
    if (removed.length + removedOverrides.length + texts.length === 0) return null;
    return make("div", { class: "cb-aside" },
      make("h3", {}, "Kept aside"),
      removed.length > 0 ? make("p", {}, "Ticked, but no longer in this case. These ticks do not count and are kept:") : null,
      removed.length > 0 ? list(removed.map(({ signal, tick }) => `${tick.text ?? signal}, ticked on ${casebook.words.day(tick.at)}`)) : null,
      removedOverrides.map(({ criterion, override }) => make("p", {}, `${title(criterion)}: set to ${override.level}, a level that this round no longer has (${override.reason}).`)),
      texts.map(({ name, text }) => make("div", {}, make("p", { class: "cb-label" }, name), make("p", { class: "cb-written" }, text))));
  };

  /** @type {Cb.CasePart} */
  const result = ({ outcome, page, visit, signal, print, focus }) => {
    const { make } = casebook.dom;
    const { button } = casebook.controls;
    const body = make("div");
    const again = button("New attempt", () => {
      visit.putAway();
      focus("cb-toolbar");
    });
    const filled = button("Print filled scorecard", () => print(true));
    const section = make("section", { class: "cb-result", "aria-label": "Result", hidden: true },
      make("h2", {}, "Result"), body, make("div", { class: "cb-actions" }, filled, again));
    outcome.append(section);
    signal.addEventListener("abort", () => section.remove());
    let drawn = "";

    const draw = () => {
      const { attempt, mode } = visit;
      section.hidden = !attempt || mode === "practice" || mode === "calibrate";
      if (section.hidden || !attempt) return;
      const key = `${attempt.id} ${attempt.updatedAt}`;
      if (key === drawn) return;
      drawn = key;
      // The pages of all cases are in one folder.
      const done = Object.entries(casebook.progress.sidebar(visit.store.list())).filter(([, { state }]) => state !== "started")
        .map(([id]) => page.case.path.replace(/[^/]+\.html$/, () => `${id}.html`));
      const score = casebook.scoring.score(page, attempt, done);
      const { reworded } = casebook.attempts.reconcile(attempt, page);
      body.replaceChildren(...[
        make("p", { class: "cb-muted" }, `Your ${casebook.words.kind(attempt.kind)} of ${casebook.words.when(attempt.startedAt)}`),
        make("ul", { class: "cb-verdict-list" }, score.verdicts.map((verdict) => verdictItem(verdict, score.unscored.length === 0))),
        score.scored ? null : make("p", {}, "Nothing is scored yet: tick the signals that you showed, under each criterion."),
        score.scored && score.unscored.length > 0 ? make("p", {}, make("strong", {}, "Not scored, which is not zero: "), `${score.unscored.map(({ title }) => title).join(", ")}.`) : null,
        score.gap ? gapText(score.gap, score) : null,
        reworded.length > 0 ? make("div", { class: "cb-reworded" },
          make("p", {}, make("strong", {}, "Re-score: "), "the text of these signals changed since you ticked them."),
          list(reworded.map(({ text }) => text))) : null,
        keptAside(attempt, page),
      ].filter((one) => one !== null));
    };
    return { draw };
  };

  casebook.resultSection = result;
})();
