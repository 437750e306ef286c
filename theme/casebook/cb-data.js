/*
 * <cb-data>: the reader's data as a whole: where it is, Export, Import (cb-import.js), and erasing all of it.
 * Input: the store. Output: one file for the reader's disk; nothing goes anywhere else.
 * Must not: erase without an offer to undo; make a file before it is asked for.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make } = casebook.dom;
  const { count, day } = casebook.words;

  /** @param {string} name @param {string} text */
  const download = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser reads it after the click
  };

  class CbData extends HTMLElement {
    #where = make("p");
    #reminder = make("p", { class: "cb-notice" });
    #said = make("p", { role: "status", class: "cb-said" });
    #export = make("button", { type: "button", class: "cb-button", click: () => this.#save() }, "Export");
    #erase = make("button", { type: "button", class: "cb-button", click: () => this.#wipe() }, "Erase all attempts");
    #import = make("cb-import");
    /** @type {Cb.Store | null} */
    #store = null;

    /** @param {Cb.ProgressView} view */
    show(view) {
      const { store, now, progress } = view;
      this.#store = store;
      if (!this.contains(this.#where)) {
        this.append(this.#where, this.#reminder, make("div", { class: "cb-actions" }, this.#export, this.#import), this.#said, this.#erase);
      }
      const reminder = store.exportReminder(now);
      const total = progress.attempts.length;
      const kept = store.meta.get("persisted") === true
        ? "This browser has agreed not to clear them when space is short."
        : "A browser may clear them when space is short, and Safari does after seven days without a visit: a file is safer.";
      const last = reminder.lastExportAt === null ? "never exported" : `last exported ${day(reminder.lastExportAt)}`;
      this.#where.textContent = total === 0
        ? "Attempts are kept in this browser only. There is none yet."
        : `${count(total, "attempt")} in this browser only, ${last}. ${kept}`;
      this.#reminder.textContent = reminderText(reminder);
      this.#reminder.hidden = !reminder.due;
      for (const button of [this.#export, this.#erase]) button.hidden = total === 0;
      this.#import.show(view);
    }

    #save() {
      const store = /** @type {Cb.Store} */ (this.#store);
      const attempts = store.list();
      const { name, text } = casebook.merge.exportFile(store.book, attempts, Date.now());
      download(name, text);
      store.markExported(attempts, Date.now());
      this.#said.textContent = `Exported ${count(attempts.length, "attempt")} to ${name}.`;
      this.dispatchEvent(new CustomEvent("cb:attempts-exported", { bubbles: true, detail: { name, attempts: attempts.length } }));
    }

    #wipe() {
      const store = /** @type {Cb.Store} */ (this.#store);
      const undos = store.list().map(({ id }) => ({ id, ...store.remove(id) }));
      const ids = undos.map(({ id }) => id);
      this.#said.textContent = "";
      this.dispatchEvent(new CustomEvent("cb:attempts-deleted", { bubbles: true, detail: { ids } }));
      casebook.undo.offer(this, `Erased ${count(ids.length, "attempt")}.`, () => {
        for (const { undo } of undos) undo();
        this.dispatchEvent(new CustomEvent("cb:attempts-restored", { bubbles: true, detail: { ids } }));
      }, () => this.#erase);
    }
  }

  /** @param {ReturnType<Cb.Store["exportReminder"]>} reminder */
  const reminderText = ({ changes, lastExportAt }) =>
    `${count(changes, "attempt")} ${changes === 1 ? "is" : "are"} in no export yet${lastExportAt === null ? "" : `; the last one is of ${day(lastExportAt)}`}. Export a file now: a browser’s storage is not a safe place for long.`;

  customElements.define("cb-data", CbData);
})();
