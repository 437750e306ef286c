/*
 * Storage: the reader's attempts in this browser.
 * Input: the book's id; a host with `localStorage` (the window; a stand-in in tests). Output: one store a book.
 * Must not: throw, whatever the browser or the stored text does; take back what another tab wrote; touch the page;
 * send anything anywhere.
 *
 * Keys: `casebook:v1:<book>:attempt:<id>`, `…:meta` (settings), `…:aside:<name>` (text that could not be read).
 *
 * Two tabs. A write reads the key again and joins both versions field by field (join.js), so a tab that was asleep
 * adds its change and takes back nothing. Between that reading and the writing there is no pause. Prefer
 * `update(id, change)`: it begins from the newest version. Other tabs hear through `storage` events, this one at
 * once; a page that comes back from the browser's history cache is told to read all again.
 *
 * What cannot be saved stays in memory, is handed out like the rest, is listed in `status().unsaved`, and is tried
 * again at the next write, removal or `retry()`.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const MESSAGES = {
    ok: "",
    blocked: "This browser lets the page store nothing. What you write stays here until you close the page: copy or export it before.",
    full: "The browser's storage is full, so the last changes are not saved. Copy or export them, then delete attempts you no longer need.",
    corrupt: "Something stored could not be read. It is set aside, not deleted; its text is here to copy.",
    newer: "An attempt was written by a newer version of this book. It is left as it is; reload the page to get that version.",
  };
  const NOTHING = { undo: () => {} };

  /** @param {Cb.Host["crypto"]} crypto */
  const newId = (crypto) => {
    if (crypto?.randomUUID) return crypto.randomUUID(); // missing over plain http
    const bytes = new Uint8Array(16);
    if (crypto?.getRandomValues) crypto.getRandomValues(bytes);
    else bytes.forEach((_, index) => { bytes[index] = Math.floor(Math.random() * 256); });
    bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
    bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  /** @param {string} book @param {Cb.Host} host @returns {Cb.Store} */
  const create = (book, host) => {
    const prefix = casebook.guard.prefixOf(book);
    const attemptPrefix = `${prefix}attempt:`;
    const metaKey = `${prefix}meta`;
    /** @type {Set<(change: Cb.Change) => void>} */
    const listeners = new Set();
    /** What was last read, to parse each text once. @type {Map<string, {raw: string, attempt: Cb.Attempt}>} */
    const parsed = new Map();
    /** What this tab was last given of each attempt: the base of a join. @type {Map<string, Cb.Attempt>} */
    const given = new Map();
    /** @type {Map<string, Cb.Attempt>} */
    const unsaved = new Map();
    /** What was last known to be stored before it: the base of a join with what another tab writes meanwhile. @type {Map<string, Cb.Attempt>} */
    const unsavedBase = new Map();
    /** Ids written by a newer version: never touched. @type {Set<string>} */
    const newer = new Set();
    /** Settings that could not be saved. @type {Record<string, unknown>} */
    let unsavedMeta = {};

    /** @param {Cb.Change} change */
    const notify = (change) => {
      for (const listener of [...listeners]) {
        try {
          listener(change);
        } catch (error) {
          console.error(error); // one listener's fault is not the others'
        }
      }
    };
    const guard = casebook.guard.open(prefix, host, () => notify({ type: "status" }));

    // ── Reading ─────────────────────────────────────────────────────────────────────────────────
    /** @param {string} id @param {string} raw @returns {Cb.Attempt | "newer" | null} */
    const parse = (id, raw) => {
      try {
        const value = JSON.parse(raw);
        if (typeof value?.format === "number" && value.format > casebook.attempts.FORMAT) return "newer";
        const sound = casebook.merge.checkAttempt(value, "").length === 0 && value.id === id;
        return sound ? casebook.attempts.complete(value) : null;
      } catch {
        return null;
      }
    };

    /** @param {string} id @returns {Cb.Attempt | null} */
    const stored = (id) => {
      const raw = guard.get(attemptPrefix + id);
      const known = parsed.get(id);
      if (raw !== null && known?.raw === raw) return known.attempt;
      parsed.delete(id);
      const attempt = raw === null ? null : parse(id, raw);
      if (attempt === "newer") {
        if (!newer.has(id)) {
          newer.add(id);
          notify({ type: "status" });
        }
        return null;
      }
      newer.delete(id);
      if (raw !== null && attempt) parsed.set(id, { raw, attempt });
      else if (raw !== null) guard.setAside(attemptPrefix + id, raw);
      return attempt;
    };

    /** With what could not be saved. @param {string} id */
    const latest = (id) => {
      const kept = stored(id);
      const waiting = unsaved.get(id);
      return kept && waiting ? casebook.joining.join(kept, waiting, unsavedBase.get(id) ?? null) : (waiting ?? kept);
    };

    /** @param {string} id */
    const read = (id) => {
      const attempt = latest(id);
      if (attempt) given.set(id, attempt);
      return attempt;
    };

    const list = () => {
      const ids = new Set([...guard.keys(attemptPrefix).map((key) => key.slice(attemptPrefix.length)), ...unsaved.keys()]);
      return [...ids].map(read).filter((attempt) => attempt !== null).sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
    };

    const readMeta = () => {
      const raw = guard.get(metaKey);
      try {
        const value = JSON.parse(raw ?? "{}");
        if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value, ...unsavedMeta };
      } catch {
        // set aside below
      }
      if (raw !== null) guard.setAside(metaKey, raw);
      return unsavedMeta;
    };

    /** @returns {Cb.Status} */
    const status = () => {
      const damaged = guard.damaged();
      const trouble = guard.trouble();
      // Full, but nothing waits for room: nothing to worry the reader with.
      const grave = trouble === "blocked" || (trouble === "full" && unsaved.size > 0);
      const state = grave ? trouble : damaged.length > 0 ? "corrupt" : "ok";
      const message = [MESSAGES[state], newer.size > 0 ? MESSAGES.newer : ""].filter(Boolean).join(" ");
      return { state, message, damaged, unsaved: [...unsaved.values()] };
    };

    // ── Writing ─────────────────────────────────────────────────────────────────────────────────
    const meta = {
      /** @param {string} name */
      get: (name) => {
        const all = readMeta();
        return (Object.hasOwn(all, name) ? all[name] : null) ?? null;
      },
      /** @param {string} name @param {unknown} value */
      set: (name, value) => {
        const all = { ...readMeta(), [name]: value };
        unsavedMeta = guard.set(metaKey, JSON.stringify(all)) ? {} : { ...unsavedMeta, [name]: value };
        notify({ type: "meta", elsewhere: false });
      },
    };

    const askToPersist = () => {
      if (meta.get("persistAskedAt") !== null) return;
      meta.set("persistAskedAt", Date.now());
      try {
        host.navigator?.storage?.persist?.()?.then?.((persisted) => meta.set("persisted", persisted), () => {});
      } catch {
        // a browser without it, or one that refuses: the reminder to export remains
      }
    };

    /** Puts one attempt into storage as it is. @param {Cb.Attempt} attempt */
    const put = (attempt) => {
      const raw = JSON.stringify(attempt);
      if (newer.has(attempt.id) || !guard.set(attemptPrefix + attempt.id, raw)) {
        const base = given.get(attempt.id);
        if (base && !unsaved.has(attempt.id)) unsavedBase.set(attempt.id, base);
        unsaved.set(attempt.id, attempt);
        notify({ type: "status" });
        return false;
      }
      parsed.set(attempt.id, { raw, attempt });
      unsaved.delete(attempt.id);
      unsavedBase.delete(attempt.id);
      return true;
    };

    /** Joined with what is there; another tab may have written since. @param {Cb.Attempt} attempt */
    const joined = (attempt) => {
      const { join, same } = casebook.joining;
      const base = given.get(attempt.id) ?? null;
      const theirs = latest(attempt.id);
      if (!theirs) return attempt;
      const both = join(attempt, theirs, base);
      // Where neither side is the whole, nobody has seen this version: it is newer than both, for imports as well.
      return same(both, attempt) || same(both, theirs) ? both : { ...both, updatedAt: both.updatedAt + 1 };
    };

    const retry = () => {
      const waiting = [...unsaved.values()];
      const failed = waiting.filter((attempt) => !put(joined(attempt)));
      if (waiting.length > 0 && failed.length === 0) guard.settled();
      return status();
    };

    /** @type {Cb.Store["write"]} */
    const write = (attempt) => {
      const whole = joined(casebook.attempts.complete(attempt));
      const saved = put(whole);
      given.set(whole.id, whole);
      notify({ type: "attempt", id: whole.id, attempt: whole, elsewhere: false });
      if (!saved) return whole;
      if (unsaved.size > 0) retry();
      else guard.settled();
      askToPersist();
      return whole;
    };

    /** @type {Cb.Store["update"]} */
    const update = (id, change) => {
      const before = read(id);
      if (!before) return null;
      const after = change(before);
      return after === before ? before : write(after);
    };

    /** @type {Cb.Store["remove"]} */
    const remove = (id) => {
      const before = read(id);
      for (const memory of [unsaved, unsavedBase, parsed, given]) memory.delete(id);
      if (!newer.has(id)) guard.drop(attemptPrefix + id);
      notify({ type: "attempt", id, attempt: null, elsewhere: false });
      if (unsaved.size > 0) retry();
      return before ? { undo: () => { write(before); } } : NOTHING;
    };

    /** @type {Cb.Store["importAll"]} */
    const importAll = (attempts) => {
      /** @type {{key: string, before: string | null, after: string}[]} */
      const done = [];
      const undo = () => {
        // What a tab has changed since stays. First the new go, then the old have their room again.
        const mine = done.filter(({ key, after }) => guard.get(key) === after);
        for (const { key, before } of mine) if (before === null) guard.drop(key);
        for (const { key, before } of mine) if (before !== null) guard.set(key, before);
        notify({ type: "all" });
      };
      for (const attempt of attempts) {
        const key = attemptPrefix + attempt.id;
        stored(attempt.id); // sets aside what is damaged there, and knows what is newer
        const step = { key, before: guard.get(key), after: JSON.stringify(attempt) };
        const isNewer = newer.has(attempt.id);
        if (isNewer || !guard.set(key, step.after)) {
          undo();
          const why = isNewer ? MESSAGES.newer : guard.trouble() === "full" ? "The browser's storage has no room for it." : "The browser lets the page store nothing.";
          return { ok: false, message: `Nothing was imported. ${why}`, ...NOTHING };
        }
        done.push(step);
      }
      for (const { id } of attempts) for (const memory of [unsaved, unsavedBase, given]) memory.delete(id);
      notify({ type: "all" });
      if (done.length > 0) askToPersist();
      return { ok: true, message: "", undo };
    };

    // ── Exports ─────────────────────────────────────────────────────────────────────────────────
    /** @type {Cb.Store["markExported"]} */
    const markExported = (attempts, now) => {
      meta.set("lastExportAt", now);
      // Not `now`: a skewed clock may have dated changes later than today.
      meta.set("exportedUpTo", attempts.reduce((most, { updatedAt }) => Math.max(most, updatedAt), 0));
    };

    /** @type {Cb.Store["exportReminder"]} */
    const exportReminder = (now) => {
      const number = (/** @type {unknown} */ value) => (typeof value === "number" && Number.isFinite(value) ? value : null);
      const lastExportAt = number(meta.get("lastExportAt"));
      const upTo = number(meta.get("exportedUpTo")) ?? lastExportAt ?? -1;
      const changed = list().filter(({ updatedAt }) => updatedAt > upTo);
      const since = lastExportAt ?? changed.reduce((least, { startedAt }) => Math.min(least, startedAt), Infinity);
      return { due: changed.length > 0 && now - since > WEEK, lastExportAt, changes: changed.length };
    };

    // ── Other tabs ──────────────────────────────────────────────────────────────────────────────
    host.addEventListener?.("storage", (/** @type {StorageEvent} */ { key }) => {
      if (key === null) notify({ type: "all" });
      else if (key === metaKey) notify({ type: "meta", elsewhere: true });
      else if (key.startsWith(`${prefix}aside:`)) notify({ type: "status" });
      else if (key.startsWith(attemptPrefix)) {
        const id = key.slice(attemptPrefix.length);
        notify({ type: "attempt", id, attempt: read(id), elsewhere: true });
      }
    });
    host.addEventListener?.("pageshow", (/** @type {PageTransitionEvent} */ { persisted }) => {
      if (persisted) notify({ type: "all" });
    });

    return {
      book, list, read, write, update, remove, importAll, meta, status, retry, markExported, exportReminder,
      newId: () => newId(host.crypto),
      discard: guard.discard,
      onChange: (listener) => {
        listeners.add(listener);
        return () => { listeners.delete(listener); };
      },
    };
  };

  /** @type {WeakMap<object, Map<string, Cb.Store>>} */
  const stores = new WeakMap();

  /** One store a book and page, since storage events do not reach the page that wrote. @type {Cb.StorageOf["open"]} */
  const open = (book, host = /** @type {Cb.Host} */ (globalThis)) => {
    const known = stores.get(host) ?? new Map();
    stores.set(host, known);
    const store = known.get(book) ?? create(book, host);
    known.set(book, store);
    return store;
  };

  casebook.storage = { open };
})();
