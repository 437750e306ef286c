/*
 * Erased: everything of a book, moved out of the way for a day, so that erasing it can be undone after the page is left.
 * Input: the safe storage, the start of the book's keys, `now`. Output: whether something is there, and it back again.
 * Must not: need room for a second copy; keep anything longer than a day beyond the next visit.
 *
 * What could not be stored is held by the page, until it is left.
 */
import type { SafeStorage } from "./local-storage.ts";

const DAY = 24 * 60 * 60 * 1000;

export class Erased<Held> {
  readonly #storage: SafeStorage;
  readonly #prefix: string;
  /** Holds when it was erased. */
  readonly #key: string;
  /** What the page alone has. */
  readonly held: Held[] = [];
  #heldAt = 0;

  constructor(storage: SafeStorage, prefix: string) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#key = `${prefix}erased`;
  }

  #keys(): string[] {
    return this.#storage.keys(`${this.#key}:`);
  }

  /** When it was; null when there is nothing, or no longer. */
  at(now: number): number | null {
    const text = this.#storage.get(this.#key);
    if (text === null && this.held.length === 0) return null;
    const at = text === null ? this.#heldAt : Number(text);
    if (at <= now && now - at < DAY) return at;
    this.forget();
    return null;
  }

  /** Moves everything to what was erased within a day; what cannot be moved stays where it is. `held`: what is not stored. */
  erase(now: number, held: Held[]): void {
    this.at(now);
    this.held.push(...held);
    this.#heldAt = now;
    // First: without the moment, what is moved could not be brought back.
    if (!this.#storage.set(this.#key, String(now))) return;
    for (const key of this.#storage.keys(this.#prefix)) {
      if (key.startsWith(this.#key)) continue;
      const text = this.#storage.get(key);
      if (text === null) continue;
      this.#storage.drop(key);
      if (!this.#storage.set(`${this.#key}:${key.slice(this.#prefix.length)}`, text)) this.#storage.set(key, text);
    }
  }

  /** Moves it back, and gives what the page held. `taken`: what to do where something is there again. */
  restore(taken: (key: string, text: string) => void): Held[] {
    for (const from of this.#keys()) {
      const key = this.#prefix + from.slice(this.#key.length + 1);
      const text = this.#storage.get(from);
      this.#storage.drop(from);
      if (text === null) continue;
      if (this.#storage.get(key) !== null) taken(key, text);
      else if (!this.#storage.set(key, text)) this.#storage.set(from, text);
    }
    if (this.#keys().length === 0) this.#storage.drop(this.#key);
    return this.held.splice(0);
  }

  forget(): void {
    this.held.length = 0;
    for (const key of this.#keys()) this.#storage.drop(key);
    this.#storage.drop(this.#key);
  }
}
