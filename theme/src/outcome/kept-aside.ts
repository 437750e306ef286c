/*
 * Kept aside: what an attempt holds that its case no longer has, and texts that another tab replaced.
 * Input: an attempt, the page data of its case. Output: an element, or null when there is nothing.
 * Must not: hide a text of the reader because its criterion or signal is gone.
 */
import { textsAside, titleIn } from "../case/kept-aside.ts";
import type { Attempt } from "../core/attempt.ts";
import type { CaseData } from "../core/page-data.ts";
import { reconcile } from "../core/reconcile.ts";
import { formatDate } from "../core/words.ts";
import { make } from "../page/dom.ts";

const TICKS = "Ticked, but no longer in this case. These ticks are kept but do not count:";

export const keptAside = (attempt: Attempt, page: CaseData): HTMLElement | null => {
  const { removed, removedOverrides } = reconcile(attempt, page);
  const texts = textsAside(attempt, page);
  const ticks = removed.map(({ signal, tick }) =>
    make("li", {}, `${tick.text ?? signal}, ticked on ${formatDate(tick.at)}`),
  );
  const overrides = removedOverrides.map(({ criterion, override: { level, reason } }) =>
    make("p", {}, `${titleIn(page, criterion)}: set to ${level}, a level that this round no longer has (${reason}).`),
  );
  if (ticks.length + overrides.length + texts.length === 0) return null;
  return make(
    "div",
    {},
    make("h3", {}, "Kept aside"),
    ticks.length > 0 && [make("p", {}, TICKS), make("ul", {}, ticks)],
    overrides,
    texts,
  );
};
