/*
 * Drill logs: what the reader's browser keeps of the drills of a book, one key per drill.
 * Input: the book's store, whose storage they share; the same host. Output: logs, read and changed.
 * Must not: throw; take back what another tab wrote; bring back what another tab erased; touch the page.
 *
 * A log is joined mark by mark (core/drill-log.ts), whatever the two versions began from. So a change is made to all
 * that is known, what this tab wrote included, and whoever hears of a write that lacks something puts it back.
 * What cannot be saved stays in memory and is tried again with the next change of that drill.
 */
import { type DrillLog, joinDrillLogs } from "../core/drill-log.ts";
import { readDrillLog } from "../core/drill-log-shape.ts";
import { same } from "../core/join.ts";
import { drillPrefix } from "../core/storage-keys.ts";
import { type Host, openStore, type Store } from "./storage.ts";
import { StoredRecords } from "./stored-records.ts";

export class DrillLogs {
  readonly store: Store;
  readonly #prefix: string;
  readonly #stored: StoredRecords<DrillLog>;
  /** What this tab last wrote. */
  readonly #written = new Map<string, DrillLog>();
  readonly #unsaved = new Set<string>();
  readonly #listeners = new Set<() => void>();

  constructor(store: Store, host: Host) {
    this.store = store;
    this.#prefix = drillPrefix(store.book);
    this.#stored = new StoredRecords(store.storage, this.#prefix, readDrillLog, () => this.#notify());
    store.onChange((event) => {
      if (event.type === "restored" && event.key.startsWith(this.#prefix)) this.#restore(event);
      else if (event.type === "all") {
        for (const id of this.#written.keys()) if (store.storage.get(this.key(id)) === null) this.#forget(id);
        this.#notify();
      }
    });
    host.addEventListener?.("storage", (event) => this.#hear(event as StorageEvent));
  }

  key(id: string): string {
    return this.#stored.key(id);
  }

  #restore({ key, text }: { key: string; text: string }): void {
    const id = key.slice(this.#prefix.length);
    const log = this.#stored.parse(id, text);
    if (log && log !== "newer") this.update(id, (now) => (now ? joinDrillLogs(now, log) : log));
  }

  #forget(id: string): void {
    if (!this.#unsaved.has(id)) this.#written.delete(id);
  }

  /** Another tab changed what is under the key; all at once: the store says so. */
  #hear({ key, newValue }: StorageEvent): void {
    if (!key?.startsWith(this.#prefix)) return;
    const id = key.slice(this.#prefix.length);
    const stored = this.#stored.read(id);
    if (!stored && !this.isNewer(id)) this.#forget(id);
    let all = this.read(id);
    // While this copy of the storage has its own version, the other's is in the event alone.
    const theirs = typeof newValue === "string" ? this.#stored.parse(id, newValue) : null;
    if (all && stored && theirs && theirs !== "newer") all = joinDrillLogs(all, theirs);
    if (all && stored && !same(all, stored)) this.#put(all);
    this.#notify();
  }

  /** Gives what ends the listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** Whether a newer version of the book has written the log. */
  isNewer(id: string): boolean {
    return this.#stored.hasNewer(id);
  }

  isSaved(id: string): boolean {
    return !this.#unsaved.has(id);
  }

  read(id: string): DrillLog | null {
    const stored = this.#stored.read(id);
    const written = this.#written.get(id);
    if (!stored || !written || stored === written) return stored ?? written ?? null;
    return joinDrillLogs(written, stored);
  }

  list(): DrillLog[] {
    const ids = new Set([...this.#stored.ids(), ...this.#unsaved]);
    return [...ids].sort().flatMap((id) => this.read(id) ?? []);
  }

  /** Changes the newest version and writes it. */
  update(id: string, change: (log: DrillLog | null) => DrillLog): DrillLog {
    const log = change(this.read(id));
    this.#put(log);
    this.#notify();
    return log;
  }

  #put(log: DrillLog): void {
    this.#written.set(log.id, log);
    if (this.#stored.write(log)) {
      this.#unsaved.delete(log.id);
      this.store.askToPersist();
    } else this.#unsaved.add(log.id);
  }
}

const opened = new WeakMap<Store, DrillLogs>();

/** One per store. */
export const openDrillLogs = (book: string, host: Host = globalThis): DrillLogs => {
  const store = openStore(book, host);
  const logs = opened.get(store) ?? new DrillLogs(store, host);
  opened.set(store, logs);
  return logs;
};
