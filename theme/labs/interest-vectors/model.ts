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

/** Changes a vector so that it has this length. */
const stretch = (values: Float64Array, length: number): void => {
  let sum = 0;
  for (const value of values) sum += value * value;
  const by = length / Math.sqrt(sum);
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) * by;
};

const anyDirection = (random: Random): Float64Array => {
  const values = new Float64Array(DIMENSIONS);
  for (let at = 0; at < DIMENSIONS; at += 1) values[at] = normal(random);
  return values;
};

/** Pins in all directions, and `each` for every interest, at a cosine of `near` with it. */
export const drawPins = (random: Random, others: number, each: number, near: number): Pin[] => {
  const pins: Pin[] = [];
  for (let n = 0; n < others; n += 1) {
    const vector = anyDirection(random);
    stretch(vector, 1);
    pins.push({ interest: -1, vector });
  }
  for (let interest = 0; interest < MOST_INTERESTS; interest += 1) {
    for (let n = 0; n < each; n += 1) {
      const vector = anyDirection(random);
      // The part along the interest is set, the rest keeps its direction.
      vector[interest] = 0;
      stretch(vector, Math.sqrt(1 - near * near));
      vector[interest] = near;
      pins.push({ interest, vector });
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

/** The same with the nearest of them. */
export const withNearest = ({ vector }: Pin, interests: number): number => {
  let best = -1;
  for (let at = 0; at < interests; at += 1) best = Math.max(best, vector[at] ?? 0);
  return best;
};

/** The pins that a person with so many interests can meet: of the other interests none were ever saved. */
export const corpusOf = (pins: readonly Pin[], interests: number): Pin[] =>
  pins.filter(({ interest }) => interest < interests);

/** The places of the `count` highest scores that are not taken, the highest first: one look at each. */
const highest = (scores: Float64Array, count: number, taken: Uint8Array): number[] => {
  const kept: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] ?? 0;
    if (taken[place] === 1 || (kept.length >= count && score <= least)) continue;
    let at = kept.length;
    while (at > 0 && (scores[kept[at - 1] ?? 0] ?? 0) < score) at -= 1;
    kept.splice(at, 0, place);
    if (kept.length > count) kept.pop();
    least = scores[kept.at(-1) ?? 0] ?? 0;
  }
  return kept;
};

const pinsAt = (pins: readonly Pin[], places: readonly number[]): Pin[] => places.flatMap((place) => pins[place] ?? []);

/** The pins nearest to the average. */
export const fetchByOne = (pins: readonly Pin[], interests: number, count: number): Pin[] => {
  const scores = Float64Array.from(pins, (pin) => withAverage(pin, interests));
  return pinsAt(pins, highest(scores, count, new Uint8Array(pins.length)));
};

/** An equal part for each interest, nearest first, no pin twice. */
export const fetchBySeveral = (pins: readonly Pin[], interests: number, count: number): Pin[] => {
  const taken = new Uint8Array(pins.length);
  const places: number[] = [];
  const scores = new Float64Array(pins.length);
  for (let interest = 0; interest < interests; interest += 1) {
    for (let place = 0; place < pins.length; place += 1) scores[place] = pins[place]?.vector[interest] ?? 0;
    const part = Math.floor(((interest + 1) * count) / interests) - Math.floor((interest * count) / interests);
    for (const place of highest(scores, part, taken)) {
      taken[place] = 1;
      places.push(place);
    }
  }
  return pinsAt(pins, places);
};

/** How many of the fetched pins belong to an interest, and how many interests have one. */
export const tally = (fetched: readonly Pin[]) => {
  const wanted = fetched.filter(({ interest }) => interest >= 0);
  return { wanted: wanted.length, covered: new Set(wanted.map(({ interest }) => interest)).size };
};
