/*
 * The clock: what the log of an attempt says at a given moment. Time is wall-clock time between events of the log,
 * never a count of ticks, so a reload, a sleeping laptop or a throttled tab changes nothing.
 * Input: an attempt (its `clock.log`), page data (budgets, curveballs) and `now`. Output: plain values for display.
 * Must not: read the time of day, touch the page or the storage; end an attempt.
 *
 * A span between two events counts max(0, later − earlier): with a clock set back, time stands still, and any next
 * event goes on from there. Extensions lengthen the round, not a criterion's budget, and do not move curveballs,
 * which come at their minute of elapsed time. "No clock" (`clock.on` false): time is recorded all the same, and
 * curveballs still come, because they belong to the case; nothing else is announced, and elements show no time
 * until the reader asks for it (at Finish the planned and actual minutes are there, behind a choice).
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const MINUTE = 60_000;
  const WARNING = 5 * MINUTE;

  /** @param {unknown} value */
  const minutes = (value) => (typeof value === "number" && Number.isFinite(value) ? Math.max(0, value) * MINUTE : 0);

  /**
   * A stretch of running time with one criterion and one extension, from wall-clock time `at`; `elapsed` and `actual`
   * are what the round and the criterion had before it.
   * @typedef {{at: number, length: number, elapsed: number, actual: number, criterion: string | null, extra: number}} Span
   */

  /** @param {Cb.Attempt} attempt @param {number} now @returns {Cb.Moment & {spans: Span[]}} */
  const walk = (attempt, now) => {
    /** @type {Cb.ClockMode} */
    let mode = "ready";
    let anchor = NaN;
    let elapsed = 0;
    let extra = 0;
    /** @type {string | null} */
    let current = null;
    /** @type {Map<string, number>} */
    const actual = new Map();
    /** @type {Span[]} */
    const spans = [];
    const run = (/** @type {number} */ until) => {
      const length = Math.max(0, until - anchor) || 0; // NaN is no time
      const before = current === null ? 0 : (actual.get(current) ?? 0);
      spans.push({ at: anchor, length, elapsed, actual: before, criterion: current, extra });
      elapsed += length;
      if (current !== null) actual.set(current, before + length);
    };

    for (const event of attempt.clock?.log ?? []) {
      if (!event || !Number.isFinite(event.at)) continue;
      if (mode === "finished" && event.type !== "reopen") continue;
      if (mode === "running") run(event.at);
      anchor = event.at;
      if (event.type === "start" && mode === "ready") {
        mode = "running";
        current = event.criterion ?? current;
      } else if (event.type === "pause" && mode === "running") mode = "paused";
      else if (event.type === "resume" && mode === "paused") mode = "running";
      else if (event.type === "extend") extra += minutes(event.minutes);
      else if (event.type === "next") current = event.criterion ?? current;
      else if (event.type === "finish") mode = "finished";
      else if (event.type === "reopen" && mode === "finished") mode = spans.length > 0 ? "paused" : "ready";
    }
    const skewed = mode === "running" && now < anchor;
    if (mode === "running") run(Number.isFinite(now) ? now : anchor);
    return { mode, elapsed, current, extra, skewed, actual, spans };
  };

  /** What the log alone says. @type {Cb.Clock["moment"]} */
  const moment = (attempt, now) => {
    const { mode, elapsed, current, extra, skewed, actual } = walk(attempt, now);
    return { mode, elapsed, current, extra, skewed, actual };
  };

  /** "4:05", "65:00", "−0:30": whole minutes, so that a round of 75 reads as one. @type {Cb.Clock["format"]} */
  const format = (ms) => {
    const seconds = Math.trunc((Number.isFinite(ms) ? ms : 0) / 1000);
    const size = Math.abs(seconds);
    return `${seconds < 0 ? "−" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  };

  /** @type {Cb.Clock["read"]} */
  const read = (attempt, page, now) => {
    const at = moment(attempt, now);
    const budget = minutes(page.round.minutes) + at.extra;
    const remaining = budget - at.elapsed;
    const place = page.criteria.findIndex((criterion) => criterion.id === at.current);
    const criteria = page.criteria.map(({ id, title, minutes: planned }) => {
      const actual = at.actual.get(id) ?? 0;
      return { id, title, planned: minutes(planned), actual, over: Math.max(0, actual - minutes(planned)), current: id === at.current };
    });
    const due = at.mode === "ready" ? [] : (page.curveballs ?? [])
      .filter((curveball) => minutes(curveball.minute) <= at.elapsed)
      .sort((a, b) => a.minute - b.minute);
    return {
      ...at, budget, remaining, criteria, due,
      on: attempt.clock?.on !== false,
      over: at.mode !== "ready" && remaining <= 0,
      overrun: Math.max(0, -remaining),
      next: page.criteria[place + 1]?.id ?? null,
      elsewhere: at.elapsed - criteria.reduce((sum, criterion) => sum + criterion.actual, 0),
      fresh: due.filter((curveball) => !Object.hasOwn(attempt.shown ?? {}, curveball.id)),
      // Rounded so that the two always add up to the budget.
      text: { elapsed: format(at.elapsed), remaining: format(Math.ceil(remaining / 1000) * 1000) },
    };
  };

  /**
   * What became due after `from` (null: since the start) up to `to`, and was not heard yet, in order of time.
   * To say each exactly once: call with `from` null, speak what is not stale, then apply `heard` with all the keys.
   * @type {Cb.Clock["announcements"]}
   */
  const announcements = (attempt, page, from, to) => {
    const { spans, mode, current } = walk(attempt, to);
    const state = read(attempt, page, to);
    /** @type {Cb.Announcement[]} */
    const found = [];
    const crosses = (/** @type {number} */ threshold, /** @type {number} */ before, /** @type {Span} */ span) =>
      before < threshold && threshold <= before + span.length;
    for (const span of spans) {
      const budget = minutes(page.round.minutes) + span.extra;
      const size = budget / MINUTE;
      const wall = (/** @type {number} */ threshold, before = span.elapsed) => span.at + (threshold - before);
      if (budget > WARNING && crosses(budget - WARNING, span.elapsed, span)) {
        const stale = mode === "finished" || state.remaining > WARNING || state.remaining <= WARNING - MINUTE;
        found.push({ key: `five-left@${size}`, kind: "five-left", at: wall(budget - WARNING), text: "Five minutes left", stale });
      }
      if (crosses(budget, span.elapsed, span)) {
        const stale = mode === "finished" || state.remaining > 0;
        found.push({ key: `over@${size}`, kind: "over", at: wall(budget), text: "Time is over; the attempt goes on until you finish it", stale });
      }
      const criterion = page.criteria.find(({ id }) => id === span.criterion);
      const planned = minutes(criterion?.minutes);
      if (criterion && crosses(planned, span.actual, span)) {
        const stale = mode === "finished" || current !== criterion.id;
        const text = `The budget for ${criterion.title} is used up`;
        found.push({ key: `budget:${criterion.id}`, kind: "budget", at: wall(planned, span.actual), text, stale, criterion: criterion.id });
      }
      for (const { id, title, minute } of page.curveballs ?? []) {
        const threshold = minutes(minute);
        if (crosses(threshold, span.elapsed, span) || (threshold === 0 && span === spans[0])) {
          found.push({ key: `curveball:${id}`, kind: "curveball", at: wall(threshold), text: `Curveball: ${title}`, stale: mode === "finished", curveball: id });
        }
      }
    }
    return found
      .filter(({ key, kind, at }) => (state.on || kind === "curveball")
        && !Object.hasOwn(attempt.heard ?? {}, key) && (from === null || (at > from && at <= to)))
      .sort((a, b) => a.at - b.at);
  };

  casebook.clock = { moment, read, announcements, format };
})();
