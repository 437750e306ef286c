/*
 * Stored attempts: the attempts of a book as they are in storage, one per key, each text parsed once.
 * Input: an attempt's id. Output: the attempt, in the current format, or null. What cannot be read is set aside.
 * Must not: touch an attempt that a newer version wrote; know of what could not be saved.
 */
import { type Attempt, completeAttempt } from "../core/attempt.ts";
import { checkAttempt, isNewerFormat } from "../core/attempt-shape.ts";
import { migrate } from "../core/migrate.ts";
import type { BookStorage } from "./damaged.ts";

export class StoredAttempts {
  readonly #storage: BookStorage;
  readonly #prefix: string;
  readonly #onNewer: () => void;
  readonly #parsed = new Map<string, { raw: string; attempt: Attempt }>();
  /** Ids written by a newer version. */
  readonly #newer = new Set<string>();

  constructor(storage: BookStorage, prefix: string, onNewer: () => void) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#onNewer = onNewer;
  }

  key(id: string): string {
    return this.#prefix + id;
  }

  ids(): string[] {
    return this.#storage.keys(this.#prefix).map((key) => key.slice(this.#prefix.length));
  }

  /** Whether the attempt, or any, is one of a newer version. */
  hasNewer(id?: string): boolean {
    return id === undefined ? this.#newer.size > 0 : this.#newer.has(id);
  }

  read(id: string): Attempt | null {
    const raw = this.#storage.get(this.key(id));
    const known = this.#parsed.get(id);
    if (raw !== null && known?.raw === raw) return known.attempt;
    this.#parsed.delete(id);
    const attempt = raw === null ? null : this.parse(id, raw);
    if (attempt === "newer") {
      if (!this.#newer.has(id)) {
        this.#newer.add(id);
        this.#onNewer();
      }
      return null;
    }
    this.#newer.delete(id);
    if (raw !== null && attempt) this.#parsed.set(id, { raw, attempt });
    else if (raw !== null) this.#storage.setAside(this.key(id), raw);
    return attempt;
  }

  parse(id: string, raw: string): Attempt | "newer" | null {
    try {
      const value = migrate(JSON.parse(raw)) as Attempt;
      if (isNewerFormat(value?.format)) return "newer";
      return checkAttempt(value).length === 0 && value.id === id ? completeAttempt(value) : null;
    } catch {
      return null;
    }
  }

  /** Writes the attempt as it is; false when it could not be saved. */
  write(attempt: Attempt): boolean {
    const raw = JSON.stringify(attempt);
    if (this.#newer.has(attempt.id) || !this.#storage.set(this.key(attempt.id), raw)) return false;
    this.#parsed.set(attempt.id, { raw, attempt });
    return true;
  }

  remove(id: string): void {
    this.#parsed.delete(id);
    if (!this.#newer.has(id)) this.#storage.drop(this.key(id));
  }
}
