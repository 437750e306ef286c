/*
 * <cb-import>: a button that chooses a file; what checks and previews it, the bundle `import`, comes with the first one.
 * Input: the reader's choice. Output: the file, handed on. Must not: load the bundle before a file is chosen.
 */
import { loadBundle } from "../page/bundles.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { Store } from "../store/storage.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

const FAILED = "The script that reads the file did not load. Nothing has changed; try again.";

export interface ImportPlace {
  /** Holds `choose` and `status`. */
  host: HTMLElement;
  choose: HTMLButtonElement;
  status: HTMLElement;
  store: Store;
}

export interface ImportReview {
  read(file: File): void;
  /** Closes the preview, if it is open. */
  close(): void;
  /** Draws an open preview again: another tab may have changed what is new. */
  draw(): void;
}

let createReview: ((place: ImportPlace) => ImportReview) | null = null;

/** Called by the bundle `import`. */
export const giveReview = (create: (place: ImportPlace) => ImportReview): void => {
  createReview = create;
};

class CbImport extends HTMLElement implements ProgressElement {
  #file = make("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    change: () => this.#read(),
  });
  #choose = button("Import", () => {
    this.#file.value = "";
    this.#file.click();
  });
  #status = make("div", { role: "status", class: "cb-status", tabindex: "-1" });
  #review: ImportReview | null = null;
  /** The last that was chosen. */
  #chosen: File | null = null;
  #store: Store | null = null;

  show({ store }: ProgressView): void {
    this.#store = store;
    if (!this.contains(this.#choose)) this.append(this.#choose, this.#file, this.#status);
    this.#review?.draw();
  }

  async #read(): Promise<void> {
    const [file] = this.#file.files ?? [];
    const store = this.#store;
    if (!file || !store) return;
    this.#chosen = file;
    this.#review?.close();
    this.#status.replaceChildren("Reading the file…");
    try {
      await loadBundle("import");
    } catch {
      this.#status.replaceChildren(FAILED);
      return;
    }
    if (this.#chosen !== file) return;
    this.#review ??= createReview?.({ host: this, choose: this.#choose, status: this.#status, store }) ?? null;
    this.#review?.read(file);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-import": CbImport;
  }
}

customElements.define("cb-import", CbImport);
