/*
 * State: what the reader changed of all estimates of a page, which share their quantities.
 * Input: the data of each estimate, moves. Output: values; a call to each estimate at most once a frame; the address.
 * Must not: draw anything.
 */
import type { Change, EstimateData, Quantity } from "../core/estimate.ts";
import { evaluate, inOrder } from "../core/estimate.ts";
import { lookOf } from "../core/figure.ts";
import { fragmentOf, readFragment } from "../core/moved.ts";
import { MOVED_MARK } from "../core/moved-mark.ts";

export interface Page {
  ordered: Quantity[];
  change: Change;
  /** In base units, by index. */
  values: number[];
  /** Those of the author. */
  written: number[];
}

type Draw = (page: Page) => void;

const nothing = (): Change => ({ moved: new Map(), factors: new Map() });
/** The slider is moved at every pixel; browsers refuse to write the address so often. */
const WRITE_AFTER = 250;

const page: Page = { ordered: [], change: nothing(), values: [], written: [] };
const draws = new Set<Draw>();
let frame = 0;
let writing = 0;

export const find = (name: string | undefined): Quantity | undefined => page.ordered.find((one) => one.name === name);

const drawAll = (): void => {
  frame = 0;
  page.values = evaluate(page.ordered, page.change);
  for (const draw of draws) draw(page);
};

const drawSoon = (): void => {
  if (frame === 0) frame = requestAnimationFrame(drawAll);
};

const named = (changes: Map<number, number>, value: (one: Quantity, of: number) => number): Map<string, number> =>
  new Map(
    page.ordered.flatMap((one) => {
      const of = changes.get(one.index);
      return of === undefined ? [] : [[one.name, value(one, of)] as const];
    }),
  );

const writeAddress = (): void => {
  const { moved, factors } = page.change;
  const values = named(moved, ({ look }, value) => value / lookOf(look).factor);
  const fragment = fragmentOf({ values, factors: named(factors, (_, factor) => factor) });
  if (fragment !== location.hash && (fragment || location.hash.startsWith(MOVED_MARK)))
    history.replaceState(history.state, "", fragment || location.href.split("#")[0]);
};

const changed = (): void => {
  drawSoon();
  clearTimeout(writing);
  writing = window.setTimeout(writeAddress, WRITE_AFTER);
};

const readAddress = (): void => {
  if (!location.hash.startsWith(MOVED_MARK)) return;
  const { values, factors } = readFragment(location.hash);
  page.change = nothing();
  for (const one of page.ordered) {
    const value = values.get(one.name);
    const factor = factors.get(one.name);
    if (value !== undefined && one.range) page.change.moved.set(one.index, value * lookOf(one.look).factor);
    if (factor !== undefined) page.change.factors.set(one.index, factor);
  }
  drawSoon();
};

/** Also where either is no number. */
export const differs = (a: number, b: number): boolean => !(Math.abs(a - b) <= 1e-9 * Math.abs(b));

/** The author's value, in base units. */
export const writtenOf = (index: number): number => page.written[index] ?? Number.NaN;

/** A value in base units instead of the author's. */
export const move = (index: number, value: number): void => {
  page.change.moved.set(index, value);
  // A slider that is where the author is has changed nothing.
  if (!differs(value, writtenOf(index))) page.change.moved.delete(index);
  changed();
};

export const grow = (index: number, factor: number): void => {
  if (factor === 1) page.change.factors.delete(index);
  else page.change.factors.set(index, factor);
  changed();
};

export const reset = (): void => {
  page.change = nothing();
  changed();
};

/** Adds the quantities of an estimate. */
export const join = ({ quantities }: EstimateData): void => {
  const own = quantities.filter((one) => !page.ordered.some(({ index }) => index === one.index));
  page.ordered = inOrder([...page.ordered, ...own]);
  page.written = evaluate(page.ordered, nothing());
  readAddress();
};

/** Draws now and after every change; gives what ends that. */
export const watch = (draw: Draw): (() => void) => {
  if (draws.size === 0) addEventListener("hashchange", readAddress);
  draws.add(draw);
  drawSoon();
  return () => {
    draws.delete(draw);
    if (draws.size === 0) removeEventListener("hashchange", readAddress);
  };
};
