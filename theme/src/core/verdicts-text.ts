/*
 * Verdicts text: how the verdicts of an attempt are said to the reader.
 * Input: a score. Output: one line. Must not: leave out that something is not scored.
 */
import type { Score } from "./scoring.ts";
import { count } from "./words.ts";

export const verdictsText = ({ verdicts, criteria, unscored, scored }: Score): string => {
  if (!scored) return "not scored";
  const total = count(criteria.length, "criterion", "criteria");
  const rest = unscored.length === 0 ? "" : ` (${unscored.length} of ${total} not scored)`;
  return verdicts.map(({ level, outlook }) => `${level}: ${outlook}`).join(", ") + rest;
};
