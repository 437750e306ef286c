/*
 * Two cuts on a calibrated score, a review queue between them, and what a week of it costs.
 * Input: a base rate, how far the model tells apart, cuts, seats. Output: shares, waits, prevalence, prices.
 * Must not: touch the page.
 *
 * Harmless items have a latent score from N(0, 1), violating ones from N(d, 1). Then the probability that an item
 * violates is a logistic function of the latent score, so a cut on one is a cut on the other, and all shares are values
 * of the normal distribution function.
 */
import { above, below, logit } from "../draws.ts";

export interface World {
  /** New items a day. */
  items: number;
  /** The share of them that violates. */
  rate: number;
  /** The distance of the two groups, in standard deviations. */
  distance: number;
  /** Reviewers at work at any time, and what one decides in a day. */
  seats: number;
  perSeat: number;
  /** Cost of a miss that all its viewers see, of a wrongful removal, of the minute of a review. */
  miss: number;
  wrong: number;
  review: number;
  /** Hours in which half of an item's remaining views pass. */
  halfLife: number;
}

export const CASE: World = {
  items: 8_640_000,
  rate: 0.005,
  distance: 4.1,
  seats: 31,
  perSeat: 1920,
  miss: 100,
  wrong: 50,
  review: 0.5,
  halfLife: 24,
};

export interface Cuts {
  lower: number;
  upper: number;
}

/** The latent score at which the probability is `p`. */
export const latent = ({ rate, distance }: World, p: number): number =>
  (logit(p) - logit(rate)) / distance + distance / 2;

/** The probability at a latent score. */
export const probability = ({ rate, distance }: World, x: number): number =>
  1 / (1 + Math.exp(-(logit(rate) + distance * x - (distance * distance) / 2)));

/** Items a day between two probabilities, violating and harmless. */
export const between = (world: World, low: number, high: number) => {
  if (high <= low) return { violating: 0, harmless: 0 };
  const [from, to] = [latent(world, low), latent(world, high)];
  const { items, rate, distance } = world;
  return {
    violating: items * rate * (below(to - distance) - below(from - distance)),
    harmless: items * (1 - rate) * (above(from) - above(to)),
  };
};

/** What happens a day above both cuts, between them and below. */
export const split = (world: World, { lower, upper }: Cuts) => {
  const [low, high] = [latent(world, lower), latent(world, upper)];
  const { items, rate, distance } = world;
  return {
    removed: { violating: items * rate * above(high - distance), harmless: items * (1 - rate) * above(high) },
    reviewed: between(world, lower, upper),
    shown: { violating: items * rate * below(low - distance), harmless: items * (1 - rate) * below(low) },
  };
};

export const capacity = ({ seats, perSeat }: World): number => seats * perSeat;

/** The mean wait in hours where the seats keep up, by Erlang's C formula; `null` where they do not. */
export const wait = ({ seats, perSeat }: World, arriving: number): number | null => {
  const load = arriving / perSeat;
  if (load >= seats) return null;
  // Erlang B by its recursion, then C.
  let blocked = 1;
  for (let n = 1; n <= seats; n += 1) blocked = (load * blocked) / (n + load * blocked);
  const waits = blocked / (1 - (load / seats) * (1 - blocked));
  return ((waits / (seats - load)) * 24) / perSeat;
};

/** What a review can avert: the smaller of the costs of showing and of removing. */
export const averts = ({ miss, wrong }: World, p: number): number => Math.min(p * miss, (1 - p) * wrong);

/** The range of probabilities between the cuts in which a review averts at least `price`. */
export const worth = ({ miss, wrong }: World, { lower, upper }: Cuts, price: number): Cuts => ({
  lower: Math.max(lower, price / miss),
  upper: Math.min(upper, 1 - price / wrong),
});

/** What the last review averts that fits into the day when the most valuable come first; 0 where all fit. */
export const shadowPrice = (world: World, cuts: Cuts): number => {
  const load = (price: number) => {
    const { lower, upper } = worth(world, cuts, price);
    const { violating, harmless } = between(world, lower, upper);
    return violating + harmless;
  };
  if (load(0) <= capacity(world)) return 0;
  let [low, high] = [0, (world.miss * world.wrong) / (world.miss + world.wrong)];
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (load(middle) > capacity(world)) low = middle;
    else high = middle;
  }
  return high;
};

export type Order = "oldest" | "value";

export interface Day {
  /** Items waiting at the end of the day. */
  backlog: number;
  /** Hours that an item which arrives at midday waits for its decision. */
  wait: number;
  /** The share of views that fall on violating content. */
  prevalence: number;
  /** Wrongful removals. */
  wrong: number;
  /** Reviews done. */
  reviews: number;
  /** The cost of the day: misses by the views they got, wrongful removals, reviews. */
  cost: number;
}

/** One day, after one that left a backlog. Reviewers are right, and a removed item has no more views. */
export const day = (world: World, cuts: Cuts, order: Order, backlog: number): Day => {
  const { removed, reviewed, shown } = split(world, cuts);
  const arriving = reviewed.violating + reviewed.harmless;
  const room = capacity(world);
  const passed = (hours: number) => 1 - 2 ** (-hours / world.halfLife);
  /** Violating items whose views all pass, and those that wait, with their hours. */
  let [missed, seen, hours, left, reviews] = [shown.violating, reviewed.violating, 0, 0, 0];
  if (order === "value") {
    // The valuable ones are decided at once, the others never.
    const kept = worth(world, cuts, shadowPrice(world, cuts));
    const taken = between(world, kept.lower, kept.upper);
    missed += reviewed.violating - taken.violating;
    [seen, reviews] = [taken.violating, taken.violating + taken.harmless];
    hours = wait(world, Math.min(reviews, room * 0.99)) ?? 0;
  } else {
    const queued = wait(world, arriving) ?? 0;
    left = Math.max(0, backlog + arriving - room);
    reviews = backlog + arriving - left;
    hours = Math.max(queued, (((backlog + left) / 2) * 24) / room);
  }
  const harm = missed + seen * passed(hours);
  return {
    backlog: left,
    wait: hours,
    prevalence: harm / world.items,
    wrong: removed.harmless,
    reviews,
    cost: harm * world.miss + removed.harmless * world.wrong + reviews * world.review,
  };
};
