/*
 * Distributions: densities and probabilities of the normal and the beta distribution. The program computes the same in
 * the same way (preprocessor/src/estimate/distributions.rs), where each step is explained.
 * Input: a value and the two parameters. Output: a number; NaN where the parameters have no distribution.
 * Must not: know units.
 */

const TAU = 2 * Math.PI;
const FAR = 2;
const DEPTH = 100;
const MOST_STEPS = 20_000;

/** The complementary error function. */
const complement = (x: number): number => {
  if (x < 0) return 2 - complement(-x);
  const density = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < FAR) {
    let [term, sum] = [x, x];
    for (let odd = 3; term > sum * 1e-17; odd += 2) {
      term *= (2 * x * x) / odd;
      sum += term;
    }
    return 1 - 2 * density * sum;
  }
  let below = x;
  for (let step = DEPTH; step > 0; step -= 1) below = x + step / 2 / below;
  return density / below;
};

const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360];

/** What Stirling's formula for the logarithm of z! leaves out. */
const stirlingError = (z: number): number => {
  if (z >= 10) return STIRLING.reduceRight((sum, term) => sum / (z * z) + term, 0) / z;
  let [at, product] = [z, 1];
  while (at < 10) {
    at += 1;
    product *= at;
  }
  const formula = (of: number) => (of + 0.5) * Math.log(of) - of;
  return formula(at) + stirlingError(at) - Math.log(product) - formula(z);
};

/** x ln(x / m) + m - x, without cancellation where both are near. */
const deviance = (x: number, m: number): number => {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let power = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum || !Number.isFinite(next)) return next;
    sum = next;
  }
};

/** x^a (1 - x)^b / B(a, b). */
const front = (x: number, a: number, b: number): number => {
  const n = a + b;
  const leftOut = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return Math.exp(leftOut - deviance(a, n * x) - deviance(b, n * (1 - x))) * Math.sqrt((a * b) / (TAU * n));
};

const kept = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);

/** The continued fraction of the incomplete beta function. */
const fraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let found = d;
  for (let m = 1; m <= MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let factor = 1;
    for (const term of [even, odd]) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      factor = c * d;
      found *= factor;
    }
    if (Math.abs(factor - 1) < 1e-15) return found;
  }
  return Number.NaN;
};

const hasBeta = (value: number, a: number, b: number): boolean =>
  !Number.isNaN(value) && a > 0 && b > 0 && Number.isFinite(a) && Number.isFinite(b);

/** P(a normal number is at most `value`); as near to its own size in the lower tail as anywhere. */
export const normalCdf = (value: number, mean = 0, deviation = 1): number =>
  deviation > 0 ? 0.5 * complement(-(value - mean) / (deviation * Math.SQRT2)) : Number.NaN;

/** Of a value and two parameters, by the words of programs. */
export const DISTRIBUTIONS: Record<string, (value: number, first: number, second: number) => number> = {
  normal_pdf: (value, mean, deviation) =>
    deviation > 0 ? Math.exp(-0.5 * ((value - mean) / deviation) ** 2) / (deviation * Math.sqrt(TAU)) : Number.NaN,
  normal_cdf: normalCdf,
  beta_pdf: (value, a, b) => {
    if (!hasBeta(value, a, b)) return Number.NaN;
    if (value < 0 || value > 1) return 0;
    if (value > 0 && value < 1) return front(value, a, b) / (value * (1 - value));
    const [own, other] = value === 0 ? [a, b] : [b, a];
    if (own === 1) return other;
    return own < 1 ? Number.POSITIVE_INFINITY : 0;
  },
  beta_cdf: (value, a, b) => {
    if (!hasBeta(value, a, b)) return Number.NaN;
    if (value <= 0) return 0;
    if (value >= 1) return 1;
    return value < (a + 1) / (a + b + 2)
      ? (front(value, a, b) * fraction(value, a, b)) / a
      : 1 - (front(value, a, b) * fraction(1 - value, b, a)) / b;
  },
};
