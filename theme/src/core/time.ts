/*
 * Time: units and bounds of moments. Moments are milliseconds since 1970, durations are milliseconds.
 * Input: a number. Output: constants, a moment that can be stored.
 * Must not: read the time of day.
 */

export const MINUTE = 60_000;

/** Ten minutes: without a sign for so long, a reader is taken to be away; of a case in sight, for twice as long. */
export const AWAY_MS = 600_000;

/** The year 3000: a clock beyond it is a broken one. */
export const LATEST_MOMENT = 32_503_680_000_000;

/** The last moment that a `Date` can hold. */
export const LAST_DATE = 8_640_000_000_000_000;

/** A moment for what the reader does now, later than the last, even when the clock was set back in between. */
export const stampAfter = (last: number, now: number): number => Math.max(toMoment(now), last + 1);

/** Whole milliseconds between 1970 and the year 3000; 0 for what is no number. */
export const toMoment = (ms: unknown): number =>
  typeof ms === "number" && Number.isFinite(ms) ? Math.min(LATEST_MOMENT, Math.max(0, Math.round(ms))) : 0;
