/*
 * Local storage: all reading and writing of the browser's storage, and what cannot be read is moved out of the way.
 * Input: the prefix of a book's keys, a host with `localStorage`, a callback for when the trouble changes.
 * Output: reading and writing that never throw. Must not: delete a text that it could not put elsewhere.
 */

/** As much of `Storage` as is used here. */
type Area = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

export interface StorageHost {
  readonly localStorage?: Area | null;
}

/** A text that could not be read, and the key that has it now. */
export interface Damaged {
  key: string;
  text: string;
}

export type Trouble = "ok" | "blocked" | "full";

const isFull = (error: unknown): boolean => {
  const { name, code } = (error ?? {}) as { name?: string; code?: number };
  return name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED" || code === 22 || code === 1014;
};

export class SafeStorage {
  readonly #prefix: string;
  readonly #asidePrefix: string;
  readonly #host: StorageHost;
  readonly #onTrouble: () => void;
  /** Damaged texts for which there was no room elsewhere, by key. */
  readonly #inPlace = new Map<string, string>();
  #trouble: Trouble = "ok";

  constructor(prefix: string, host: StorageHost, onTrouble: () => void) {
    this.#prefix = prefix;
    this.#asidePrefix = `${prefix}aside:`;
    this.#host = host;
    this.#onTrouble = onTrouble;
    try {
      this.#area();
    } catch {
      this.#trouble = "blocked"; // known before the reader writes anything
    }
  }

  #area(): Area {
    const area = this.#host.localStorage; // the getter itself may throw
    if (!area) throw new Error("no storage");
    return area;
  }

  #setTrouble(trouble: Trouble): void {
    if (this.#trouble === trouble) return;
    this.#trouble = trouble;
    this.#onTrouble();
  }

  #guarded<T>(use: (area: Area) => T, otherwise: T): T {
    try {
      return use(this.#area());
    } catch (error) {
      this.#setTrouble(isFull(error) ? "full" : "blocked");
      return otherwise;
    }
  }

  /** What the last touch of the storage that failed ran into. */
  get trouble(): Trouble {
    return this.#trouble;
  }

  /** To be called when everything is saved again. */
  clearTrouble(): void {
    this.#setTrouble("ok");
  }

  get(key: string): string | null {
    return this.#guarded((area) => area.getItem(key) ?? null, null);
  }

  /** Whether it was written. */
  set(key: string, value: string): boolean {
    return this.#guarded((area) => {
      area.setItem(key, value);
      return true;
    }, false);
  }

  /** Whether it was removed. */
  drop(key: string): boolean {
    return this.#guarded((area) => {
      area.removeItem(key);
      return true;
    }, false);
  }

  keys(start: string): string[] {
    const all = this.#guarded((area) => Array.from({ length: area.length }, (_, index) => area.key(index) ?? ""), []);
    return all.filter((key) => key.startsWith(start));
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
    this.#onTrouble();
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
    this.#onTrouble();
    const undo = () => {
      if (this.get(key) === null) this.set(key, text);
      this.#onTrouble();
    };
    return { undo };
  }
}
