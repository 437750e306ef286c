/*
 * A day of twenty rounds: six items, a million impressions, and policies that divide them.
 * Input: counts of day 0, a prior, a generator. Output: worlds, shares, clicks, regret.
 * Must not: touch the page.
 */
import { beta, binomial, gap, type Random } from "../draws.ts";

export interface Counts {
  shown: number;
  clicked: number;
}

/** Day 0 of the case. */
export const DAY_0: readonly (Counts & { name: string; kind: string })[] = [
  { name: "A", kind: "ad", shown: 40_000, clicked: 480 },
  { name: "B", kind: "pin", shown: 10_000, clicked: 135 },
  { name: "C", kind: "pin", shown: 2_000, clicked: 32 },
  { name: "D", kind: "pin", shown: 500, clicked: 9 },
  { name: "E", kind: "ad", shown: 100, clicked: 3 },
  { name: "F", kind: "ad", shown: 50, clicked: 0 },
];
/** Beta(6, 494), fitted on past items. */
export const PRIOR = { clicked: 6, missed: 494 };
export const ROUNDS = 20;
export const ROUND = 50_000;
/** Thompson deals a round in lots, with one draw per item for each. */
export const LOTS = 20;

export const posterior = ({ shown, clicked }: Counts): [number, number] => [
  PRIOR.clicked + clicked,
  PRIOR.missed + shown - clicked,
];

export const mean = (counts: Counts): number => {
  const [a, b] = posterior(counts);
  return a / (a + b);
};

/** The middle 95%, by the cube root of Wilson and Hilferty: within 2% of the exact ends for these counts. */
export const interval = (counts: Counts): [number, number] => {
  const [a, b] = posterior(counts);
  const end = (z: number) => {
    const cube = a * (1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3;
    return cube / (cube + b);
  };
  return [end(-1.96), end(1.96)];
};

const argmax = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/** True rates as day 0 and the prior let us expect them. */
export const drawWorld = (random: Random): number[] => DAY_0.map((counts) => beta(random, ...posterior(counts)));

/** Clicks among impressions `from` to `to` of an item: each impression's fate is fixed, whoever shows it. */
export type Fates = (item: number, from: number, to: number) => number;

/** For each item the impressions that will be clicked, in order, out of as many as a day has. */
export const drawFates = (random: Random, world: readonly number[]): Fates => {
  const clicks = world.map((rate) => {
    const at: number[] = [];
    for (let n = gap(random, rate); n <= ROUNDS * ROUND; n += gap(random, rate)) at.push(n);
    return at;
  });
  const upTo = (item: number, n: number) => {
    const at = clicks[item] ?? [];
    let [low, high] = [0, at.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) <= n) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (item, from, to) => upTo(item, to) - upTo(item, from);
};

/** How a policy divides a round: impressions per item, which add up to a round. */
export type Policy = (counts: readonly Counts[], random: Random) => number[];

export const equal: Policy = (counts) => byWeights(counts.map(() => 1));

export const greedy: Policy = (counts) => {
  const best = argmax(counts.map(mean));
  return counts.map((_, item) => (item === best ? ROUND : 0));
};

export const thompson: Policy = (counts, random) => {
  const shares = counts.map(() => 0);
  for (let lot = 0; lot < LOTS; lot += 1) {
    const best = argmax(counts.map((one) => beta(random, ...posterior(one))));
    shares[best] = (shares[best] ?? 0) + ROUND / LOTS;
  }
  return shares;
};

/** Divides a round by weights, whole impressions; what rounding leaves goes to the largest fractions. All 0: equal. */
export const byWeights = (weights: readonly number[]): number[] => {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (ROUND * (sum > 0 ? weight : 1)) / (sum > 0 ? sum : weights.length));
  const shares = exact.map(Math.floor);
  const left = ROUND - shares.reduce((a, b) => a + b, 0);
  const order = exact.map((_, item) => item).sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1));
  for (const item of order.slice(0, left)) shares[item] = (shares[item] ?? 0) + 1;
  return shares;
};

/** Clicks that a division is expected to lose against all on the best item. */
export const regret = (world: readonly number[], shares: readonly number[]): number => {
  const best = Math.max(...world);
  return shares.reduce((sum, share, item) => sum + share * (best - (world[item] ?? 0)), 0);
};

/** One who spends the day: what they know and what they have lost. */
export interface Player {
  counts: Counts[];
  /** Impressions per item since day 0. */
  spent: number[];
  /** Clicks lost after each round, from 0 on. */
  lost: number[];
}

export const newPlayer = (): Player => ({
  counts: DAY_0.map(({ shown, clicked }) => ({ shown, clicked })),
  spent: DAY_0.map(() => 0),
  lost: [0],
});

export const spend = (player: Player, shares: readonly number[], world: readonly number[], fates: Fates): Player => {
  const clicks = shares.map((share, item) => {
    const from = player.spent[item] ?? 0;
    return fates(item, from, from + share);
  });
  return {
    counts: player.counts.map(({ shown, clicked }, item) => ({
      shown: shown + (shares[item] ?? 0),
      clicked: clicked + (clicks[item] ?? 0),
    })),
    spent: player.spent.map((spent, item) => spent + (shares[item] ?? 0)),
    lost: [...player.lost, (player.lost.at(-1) ?? 0) + regret(world, shares)],
  };
};

/** What a policy loses in one whole day whose clicks are drawn as they are needed. */
export const dayOf = (policy: Policy, world: readonly number[], random: Random): number => {
  let counts: Counts[] = newPlayer().counts;
  let lost = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const shares = policy(counts, random);
    lost += regret(world, shares);
    counts = counts.map(({ shown, clicked }, item) => {
      const share = shares[item] ?? 0;
      return { shown: shown + share, clicked: clicked + (share > 0 ? binomial(random, share, world[item] ?? 0) : 0) };
    });
  }
  return lost;
};
