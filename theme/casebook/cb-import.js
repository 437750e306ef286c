/*
 * <cb-import>: a file is chosen, checked whole, previewed, and only then merged.
 * Input: a file of the reader. Output: attempts in the store, all or none, with an offer to undo.
 * Must not: change anything before the reader has seen the preview; show a string of the file as anything but text.
 *
 * One button at a time is called Import: first it chooses the file, then, under the preview, it does it.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, scrolling, keepArrows } = casebook.dom;
  const { count, day, kind, short } = casebook.words;

  /** Rows of a preview on the page; the counts are always of all. */
  const MOST = 200;
  /** @type {Record<Cb.ImportState, string>} */
  const MEANING = { new: "added", newer: "replaces yours", older: "yours is newer and stays", same: "already here" };

  class CbImport extends HTMLElement {
    #file = make("input", { type: "file", accept: ".json,application/json", hidden: true, change: () => this.#read() });
    #choose = make("button", { type: "button", class: "cb-button", click: () => { this.#file.value = ""; this.#file.click(); } }, "Import");
    #said = make("div", { role: "status", class: "cb-said", tabindex: "-1" });
    #preview = make("section", { class: "cb-box cb-preview", "aria-label": "Preview of the import", tabindex: "-1", hidden: true, keydown: keepArrows });
    /** What the file holds, while its preview stands. @type {Cb.Attempt[] | null} */
    #incoming = null;
    #name = "";
    /** @type {Cb.Store | null} */
    #store = null;

    /** @param {Cb.ProgressView} view */
    show({ store }) {
      this.#store = store;
      if (!this.contains(this.#choose)) this.append(this.#choose, this.#file, this.#said, this.#preview);
      if (this.#incoming) this.#draw(); // another tab may have changed what is new
    }

    async #read() {
      const [file] = this.#file.files ?? [];
      if (!file) return;
      this.#close();
      this.#name = short(file.name, 80);
      this.#said.replaceChildren(`Reading ${this.#name}…`);
      const store = /** @type {Cb.Store} */ (this.#store);
      try {
        if (file.size > 4 * casebook.merge.LIMITS.file) throw new Error("It is too large to be an export.");
        const found = casebook.merge.validate(await file.text(), store.book);
        if (!found.ok) return this.#refuse(found);
        this.#incoming = found.attempts;
      } catch (error) {
        return this.#refuse({ ok: false, newer: false, errors: [{ place: "file", message: `could not be read: ${error instanceof Error ? error.message : error}` }] });
      }
      this.#said.replaceChildren();
      this.#draw();
      this.#preview.focus();
    }

    /** @param {Cb.Validation & {ok: false}} found */
    #refuse({ errors }) {
      const rows = errors.map(({ place, message }) => make("li", {}, make("code", {}, place), ` ${short(message, 400)}`));
      this.#said.replaceChildren(make("p", {}, make("strong", {}, `${this.#name} was not imported; nothing has changed.`)), make("ul", { class: "cb-faults" }, rows));
      this.#said.focus();
    }

    #found() {
      const store = /** @type {Cb.Store} */ (this.#store);
      return casebook.merge.preview(store.list(), this.#incoming ?? []);
    }

    #draw() {
      const { rows, counts } = this.#found();
      const some = counts.new + counts.newer > 0;
      const focused = this.#preview.contains(document.activeElement) ? document.activeElement?.textContent : null;
      const states = /** @type {Cb.ImportState[]} */ (["new", "newer", "older", "same"]);
      const table = make("table", { class: "cb-figures" },
        make("caption", { class: "cb-unseen" }, "Attempts in the file"),
        make("thead", {}, make("tr", {}, ["State", "Case", "Began", "Kind"].map((name) => make("th", { scope: "col" }, name)))),
        make("tbody", {}, rows.slice(0, MOST).map(({ state, attempt }) => make("tr", {},
          make("td", {}, state), make("th", { scope: "row" }, short(attempt.title, 120)), make("td", {}, day(attempt.startedAt)), make("td", {}, kind(attempt.kind))))));
      this.#preview.replaceChildren(
        make("p", {}, make("strong", {}, `${this.#name} holds ${count(rows.length, "attempt")}.`), some ? " Nothing has changed yet." : " There is nothing in it to import."),
        make("ul", { class: "cb-counts" }, states.map((state) => make("li", {}, make("strong", {}, `${counts[state]} ${state}`), `: ${MEANING[state]}`))),
        make("div", { class: "cb-actions" },
          ...(some ? [make("button", { type: "button", class: "cb-button cb-primary", click: () => this.#take() }, "Import")] : []),
          make("button", { type: "button", class: "cb-button", click: () => { this.#close(); this.#choose.focus(); } }, some ? "Cancel" : "Close")),
        ...(rows.length > 0 ? [scrolling("Attempts in the file", table)] : []),
        ...(rows.length > MOST ? [make("p", { class: "cb-quiet" }, `And ${rows.length - MOST} more.`)] : []),
      );
      this.#preview.hidden = false;
      this.#choose.hidden = some;
      if (focused) [...this.#preview.querySelectorAll("button")].find((button) => button.textContent === focused)?.focus();
    }

    #take() {
      const store = /** @type {Cb.Store} */ (this.#store);
      const { rows, counts } = this.#found();
      const taken = rows.filter(({ state }) => state === "new" || state === "newer").map(({ attempt }) => attempt);
      const { ok, message, undo } = store.importAll(taken);
      this.#close();
      if (!ok) {
        this.#said.replaceChildren(make("p", {}, make("strong", {}, message)));
        return this.#said.focus();
      }
      this.dispatchEvent(new CustomEvent("cb:attempts-imported", { bubbles: true, detail: { ids: taken.map(({ id }) => id), counts } }));
      casebook.undo.offer(this, `Imported: ${counts.new} new, ${counts.newer} newer; left alone: ${counts.older} older, ${counts.same} same.`, undo, () => this.#choose);
    }

    #close() {
      this.#incoming = null;
      this.#preview.hidden = true;
      this.#preview.replaceChildren();
      this.#choose.hidden = false;
      this.#said.replaceChildren();
    }
  }

  customElements.define("cb-import", CbImport);
})();
