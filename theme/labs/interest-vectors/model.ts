/*
 * One user vector or several: what nearest neighbours bring when a person has more than one interest.
 * Input: how many interests, how many pins are fetched, a generator. Output: pins with their cosines, what is fetched.
 * Must not: touch the page.
 *
 * Interests are orthogonal and lie along the first axes. Nothing depends on which axes: random pins have no preferred
 * direction.
 */
import { normal, type Random } from "../draws.ts";

export const DIMENSIONS = 32;
export const MOST_INTERESTS = 16;

export interface Pin {
  /** Which interest it belongs to; -1: none. */
  interest: number;
  vector: Float64Array;
}

const unit = (values: Float64Array): Float64Array => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};

const noise = (random: Random): Float64Array => unit(Float64Array.from({ length: DIMENSIONS }, () => normal(random)));

/** Pins in all directions, and `each` for every interest, at a cosine of about `near` from it. */
export const drawPins = (random: Random, others: number, each: number, near: number): Pin[] => {
  const pins: Pin[] = [];
  for (let n = 0; n < others; n += 1) pins.push({ interest: -1, vector: noise(random) });
  for (let interest = 0; interest < MOST_INTERESTS; interest += 1) {
    for (let n = 0; n < each; n += 1) {
      const vector = noise(random);
      // The part along the interest is set, the rest keeps its direction.
      vector[interest] = 0;
      const away = unit(vector).map((value) => value * Math.sqrt(1 - near * near));
      away[interest] = near;
      pins.push({ interest, vector: away });
    }
  }
  return pins;
};

/** The cosine of a pin with the average of the first `interests` interests. */
export const withAverage = ({ vector }: Pin, interests: number): number => {
  let sum = 0;
  for (let at = 0; at < interests; at += 1) sum += vector[at] ?? 0;
  return sum / Math.sqrt(interests);
};

/** The pins that a person with so many interests can meet: of the other interests none were ever saved. */
export const corpusOf = (pins: readonly Pin[], interests: number): Pin[] =>
  pins.filter(({ interest }) => interest < interests);

const best = (pins: readonly Pin[], score: (pin: Pin) => number, count: number): Pin[] =>
  pins
    .map((pin) => ({ pin, value: score(pin) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count)
    .map(({ pin }) => pin);

/** The pins nearest to the average. */
export const fetchByOne = (pins: readonly Pin[], interests: number, count: number): Pin[] =>
  best(pins, (pin) => withAverage(pin, interests), count);

/** An equal part for each interest, nearest first, no pin twice. */
export const fetchBySeveral = (pins: readonly Pin[], interests: number, count: number): Pin[] => {
  const taken = new Set<Pin>();
  for (let interest = 0; interest < interests; interest += 1) {
    const part = Math.floor(((interest + 1) * count) / interests) - Math.floor((interest * count) / interests);
    const free = pins.filter((pin) => !taken.has(pin));
    for (const pin of best(free, ({ vector }) => vector[interest] ?? 0, part)) taken.add(pin);
  }
  return [...taken];
};

/** How many of the fetched pins belong to an interest, and how many interests have one. */
export const tally = (fetched: readonly Pin[]) => {
  const wanted = fetched.filter(({ interest }) => interest >= 0);
  return { wanted: wanted.length, covered: new Set(wanted.map(({ interest }) => interest)).size };
};
