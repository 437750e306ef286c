/*
 * The guard: every touch of localStorage goes through it, and what cannot be read is moved out of the way.
 * Input: the prefix of a book's keys, a host with `localStorage`, a callback for when the trouble changes.
 * Output: reading and writing that never throw. Must not: delete a text that it could not put elsewhere.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** What the keys of a book begin with. @type {Cb.GuardOf["prefixOf"]} */
  const prefixOf = (book) => `casebook:v1:${book.replace(/[%:]/g, encodeURIComponent)}:`;

  /** @param {unknown} error */
  const isFull = (error) => {
    const { name, code } = /** @type {{name?: string, code?: number}} */ (error ?? {});
    return name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED" || code === 22 || code === 1014;
  };

  /** @type {Cb.GuardOf["open"]} */
  const open = (prefix, host, changed) => {
    const asidePrefix = `${prefix}aside:`;
    /** Damaged texts for which there was no room elsewhere, by key. @type {Map<string, string>} */
    const stuck = new Map();
    /** @type {"ok" | "blocked" | "full"} */
    let trouble = "ok";

    /** @param {"ok" | "blocked" | "full"} now */
    const troubled = (now) => {
      if (trouble === now) return;
      trouble = now;
      changed();
    };
    const area = () => {
      const found = host.localStorage; // the getter itself may throw
      if (!found) throw new Error("no storage");
      return found;
    };
    /** @template T @param {(area: Storage) => T} use @param {T} otherwise @returns {T} */
    const guarded = (use, otherwise) => {
      try {
        return use(area());
      } catch (error) {
        troubled(isFull(error) ? "full" : "blocked");
        return otherwise;
      }
    };

    /** @type {Cb.Guard["get"]} */
    const get = (key) => guarded((area) => area.getItem(key) ?? null, null);
    /** @type {Cb.Guard["set"]} */
    const set = (key, value) => guarded((area) => { area.setItem(key, value); return true; }, false);
    /** @type {Cb.Guard["drop"]} */
    const drop = (key) => guarded((area) => { area.removeItem(key); return true; }, false);
    /** @type {Cb.Guard["keys"]} */
    const keys = (start) => guarded((area) => Array.from({ length: area.length }, (_, index) => area.key(index) ?? ""), [])
      .filter((key) => key.startsWith(start));

    /** @type {Cb.Guard["setAside"]} */
    const setAside = (key, raw) => {
      if (stuck.get(key) === raw) return;
      const name = asidePrefix + key.slice(prefix.length);
      let free = name;
      for (let n = 2; ![null, raw].includes(get(free)); n += 1) free = `${name}:${n}`;
      // When there is no room for both, the copy may take the original's place.
      const moved = set(free, raw) ? drop(key) : drop(key) && set(free, raw);
      if (!moved && get(free) !== raw) {
        if (get(key) === null) set(key, raw);
        stuck.set(key, raw);
      }
      changed();
    };

    /** @type {Cb.Guard["discard"]} */
    const discard = (key) => {
      const text = get(key);
      const ours = key.startsWith(asidePrefix) || (stuck.has(key) && stuck.get(key) === text);
      stuck.delete(key);
      if (text === null || !ours) return { undo: () => {} };
      drop(key);
      changed();
      return { undo: () => { if (get(key) === null) set(key, text); changed(); } };
    };

    try {
      area();
    } catch {
      trouble = "blocked"; // known before the reader writes anything
    }

    return {
      get, set, drop, keys, setAside, discard,
      damaged: () => [...keys(asidePrefix).map((key) => ({ key, text: get(key) ?? "" })), ...[...stuck].map(([key, text]) => ({ key, text }))],
      trouble: () => trouble,
      settled: () => troubled("ok"),
    };
  };

  casebook.guard = { open, prefixOf };
})();
