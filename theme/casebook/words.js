/*
 * Words: how a moment, a duration, a kind of attempt or a verdict is said to the reader.
 * Input: values of the pure core. Output: short texts. Must not: touch the page, the storage or the time of day;
 * throw on a number that is no time.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const MINUTE = 60_000;
  const KINDS = { practice: "practice", score: "scoring", interview: "interview", calibration: "calibration" };
  // Made once, and not before a page says a time: to make one takes longer than to use it a thousand times.
  /** @param {Intl.DateTimeFormatOptions} options @returns {(ms: number) => string} */
  const sayer = (options) => {
    /** @type {Intl.DateTimeFormat | null} */
    let format = null;
    return (ms) => {
      if (!Number.isFinite(ms) || Math.abs(ms) > 8_640_000_000_000_000) return "at an unknown time";
      format ??= new Intl.DateTimeFormat("en-GB", options);
      return format.format(ms);
    };
  };

  /** @type {Cb.Words["count"]} */
  const count = (number, noun, plural = `${noun}s`) => `${number} ${number === 1 ? noun : plural}`;

  /** @type {Cb.Words["minutes"]} */
  const minutes = (ms) => {
    const whole = Math.round((Number.isFinite(ms) ? ms : 0) / MINUTE);
    return whole === 0 && ms > 0 ? "under 1 min" : `${whole} min`;
  };

  /** @type {Cb.Words["percent"]} */
  const percent = (share) => `${Math.round(share * 100)} %`;

  /** @type {Cb.Words["verdicts"]} */
  const verdicts = ({ verdicts: all, criteria, unscored, scored }) => {
    if (!scored) return "not scored";
    const still = unscored.length === 0 ? "" : ` (${unscored.length} of ${count(criteria.length, "criterion", "criteria")} not scored)`;
    return all.map(({ level, verdict }) => `${level}: ${verdict}`).join(", ") + still;
  };

  /** @type {Cb.Words["short"]} */
  const short = (text, longest) => (text.length > longest ? `${text.slice(0, longest)}…` : text);

  casebook.words = {
    when: sayer({ dateStyle: "medium", timeStyle: "short" }), day: sayer({ dateStyle: "medium" }), kind: (kind) => KINDS[kind],
    count, minutes, percent, verdicts, short,
  };
})();
