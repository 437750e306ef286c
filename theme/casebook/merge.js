/*
 * Merging: a file to import is checked whole before anything else happens, previewed, and merged by attempt id.
 * Input: the text of a file, attempts. Output: faults by place, or attempts; values only.
 * Must not: touch the page, the storage or the time of day; throw on hostile input; put a string into HTML.
 * The format of the file is described in preprocessor/schemas/export.json; a test holds the two together.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const FORMAT = 1;
  const KINDS = ["practice", "score", "interview", "calibration"];
  const EVENTS = ["start", "pause", "resume", "extend", "next", "finish", "reopen"];
  /** Characters of a file, a text and an id; attempts in a file; nesting; the last moment believed (the year 3000); a count. */
  const LIMITS = { file: 20_000_000, attempts: 10_000, text: 5_000_000, id: 200, depth: 40, time: 32_503_680_000_000, count: 1_000_000, errors: 50 };

  // ── Checking ─────────────────────────────────────────────────────────────────────────────────

  /** @typedef {(value: unknown, place: string, say: (place: string, message: string) => void) => void} Check */
  /** @param {unknown} value @returns {value is Record<string, unknown>} */
  const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  /** @param {string} place @param {string} key */
  const inside = (place, key) => (place === "" ? "" : `${place}.`) + (key.length > 60 ? `${key.slice(0, 60)}…` : key);

  /** @param {number} longest @param {number} [shortest] @returns {Check} */
  const text = (longest, shortest = 0) => (value, place, say) => {
    if (typeof value !== "string") say(place, "is not text");
    else if (value.length < shortest) say(place, "is empty");
    else if (value.length > longest) say(place, `is longer than ${longest} characters`);
  };
  /** @param {number} most @param {string} words @returns {Check} */
  const number = (most, words) => (value, place, say) => {
    if (typeof value !== "number" || !(value >= 0 && value <= most)) say(place, words);
  };
  /** @param {readonly string[]} words @returns {Check} */
  const oneOf = (words) => (value, place, say) => {
    if (!words.some((word) => word === value)) say(place, `is none of ${words.map((word) => `\`${word}\``).join(", ")}`);
  };
  /** @type {Check} */
  const flag = (value, place, say) => { if (typeof value !== "boolean") say(place, "is neither true nor false"); };
  /** @type {Check} */
  const current = (value, place, say) => {
    if (value !== FORMAT) say(place, newer(value) ? `comes from a newer version (format ${value}; this page reads ${FORMAT})` : `is not ${FORMAT}`);
  };
  /** @param {unknown} format */
  const newer = (format) => typeof format === "number" && format > FORMAT;
  /** @param {Check} check @returns {Check} */
  const orNull = (check) => (value, place, say) => { if (value !== null) check(value, place, say); };
  /** @param {Check} check @returns {Check} */
  const every = (check) => (value, place, say) => {
    if (!Array.isArray(value)) say(place, "is not a list");
    else value.forEach((one, index) => check(one, `${place}[${index}]`, say));
  };
  /** Any keys, all values of one kind. @param {Check} check @returns {Check} */
  const keyed = (check) => (value, place, say) => {
    if (!isRecord(value)) say(place, "is not an object");
    else for (const [key, one] of Object.entries(value)) check(one, inside(place, key), say);
  };
  /** Known keys; others are let through, to be kept. @param {Record<string, Check>} must @param {Record<string, Check>} may @returns {Check} */
  const shape = (must, may = {}) => (value, place, say) => {
    if (!isRecord(value)) return say(place, "is not an object");
    for (const [key, check] of Object.entries(must)) {
      if (Object.hasOwn(value, key)) check(value[key], inside(place, key), say);
      else say(inside(place, key), "is missing");
    }
    for (const [key, check] of Object.entries(may)) {
      if (Object.hasOwn(value, key)) check(value[key], inside(place, key), say);
    }
  };

  /** The latest moment a `Date` can hold: for what this browser stored, a skewed clock is no damage. */
  const LAST_MOMENT = 8_640_000_000_000_000;

  /** @param {number} latest the last moment that is believed */
  const shapes = (latest) => {
    const id = text(LIMITS.id, 1);
    const prose = text(LIMITS.text);
    const moment = number(latest, "is not a time in milliseconds since 1970");
    const count = number(LIMITS.count, "is not a count");
    const event = shape({ at: moment, type: oneOf(EVENTS) }, { n: count, criterion: id, minutes: number(24 * 60, "is not minutes of a day") });
    const entry = shape({}, {
      notes: prose, evidence: prose,
      ticks: keyed(shape({ hash: text(LIMITS.id), at: moment }, { text: prose })),
      override: orNull(shape({ level: id, reason: prose })),
    });
    const attempt = shape(
      { format: current, id, book: id, case: id, kind: oneOf(KINDS), startedAt: moment, updatedAt: moment },
      {
        title: prose, round: text(LIMITS.id), sample: orNull(id), finishedAt: orNull(moment),
        clock: shape({}, { on: flag, log: every(event) }),
        criteria: keyed(entry),
        asked: keyed(moment), shown: keyed(moment), heard: keyed(moment), changed: keyed(moment),
        comparison: shape({ agree: count, generous: count, strict: count, at: moment }),
        aside: shape({}, { overwritten: every(shape({ criterion: id, field: id, text: prose, at: moment })) }),
      },
    );
    const file = shape({ format: current, kind: oneOf(["casebook-export"]), book: id, exportedAt: moment, attempts: every(attempt) });
    return { attempt, file };
  };
  const { attempt } = shapes(LAST_MOMENT);
  const { file } = shapes(LIMITS.time);

  /** Keys that could reach a prototype, and nesting that could exhaust a stack; itself it goes no deeper than allowed.
   * @param {unknown} value @param {number} depth @returns {{path: (string | number)[], message: string} | null} */
  const harm = (value, depth) => {
    if (typeof value !== "object" || value === null) return null;
    if (depth > LIMITS.depth) return { path: [], message: "is nested too deeply" };
    for (const [key, part] of Object.entries(value)) {
      const found = key === "__proto__" ? { path: [], message: "is a key that no casebook writes" } : harm(part, depth + 1);
      if (found) return { ...found, path: [Array.isArray(value) ? Number(key) : key, ...found.path] };
    }
    return null;
  };

  /** @param {Check} check @param {unknown} value @param {string} place @returns {Cb.Fault[]} */
  const faults = (check, value, place) => {
    const harmful = harm(value, 0);
    if (harmful) {
      const where = harmful.path.reduce((/** @type {string} */ so, step) => (typeof step === "number" ? `${so}[${step}]` : inside(so, step)), place);
      return [{ place: where.slice(0, 200), message: harmful.message }];
    }
    /** @type {Cb.Fault[]} */
    const found = [];
    check(value, place, (where, message) => { if (found.length < LIMITS.errors) found.push({ place: where, message }); });
    return found;
  };

  /** @type {Cb.Merge["checkAttempt"]} */
  const checkAttempt = (value, place) => faults(attempt, value, place);

  /** @param {string} place @param {string} message @returns {Cb.Validation} */
  const refused = (place, message) => ({ ok: false, newer: false, errors: [{ place, message }] });

  /** @type {Cb.Merge["validate"]} */
  const validate = (contents, book) => {
    const body = contents.replace(/^\uFEFF/, "");
    if (body.trim() === "") return refused("file", "is empty");
    if (body.length > LIMITS.file) return refused("file", `is longer than ${LIMITS.file} characters`);
    /** @type {unknown} */
    let parsed;
    try {
      parsed = JSON.parse(body);
    } catch (error) {
      return refused("file", `is not JSON: ${error instanceof Error ? error.message : error}`);
    }
    if (!isRecord(parsed)) return refused("file", "is not an export of a casebook");
    const whole = /** @type {Cb.ExportFile} */ (/** @type {unknown} */ (parsed));
    const formats = [whole.format, ...(Array.isArray(whole.attempts) ? whole.attempts.map((one) => one?.format) : [])];
    const latest = formats.find(newer);
    if (latest !== undefined) {
      const message = `comes from a newer version (format ${latest}; this page reads ${FORMAT}); open the newer book to import it`;
      return { ok: false, newer: true, errors: [{ place: "format", message }] };
    }
    if (!Object.hasOwn(whole, "kind")) return refused("kind", "is missing: this is not an export of a casebook");
    if (Array.isArray(whole.attempts) && whole.attempts.length > LIMITS.attempts) {
      return refused("attempts", `are more than ${LIMITS.attempts}`);
    }
    const errors = faults(file, whole, "");
    if (errors.length === 0 && whole.book !== book) errors.push({ place: "book", message: `is \`${whole.book.slice(0, 60)}\`, and this is \`${book}\`` });
    /** @type {Map<string, number>} */
    const places = new Map();
    if (errors.length === 0) {
      whole.attempts.forEach((one, index) => {
        const first = places.get(one.id);
        if (first !== undefined) errors.push({ place: `attempts[${index}].id`, message: `repeats that of attempts[${first}]` });
        if (one.book !== book) errors.push({ place: `attempts[${index}].book`, message: `is not \`${book}\`` });
        places.set(one.id, index);
      });
    }
    if (errors.length > 0) return { ok: false, newer: false, errors: errors.slice(0, LIMITS.errors) };
    return { ok: true, book, exportedAt: whole.exportedAt, attempts: whole.attempts.map(casebook.attempts.complete) };
  };

  // ── Importing ────────────────────────────────────────────────────────────────────────────────

  /** @type {Cb.Merge["preview"]} */
  const preview = (existing, incoming) => {
    const known = new Map(existing.map((one) => [one.id, one]));
    const counts = { new: 0, newer: 0, older: 0, same: 0 };
    const rows = incoming.map((one) => {
      const old = known.get(one.id) ?? null;
      /** @type {Cb.ImportState} */
      const state = old === null ? "new" : one.updatedAt > old.updatedAt ? "newer" : one.updatedAt < old.updatedAt ? "older" : "same";
      counts[state] += 1;
      return { id: one.id, state, attempt: one, existing: old };
    });
    return { rows, counts };
  };

  /** All attempts after an import; the newer `updatedAt` wins whole, and an equal one changes nothing. @type {Cb.Merge["merge"]} */
  const merge = (existing, incoming) => {
    const all = new Map(existing.map((one) => [one.id, one]));
    for (const { id, state, attempt: one } of preview(existing, incoming).rows) {
      if (state === "new" || state === "newer") all.set(id, one);
    }
    return [...all.values()].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  };

  /** @type {Cb.Merge["exportFile"]} */
  const exportFile = (book, attempts, now) => ({
    name: `casebook-${book.replace(/[^A-Za-z0-9._-]+/g, "-")}-${new Date(now).toISOString().slice(0, 10)}.json`,
    text: JSON.stringify({ format: FORMAT, kind: "casebook-export", book, exportedAt: now, attempts }, null, 2),
  });

  casebook.merge = { LIMITS, validate, checkAttempt, preview, merge, exportFile };
})();
