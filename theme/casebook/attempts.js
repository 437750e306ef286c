/*
 * Attempts: how one begins, how each thing a reader does changes it, and how it stands against today's case.
 * Input: an attempt, an action, `now`. Output: a new attempt, or the very same object when the action changes
 * nothing (so nothing is written). Unknown fields stay.
 * Must not: change its arguments, drop what a reader wrote, touch the page, the storage or the time of day.
 *
 * `updatedAt` is max(now, the latest moment in the attempt + 1): it grows with every change even when the system
 * clock is set back, so "newer" always means "knows more". The clock's log keeps the time as the system said it.
 * Fields whose value does not say when it changed have that moment in `changed`, keyed as join.js says.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const FORMAT = 1;
  const LONGEST_EXTENSION = 24 * 60;

  /** @template T @param {Record<string, T>} record @param {string} key @returns {T | undefined} */
  const own = (record, key) => (Object.hasOwn(record, key) ? record[key] : undefined);
  /** @template T @param {Record<string, T>} record @param {string} key @returns {Record<string, T>} */
  const without = (record, key) => Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
  /** @param {Partial<Cb.Entry> | undefined} entry @returns {Cb.Entry} */
  const whole = (entry) => ({ notes: "", evidence: "", ticks: {}, override: null, ...entry });
  /** The year 3000: a clock beyond it is a broken one. */
  const LATEST = 32_503_680_000_000;
  /** @param {unknown} ms */
  const time = (ms) => (typeof ms === "number" && Number.isFinite(ms) ? Math.min(LATEST, Math.max(0, Math.round(ms))) : 0);

  /** @type {Cb.Attempts["newAttempt"]} */
  const newAttempt = (page, { id, kind, now, sample = null, clock = true }) => ({
    format: FORMAT, id, book: page.book, case: page.case.id, title: page.case.title, round: page.round.id, kind, sample,
    startedAt: time(now), updatedAt: time(now), finishedAt: null,
    clock: { on: clock, log: [] }, criteria: {}, asked: {}, shown: {}, heard: {}, changed: {}, aside: {},
  });

  /** @type {Cb.Attempts["complete"]} */
  const complete = (attempt) => {
    const given = /** @type {Partial<Cb.Attempt>} */ (attempt);
    const filled = {
      title: given.case, round: "", sample: null, finishedAt: null, asked: {}, shown: {}, heard: {}, changed: {}, aside: {},
      ...given,
      clock: { on: true, log: [], .../** @type {Partial<Cb.Attempt["clock"]>} */ (given.clock) },
      criteria: Object.fromEntries(Object.entries(given.criteria ?? {}).map(([id, entry]) => [id, whole(entry)])),
    };
    return /** @type {Cb.Attempt} */ (filled);
  };

  /** @param {Cb.Attempt} attempt @param {string} id @param {Partial<Cb.Entry>} patch @returns {Cb.Attempt} */
  const withEntry = (attempt, id, patch) => ({
    ...attempt, criteria: { ...attempt.criteria, [id]: { ...whole(own(attempt.criteria, id)), ...patch } },
  });
  /** @param {Cb.Attempt} attempt @param {string} key @param {number} stamp @returns {Cb.Attempt} */
  const marked = (attempt, key, stamp) => ({ ...attempt, changed: { ...attempt.changed, [key]: stamp } });

  /** Takes a tick away wherever it is, except in one criterion. @param {Cb.Attempt} attempt @param {string} signal @param {string | null} except @param {number} stamp */
  const unticked = (attempt, signal, except, stamp) => {
    let next = attempt;
    for (const [id, entry] of Object.entries(attempt.criteria)) {
      if (id === except || !Object.hasOwn(entry.ticks ?? {}, signal)) continue;
      next = marked(withEntry(next, id, { ticks: without(entry.ticks, signal) }), `ticks/${id}/${signal}`, stamp);
    }
    return next;
  };

  /** @param {Cb.Attempt} attempt @param {"notes" | "evidence"} field @param {{criterion: string, text: string, was?: string}} action @param {number} stamp */
  const written = (attempt, field, { criterion, text, was }, stamp) => {
    const old = whole(own(attempt.criteria, criterion))[field];
    if (old === text) return attempt;
    const next = marked(withEntry(attempt, criterion, { [field]: text }), `${field}/${criterion}`, stamp);
    if (was === undefined || was === old || text.includes(old)) return next;
    const overwritten = [...(attempt.aside.overwritten ?? []), { criterion, field, text: old, at: stamp }];
    return { ...next, aside: { ...next.aside, overwritten } };
  };

  /** @param {Cb.Attempt} attempt @param {Cb.ClockEventType} type @param {number} now @param {Partial<Cb.ClockEvent>} [more] @returns {Cb.Attempt} */
  const logged = (attempt, type, now, more = {}) => {
    const { log } = attempt.clock;
    const n = log.reduce((most, event, index) => Math.max(most, (event.n ?? index) + 1), 0);
    return { ...attempt, clock: { ...attempt.clock, log: [...log, { at: time(now), type, n, ...more }] } };
  };

  /** @param {Cb.Attempt} attempt @param {Cb.Action} action @param {number} now @param {number} stamp @returns {Cb.Attempt} */
  const change = (attempt, action, now, stamp) => {
    const { mode, current, skewed } = casebook.clock.moment(attempt, now);
    switch (action.type) {
      case "tick": {
        const { criterion, signal, hash, text } = action;
        const { ticks } = whole(own(attempt.criteria, criterion));
        const elsewhere = unticked(attempt, signal, criterion, stamp);
        if (own(ticks, signal)?.hash === hash) return elsewhere;
        return withEntry(elsewhere, criterion, { ticks: { ...ticks, [signal]: { hash, ...(text !== undefined && { text }), at: stamp } } });
      }
      case "untick":
        return unticked(attempt, action.signal, null, stamp);
      case "notes":
      case "evidence":
        return written(attempt, action.type, action, stamp);
      case "override": {
        const { criterion, level, reason } = action;
        const old = own(attempt.criteria, criterion)?.override;
        if (old?.level === level && old.reason === reason) return attempt;
        return marked(withEntry(attempt, criterion, { override: { ...old, level, reason } }), `override/${criterion}`, stamp);
      }
      case "clear-override":
        if (!own(attempt.criteria, action.criterion)?.override) return attempt;
        return marked(withEntry(attempt, action.criterion, { override: null }), `override/${action.criterion}`, stamp);
      case "start":
        return mode === "ready" ? logged(attempt, "start", now, action.criterion == null ? {} : { criterion: action.criterion }) : attempt;
      case "pause":
        return mode === "running" ? logged(attempt, "pause", now) : attempt;
      case "resume":
        return mode === "paused" || skewed ? logged(attempt, "resume", now) : attempt;
      case "extend": {
        if (mode === "finished" || !(action.minutes > 0 && action.minutes <= LONGEST_EXTENSION)) return attempt;
        return logged(attempt, "extend", now, { minutes: action.minutes });
      }
      case "next":
      case "choose": {
        if (mode === "finished" || action.criterion == null || action.criterion === current) return attempt;
        return logged(attempt, "next", now, { criterion: action.criterion });
      }
      case "finish":
        return mode === "finished" ? attempt : { ...logged(attempt, "finish", now), finishedAt: time(now) };
      case "reopen":
        return mode === "finished" ? { ...logged(attempt, "reopen", now), finishedAt: null } : attempt;
      case "clock":
        return attempt.clock.on === action.on ? attempt
          : marked({ ...attempt, clock: { ...attempt.clock, on: action.on } }, "clock/on", stamp);
      case "asked": {
        const { id, on = true } = action;
        if (Object.hasOwn(attempt.asked, id) === on) return attempt;
        if (on) return { ...attempt, asked: { ...attempt.asked, [id]: stamp } };
        return marked({ ...attempt, asked: without(attempt.asked, id) }, `asked/${id}`, stamp);
      }
      case "shown":
        return Object.hasOwn(attempt.shown, action.id) ? attempt : { ...attempt, shown: { ...attempt.shown, [action.id]: stamp } };
      case "heard": {
        const fresh = action.keys.filter((key) => !Object.hasOwn(attempt.heard, key)).map((key) => [key, stamp]);
        return fresh.length === 0 ? attempt : { ...attempt, heard: { ...attempt.heard, ...Object.fromEntries(fresh) } };
      }
      case "compared": {
        const { agree, generous, strict } = action;
        // Only the first comparison is blind; later ones would flatter the running bias.
        return attempt.comparison ? attempt : { ...attempt, comparison: { agree, generous, strict, at: stamp } };
      }
      default:
        throw new TypeError(`unknown action: ${/** @type {{type: unknown}} */ (action).type}`);
    }
  };

  /** The latest moment at which anything in it changed. @param {Cb.Attempt} attempt */
  const latest = ({ updatedAt, changed, asked, shown, heard, criteria }) => {
    const ticks = Object.values(criteria).flatMap((entry) => Object.values(entry.ticks).map(({ at }) => at));
    return [changed, asked, shown, heard].flatMap((record) => Object.values(record)).concat(ticks)
      .reduce((most, at) => Math.max(most, at), updatedAt);
  };

  /** @type {Cb.Attempts["apply"]} */
  const apply = (attempt, action, now) => {
    const before = complete(attempt);
    const stamp = Math.max(time(now), latest(before) + 1);
    const after = change(before, action, now, stamp);
    return after === before ? attempt : { ...after, updatedAt: stamp };
  };

  /** @type {Cb.Attempts["reconcile"]} */
  const reconcile = (attempt, page) => {
    /** @type {Cb.Reconciled} */
    const found = { caseRemoved: page === null, current: [], reworded: [], removed: [], removedCriteria: [], removedOverrides: [] };
    const signals = new Map((page?.criteria ?? []).flatMap(({ id, signals }) => signals.map((signal) => [signal.id, { criterion: id, signal }])));
    const criteria = new Set(page?.criteria.map(({ id }) => id));
    for (const [id, entry] of Object.entries(attempt.criteria)) {
      if (!criteria.has(id)) found.removedCriteria.push({ id, entry });
      const { override } = entry;
      if (page && override && override.level !== "none" && !page.round.levels.includes(override.level)) {
        found.removedOverrides.push({ criterion: id, override });
      }
      for (const [name, tick] of Object.entries(entry.ticks ?? {})) {
        const known = signals.get(name);
        if (!known) found.removed.push({ criterion: id, signal: name, tick });
        else if (known.signal.hash === tick.hash) found.current.push({ criterion: known.criterion, signal: name });
        else found.reworded.push({ criterion: known.criterion, signal: name, text: known.signal.text ?? name });
      }
    }
    return found;
  };

  /** @type {Cb.Attempts["plainText"]} */
  const plainText = (attempt, page = null) => {
    const known = new Map((page?.criteria ?? []).map((criterion) => [criterion.id, criterion]));
    const lines = [attempt.title, ""];
    for (const [id, entry] of Object.entries(attempt.criteria)) {
      const criterion = known.get(id);
      lines.push(criterion?.title ?? id);
      for (const [signal, tick] of Object.entries(entry.ticks ?? {})) {
        lines.push(`[x] ${tick.text ?? criterion?.signals.find((one) => one.id === signal)?.text ?? signal}`);
      }
      if (entry.override) lines.push(`Level set to ${entry.override.level}: ${entry.override.reason}`);
      if (entry.notes) lines.push("Notes:", entry.notes);
      if (entry.evidence) lines.push("Evidence:", entry.evidence);
      lines.push("");
    }
    for (const { criterion, field, text } of attempt.aside?.overwritten ?? []) {
      lines.push(`Replaced by another tab (${field}, ${known.get(criterion)?.title ?? criterion}):`, text, "");
    }
    return lines.join("\n");
  };

  casebook.attempts = { FORMAT, newAttempt, apply, complete, reconcile, plainText };
})();
