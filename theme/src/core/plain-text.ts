/*
 * Plain text: the reader's words in an attempt, to copy.
 * Input: an attempt; page data of its case, if it still exists. Output: text, markup as it was typed.
 * Must not: leave out anything a reader wrote.
 */
import type { Attempt } from "./attempt.ts";
import type { Scorable } from "./page-data.ts";

export const plainText = (attempt: Attempt, page: Scorable | null = null): string => {
  const known = new Map((page?.criteria ?? []).map((criterion) => [criterion.id, criterion]));
  const lines = [attempt.title, ""];
  for (const [id, entry] of Object.entries(attempt.criteria)) {
    const criterion = known.get(id);
    lines.push(criterion?.title ?? id);
    for (const [name, tick] of Object.entries(entry.ticks ?? {})) {
      lines.push(`[x] ${tick.text ?? criterion?.signals.find((signal) => signal.id === name)?.text ?? name}`);
    }
    if (entry.override) lines.push(`Level set to ${entry.override.level}: ${entry.override.reason}`);
    if (entry.notes) lines.push("Notes:", entry.notes);
    if (entry.evidence) lines.push("Evidence:", entry.evidence);
    lines.push("");
  }
  const { criterion: guessed, why } = attempt.weakest ?? {};
  if (guessed || why) {
    lines.push(`Weakest part: ${known.get(guessed ?? "")?.title ?? guessed ?? ""}`, ...(why ? [why] : []), "");
  }
  for (const { criterion, field, text } of attempt.aside?.overwritten ?? []) {
    lines.push(`Replaced by another tab (${field}, ${known.get(criterion)?.title ?? criterion}):`, text, "");
  }
  return lines.join("\n");
};
