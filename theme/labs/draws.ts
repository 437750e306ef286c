/*
 * Draws from distributions, and the normal distribution function.
 * Input: a generator of uniform numbers. Output: numbers.
 * Must not: touch the page.
 */
import { normalCdf } from "../src/core/distributions.ts";
import type { Random } from "../src/core/random.ts";

export type { Random };

/** A standard normal number. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A number from Gamma(shape, 1), shape ≥ 1, by Marsaglia and Tsang. */
const gamma = (random: Random, shape: number): number => {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
};

/** A number from Beta(a, b), both ≥ 1. */
export const beta = (random: Random, a: number, b: number): number => {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
};

/** How many of `n` trials succeed: exact up to a mean of 30, else rounded from the normal distribution. */
export const binomial = (random: Random, n: number, rate: number): number => {
  const mean = n * rate;
  if (mean > 30) return Math.min(n, Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - rate)) * normal(random))));
  let count = 0;
  for (let at = gap(random, rate); at <= n; at += gap(random, rate)) count += 1;
  return count;
};

/** How many trials it takes until the next one succeeds. */
export const gap = (random: Random, rate: number): number => 1 + Math.floor(Math.log(1 - random()) / Math.log1p(-rate));

/** P(a standard normal number is below x). */
export const below = (x: number): number => normalCdf(x);

/** P(a standard normal number is above x), exact in the upper tail too. */
export const above = (x: number): number => normalCdf(-x);

/** The logarithm of the odds. */
export const logit = (p: number): number => Math.log(p / (1 - p));
