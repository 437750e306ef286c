/*
 * Draws from distributions, and the normal distribution function.
 * Input: a generator of uniform numbers. Output: numbers.
 * Must not: touch the page.
 */
export type Random = () => number;

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

/** P(a standard normal number is below x), to 1e-7 of its own value in the upper and lower tail. */
export const below = (x: number): number => {
  // Numerical Recipes' erfc: a fractional error below 1.2e-7 everywhere.
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * z);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const series = terms.reduceRight((sum, term) => sum * t + term, 0);
  const tail = 0.5 * t * Math.exp(-z * z + series);
  return x > 0 ? 1 - tail : tail;
};

/** P(a standard normal number is above x). */
export const above = (x: number): number => below(-x);
