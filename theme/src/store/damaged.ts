/*
 * Damaged texts: what cannot be read in a book's storage is moved out of the way, until the reader has copied it.
 * Input: the prefix of a book's keys, and what local-storage.ts takes. Output: the texts.
 * Must not: delete a text that it could not put elsewhere.
 */
import { SafeStorage, type StorageHost } from "./local-storage.ts";

/** A text that could not be read, and the key that has it now. */
export interface Damaged {
  key: string;
  text: string;
}

export class BookStorage extends SafeStorage {
  readonly #prefix: string;
  readonly #asidePrefix: string;
  readonly #onChange: () => void;
  /** Damaged texts for which there was no room elsewhere, by key. */
  readonly #inPlace = new Map<string, string>();

  constructor(prefix: string, host: StorageHost, onChange: () => void) {
    super(host, onChange);
    this.#prefix = prefix;
    this.#asidePrefix = `${prefix}aside:`;
    this.#onChange = onChange;
  }

  /** Moves a text that cannot be read out of the way, under `…:aside:`. */
  setAside(key: string, raw: string): void {
    if (this.#inPlace.get(key) === raw) return;
    const name = this.#asidePrefix + key.slice(this.#prefix.length);
    let free = name;
    for (let n = 2; ![null, raw].includes(this.get(free)); n += 1) free = `${name}:${n}`;
    // When there is no room for both, the copy may take the original's place.
    const moved = this.set(free, raw) ? this.drop(key) : this.drop(key) && this.set(free, raw);
    if (!moved && this.get(free) !== raw) {
      if (this.get(key) === null) this.set(key, raw);
      this.#inPlace.set(key, raw);
    }
    this.#onChange();
  }

  damaged(): Damaged[] {
    const aside = this.keys(this.#asidePrefix).map((key) => ({ key, text: this.get(key) ?? "" }));
    return [...aside, ...[...this.#inPlace].map(([key, text]) => ({ key, text }))];
  }

  /** Deletes a damaged text; anything else stays. */
  discard(key: string): { undo: () => void } {
    const text = this.get(key);
    const ours = key.startsWith(this.#asidePrefix) || (this.#inPlace.has(key) && this.#inPlace.get(key) === text);
    this.#inPlace.delete(key);
    if (text === null || !ours) return { undo: () => {} };
    this.drop(key);
    this.#onChange();
    const undo = () => {
      if (this.get(key) === null) this.set(key, text);
      this.#onChange();
    };
    return { undo };
  }
}
