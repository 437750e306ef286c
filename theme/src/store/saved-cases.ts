/*
 * Saved cases: which cases of a book the reader has saved, one key per case, so that two tabs never overwrite each
 * other's.
 * Input: the book's id; a host with `localStorage`. Output: what is saved, changed and listed.
 * Must not: throw; overwrite what a newer version wrote; delete a text that it cannot read.
 *
 * Small on purpose: a reader who saves a case loads this, and nothing else of the store.
 */
import { isRecord } from "../core/is-record.ts";
import { joinSaved, readSaved, SAVED_FORMAT, type Saved } from "../core/saved.ts";
import { bookPrefix, savedPrefix } from "../core/storage-keys.ts";
import { SafeStorage, type StorageHost } from "./local-storage.ts";

interface Host extends StorageHost {
  addEventListener?: (type: string, listener: (event: Event) => void) => void;
}

export class SavedCases {
  readonly #book: string;
  readonly #prefix: string;
  readonly #storage: SafeStorage;
  readonly #listeners = new Set<() => void>();
  /** What could not be stored. */
  readonly #unsaved = new Map<string, Saved>();

  constructor(book: string, host: Host) {
    this.#book = book;
    this.#prefix = savedPrefix(book);
    this.#storage = new SafeStorage(host, () => {});
    host.addEventListener?.("storage", (event) => {
      const { key } = event as StorageEvent;
      if (key === null || key.startsWith(this.#prefix)) this.#notify();
    });
    host.addEventListener?.("pageshow", (event) => {
      if ((event as PageTransitionEvent).persisted) this.#notify();
    });
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Gives what ends the listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  key(id: string): string {
    return this.#prefix + id;
  }

  read(id: string): Saved | "newer" | null {
    const text = this.#storage.get(this.key(id));
    return this.#unsaved.get(id) ?? (text === null ? null : readSaved(text, id));
  }

  isSaved(id: string): boolean {
    const found = this.read(id);
    return isRecord(found) && found.saved === true;
  }

  /** All that the reader has decided, by id. */
  list(): Saved[] {
    const stored = this.#storage.keys(this.#prefix).map((key) => key.slice(this.#prefix.length));
    const ids = [...new Set([...stored, ...this.#unsaved.keys()])].sort();
    return ids.map((id) => this.read(id)).filter((one): one is Saved => isRecord(one));
  }

  /** Whether it is stored. */
  set(id: string, saved: boolean, now: number): boolean {
    const old = this.read(id);
    // As `stampAfter` in core/time.ts, which would come with every page.
    const updatedAt = Math.max(now, old && old !== "newer" ? old.updatedAt + 1 : 0);
    return this.join({ format: SAVED_FORMAT, book: this.#book, id, saved, updatedAt });
  }

  /** The same, unless something later is there. */
  join(one: Saved): boolean {
    const old = this.read(one.id);
    if (old === "newer") return false;
    const after = old ? joinSaved(one, old) : one;
    const texts = [...this.aside(one.id), [this.key(one.id), JSON.stringify(after)] as const];
    const isStored = texts.every(([key, text]) => this.#storage.set(key, text));
    if (isStored) this.#unsaved.delete(one.id);
    else this.#unsaved.set(one.id, after);
    this.#notify();
    return isStored;
  }

  /** What is to be stored before a case is written: a text that cannot be read, where the progress page shows it. */
  aside(id: string): [key: string, text: string][] {
    const text = this.#storage.get(this.key(id));
    const isDamaged = text !== null && readSaved(text, id) === null;
    return isDamaged ? [[`${bookPrefix(this.#book)}aside:saved:${id}`, text]] : [];
  }
}

const opened = new WeakMap<object, Map<string, SavedCases>>();

/** One per book and page, since storage events do not reach the page that wrote. */
export const openSavedCases = (book: string, host: Host = globalThis): SavedCases => {
  const known = opened.get(host) ?? new Map<string, SavedCases>();
  opened.set(host, known);
  const saves = known.get(book) ?? new SavedCases(book, host);
  known.set(book, saves);
  return saves;
};
