/*
 * Random numbers that a seed decides.
 * Input: a whole number. Output: a generator; the same numbers in every browser.
 * Must not: be used where a guess must be hard.
 */

/** The next number, from 0 on and below 1. */
export type Random = () => number;

/** Mulberry32: 32 bits of state, good enough for pictures and a few million draws. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
