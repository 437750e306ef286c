/*
 * <cb-attempts>: every attempt, newest first, each to be opened, copied, printed and deleted.
 * Input: the attempts of progress.js. Output: deletions, with an offer to undo each.
 * Must not: build an attempt's text before it is opened (there may be hundreds); close what the reader opened when
 * another tab writes.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, link } = casebook.dom;
  const { body, summary, title } = casebook.attemptView;

  /** From here on a choice of the case saves scrolling. */
  const MANY = 12;
  /** From here on the browser leaves out what is not in sight. */
  const HUNDREDS = 100;

  class CbAttempts extends HTMLElement {
    #list = make("ul", { class: "cb-attempts" });
    #choice = make("select", { change: () => this.#filter() });
    #filters = make("p", { class: "cb-field", hidden: true }, make("label", {}, make("span", { class: "cb-label" }, "Show"), this.#choice));
    /** @type {Map<string, {item: HTMLLIElement, attempt: Cb.Attempt}>} */
    #items = new Map();
    /** @type {Cb.ProgressView | null} */
    #view = null;

    /** @param {Cb.ProgressView} view */
    show(view) {
      this.#view = view;
      if (!this.contains(this.#list)) this.append(this.#filters, this.#list);
      const { attempts } = view.progress;
      const ids = new Set(attempts.map(({ attempt }) => attempt.id));
      for (const [id, { item }] of this.#items) {
        if (ids.has(id)) continue;
        item.remove();
        this.#items.delete(id);
      }
      attempts.forEach((row, index) => {
        const item = this.#item(row);
        if (this.#list.children[index] !== item) this.#list.insertBefore(item, this.#list.children[index] ?? null);
      });
      this.toggleAttribute("data-many", attempts.length > HUNDREDS);
      this.#choices(attempts);
    }

    /** The item of an attempt: the one on the page while the attempt is the same. @param {Cb.AttemptRow} row */
    #item(row) {
      const { attempt } = row;
      const known = this.#items.get(attempt.id);
      if (known?.attempt === attempt) return known.item;
      const details = make("details", { class: "cb-box" }, make("summary", {}, summary(row)));
      details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(this.#body(row)); });
      const item = make("li", { class: "cb-attempt", "data-attempt": attempt.id, "data-case": row.case?.id ?? "", "data-kind": attempt.kind }, details);
      this.#items.set(attempt.id, { item, attempt });
      if (known) {
        const focused = known.item.contains(document.activeElement);
        details.open = known.item.querySelector("details")?.open ?? false;
        known.item.replaceWith(item);
        if (focused) details.querySelector("summary")?.focus();
      }
      return item;
    }

    /** @param {Cb.AttemptRow} row */
    #body(row) {
      const { attempt, case: name } = row;
      const view = /** @type {Cb.ProgressView} */ (this.#view);
      const copy = make("cb-copy");
      const page = view.page.cases.find(({ id }) => id === name?.id);
      const round = view.page.rounds.find(({ id }) => id === page?.round);
      copy.show(() => casebook.attempts.plainText(attempt, page && round ? { round, criteria: page.criteria } : null));
      const query = `?attempt=${encodeURIComponent(attempt.id)}`;
      return make("div", { class: "cb-attempt-body" },
        body(row, view.page, Date.now()),
        make("div", { class: "cb-actions" },
          name && make("a", { class: "cb-button", href: link(`${name.path}${query}`) }, "Open in the case"),
          name && make("a", { class: "cb-button", href: link(`${name.path}${query}#scorecard`) }, "Filled scorecard"),
          copy,
          make("button", { type: "button", class: "cb-button", click: () => this.#delete(row) }, "Delete")));
    }

    /** @param {Cb.AttemptRow} row */
    #delete(row) {
      const { id } = row.attempt;
      const view = /** @type {Cb.ProgressView} */ (this.#view);
      const page = this.closest("cb-progress") ?? this; // with the last attempt this list goes as well
      const { undo } = view.store.remove(id);
      page.dispatchEvent(new CustomEvent("cb:attempts-deleted", { bubbles: true, detail: { ids: [id] } }));
      casebook.undo.offer(page, `Deleted: ${title(row)}, ${casebook.words.when(row.attempt.startedAt)}.`, () => {
        undo();
        page.dispatchEvent(new CustomEvent("cb:attempts-restored", { bubbles: true, detail: { ids: [id] } }));
      }, () => this.#items.get(id)?.item.querySelector("summary") ?? null);
    }

    /** @param {Cb.AttemptRow[]} attempts */
    #choices(attempts) {
      const names = new Map(attempts.map((row) => [row.case?.id ?? "", row.case?.title ?? "Cases no longer in the book"]));
      const chosen = this.#choice.value;
      this.#choice.replaceChildren(make("option", { value: "*" }, `All ${attempts.length} attempts`),
        ...[...names].map(([id, name]) => make("option", { value: id }, casebook.words.short(name, 60))));
      this.#choice.value = names.has(chosen) ? chosen : "*";
      this.#filters.hidden = attempts.length < MANY || names.size < 2;
      this.#filter();
    }

    #filter() {
      const chosen = this.#filters.hidden ? "*" : this.#choice.value;
      for (const { item } of this.#items.values()) item.hidden = chosen !== "*" && item.getAttribute("data-case") !== chosen;
    }
  }

  customElements.define("cb-attempts", CbAttempts);
})();
