/*
 * Moved: what a reader changed of a page's estimates, as the fragment of an address, so that it can be shared. Only the
 * fragment of an address can change on a page that was opened as a file.
 * Input: changes by name, or a fragment. Output: the other. Must not: trust a fragment.
 */
import { MOVED_MARK } from "./moved-mark.ts";

export interface Moved {
  /** In the unit of the quantity. */
  values: Map<string, number>;
  factors: Map<string, number>;
}

/** Digits that no slider is finer than. */
const DIGITS = 6;

/** `#estimate:each=12&daily=x10`; empty without a change. */
export const fragmentOf = ({ values, factors }: Moved): string => {
  const value = (number: number) => String(Number(number.toPrecision(DIGITS)));
  const parts = [
    ...[...values].map(([name, number]) => `${encodeURIComponent(name)}=${value(number)}`),
    ...[...factors].map(([name, factor]) => `${encodeURIComponent(name)}=x${value(factor)}`),
  ];
  return parts.length > 0 ? MOVED_MARK + parts.join("&") : "";
};

export const readFragment = (fragment: string): Moved => {
  const moved: Moved = { values: new Map(), factors: new Map() };
  if (!fragment.startsWith(MOVED_MARK)) return moved;
  for (const part of fragment.slice(MOVED_MARK.length).split("&")) {
    const [, name, times, number] = part.match(/^([^=]+)=(x?)(-?[\d.]+(?:e[+-]?\d+)?)$/) ?? [];
    const value = Number(number);
    if (name === undefined || !Number.isFinite(value)) continue;
    let key: string;
    try {
      key = decodeURIComponent(name);
    } catch {
      continue; // it is not what this page wrote
    }
    if (!times) moved.values.set(key, value);
    else if (value > 0) moved.factors.set(key, value);
  }
  return moved;
};
