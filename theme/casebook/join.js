/*
 * Joining: what two tabs made of one attempt becomes one attempt again.
 * Input: two versions of an attempt, and the version both began from where it is known. Output: a new attempt.
 * Must not: depend on who joins, in which order or how often; lose a text; touch the page or the storage.
 *
 * Each field is joined by itself, and the later change wins: a tick, mark or text by the moment in its own `at` or in
 * `changed` (keys "notes/<criterion>", "evidence/…", "override/…", "ticks/<criterion>/<signal>", "asked/<id>",
 * "clock/on"; taking a tick or mark away leaves its moment there). The clock's logs are united, in the order of `n`,
 * then `at`, and `finishedAt` follows from them. Everything else comes from the version updated later.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /** The same text for equal values, whatever the order of keys. @param {unknown} value @returns {string} */
  const canonical = (value) => JSON.stringify(value, (_key, part) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part) ?? "";

  /** @type {Cb.Joining["same"]} */
  const same = (a, b) => canonical(a) === canonical(b);

  /** @param {Record<string, any> | undefined} record @param {string} key */
  const own = (record, key) => (record && Object.hasOwn(record, key) ? record[key] : undefined);
  /** @param {(Record<string, unknown> | undefined)[]} records */
  const keysOf = (...records) => [...new Set(records.flatMap((record) => Object.keys(record ?? {})))];

  /** A text changed on both sides since `base` is kept in `aside.overwritten`. @type {Cb.Joining["join"]} */
  const join = (a, b, base = null) => {
    if (a.id !== b.id) throw new TypeError("two attempts are not two versions of one");
    const forward = a.updatedAt - b.updatedAt || (canonical(a) > canonical(b) ? 1 : -1);
    const [late, early] = forward > 0 ? [a, b] : [b, a];
    /** @type {Cb.Overwritten[]} */
    const overwritten = [];

    /** The value whose change is later; then one that is there; then the greater, so that both sides choose alike.
     * @param {string} key @param {any} one @param {any} other @param {(value: any, side: Cb.Attempt) => number | undefined} at */
    const pick = (key, one, other, at) => {
      const stamp = (/** @type {any} */ value, /** @type {Cb.Attempt} */ side) => Math.max(at(value, side) ?? -1, own(side.changed, key) ?? -1);
      const order = stamp(one, late) - stamp(other, early) || Number(one !== undefined) - Number(other !== undefined)
        || (canonical(one) >= canonical(other) ? 1 : -1);
      return order > 0 ? one : other;
    };
    /** @param {string} prefix @param {Record<string, any> | undefined} one @param {Record<string, any> | undefined} other @param {(value: any) => number | undefined} at */
    const pickAll = (prefix, one, other, at) => Object.fromEntries(keysOf(one, other)
      .map((key) => [key, pick(prefix + key, own(one, key), own(other, key), at)])
      .filter(([, value]) => value !== undefined));
    const itself = (/** @type {number | undefined} */ value) => value;

    const criteria = keysOf(late.criteria, early.criteria).map((criterion) => {
      /** @type {(Cb.Entry | undefined)[]} */
      const [one, other, before] = [late, early, base].map((side) => own(side?.criteria, criterion));
      const field = (/** @type {"notes" | "evidence" | "override"} */ name) => {
        // A text whose change nobody dated is as old as the attempt.
        const chosen = pick(`${name}/${criterion}`, one?.[name], other?.[name], (value, side) => (value ? side.startedAt : undefined));
        const words = (/** @type {unknown} */ value) => (isRecord(value) ? String(value.reason ?? "") : String(value ?? ""));
        const [mine, theirs, old, kept] = [one?.[name], other?.[name], before?.[name], chosen].map(words);
        const lost = kept === mine ? theirs : mine;
        if (base && lost && mine !== old && theirs !== old && !kept?.includes(lost)) {
          overwritten.push({ criterion, field: name, text: lost, at: early.updatedAt });
        }
        return chosen;
      };
      const ticks = pickAll(`ticks/${criterion}/`, one?.ticks, other?.ticks, (tick) => tick?.at);
      const entry = { ...other, ...one, notes: field("notes") ?? "", evidence: field("evidence") ?? "", ticks, override: field("override") ?? null };
      return [criterion, entry];
    });

    const union = (/** @type {any[]} */ ...lists) => [...new Map(lists.flat().map((one) => [canonical(one), one])).entries()];
    const numbered = (/** @type {Cb.Attempt} */ side) => side.clock.log.map((event, index) => ({ ...event, n: event.n ?? index }));
    const log = union(numbered(late), numbered(early))
      .sort(([c, x], [d, y]) => x.n - y.n || x.at - y.at || (c < d ? -1 : 1)).map(([, event]) => event);
    /** @type {number | null | undefined} */
    let finishedAt;
    for (const { type, at } of log) {
      if (type === "finish") finishedAt ??= at;
      else if (type === "reopen") finishedAt = null;
    }
    const kept = union(early.aside?.overwritten ?? [], late.aside?.overwritten ?? [], overwritten)
      .sort(([c, x], [d, y]) => x.at - y.at || (c < d ? -1 : 1)).map(([, one]) => one);

    return {
      ...early, ...late,
      finishedAt: finishedAt === undefined ? (late.finishedAt ?? early.finishedAt) : finishedAt,
      clock: { ...early.clock, ...late.clock, log, on: pick("clock/on", late.clock.on, early.clock.on, () => undefined) },
      criteria: Object.fromEntries(criteria),
      asked: pickAll("asked/", late.asked, early.asked, itself),
      shown: pickAll("shown/", late.shown, early.shown, itself),
      heard: pickAll("heard/", late.heard, early.heard, itself),
      changed: Object.fromEntries(keysOf(late.changed, early.changed)
        .map((key) => [key, Math.max(own(late.changed, key) ?? 0, own(early.changed, key) ?? 0)])),
      aside: { ...early.aside, ...late.aside, ...(kept.length > 0 ? { overwritten: kept } : {}) },
    };
  };

  casebook.joining = { join, same };
})();
