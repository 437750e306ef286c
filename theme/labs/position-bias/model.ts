/*
 * A log in which clicks depend on the slot, and four ways to read quality from it.
 * Input: ads with a true quality, an examination curve, how often slots are shuffled. Output: counts, estimates, errors.
 * Must not: touch the page.
 */
import { binomial, logit, normal, type Random } from "../draws.ts";

/** The share of views in which slot k is examined: the case's curve. */
export const EXAMINED = [1, 0.62, 0.41, 0.28, 0.2] as const;
export const SLOTS = EXAMINED.length;

/** By ad and slot. */
export interface Log {
  shown: number[][];
  clicked: number[][];
}

export const emptyLog = (ads: number): Log => {
  const zeros = () => Array.from({ length: ads }, () => EXAMINED.map(() => 0));
  return { shown: zeros(), clicked: zeros() };
};

/** Adds requests to a log. Each shows five of the ads: by the old score, or in random slots for a share of them. */
export const collect = (
  log: Log,
  quality: readonly number[],
  score: readonly number[],
  requests: number,
  shuffled: number,
  random: Random,
): Log => {
  const ads = quality.map((_, ad) => ad);
  const order = [...ads].sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0)).slice(0, SLOTS);
  const added = emptyLog(ads.length);
  const fixed = Math.round(requests * (1 - shuffled));
  const show = (ad: number, slot: number, times: number) => {
    const row = added.shown[ad];
    if (row) row[slot] = (row[slot] ?? 0) + times;
  };
  for (const [slot, ad] of order.entries()) show(ad, slot, fixed);
  // Every order of the five equally often comes down to every ad equally often in every slot.
  const mixed = requests - fixed;
  for (let turn = 0; turn < SLOTS; turn += 1) {
    const times = Math.floor((mixed + turn) / SLOTS);
    for (const [slot, ad] of order.entries()) show(ad, (slot + turn) % SLOTS, times);
  }
  const clicked = added.shown.map((row, ad) =>
    row.map((times, slot) => (times > 0 ? binomial(random, times, (quality[ad] ?? 0) * (EXAMINED[slot] ?? 0)) : 0)),
  );
  const sum = (a: number[][], b: number[][]) =>
    a.map((row, ad) => row.map((value, slot) => value + (b[ad]?.[slot] ?? 0)));
  return { shown: sum(log.shown, added.shown), clicked: sum(log.clicked, clicked) };
};

/** Clicks by impressions, whatever the slot. */
export const naive = ({ shown, clicked }: Log): number[] =>
  shown.map((row, ad) => total(clicked[ad]) / Math.max(1, total(row)));

/** Each click divided by the share in which its slot is examined; no weight above `clip`. */
export const weighted = ({ shown, clicked }: Log, curve: readonly number[], clip = Infinity): number[] =>
  shown.map((row, ad) => {
    const counted = (clicked[ad] ?? []).map((clicks, slot) => clicks * Math.min(clip, 1 / (curve[slot] ?? 1)));
    return total(counted) / Math.max(1, total(row));
  });

/** The standard error of such an estimate for one ad. */
export const weightedError = ({ shown, clicked }: Log, curve: readonly number[], ad: number): number => {
  const n = total(shown[ad]);
  const square = total((clicked[ad] ?? []).map((clicks, slot) => clicks / (curve[slot] ?? 1) ** 2));
  const value = weighted({ shown, clicked }, curve)[ad] ?? 0;
  return Math.sqrt((square / n - value ** 2) / n);
};

/**
 * Position as an input: a logistic regression with one number per ad and one per slot, the first slot's being 0. Gives
 * the click rate in the first slot. A penalty of `ridge` keeps finite what the log cannot tell apart.
 */
export const withPosition = ({ shown, clicked }: Log, ridge = 0.01): number[] => {
  const ads = shown.length;
  const size = ads + SLOTS - 1;
  const weights = new Array<number>(size).fill(0);
  const middle = logit((total(clicked.flat()) + 0.5) / (total(shown.flat()) + 1));
  weights.fill(middle, 0, ads);
  for (let round = 0; round < 30; round += 1) {
    const gradient = new Array<number>(size).fill(0);
    const curvature = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    const add = (row: number, column: number, value: number) => {
      const line = curvature[row];
      if (line) line[column] = (line[column] ?? 0) + value;
    };
    for (let ad = 0; ad < ads; ad += 1) {
      for (let slot = 0; slot < SLOTS; slot += 1) {
        const n = shown[ad]?.[slot] ?? 0;
        if (n === 0) continue;
        const of = slot > 0 ? [ad, ads + slot - 1] : [ad];
        const p = 1 / (1 + Math.exp(-total(of.map((at) => weights[at] ?? 0))));
        for (const a of of) {
          gradient[a] = (gradient[a] ?? 0) + (clicked[ad]?.[slot] ?? 0) - n * p;
          for (const b of of) add(a, b, n * p * (1 - p));
        }
      }
    }
    for (let at = 0; at < size; at += 1) {
      const home = at < ads ? middle : 0;
      gradient[at] = (gradient[at] ?? 0) - ridge * ((weights[at] ?? 0) - home);
      add(at, at, ridge);
    }
    const move = solve(curvature, gradient);
    move.forEach((by, at) => {
      weights[at] = (weights[at] ?? 0) + Math.max(-2, Math.min(2, by));
    });
    if (Math.max(...move.map(Math.abs)) < 1e-9) break;
  }
  return weights.slice(0, ads).map((weight) => 1 / (1 + Math.exp(-weight)));
};

const total = (values: readonly number[] = []): number => values.reduce((a, b) => a + b, 0);

/** Gaussian elimination with pivots; the matrix is positive definite. */
const solve = (matrix: number[][], right: number[]): number[] => {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    let pivot = at;
    for (let row = at; row < size; row += 1)
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = row;
    [rows[at], rows[pivot]] = [rows[pivot] ?? [], rows[at] ?? []];
    const top = rows[at] ?? [];
    for (let row = 0; row < size; row += 1) {
      const line = rows[row] ?? [];
      if (row === at) continue;
      const factor = (line[at] ?? 0) / (top[at] ?? 1);
      for (let column = at; column <= size; column += 1)
        line[column] = (line[column] ?? 0) - factor * (top[column] ?? 0);
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
};

/** Pairs of ads that an estimate puts in the order of their quality, as a share of all pairs; a tie is half a pair. */
export const pairsInOrder = (estimate: readonly number[], quality: readonly number[]): number => {
  let [right, pairs] = [0, 0];
  for (let a = 0; a < quality.length; a += 1) {
    for (let b = a + 1; b < quality.length; b += 1) {
      const sign =
        Math.sign((estimate[a] ?? 0) - (estimate[b] ?? 0)) * Math.sign((quality[a] ?? 0) - (quality[b] ?? 0));
      right += sign > 0 ? 1 : sign === 0 ? 0.5 : 0;
      pairs += 1;
    }
  }
  return right / pairs;
};

/** Predicted over true clicks in the first slot, over all ads. */
export const calibration = (estimate: readonly number[], quality: readonly number[]): number =>
  total(estimate) / total(quality);

/** Five ads from 2% to 4%, and the old ranker's scores, which are a noisy reading of them. */
export const drawAds = (random: Random): { quality: number[]; score: number[] } => {
  const quality = [0.02, 0.024, 0.029, 0.034, 0.04].map((q) => q * (1 + 0.04 * (random() - 0.5)));
  // The old ranker has them the wrong way round, but for some noise: so it is worth finding out.
  const score = quality.map((q) => -q + 0.004 * normal(random));
  return { quality, score };
};
