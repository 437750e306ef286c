/*
 * One attempt in full: its result, its minutes and every text the reader wrote, also what the case no longer has.
 * Input: an attempt with its score, the progress page's data, `now`. Output: elements, built when they are asked for.
 * Must not: leave out anything a reader wrote; put a stored string anywhere but into text.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, link } = casebook.dom;
  const { count, kind, minutes, percent, short, verdicts, when } = casebook.words;

  /** Longer texts are cut on the page; Copy text has them whole. */
  const LONGEST = 20_000;

  /** @param {string} label @param {string} text */
  const written = (label, text) => (text === "" ? null : make("div", { class: "cb-written" },
    make("p", { class: "cb-label" }, label),
    make("p", { class: "cb-written-text" }, short(text, LONGEST)),
    text.length > LONGEST && make("p", { class: "cb-quiet" }, "Shortened here; Copy text has all of it.")));

  /** @param {Cb.AttemptRow} row @param {Cb.ProgressData} page @returns {Cb.Scorable | null} */
  const scorable = (row, page) => {
    const one = page.cases.find(({ id }) => id === row.case?.id);
    const round = page.rounds.find(({ id }) => id === one?.round);
    return one && round ? { round, criteria: one.criteria, case: one } : null;
  };

  /** @param {Cb.AttemptRow} row @param {Cb.Scorable | null} now_ @param {number} now */
  const facts = ({ attempt, elapsed, score }, now_, now) => {
    const { mode } = casebook.clock.moment(attempt, now);
    const state = attempt.finishedAt !== null ? `Finished ${when(attempt.finishedAt)}` : mode === "ready" ? "" : "Not finished";
    const time = mode === "ready" ? "" : `${minutes(elapsed)}${now_ ? ` of ${now_.round.minutes}` : ""}${attempt.clock.on ? "" : ", no clock"}`;
    const gap = score?.gap;
    return [
      make("p", { class: "cb-quiet" }, [`Began ${when(attempt.startedAt)}`, state, time].filter(Boolean).join(" · ")),
      !now_ && make("p", {}, "The case is no longer in this book. What you wrote is kept, without the texts of its signals."),
      score?.scored && make("ul", { class: "cb-verdicts" }, score.verdicts.map(({ level, text, share }) => make("li", {}, make("span", { class: "cb-level" }, level), ` ${text}, ${percent(share ?? 0)} of the weight`))),
      attempt.comparison && make("p", {}, `Agreed with the author on ${attempt.comparison.agree}, too generous on ${attempt.comparison.generous}, too strict on ${attempt.comparison.strict}.`),
      gap && make("p", {}, `First gap: ${gap.title}, ${gap.level}. `, gap.training && make("a", { href: link(gap.training.path) }, `Train it: ${gap.training.title}`)),
    ];
  };

  /** @param {Cb.AttemptRow} row @param {Cb.Scorable} scored @param {number} now */
  const table = ({ attempt, score }, scored, now) => {
    const time = casebook.clock.read(attempt, scored, now);
    const timed = time.mode !== "ready";
    const rows = time.criteria.map(({ title, planned, actual, over }, index) => {
      const one = score?.criteria[index];
      const level = !one?.scored ? "not scored" : one.level === "none" ? "no level" : one.level;
      return make("tr", {}, make("th", { scope: "row" }, title), make("td", {}, level),
        timed && [make("td", { class: "cb-number" }, minutes(planned)), make("td", { class: "cb-number" }, minutes(actual), over >= 30_000 && make("span", { class: "cb-caption-more" }, `${minutes(over)} over`))]);
    });
    const head = ["Criterion", "Level", ...(timed ? ["Planned", "Actual"] : [])].map((name) => make("th", { scope: "col" }, name));
    return make("table", { class: "cb-figures" }, make("caption", { class: "cb-unseen" }, "Level and minutes by criterion"), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows));
  };

  /** @param {string} id @param {Cb.Entry} entry @param {Cb.Scorable | null} scored @param {Cb.Score | null} score */
  const criterion = (id, entry, scored, score) => {
    const known = scored?.criteria.find((one) => one.id === id);
    const signals = new Map((scored?.criteria ?? []).flatMap((one) => one.signals.map((signal) => [signal.id, signal])));
    const ticks = Object.entries(entry.ticks).map(([name, { hash, text, at }]) => {
      const signal = signals.get(name);
      const said = text === undefined ? make("code", {}, short(name, 200)) : short(text, 2_000);
      if (!signal) return make("li", {}, said, make("span", { class: "cb-quiet" }, scored ? ` no longer in the case; ticked ${when(at)}, kept aside` : ` ticked ${when(at)}`));
      return make("li", {}, make("span", { class: "cb-level" }, signal.level), " ", said, signal.hash !== hash && make("strong", { class: "cb-rescore" }, " Reworded since: re-score"));
    });
    const { override } = entry;
    const counts = score?.criteria.find((one) => one.id === id)?.overridden;
    const forgotten = known && override && !counts ? " The round no longer has this level, so it does not count." : "";
    const parts = [
      ticks.length > 0 && make("ul", { class: "cb-ticks", "aria-label": "Signals ticked" }, ticks),
      override && make("p", {}, make("strong", {}, `Level set by hand: ${short(override.level, 200)}.`), forgotten),
      override && written("Reason", override.reason),
      written("Notes", entry.notes),
      written("Evidence", entry.evidence),
    ].filter(Boolean);
    if (parts.length === 0) return null;
    const title = known ? known.title : scored ? `${short(id, 200)} (no longer in the case)` : short(id, 200);
    return make("section", { class: "cb-attempt-criterion" }, make("h3", {}, title), parts);
  };

  /** @type {Cb.AttemptView["title"]} */
  const title = ({ attempt, case: name }) => short(name?.title ?? `${attempt.title} (no longer in the book)`, 120);

  /** @type {Cb.AttemptView["summary"]} */
  const summary = (row) => {
    const { attempt, score, elapsed } = row;
    const running = attempt.finishedAt === null && attempt.clock.log.length > 0;
    const time = running ? ", not finished" : elapsed >= 30_000 ? `, ${minutes(elapsed)}` : "";
    const { comparison } = attempt;
    const result = attempt.kind === "calibration"
      ? (comparison ? `agreed on ${comparison.agree} of ${comparison.agree + comparison.generous + comparison.strict}` : "not compared")
      : score ? verdicts(score) : "";
    return [
      make("span", { class: "cb-attempt-title" }, title(row)),
      make("span", { class: "cb-quiet" }, ` ${when(attempt.startedAt)}, ${kind(attempt.kind)}${time} `),
      make("span", { class: "cb-attempt-result" }, result),
    ];
  };

  /** @type {Cb.AttemptView["body"]} */
  const body = (row, page, now) => {
    const { attempt, score } = row;
    const scored = scorable(row, page);
    const order = [...new Set([...(scored?.criteria.map(({ id }) => id) ?? []), ...Object.keys(attempt.criteria)])];
    const entries = order.map((id) => {
      const entry = Object.hasOwn(attempt.criteria, id) ? attempt.criteria[id] : undefined;
      return entry ? criterion(id, entry, scored, score) : null;
    });
    const known = new Map((scored?.criteria ?? []).map((one) => [one.id, one.title]));
    const replaced = (attempt.aside.overwritten ?? []).map(({ criterion: id, field, text }) => written(`Replaced by another tab: ${short(field, 40)} of ${short(known.get(id) ?? id, 80)}`, text));
    const asked = Object.keys(attempt.asked);
    return [
      ...facts(row, scored, now),
      scored && (score?.scored || attempt.clock.log.length > 0) ? table(row, scored, now) : null,
      ...entries, ...replaced,
      asked.length > 0 ? make("p", { class: "cb-quiet" }, `${count(asked.length, "follow-up or curveball", "follow-ups and curveballs")} asked: ${short(asked.join(", "), 2000)}`) : null,
    ].filter((part) => part instanceof HTMLElement);
  };

  casebook.attemptView = { body, summary, title };
})();
