/*
 * Stored records: the attempts or the drill logs of a book as they are in storage, one per key, each text parsed once.
 * Input: what reads a value of their kind; an id. Output: the record, in the current format, or null. What cannot be
 * read is set aside.
 * Must not: touch a record that a newer version wrote; know of what could not be saved.
 */
import type { BookStorage } from "./damaged.ts";

/** Gives the record in a value; "newer" when a newer version wrote it; null when there is none. */
export type Reader<T> = (value: unknown) => T | "newer" | null;

export class StoredRecords<T extends { id: string }> {
  readonly #storage: BookStorage;
  readonly #prefix: string;
  readonly #read: Reader<T>;
  readonly #onNewer: () => void;
  readonly #parsed = new Map<string, { raw: string; record: T }>();
  /** Ids written by a newer version. */
  readonly #newer = new Set<string>();

  constructor(storage: BookStorage, prefix: string, read: Reader<T>, onNewer: () => void) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#read = read;
    this.#onNewer = onNewer;
  }

  key(id: string): string {
    return this.#prefix + id;
  }

  ids(): string[] {
    return this.#storage.keys(this.#prefix).map((key) => key.slice(this.#prefix.length));
  }

  /** Whether the record, or any, is one of a newer version. */
  hasNewer(id?: string): boolean {
    return id === undefined ? this.#newer.size > 0 : this.#newer.has(id);
  }

  read(id: string): T | null {
    const raw = this.#storage.get(this.key(id));
    const known = this.#parsed.get(id);
    if (raw !== null && known?.raw === raw) return known.record;
    this.#parsed.delete(id);
    const record = raw === null ? null : this.parse(id, raw);
    if (record === "newer") {
      if (!this.#newer.has(id)) {
        this.#newer.add(id);
        this.#onNewer();
      }
      return null;
    }
    this.#newer.delete(id);
    if (raw !== null && record) this.#parsed.set(id, { raw, record });
    else if (raw !== null) this.#storage.setAside(this.key(id), raw);
    return record;
  }

  parse(id: string, raw: string): T | "newer" | null {
    try {
      const record = this.#read(JSON.parse(raw));
      return record === null || record === "newer" || record.id === id ? record : null;
    } catch {
      return null;
    }
  }

  /** Writes the record as it is; false when it could not be saved. */
  write(record: T): boolean {
    const raw = JSON.stringify(record);
    if (this.#newer.has(record.id) || !this.#storage.set(this.key(record.id), raw)) return false;
    this.#parsed.set(record.id, { raw, record });
    return true;
  }

  remove(id: string): void {
    this.#parsed.delete(id);
    if (!this.#newer.has(id)) this.#storage.drop(this.key(id));
  }
}
