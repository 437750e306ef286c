/*
 * What batch norm sees: the mean of a batch whose rows come in groups.
 * Input: rows, group size, correlation within a group, a generator. Output: batch means, and what theory says of them.
 * Must not: touch the page.
 */
import { normal, type Random } from "../draws.ts";

export interface Batch {
  rows: number;
  /** Rows of one person that lie together. */
  group: number;
  /** Between the rows of one person. */
  correlation: number;
}

/** How many independent rows tell the mean as well. */
export const effectiveRows = ({ rows, group, correlation }: Batch): number => rows / (1 + (group - 1) * correlation);

/** The standard deviation of the batch mean, in standard deviations of a row. */
export const spread = (batch: Batch): number => 1 / Math.sqrt(effectiveRows(batch));

/** The values of a batch: what the rows of a person share, and what they do not. Their variance is 1. */
export const drawRows = ({ rows, group, correlation }: Batch, random: Random): number[] => {
  const [together, alone] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  const values: number[] = [];
  let person = 0;
  for (let row = 0; row < rows; row += 1) {
    if (row % group === 0) person = normal(random);
    values.push(together * person + alone * normal(random));
  }
  return values;
};

export const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const deviationOf = (values: readonly number[]): number => {
  const middle = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
};
