/*
 * Visit memory: what this visit sees of a case and where it was left, kept by the browser's tab until it is closed.
 * Input: the element of the case, an act, a place. Output: the act on the element; both for the next page of this tab.
 * Must not: throw where the tab keeps nothing; keep what a reader wrote.
 */
import type { Act } from "../core/page-mode.ts";
import { actKey, placeKey } from "../core/storage-keys.ts";

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

/** A place in the answers: the section at the top of the window, and the pixels by which it is above. */
export interface Place {
  section: number;
  by: number;
}

const keyOf = ({ dataset }: HTMLElement): string => placeKey(dataset.book ?? "", dataset.case ?? "");

export const rememberPlace = (host: HTMLElement, place: Place | null): void => {
  try {
    sessionStorage.setItem(keyOf(host), JSON.stringify(place));
  } catch {
    // the page begins at its top
  }
};

export const rememberedPlace = (host: HTMLElement): Place | null => {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(host)) ?? "null");
  } catch {
    return null;
  }
};
