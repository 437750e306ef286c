/*
 * Texts kept aside: what the reader wrote for a criterion that is gone, and texts that another tab replaced.
 * Input: an attempt, the page data of its case. Output: elements.
 * Must not: hide a text of the reader because its criterion is gone.
 */
import type { Attempt } from "../core/attempt.ts";
import type { CaseData } from "../core/page-data.ts";
import { reconcile } from "../core/reconcile.ts";
import { make } from "../page/dom.ts";

const writtenText = (label: string, text: string): HTMLElement =>
  make("div", {}, make("p", { class: "cb-label" }, label), make("p", { class: "cb-written" }, text));

export const titleIn = (page: CaseData, id: string): string => page.criteria.find((one) => one.id === id)?.title ?? id;

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
