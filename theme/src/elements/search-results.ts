/*
 * Search results: takes a case that is being practised out of what mdBook's search finds, for its results quote the
 * answers that the page of the case hides.
 * Input: mdBook's list of results, on every page; the attempts of the book. Output: the list without them, and a
 * sentence that says so. Must not: touch other results, the index, or a case that is not being practised.
 */
import { modeOf } from "../core/page-mode.ts";
import { make } from "../page/dom.ts";
import type { Store } from "../store/storage.ts";
import { caseAddress } from "./case-address.ts";

/** The titles of the cases that are being practised, by the path of their page. */
const practisedCases = (store: Store): Map<string, string> => {
  const practised = store.list().filter((attempt) => modeOf(attempt) === "practice");
  const found = new Map(practised.map((attempt) => [caseAddress(attempt.case).pathname, attempt.title]));
  // Its attempt may have been deleted in another tab.
  const isHidden = ["practice", "hidden"].includes(document.documentElement.dataset.cbMode ?? "");
  if (isHidden) found.set(location.pathname, document.querySelector("main h1")?.textContent ?? "");
  return found;
};

/** Gives what stops it. */
export const watchSearchResults = (store: Store): (() => void) => {
  const list = document.querySelector("#mdbook-searchresults");
  if (!list) return () => {};
  const note = make("p", { class: "cb-search-note", role: "status" });
  list.before(note);

  /** Gives the titles of the cases that it took out. */
  const removePractised = (): Set<string> => {
    const removed = new Set<string>();
    if (list.childElementCount === 0) return removed;
    const practised = practisedCases(store);
    for (const result of [...list.children]) {
      const title = practised.get(result.querySelector("a")?.pathname ?? "");
      if (title === undefined) continue;
      removed.add(title);
      result.remove(); // hidden, it would still be what Enter opens
    }
    return removed;
  };
  const sayRemoved = (removed: Set<string>) => {
    note.textContent = removed.size === 0 ? "" : `Left out while you practise: ${[...removed].join(", ")}.`;
  };

  const observer = new MutationObserver(() => {
    sayRemoved(removePractised());
    observer.takeRecords(); // its own
  });
  observer.observe(list, { childList: true });
  sayRemoved(removePractised()); // an address with a search in it may have filled the list already
  observer.takeRecords();
  const stop = store.onChange(() => {
    const removed = removePractised();
    observer.takeRecords();
    if (removed.size > 0) sayRemoved(removed); // or else the sentence is about what was taken out before
  });
  return () => {
    stop();
    observer.disconnect();
    note.remove();
  };
};
