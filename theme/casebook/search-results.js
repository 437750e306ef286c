/*
 * Search results: takes a case that is being practised out of what mdBook's search finds, for its results quote the
 * answers that the page of the case hides.
 * Input: mdBook's list of results, on every page; the attempts of the book. Output: the list without them, and a
 * sentence that says so. Must not: touch other results, the index, or a case that is not being practised.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, link } = casebook.dom;

  /** @type {Cb.SearchResults["watch"]} */
  const watch = (store) => {
    const list = document.querySelector("#mdbook-searchresults");
    if (!list) return () => {};
    const note = make("p", { class: "cb-search-note", role: "status" });
    list.before(note);

    /** Takes out what does not belong, and gives the titles of those cases. */
    const sift = () => {
      /** @type {Set<string>} */
      const left = new Set();
      if (list.childElementCount === 0) return left;
      /** @type {Map<string, string>} */
      const practised = new Map();
      for (const attempt of store.list()) {
        if (casebook.visit.modeOf(attempt) !== "practice") continue;
        practised.set(make("a", { href: link(`cases/${encodeURIComponent(attempt.case)}.html`) }).pathname, attempt.title);
      }
      for (const result of [...list.children]) {
        const title = practised.get(result.querySelector("a")?.pathname ?? "");
        if (title === undefined) continue;
        left.add(title);
        result.remove(); // hidden, it would still be what Enter opens
      }
      return left;
    };
    /** @param {Set<string>} left */
    const say = (left) => { note.textContent = left.size === 0 ? "" : `Left out while you practise: ${[...left].join(", ")}.`; };

    const observer = new MutationObserver(() => {
      say(sift());
      observer.takeRecords(); // its own
    });
    observer.observe(list, { childList: true });
    say(sift()); // an address with a search in it may have filled the list already
    observer.takeRecords();
    const stop = store.onChange(() => {
      const left = sift();
      observer.takeRecords();
      if (left.size > 0) say(left); // or else the sentence is about what was taken out before
    });
    return () => { stop(); observer.disconnect(); note.remove(); };
  };

  casebook.searchResults = { watch };
})();
