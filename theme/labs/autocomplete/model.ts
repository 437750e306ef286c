/*
 * The serving index of the case on a few thousand strings: sorted strings, scores, range maxima, and a heap.
 * Input: strings with scores. Output: the range of a prefix, the search for its best, one step at a time, bytes.
 * Must not: touch the page.
 */
import type { Random } from "../draws.ts";

const FIRST =
  "art autumn baby bath beach bedroom black blue boho bridal cake candle cat christmas cottage cosy dark dog easy farm fairy floral french garden gold green hair hallway healthy home indoor italian kids kitchen lace linen loft lunch mens mid modern nail navy nordic oak office outdoor paper party pastel patio photo picnic pink plant porch pottery purple quilt red retro rose rug rustic school shelf simple small spring summer sunset tile tiny travel tulip urban velvet vegan vintage wall wedding white winter womens wood yellow yoga";
const SECOND =
  "accessories art ideas bag bench board bouquet box braid cabinet cake centrepiece chair colour curtain cushion decor desk design dinner door dress fence frame gift hack hat inspiration jacket lamp layout mirror nails outfit palette party photos planter poster recipe ring sandals shelf shoes sign storage table tattoo tutorial vase wallpaper wreath";
const THIRD = ["diy", "on a budget", "aesthetic", "for small spaces", "easy", "step by step", "2026"];

/** Some thousand searches in sorted order, with scores that fall off like a power: few are searched often. */
export const searches = (random: Random, size = 4000): { strings: string[]; scores: number[] } => {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
  const [first, second] = [FIRST.split(" "), SECOND.split(" ")];
  const set = new Set<string>();
  while (set.size < size) {
    const tail = random();
    set.add(`${pick(first)} ${pick(second)}${tail < 0.35 ? ` ${pick(THIRD)}` : ""}`);
  }
  const strings = [...set].sort();
  // Ranks in random order, so that the best of a range is anywhere in it.
  const ranks = strings.map((_, rank) => rank);
  for (let at = ranks.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [ranks[at], ranks[other]] = [ranks[other] ?? 0, ranks[at] ?? 0];
  }
  return { strings, scores: ranks.map((rank) => Math.round(2_000_000 / (rank + 20))) };
};

/** The first position whose string does not come before `text`, and the comparisons it took. */
export const lowerBound = (strings: readonly string[], text: string): { at: number; compared: number } => {
  let [low, high, compared] = [0, strings.length, 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    compared += 1;
    if ((strings[middle] ?? "") < text) low = middle + 1;
    else high = middle;
  }
  return { at: low, compared };
};

/** The half-open range of the strings that begin with a prefix. */
export const rangeOf = (strings: readonly string[], prefix: string) => {
  const from = lowerBound(strings, prefix);
  const to = lowerBound(strings, `${prefix}\u{10ffff}`);
  return { from: from.at, to: to.at, compared: from.compared + to.compared };
};

/** Answers where the largest of a range is, from a table of the largest of every power of two. The first wins a tie. */
export const rangeMaxima = (scores: readonly number[]) => {
  const better = (a: number, b: number) => ((scores[a] ?? 0) >= (scores[b] ?? 0) ? a : b);
  const levels: number[][] = [scores.map((_, at) => at)];
  for (let width = 1; 2 * width <= scores.length; width *= 2) {
    const under = levels.at(-1) ?? [];
    const next: number[] = [];
    for (let at = 0; at + 2 * width <= scores.length; at += 1)
      next.push(better(under[at] ?? 0, under[at + width] ?? 0));
    levels.push(next);
  }
  /** `from` < `to`. */
  return (from: number, to: number): number => {
    const level = 31 - Math.clz32(to - from);
    const table = levels[level] ?? [];
    return better(table[from] ?? 0, table[to - 2 ** level] ?? 0);
  };
};

/** A piece of the range, and where its largest score is. */
export interface Piece {
  from: number;
  to: number;
  best: number;
}

export interface Search {
  /** The pieces whose best has not been taken, the largest first. */
  heap: Piece[];
  /** Positions taken, the largest first. */
  found: number[];
  /** Range maxima asked for. */
  asked: number;
  /** What the last step took. */
  taken: Piece | null;
}

type Largest = (from: number, to: number) => number;

/** Before the first step: the whole range is one piece. */
export const begin = (range: { from: number; to: number }, largest: Largest): Search => {
  const empty = range.from >= range.to;
  const heap = empty ? [] : [{ ...range, best: largest(range.from, range.to) }];
  return { heap, found: [], asked: empty ? 0 : 1, taken: null };
};

/** Takes the best of the pieces; unless it is the last one wanted, its piece is split there. */
export const next = (search: Search, scores: readonly number[], largest: Largest, wanted: number): Search => {
  const [taken, ...rest] = search.heap;
  if (!taken || search.found.length >= wanted) return search;
  const found = [...search.found, taken.best];
  if (found.length >= wanted) return { heap: rest, found, asked: search.asked, taken };
  const halves = [
    { from: taken.from, to: taken.best },
    { from: taken.best + 1, to: taken.to },
  ].filter(({ from, to }) => from < to);
  const pieces = halves.map((half) => ({ ...half, best: largest(half.from, half.to) }));
  // Kept in order instead of as a tree: the same answers, and it can be shown.
  const heap = [...rest, ...pieces].sort((a, b) => (scores[b.best] ?? 0) - (scores[a.best] ?? 0) || a.best - b.best);
  return { heap, found, asked: search.asked + pieces.length, taken };
};

/** How many letters two strings share at the start. */
const shared = (a: string, b: string): number => {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
};

/** Bytes of the same strings in three layouts; strings are ASCII. */
export const bytes = (strings: readonly string[]) => {
  let [text, front, nodes] = [0, 0, 1];
  strings.forEach((string, at) => {
    const same = shared(string, strings[at - 1] ?? "");
    text += string.length;
    // A block of 16 begins with a whole string and has an offset of four bytes; a byte says how much is shared, one how
    // much follows.
    front += at % 16 === 0 ? 4 + 1 + string.length : 2 + string.length - same;
    nodes += string.length - same;
  });
  const scores = 4 * strings.length;
  const maxima = Math.ceil((2.5 * strings.length) / 8);
  return {
    nodes,
    /** 26 letters, a space and a digit would need more; 26 pointers of 8 bytes are the textbook's node. */
    trie: nodes * 26 * 8,
    array: text + 4 * strings.length + scores,
    frontCoded: front + scores + maxima,
  };
};
