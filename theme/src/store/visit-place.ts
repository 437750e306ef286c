/*
 * Visit place: where this visit left the answers of a case, kept by the browser's tab until it is closed.
 * Input: the element of the case, a place. Output: the place for the next page of this tab.
 * Must not: throw where the tab keeps nothing.
 */
import { placeKey } from "../core/storage-keys.ts";

/** In the answers: the section at the top of the window, and the pixels by which it is above. While scoring: a criterion. */
export interface Place {
  section?: number;
  by?: number;
  criterion?: string;
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
