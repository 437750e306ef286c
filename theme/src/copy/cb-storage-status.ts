/*
 * <cb-storage-status book="…">: says in words when storage is blocked, full or holds something that cannot be read,
 * with the texts concerned to copy. On any page that stores something. With `quiet`, something else on the page alerts.
 * Input: the status of the book's store. Output: retry, discard. Must not: delete anything without an offer to undo it;
 * alert again, or close what the reader opened, because one more change is not saved.
 */
import { plainText } from "../core/plain-text.ts";
import { shorten } from "../core/words.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import { openStore, type Store } from "../store/storage.ts";
import "./cb-copy.ts";

/** The key of a damaged text without what all keys of the book begin with. */
const shortKey = (key: string): string =>
  key
    .split(":")
    .slice(3)
    .join(":")
    .replace(/^aside:/, "");

const textBox = (title: string, text: () => string, action: HTMLElement | null): HTMLElement => {
  const copy = make("cb-copy");
  copy.show(text, true);
  return make("details", { class: "cb-box" }, make("summary", {}, shorten(title, 120)), copy, action);
};

class CbStorageStatus extends HTMLElement {
  #stop = () => {};
  #shown = "";
  readonly #message = make("p");
  readonly #rest = make("div");

  connectedCallback(): void {
    if (!this.hasAttribute("quiet")) this.#message.setAttribute("role", "alert");
    this.append(this.#message, this.#rest);
    const store = openStore(this.getAttribute("book") ?? "");
    this.#stop = store.onChange((event) => {
      if (event.type !== "settings") this.#show(store);
    });
    this.#show(store);
  }

  disconnectedCallback(): void {
    this.#stop();
    this.#shown = "";
    this.replaceChildren();
  }

  #show(store: Store): void {
    const { message, damaged, unsaved } = store.status();
    const shown = JSON.stringify([message, damaged, unsaved.map(({ id, updatedAt }) => [id, updatedAt])]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.hidden = message === "";
    setText(this.#message, message);
    const opened = new Set<string | null>(
      [...this.#rest.querySelectorAll("details[open] > summary")].map((summary) => summary.textContent),
    );
    const retry = unsaved.length > 0 ? [button("Try to save again", () => store.retry())] : [];
    this.#rest.replaceChildren(
      ...retry,
      ...unsaved.map((attempt) => textBox(`Not saved: ${attempt.title}`, () => plainText(attempt), null)),
      ...damaged.map(({ key, text }) =>
        textBox(`Cannot be read: ${shortKey(key)}`, () => text, this.#discardButton(store, key)),
      ),
    );
    for (const details of this.#rest.querySelectorAll("details")) {
      details.open = opened.has(details.querySelector("summary")?.textContent ?? null);
    }
  }

  #discardButton(store: Store, key: string): HTMLElement {
    return button("Discard", () => {
      const { undo } = store.discard(key);
      offerUndo(this, "Discarded what could not be read.", undo);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-storage-status": CbStorageStatus;
  }
}

customElements.define("cb-storage-status", CbStorageStatus);
