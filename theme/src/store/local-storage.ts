/*
 * Local storage: all reading and writing of the browser's storage.
 * Input: a host with `localStorage`, a callback for when the trouble changes. Output: reading and writing that never
 * throw. Must not: know what the texts are.
 */

/** As much of `Storage` as is used here. */
type Area = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

export interface StorageHost {
  readonly localStorage?: Area | null;
}

export type Trouble = "ok" | "blocked" | "full";

const isFull = (error: unknown): boolean => {
  const { name, code } = (error ?? {}) as { name?: string; code?: number };
  return name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED" || code === 22 || code === 1014;
};

export class SafeStorage {
  readonly #host: StorageHost;
  readonly #onTrouble: () => void;
  #trouble: Trouble = "ok";

  constructor(host: StorageHost, onTrouble: () => void) {
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
}
