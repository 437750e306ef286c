/*
 * Calibration: a reader scores a sample answer, and then sees the author's ticks and reasons beside theirs.
 * Input: the samples of the page, the visit's attempt. Output: an attempt of kind calibration, and its comparison.
 * Must not: show what the author says before Compare; touch the reader's own ticks.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const JUDGED = { agree: "You agree.", generous: "You are too generous here.", strict: "You are too strict here." };

  /** The highest level with a yes. @param {Cb.Score} score */
  const overall = (score) => score.verdicts.findLast(({ yes }) => yes)?.level ?? "no level";

  /** The author's ticks as an attempt, to score them by the same rule. @param {Cb.CaseData} page @param {Cb.Sample} sample */
  const authors = (page, sample) => {
    const blank = casebook.attempts.newAttempt(page, { id: "author", kind: "calibration", now: 0, sample: sample.id });
    return page.criteria.reduce((all, criterion) => criterion.signals.reduce((so, { id, hash }) => {
      const shown = Object.hasOwn(sample.ticks, id) && sample.ticks[id]?.shown;
      return shown ? casebook.attempts.apply(so, { type: "tick", criterion: criterion.id, signal: id, hash }, 0) : so;
    }, all), blank);
  };

  /** @param {Cb.CaseData} page @param {Cb.Sample} sample @param {Cb.Attempt} attempt @param {Cb.SampleComparison} comparison */
  const summary = (page, sample, attempt, comparison) => {
    const { make } = casebook.dom;
    const mine = casebook.scoring.score(page, attempt);
    const theirs = casebook.scoring.score(page, authors(page, sample));
    // After Compare, nothing ticked means that nothing was shown.
    const level = (/** @type {string | null | undefined} */ name) => (name === null || name === undefined || name === "none" ? "no level" : name);
    const group = (/** @type {"generous" | "strict"} */ judgement, /** @type {string} */ title) => {
      const rows = comparison.rows.filter((row) => row.judgement === judgement);
      return rows.length === 0 ? null : make("div", {}, make("h3", {}, title),
        make("ul", {}, rows.map(({ signal, why }) => make("li", {}, make("span", { class: "cb-level" }, signal.level), ` ${signal.text}. `, make("em", {}, why)))));
    };
    return [
      make("p", { class: "cb-comparison-text" }, `${comparison.text}.`),
      make("p", {}, `Your ticks come to ${overall(mine)}; the author judged this answer to be at ${sample.level}.`),
      make("table", {}, make("caption", {}, "Level by criterion"),
        make("thead", {}, make("tr", {}, ["Criterion", "You", "Author"].map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, mine.criteria.map((one, index) => make("tr", { "data-differs": one.rank !== theirs.criteria[index]?.rank },
          make("th", { scope: "row" }, one.title), make("td", {}, level(one.level)), make("td", {}, level(theirs.criteria[index]?.level)))))),
      group("generous", "Ticked by you, missed for the author"),
      group("strict", "Shown for the author, not ticked by you"),
    ].filter((one) => one !== null);
  };

  /** @type {Cb.CasePart} */
  const calibration = (desk) => {
    const { host, outcome, page, visit, signal, place, sections, focus, calibrate } = desk;
    const { make } = casebook.dom;
    const { button } = casebook.controls;

    const choice = make("select", { change: () => calibrate(choice.value) }, page.samples.map(({ id, title }) => make("option", { value: id }, title)));
    const answer = make("div", { class: "cb-calibrate-answer" });
    const panel = make("section", { class: "cb-calibrate", "aria-label": "Calibration" },
      make("h2", { tabindex: "-1" }, "Calibrate"),
      make("p", {}, "Read this answer as if you heard it, tick what it shows, then press Compare. The author’s ticks stay out of sight until then."),
      page.samples.length > 1 ? make("label", { class: "cb-choice" }, "Answer ", choice) : null, answer);
    place(panel);

    const compare = button("Compare", () => {
      const sample = page.samples.find(({ id }) => id === visit.attempt?.sample);
      if (!sample) return;
      const { agree, generous, strict } = casebook.scoring.compare(page, sample, visit.attempt);
      visit.act({ type: "compared", agree, generous, strict });
      focus("cb-comparison");
    }, { class: "cb-button cb-primary" });
    const back = button("Back to the case", () => {
      visit.leaveSample();
      focus("cb-toolbar");
    });
    const comparison = make("section", { class: "cb-comparison", "aria-label": "Comparison", tabindex: "-1" });
    const foot = make("div", { class: "cb-calibrate-foot" }, make("div", { class: "cb-actions" }, compare, back), comparison);
    outcome.append(foot);

    const articles = [...host.querySelectorAll("article")].flatMap((article) => {
      const sample = page.samples.find(({ id }) => id === article.dataset.sample);
      if (!sample) return [];
      const home = document.createComment("");
      article.before(home);
      /** @type {HTMLElement | null} */
      const judge = article.querySelector(".cb-judge");
      judge?.addEventListener("click", ({ target }) => { if (target !== judge) calibrate(sample.id); }, { signal });
      return [{ sample, article, home, judge, verdict: article.querySelector("details") }];
    });
    /** What the author says of each signal, beside the reader's tick. @type {HTMLElement[]} */
    let words = [];
    let drawn = "";

    const putBack = () => {
      for (const { article, home } of articles) if (article.previousSibling !== home) home.after(article);
    };
    signal.addEventListener("abort", () => {
      putBack();
      for (const { home, judge, verdict } of articles) {
        home.remove();
        if (judge) judge.hidden = false;
        if (verdict) verdict.hidden = false;
      }
      for (const one of [foot, ...words]) one.remove();
    });

    const draw = () => {
      const { attempt, mode } = visit;
      const now = mode === "calibrate" && attempt !== null;
      panel.hidden = foot.hidden = !now;
      const key = `${mode} ${attempt?.id} ${attempt?.comparison !== undefined}`;
      if (key === drawn) return;
      drawn = key;
      for (const one of words) one.remove();
      words = [];
      comparison.replaceChildren();
      putBack();
      const compared = new Set(visit.mine().filter((one) => one.comparison).map((one) => one.sample));
      for (const { sample, verdict, judge } of articles) {
        if (verdict) verdict.hidden = now || !compared.has(sample.id);
        if (judge) judge.hidden = now;
      }
      if (!now) return;
      const shown = articles.find(({ sample }) => sample.id === attempt.sample);
      if (!shown) {
        answer.replaceChildren(make("p", {}, "This answer is no longer in the book. Your ticks are kept."));
        compare.hidden = true;
        return;
      }
      answer.replaceChildren(shown.article);
      choice.value = shown.sample.id;
      compare.hidden = attempt.comparison !== undefined;
      comparison.hidden = !compare.hidden;
      if (comparison.hidden) return;
      const result = casebook.scoring.compare(page, shown.sample, attempt);
      comparison.replaceChildren(make("h2", {}, "Compared with the author"), ...summary(page, shown.sample, attempt, result));
      for (const { criterion, signal: one, author, why, judgement } of result.rows) {
        const item = [...(sections.get(criterion)?.querySelectorAll("input") ?? [])].find((input) => input.dataset.signal === one.id)?.closest("li");
        const word = make("p", { class: "cb-author", "data-judgement": judgement }, make("strong", {}, JUDGED[judgement]), ` The author: ${author ? "shown" : "missed"}. ${why}`);
        item?.append(word);
        words.push(word);
      }
    };
    return { draw };
  };

  casebook.calibrationPanel = calibration;
})();
