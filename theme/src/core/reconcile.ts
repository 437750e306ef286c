/*
 * Reconciling: how an attempt compares with what its case is today.
 * Input: an attempt, page data of its case. Output: what was reworded and what is gone since.
 * Must not: change or drop anything in the attempt.
 */
import type { Attempt, Entry, Override, Tick } from "./attempt.ts";
import type { Scorable } from "./page-data.ts";

export interface Reconciled {
  /** Ticked, but the text changed: say "re-score". `criterion` is where the signal is now. */
  reworded: { criterion: string; signal: string; text: string }[];
  /** Ticked signals and whole criteria that the case no longer has; they stay in the attempt. */
  removed: { criterion: string; signal: string; tick: Tick }[];
  removedCriteria: { id: string; entry: Entry }[];
  /** Overrides to a level that the round no longer has; they do not count. */
  removedOverrides: { criterion: string; override: Override }[];
}

export const reconcile = (attempt: Attempt, page: Scorable): Reconciled => {
  const found: Reconciled = { reworded: [], removed: [], removedCriteria: [], removedOverrides: [] };
  const criteria = new Set(page.criteria.map(({ id }) => id));
  const signals = new Map(
    page.criteria.flatMap(({ id, signals }) => signals.map((signal) => [signal.id, { criterion: id, signal }])),
  );
  for (const [id, entry] of Object.entries(attempt.criteria)) {
    if (!criteria.has(id)) found.removedCriteria.push({ id, entry });
    const { override } = entry;
    if (override && override.level !== "none" && !page.round.levels.includes(override.level)) {
      found.removedOverrides.push({ criterion: id, override });
    }
    for (const [name, tick] of Object.entries(entry.ticks ?? {})) {
      const known = signals.get(name);
      if (!known) found.removed.push({ criterion: id, signal: name, tick });
      else if (known.signal.hash !== tick.hash) {
        found.reworded.push({ criterion: known.criterion, signal: name, text: known.signal.text ?? name });
      }
    }
  }
  return found;
};
