/*
 * Scoring: the one place of the scoring rule, and of the comparison with a sample's author.
 * Input: page data (round, criteria with their signals) and an attempt. Output: plain values for display.
 * Must not: touch the page, the storage or the time of day; change its arguments.
 *
 * The rule. A level is attained when its own and every lower level's must-haves are all ticked and at least
 * the round's `pass` share of the signals of each of those levels is ticked. A level without signals stands in
 * nobody's way, and nobody attains it. Nothing ticked and no override: not scored, which is not zero. A ticked
 * signal that was reworded since still counts. The verdict for a level is by the weighted share of all criteria.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** Shares are quotients of small numbers: 3/5 must reach 0.6, and 0.07 × 100 must need 7. */
  const EPSILON = 1e-9;
  const DEFAULTS = { pass: 0.6, strongYes: 0.85, weakYes: 0.6, weakNo: 0.35 };

  /** @param {unknown} value @param {number} fallback */
  const finite = (value, fallback) => (typeof value === "number" && Number.isFinite(value) ? value : fallback);

  /** @param {number} total @param {number} share */
  const needed = (total, share) => Math.min(total, Math.max(0, Math.ceil(total * share - EPSILON)));

  /**
   * Every ticked signal with the hash it was ticked under. A signal's id is unique in a case, so a tick follows
   * its signal into another criterion.
   * @param {Cb.Attempt | null} attempt
   */
  const ticksOf = (attempt) => {
    /** @type {Map<string, string>} */
    const ticks = new Map();
    for (const entry of Object.values(attempt?.criteria ?? {})) {
      for (const [signal, tick] of Object.entries(entry?.ticks ?? {})) ticks.set(signal, tick?.hash);
    }
    return ticks;
  };

  /**
   * @param {Cb.Criterion} criterion @param {Cb.Round} round
   * @param {Map<string, string>} ticks @param {Cb.Attempt | null} attempt
   * @returns {Cb.CriterionScore}
   */
  const scoreCriterion = (criterion, round, ticks, attempt) => {
    const pass = finite(round.pass, DEFAULTS.pass);
    let open = true;
    /** @type {Cb.LevelScore[]} */
    const levels = [];
    for (const level of round.levels) {
      const signals = criterion.signals.filter((signal) => signal.level === level);
      const missing = signals.filter((signal) => signal.must && !ticks.has(signal.id));
      const ticked = signals.filter((signal) => ticks.has(signal.id)).length;
      const goal = needed(signals.length, pass);
      open &&= missing.length === 0 && ticked >= goal;
      levels.push({
        level, ticked, missing, needed: goal, total: signals.length,
        attained: open && signals.length > 0,
        more: Math.max(0, goal - ticked - missing.length),
      });
    }

    const entry = attempt && Object.hasOwn(attempt.criteria, criterion.id) ? attempt.criteria[criterion.id] : null;
    const override = entry?.override;
    const overridden = !!override && (override.level === "none" || round.levels.includes(override.level));
    const anyTick = criterion.signals.some((signal) => ticks.has(signal.id));
    const computed = anyTick ? (levels.findLast((level) => level.attained)?.level ?? "none") : null;
    const level = overridden ? override.level : computed;
    return {
      id: criterion.id, title: criterion.title, weight: Math.max(0, finite(criterion.weight, 1)),
      scored: level !== null, level, computed, overridden, levels,
      rank: level === null ? 0 : round.levels.indexOf(level) + 1,
      reworded: criterion.signals.filter(({ id, hash }) => ticks.has(id) && ticks.get(id) !== hash).map(({ id }) => id),
      reason: levels.find((score) => !score.attained && score.total > 0) ?? null,
    };
  };

  /** @param {number} share @param {Cb.Round} round @returns {Cb.VerdictName} */
  const verdictName = (share, round) => {
    const reaches = (/** @type {"strongYes" | "weakYes" | "weakNo"} */ name) =>
      share + EPSILON >= finite(round.verdicts?.[name], DEFAULTS[name]);
    if (reaches("strongYes")) return "strong yes";
    if (reaches("weakYes")) return "weak yes";
    return reaches("weakNo") ? "weak no" : "definite no";
  };

  /** @type {Cb.Scoring["nextTraining"]} */
  const nextTraining = (criterion, here = "", done = []) => {
    const others = (criterion.training ?? []).filter((training) => training.path !== here);
    const taken = new Set(done);
    return others.find((training) => !taken.has(training.path)) ?? others[0] ?? null;
  };

  /**
   * The first gap: in rubric order, the first criterion that does not attain the lowest level whose verdict is not
   * yet a yes; when all are, the lowest that is not a strong yes, then the lowest that is not whole.
   * @param {Cb.Scorable} page @param {Cb.CriterionScore[]} criteria @param {Cb.Verdict[]} verdicts
   * @param {Iterable<string>} done @returns {Cb.Gap | null}
   */
  const firstGap = (page, criteria, verdicts, done) => {
    const order = [
      verdicts.findIndex((verdict) => !verdict.yes),
      verdicts.findIndex((verdict) => verdict.verdict !== "strong yes"),
      verdicts.findIndex((verdict) => verdict.points < verdict.weight),
    ];
    const target = order.find((index) => index >= 0) ?? -1;
    const place = target < 0 ? -1 : criteria.findIndex((criterion) => criterion.rank <= target);
    const gap = criteria[place];
    const criterion = page.criteria[place];
    if (!gap || !criterion) return null;
    const { id, title, scored } = gap;
    return { id, title, scored, level: verdicts[target]?.level ?? "", training: nextTraining(criterion, page.case?.path, done) };
  };

  /** @type {Cb.Scoring["score"]} */
  const score = (page, attempt, done = []) => {
    const ticks = ticksOf(attempt);
    const criteria = page.criteria.map((criterion) => scoreCriterion(criterion, page.round, ticks, attempt));
    const unscored = criteria.filter((criterion) => !criterion.scored).map(({ id, title }) => ({ id, title }));
    const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
    const scored = unscored.length < criteria.length && weight > 0;

    /** @type {Cb.Verdict[]} */
    const verdicts = page.round.levels.map((level, index) => {
      if (!scored) return { level, verdict: null, share: null, points: 0, weight, yes: false, text: "not scored" };
      const points = criteria.reduce((sum, criterion) => sum + (criterion.rank > index ? criterion.weight : 0), 0);
      const verdict = verdictName(points / weight, page.round);
      const still = unscored.length === 0 ? "" : ` so far: ${unscored.length} of ${criteria.length} criteria not scored`;
      return { level, verdict, share: points / weight, points, weight, yes: verdict.endsWith("yes"), text: verdict + still };
    });
    return { criteria, verdicts, unscored, scored, gap: scored ? firstGap(page, criteria, verdicts, done) : null };
  };

  /** @type {Cb.Scoring["reasonText"]} */
  const reasonText = ({ scored, computed, reason, overridden }) => {
    if (!scored) return "Not scored: nothing is ticked";
    if (overridden) return `Set by hand; the ticks say ${computed ?? "nothing"}`;
    if (!reason) return "Every level is attained";
    const parts = reason.missing.map((signal) => `the must-have “${signal.text}”`);
    if (reason.more > 0) parts.push(`${reason.more} ${parts.length > 0 ? "other " : ""}signal${reason.more > 1 ? "s" : ""}`);
    return `${reason.level} still asks for ${parts.join(" and ")} (${reason.ticked} of ${reason.total} ticked, ${reason.needed} needed)`;
  };

  /** Signals on which the author says nothing are left out. @type {Cb.Scoring["compare"]} */
  const compare = (page, sample, attempt) => {
    const ticks = ticksOf(attempt);
    /** @type {Cb.ComparisonRow[]} */
    const rows = [];
    const counts = { agree: 0, generous: 0, strict: 0 };
    for (const criterion of page.criteria) {
      for (const signal of criterion.signals) {
        const said = Object.hasOwn(sample.ticks, signal.id) ? sample.ticks[signal.id] : undefined;
        if (!said) continue;
        const mine = ticks.has(signal.id);
        const judgement = mine === said.shown ? "agree" : mine ? "generous" : "strict";
        counts[judgement] += 1;
        rows.push({ criterion: criterion.id, signal, mine, author: said.shown, why: said.why, judgement });
      }
    }
    const bias = counts.generous - counts.strict;
    const lean = bias > 0 ? "more generous than the author" : bias < 0 ? "stricter than the author" : "no lean either way";
    const text = `Agreed on ${counts.agree} of ${rows.length} signals: ${counts.generous} too generous, ${counts.strict} too strict; ${lean}`;
    return { rows, ...counts, bias, text };
  };

  casebook.scoring = { score, reasonText, nextTraining, compare };
})();
