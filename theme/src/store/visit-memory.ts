/*
 * Visit memory: what this visit sees of a case, kept by the browser's tab until it is closed.
 * Input: the element of the case, an act. Output: the act on the element, and for the next page of this tab.
 * Must not: throw where the tab keeps nothing; keep what a reader wrote.
 */
import type { Act } from "../core/page-mode.ts";
import { actKey } from "../core/storage-keys.ts";

export const rememberAct = ({ dataset }: HTMLElement, act: Act | null): void => {
  if (act) dataset.act = act;
  else delete dataset.act;
  try {
    const key = actKey(dataset.book ?? "", dataset.case ?? "");
    if (act) sessionStorage.setItem(key, act);
    else sessionStorage.removeItem(key);
  } catch {
    // for this page alone
  }
};
