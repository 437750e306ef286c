/*
 * Texts: the reader's notes and evidence, saved while they type. The first keystroke is saved at once, the rest at
 * most 400 ms later, and all of it when the box is left or the page is hidden or left.
 * Input: text boxes with the criterion and field they stand for. Output: actions on the visit's attempt.
 * Must not: replace what the reader is typing; write a text to another attempt than the one it was typed for.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const PAUSE = 400;

  /** @typedef {{box: HTMLTextAreaElement, criterion: string, field: "notes" | "evidence", base: string, timer: number | null}} Bound */

  /** @type {Cb.TextsOf["open"]} */
  const open = (visit, signal) => {
    /** @type {Bound[]} */
    const all = [];
    /** @type {string | null} */
    let of = visit.attempt?.id ?? null;

    /** @param {Bound} one */
    const stored = ({ criterion, field }) => {
      const criteria = visit.attempt?.criteria ?? {};
      return (Object.hasOwn(criteria, criterion) ? criteria[criterion]?.[field] : "") ?? "";
    };

    /** @param {Bound} one */
    const save = (one) => {
      const { box, criterion, field, base } = one;
      if (box.value === base) return;
      one.base = box.value;
      visit.act({ type: field, criterion, text: box.value, was: base });
    };

    const flush = () => all.forEach(save);

    /** @param {Bound} one */
    const typed = (one) => {
      if (one.timer !== null) return;
      save(one);
      one.timer = window.setTimeout(() => {
        one.timer = null;
        save(one);
      }, PAUSE);
    };

    signal.addEventListener("abort", flush);
    addEventListener("pagehide", flush, { signal });
    document.addEventListener("visibilitychange", flush, { signal });

    return {
      flush,
      bind: (box, criterion, field) => {
        /** @type {Bound} */
        const one = { box, criterion, field, base: "", timer: null };
        all.push(one);
        one.base = stored(one);
        box.value = one.base;
        box.addEventListener("input", () => typed(one), { signal });
        box.addEventListener("change", () => save(one), { signal });
      },
      draw: () => {
        const id = visit.attempt?.id ?? null;
        // The first words in a box make an attempt: what stands there belongs to it.
        const other = id !== of && of !== null;
        of = id;
        for (const one of all) {
          const text = stored(one);
          if (!other && one.box.value !== one.base) continue; // being typed
          one.base = text;
          if (one.box.value !== text) one.box.value = text;
        }
      },
    };
  };

  casebook.texts = { open };
})();
