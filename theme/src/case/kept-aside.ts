/*
 * Kept aside: what an attempt holds that its case no longer has, and texts that another tab replaced.
 * Input: an attempt, the page data of its case. Output: an element, or null when there is nothing.
 * Must not: hide a text of the reader because its criterion or signal is gone.
 */
import type { Attempt } from "../core/attempt.ts";
import type { CaseData } from "../core/page-data.ts";
import { reconcile } from "../core/reconcile.ts";
import { formatDate } from "../core/words.ts";
import { make } from "../page/dom.ts";

const TICKS = "Ticked, but no longer in this case. These ticks are kept but do not count:";

const writtenText = (label: string, text: string): HTMLElement =>
  make("div", {}, make("p", { class: "cb-label" }, label), make("p", { class: "cb-written" }, text));

const titleIn = (page: CaseData, id: string): string => page.criteria.find((one) => one.id === id)?.title ?? id;

/** What the reader wrote that has no box in the case, or that another tab replaced. */
export const textsAside = (attempt: Attempt, page: CaseData): HTMLElement[] => {
  const written = reconcile(attempt, page).removedCriteria.flatMap(({ id, entry }) =>
    (["notes", "evidence"] as const)
      .filter((field) => entry[field])
      .map((field) => writtenText(`${id}, ${field}`, entry[field])),
  );
  const replaced = (attempt.aside.overwritten ?? []).map(({ criterion, field, text }) =>
    writtenText(`${titleIn(page, criterion)}, ${field}, replaced by another tab`, text),
  );
  return [...written, ...replaced];
};

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
