/*
 * Settings: the few values that a book keeps beside the attempts, under one key.
 * Input: a name, a value. Output: the value, also one that could not be saved. Must not: throw on damaged settings.
 */
import { isRecord } from "../core/is-record.ts";
import type { BookStorage } from "./damaged.ts";

export interface SettingValues {
  /** Whether interviews count on the progress page; null: they do not. */
  countInterviews: boolean;
  lastExportAt: number;
  /** The latest `updatedAt` in the last export. */
  exportedUpTo: number;
  /** By attempt id: the `updatedAt` of the version that came in a file since. */
  imported: Record<string, number>;
  persistAskedAt: number;
  /** Whether the browser agreed to keep the storage. */
  persisted: boolean;
  /** By case id: the attempt with which its page no longer opens. */
  [closed: `putAway/${string}`]: string;
  /** By case id: the last sign of a reader whose clock ran when the page was left. */
  [seen: `seen/${string}`]: number;
}

export class Settings {
  readonly #storage: BookStorage;
  readonly #key: string;
  readonly #onChange: () => void;
  /** What could not be saved. */
  #unsaved: Record<string, unknown> = {};

  constructor(storage: BookStorage, key: string, onChange: () => void) {
    this.#storage = storage;
    this.#key = key;
    this.#onChange = onChange;
  }

  #read(): Record<string, unknown> {
    const raw = this.#storage.get(this.#key);
    try {
      const value: unknown = JSON.parse(raw ?? "{}");
      if (isRecord(value)) return { ...value, ...this.#unsaved };
    } catch {
      // set aside below
    }
    if (raw !== null) this.#storage.setAside(this.#key, raw);
    return this.#unsaved;
  }

  /** Forgets what could not be saved. */
  forget(): void {
    this.#unsaved = {};
  }

  /** Adds what is not set. */
  fill(text: string): void {
    try {
      const old: unknown = JSON.parse(text);
      if (isRecord(old)) this.#storage.set(this.#key, JSON.stringify({ ...old, ...this.#read() }));
    } catch {
      // damaged before it was erased
    }
    this.#onChange();
  }

  /** As it was stored: another version may have written something else under the name. */
  get<Name extends keyof SettingValues>(name: Name): SettingValues[Name] | null {
    const all = this.#read();
    return ((Object.hasOwn(all, name) ? all[name] : null) ?? null) as SettingValues[Name] | null;
  }

  set<Name extends keyof SettingValues>(name: Name, value: SettingValues[Name]): void {
    const all = { ...this.#read(), [name]: value };
    this.#unsaved = this.#storage.set(this.#key, JSON.stringify(all)) ? {} : { ...this.#unsaved, [name]: value };
    this.#onChange();
  }
}
