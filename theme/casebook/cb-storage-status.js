/*
 * <cb-storage-status book="…">: says in words when storage is blocked, full or holds something that cannot be read,
 * with the texts concerned to copy. Stands on any page that stores.
 * Input: the status of the book's store. Output: retry, discard. Must not: delete anything without an offer to undo it.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make } = casebook.dom;

  class CbStorageStatus extends HTMLElement {
    #stop = () => {};
    #shown = "";

    connectedCallback() {
      const store = casebook.storage.open(this.getAttribute("book") ?? "");
      this.#stop = store.onChange((change) => { if (change.type !== "meta") this.#show(store); });
      this.#show(store);
    }

    disconnectedCallback() {
      this.#stop();
      this.#shown = "";
      this.replaceChildren();
    }

    /** @param {Cb.Store} store */
    #show(store) {
      const status = store.status();
      const key = JSON.stringify([status.message, status.damaged, status.unsaved.map(({ id, updatedAt }) => [id, updatedAt])]);
      if (key === this.#shown) return;
      this.#shown = key;
      this.hidden = status.message === "";
      if (this.hidden) return this.replaceChildren();
      this.replaceChildren(
        make("p", { role: "alert", class: "cb-notice-text" }, status.message),
        ...(status.unsaved.length > 0 ? [make("button", { type: "button", class: "cb-button", click: () => store.retry() }, "Try to save again")] : []),
        ...status.unsaved.map((attempt) => this.#text(`Not saved: ${attempt.title}`, () => casebook.attempts.plainText(attempt))),
        ...status.damaged.map(({ key: name, text }) => this.#text(`Cannot be read: ${name.split(":").slice(3).join(":").replace(/^aside:/, "")}`, () => text, () => {
          const { undo } = store.discard(name);
          casebook.undo.offer(this, "Discarded what could not be read.", undo);
        })),
      );
    }

    /** @param {string} title @param {() => string} text @param {() => void} [discard] */
    #text(title, text, discard) {
      const copy = make("cb-copy");
      copy.show(text, true);
      const button = discard && make("button", { type: "button", class: "cb-button", click: discard }, "Discard");
      return make("details", { class: "cb-box" }, make("summary", {}, casebook.words.short(title, 120)), copy, button);
    }
  }

  customElements.define("cb-storage-status", CbStorageStatus);
})();
