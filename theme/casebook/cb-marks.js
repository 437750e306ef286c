/*
 * <cb-book>: on every page, marks the cases in the sidebar that were begun or done; and <cb-cases>: says on each card
 * how its case stands. <cb-book> also keeps the answers of a running practice out of the search (search-results.js).
 * Input: the attempts of the book; inside <cb-cases> the data of its cases. Output: marks with words for those who
 * do not see them. Must not: mark a case the reader has not begun; leave a mark when its attempts are gone.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, unseen, link, data, onPrintPage } = casebook.dom;
  const { verdicts } = casebook.words;
  const SHAPES = { started: "…", finished: "✓", scored: "✓" };

  /** Draws at once, and again a frame after each change. @param {Cb.Store} store @param {() => void} draw */
  const follow = (store, draw) => {
    let frame = 0;
    const stop = store.onChange(() => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); });
    draw();
    return () => { stop(); cancelAnimationFrame(frame); };
  };

  class CbBook extends HTMLElement {
    #stop = () => {};

    connectedCallback() {
      // The print page holds the mark of every chapter; one of them is enough.
      if (document.querySelector("cb-book") !== this) return;
      const store = casebook.storage.open(this.dataset.id ?? "");
      const links = [...document.querySelectorAll("mdbook-sidebar-scrollbox .chapter-link-wrapper > a")];
      const marked = () => document.querySelectorAll(".cb-mark");
      const draw = () => {
        for (const mark of marked()) mark.remove();
        for (const [id, { state, text }] of Object.entries(casebook.progress.sidebar(store.list()))) {
          const { href } = make("a", { href: link(`cases/${encodeURIComponent(id)}.html`) });
          const place = links.find((one) => one instanceof HTMLAnchorElement && one.href === href);
          place?.append(make("span", { class: "cb-mark", "data-state": state, title: text }, make("span", { "aria-hidden": "true" }, SHAPES[state]), unseen(` (${text})`)));
        }
      };
      const stops = [follow(store, draw), casebook.searchResults.watch(store)];
      this.#stop = () => { for (const stop of stops) stop(); for (const mark of marked()) mark.remove(); };
    }

    disconnectedCallback() {
      this.#stop();
    }
  }

  class CbCases extends HTMLElement {
    #stop = () => {};
    /** What a card of a case without attempts says. */
    #none = "";

    connectedCallback() {
      const page = /** @type {Cb.ProgressData | null} */ (data(this));
      const book = page?.book ?? document.querySelector("cb-book")?.getAttribute("data-id");
      if (!book || onPrintPage()) return;
      const store = casebook.storage.open(book);
      this.#none ||= this.querySelector(".cb-card-state")?.textContent ?? "";
      const words = { started: "Started", finished: "Practised", scored: "Scored" };
      this.#stop = follow(store, () => {
        const attempts = store.list();
        const marks = casebook.progress.sidebar(attempts);
        const counted = casebook.progress.counted(attempts, store.meta.get("countInterviews") !== false);
        const latest = page ? latestScores(page, counted) : new Map();
        for (const card of this.querySelectorAll("[data-case]")) {
          const id = card.getAttribute("data-case") ?? "";
          const score = latest.get(id);
          const mark = Object.hasOwn(marks, id) ? marks[id] : undefined;
          const state = card.querySelector(".cb-card-state");
          if (!state) continue;
          state.textContent = score ? verdicts(score) : mark ? words[mark.state] : this.#none;
          state.setAttribute("data-state", score ? "scored" : (mark?.state ?? "none"));
          state.removeAttribute("hidden");
        }
      });
    }

    disconnectedCallback() {
      this.#stop();
      for (const state of this.querySelectorAll(".cb-card-state")) {
        state.textContent = this.#none;
        state.setAttribute("hidden", "");
      }
    }
  }

  /** @param {Cb.ProgressData} page @param {Cb.Attempt[]} attempts newest first @returns {Map<string, Cb.Score>} */
  const latestScores = (page, attempts) => {
    /** @type {Map<string, Cb.Score>} */
    const latest = new Map();
    for (const { attempt, case: one, score } of casebook.progress.aggregate(page, attempts, Date.now()).attempts) {
      if (one && score?.scored && attempt.kind !== "calibration" && !latest.has(one.id)) latest.set(one.id, score);
    }
    return latest;
  };

  customElements.define("cb-book", CbBook);
  customElements.define("cb-cases", CbCases);
})();
