/*
 * Comparison: a reader's ticks on a sample answer next to its author's.
 * Input: page data, a sample, the attempt on it. Output: one row per signal on which the author says something.
 * Must not: touch the page or the storage; count signals on which the author says nothing.
 */
import { type Attempt, ticksOf } from "./attempt.ts";
import type { Sample, Scorable, Signal } from "./page-data.ts";
import { own } from "./records.ts";

export type Judgement = "agree" | "generous" | "strict";

export interface ComparisonRow {
  criterion: string;
  signal: Signal;
  mine: boolean;
  author: boolean;
  why: string;
  judgement: Judgement;
}

export interface SampleComparison {
  rows: ComparisonRow[];
  agree: number;
  generous: number;
  strict: number;
  bias: number;
  text: string;
}

export const compareWithAuthor = (page: Scorable, sample: Sample, attempt: Attempt | null): SampleComparison => {
  const ticks = ticksOf(attempt);
  const counts = { agree: 0, generous: 0, strict: 0 };
  const rows: ComparisonRow[] = [];
  for (const criterion of page.criteria) {
    for (const signal of criterion.signals) {
      const said = own(sample.ticks, signal.id);
      if (!said) continue;
      const mine = ticks.has(signal.id);
      const judgement = mine === said.shown ? "agree" : mine ? "generous" : "strict";
      counts[judgement] += 1;
      rows.push({ criterion: criterion.id, signal, mine, author: said.shown, why: said.why, judgement });
    }
  }
  const bias = counts.generous - counts.strict;
  const lean =
    bias > 0 ? "more generous than the author" : bias < 0 ? "stricter than the author" : "no bias either way";
  const sums = `${counts.generous} too generous, ${counts.strict} too strict`;
  return { rows, ...counts, bias, text: `Agreed on ${counts.agree} of ${rows.length} signals: ${sums}; ${lean}` };
};
