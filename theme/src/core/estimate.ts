/*
 * Estimate: computes the quantities of a page again. The program computes the same (preprocessor/src/estimate).
 * Input: programs as the page has them, what is moved and how the loads grow. Output: values in base units, when limits
 * break, how far a result moves with each assumption. Must not: know how any of it is shown.
 */
import { DISTRIBUTIONS } from "./distributions.ts";

/** A number, the index of a quantity in brackets, or the word of an operation. */
export type Step = number | string | [number];

export interface Quantity {
  /** Programs of the page refer to it by this number. */
  index: number;
  name: string;
  program: Step[];
  /** How its number is written; see core/figure.ts. */
  look: string;
  /** With the space before it. */
  unit: string;
  /** The sign, `<=` or `>=`, and the program of what is behind it. */
  limit?: [string, Step[]];
  /** In base units. */
  range?: [number, number];
}

/** The JSON inside one estimate. */
export interface EstimateData {
  /** The name of the quantity that grows. */
  load?: string;
  /** The name of the quantity that the estimate is about. */
  result?: string;
  quantities: Quantity[];
}

/** What the reader changed, by index: values instead of the author's, and factors of loads. */
export interface Change {
  moved: Map<number, number>;
  factors: Map<number, number>;
}

/** How near a value is to a whole number that is meant, relative to it. */
const NEAR = 1e-9;
const LARGEST = 1e6;
const STEPS = 4;
/** Fewer than the program takes: two digits are shown. */
const HALVINGS = 24;

const snapped = (value: number): number => {
  const whole = Math.floor(value + 0.5);
  return Math.abs(value - whole) <= NEAR * Math.max(Math.abs(whole), 1) ? whole : value;
};

const OF_TWO: Record<string, (left: number, right: number) => number> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "^": (left, right) => left ** right,
  min: Math.min,
  max: Math.max,
};

const OF_ONE: Record<string, (value: number) => number> = {
  neg: (value) => -value,
  ceil: (value) => Math.ceil(snapped(value)),
  floor: (value) => Math.floor(snapped(value)),
  round: (value) => Math.floor(snapped(value + 0.5)),
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
};

/** The value of a program; NaN for one that is none. */
export const run = (program: Step[], values: number[]): number => {
  const stack: number[] = [];
  const pop = () => stack.pop() ?? Number.NaN;
  for (const step of program) {
    if (typeof step === "number") stack.push(step);
    else if (typeof step !== "string") stack.push(values[step[0]] ?? Number.NaN);
    else {
      const two = OF_TWO[step];
      const three = DISTRIBUTIONS[step];
      const right = pop();
      if (three) {
        const first = pop();
        stack.push(three(pop(), first, right));
        continue;
      }
      stack.push(two ? two(pop(), right) : (OF_ONE[step]?.(right) ?? Number.NaN));
    }
  }
  return pop();
};

const usesOf = (program: Step[]): number[] => program.flatMap((step) => (typeof step === "object" ? step : []));

/** The quantities, each after those that it uses. */
export const inOrder = (quantities: Quantity[]): Quantity[] => {
  const byIndex = new Map(quantities.map((one) => [one.index, one]));
  const ordered = new Set<Quantity>();
  const add = (one: Quantity) => {
    if (ordered.has(one)) return;
    for (const used of usesOf(one.program)) {
      const before = byIndex.get(used);
      if (before) add(before);
    }
    ordered.add(one);
  };
  quantities.forEach(add);
  return [...ordered];
};

/** Sets the values of quantities in their order. */
const compute = (ordered: Quantity[], values: number[], { moved, factors }: Change): void => {
  for (const { index, program } of ordered)
    values[index] = (moved.get(index) ?? run(program, values)) * (factors.get(index) ?? 1);
};

export const evaluate = (ordered: Quantity[], change: Change): number[] => {
  const values: number[] = [];
  compute(ordered, values, change);
  return values;
};

export const holds = ({ index, limit }: Quantity, values: number[]): boolean => {
  if (!limit) return true;
  const [sign, program] = limit;
  const bound = run(program, values);
  const slack = NEAR * Math.abs(bound);
  const value = values[index] ?? Number.NaN;
  return sign === ">=" ? value >= bound - slack : value <= bound + slack;
};

/** What follows from a quantity, itself included, in order. */
const following = (ordered: Quantity[], start: number): Quantity[] => {
  const moving = new Set([start]);
  return ordered.filter(({ index, program }) => {
    if (usesOf(program).some((used) => moving.has(used))) moving.add(index);
    return moving.has(index);
  });
};

/** The factor of the load at which each limit breaks, by index: 1 for already, infinite for never. */
export const breaks = (ordered: Quantity[], change: Change, load: number): Map<number, number> => {
  const factors = new Map(change.factors);
  const values = evaluate(ordered, { ...change, factors });
  const moving = following(ordered, load);
  const grow = (factor: number) => compute(moving, values, { ...change, factors: factors.set(load, factor) });
  grow(1);
  const found = new Map<number, number>();
  let open = ordered.filter((one) => one.limit);
  for (const one of open) if (!holds(one, values)) found.set(one.index, 1);
  open = open.filter(({ index }) => !found.has(index));
  const isMoving = new Set(moving.map(({ index }) => index));
  const canBreak = ({ index, limit }: Quantity) =>
    isMoving.has(index) || usesOf(limit?.[1] ?? []).some((used) => isMoving.has(used));
  for (const one of open) found.set(one.index, Number.POSITIVE_INFINITY);
  open = open.filter(canBreak);
  const step = 10 ** (1 / STEPS);
  for (let low = 1; low < LARGEST * 0.99 && open.length > 0; low *= step) {
    grow(low * step);
    const broken = open.filter((one) => !holds(one, values));
    open = open.filter((one) => !broken.includes(one));
    for (const one of broken) {
      let [good, bad] = [low, low * step];
      for (let halving = 0; halving < HALVINGS; halving += 1) {
        const middle = (good + bad) / 2;
        grow(middle);
        if (holds(one, values)) good = middle;
        else bad = middle;
      }
      found.set(one.index, bad);
    }
  }
  return found;
};

/** The result at both ends of the range of each assumption that moves it, by index. */
export const swings = (ordered: Quantity[], change: Change, result: number): Map<number, [number, number]> => {
  const found = new Map<number, [number, number]>();
  const values = evaluate(ordered, change);
  for (const { index, range } of ordered) {
    if (!range) continue;
    const moving = following(ordered, index);
    if (!moving.some((one) => one.index === result)) continue;
    const at = (value: number) => {
      compute(moving, values, { ...change, moved: new Map(change.moved).set(index, value) });
      return values[result] ?? Number.NaN;
    };
    found.set(index, [at(range[0]), at(range[1])]);
    compute(moving, values, change);
  }
  return found;
};
