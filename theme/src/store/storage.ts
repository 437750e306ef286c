/*
 * Storage: the reader's attempts in this browser.
 * Input: the book's id; a host with `localStorage` (the window; a stand-in in tests). Output: one store per book.
 * Must not: throw, whatever the browser or the stored text does; take back what another tab wrote; touch the page;
 * send anything anywhere.
 *
 * Two tabs. A write reads the key again and joins both versions field by field (core/join.ts), so a tab that was
 * asleep adds its change and takes back nothing. Prefer `update(id, change)`: it begins from the newest version. Other
 * tabs hear through `storage` events, this one at once; a page that comes back from the browser's history cache is
 * told to read all again.
 *
 * Tabs of different processes have copies of the storage, so each may write before it hears of the other, and the
 * later write replaces the earlier one. Reading never gives less than what this tab wrote, and whoever hears of a
 * write joins it with its own and puts back what differs. Both make the same of it, so this ends. A lock
 * (`navigator.locks`) would not do instead, because it does not wait for the copies: of 400 changes that two tabs of
 * Chromium 156 made by turns under a lock, 19 to 57 were lost. It would also be too late for a page that is being left.
 *
 * What cannot be saved stays in memory, is handed out like the rest, is listed in `status().unsaved`, and is tried
 * again at the next write, removal or `retry()`.
 */
import { type Attempt, completeAttempt } from "../core/attempt.ts";
import { checkAttempt, isNewerFormat } from "../core/attempt-shape.ts";
import { join, merged } from "../core/join.ts";
import { isOwn } from "../core/marks.ts";
import { migrate } from "../core/migrate.ts";
import { attemptPrefix, bookPrefix } from "../core/storage-keys.ts";
import { BookStorage, type Damaged } from "./damaged.ts";
import { Erased } from "./erased.ts";
import type { StorageHost } from "./local-storage.ts";
import { newId, type RandomSource } from "./new-id.ts";
import { Settings } from "./settings.ts";
import { type Reader, StoredRecords } from "./stored-records.ts";

export interface Status {
  state: "ok" | "blocked" | "full" | "corrupt";
  /** For the reader, in words; "" when ok. */
  message: string;
  /** Texts that could not be read, set aside under `key`. */
  damaged: Damaged[];
  /** Attempts that exist on this page only. */
  unsaved: Attempt[];
}

export type StoreEvent =
  /** `elsewhere`: in another tab. `attempt`: null when it was removed. */
  | { type: "attempt"; id: string; attempt: Attempt | null; elsewhere: boolean }
  | { type: "settings"; elsewhere: boolean }
  | { type: "status" }
  /** What was erased is back, and another text is under its key. */
  | { type: "restored"; key: string; text: string; elsewhere: false }
  /** Everything may have changed: read again. */
  | { type: "all" };

export interface Undo {
  undo: () => void;
}

/** As much of a window as the store uses. */
export interface Host extends StorageHost {
  navigator?: { storage?: { persist?: () => Promise<boolean> } };
  crypto?: RandomSource;
  addEventListener?: (type: string, listener: (event: Event) => void) => void;
}

export const NEWER =
  "An attempt was written by a newer version of this book. It is left as it is; reload the page to get that version.";

const MESSAGES = {
  ok: "",
  blocked:
    "This browser does not let the page store anything. What you write is only on this page: copy it before you close it.",
  full: "The browser's storage is full, so the last changes are not saved. Copy them, then delete attempts you no longer need.",
  corrupt: "Something in storage could not be read. It is set aside, not deleted; its text is here to copy.",
};

const NOTHING: Undo = { undo: () => {} };

const readAttempt: Reader<Attempt> = (value) => {
  const attempt = migrate(value) as Attempt;
  if (isNewerFormat(attempt?.format)) return "newer";
  return checkAttempt(attempt).length === 0 ? completeAttempt(attempt) : null;
};

export class Store {
  readonly book: string;
  readonly settings: Settings;
  readonly #host: Host;
  readonly #settingsKey: string;
  /** For what else is kept of the book, under keys of its own. */
  readonly storage: BookStorage;
  readonly #stored: StoredRecords<Attempt>;
  readonly #erased: Erased<Attempt>;
  /** Names this page in what it writes. */
  readonly tab: string;
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  /** What this tab was last given of each attempt: the base of a join. */
  readonly #given = new Map<string, Attempt>();
  /** What this tab wrote last, and for another version that is stored, both joined. */
  readonly #written = new Map<string, { mine: Attempt; stored?: Attempt; both?: Attempt }>();
  /** `base`: what was last known to be stored, for a join with what another tab writes meanwhile. */
  readonly #unsaved = new Map<string, { attempt: Attempt; base: Attempt | null }>();

  constructor(book: string, host: Host) {
    this.book = book;
    this.#host = host;
    this.tab = this.newId().slice(0, 8);
    const onTrouble = () => this.#notify({ type: "status" });
    this.#settingsKey = `${bookPrefix(book)}meta`;
    this.storage = new BookStorage(bookPrefix(book), host, onTrouble);
    this.#stored = new StoredRecords(this.storage, attemptPrefix(book), readAttempt, onTrouble);
    this.#erased = new Erased(this.storage, bookPrefix(book));
    this.settings = new Settings(this.storage, this.#settingsKey, () =>
      this.#notify({ type: "settings", elsewhere: false }),
    );
    host.addEventListener?.("storage", (event) => this.#hear(event as StorageEvent));
    host.addEventListener?.("pageshow", (event) => {
      if ((event as PageTransitionEvent).persisted) this.#notify({ type: "all" });
    });
  }

  // ── Events ────────────────────────────────────────────────────────────────────────────────────

  /** Gives what ends the listening. */
  onChange(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #notify(event: StoreEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        console.error(error); // one listener's fault is not the others'
      }
    }
  }

  /** Another tab changed what is under the key; null: everything. */
  #hear({ key, newValue }: StorageEvent): void {
    const prefix = attemptPrefix(this.book);
    if (key === null) this.#notify({ type: "all" });
    else if (key === this.#settingsKey) this.#notify({ type: "settings", elsewhere: true });
    else if (key.startsWith(`${bookPrefix(this.book)}aside:`)) this.#notify({ type: "status" });
    else if (key === `${bookPrefix(this.book)}erased`) this.#notify({ type: "all" });
    else if (key.startsWith(prefix)) {
      const id = key.slice(prefix.length);
      this.#putBack(id, newValue ?? null);
      this.#notify({ type: "attempt", id, attempt: this.read(id), elsewhere: true });
    }
  }

  /** Another tab wrote `text`: what this one wrote and it had not seen is joined with it and stored. */
  #putBack(id: string, text: string | null): void {
    const stored = this.#stored.read(id);
    const mine = this.#written.get(id)?.mine;
    if (!mine) return;
    if (!stored) {
      // Deleted: not for this tab to bring back. Of a newer version: it may have missed what was written here.
      this.#written.delete(id);
      if (this.isNewer(id) && !this.#unsaved.has(id)) this.#unsaved.set(id, { attempt: mine, base: null });
      return;
    }
    let both = this.#latest(id) ?? stored;
    // While this copy of the storage has its own version, the other's is in the event alone.
    const theirs = text === null || stored !== mine ? null : this.#stored.parse(id, text);
    if (theirs && theirs !== "newer") both = merged(both, theirs);
    if (both !== stored) this.#put(both);
  }

  // ── Reading ───────────────────────────────────────────────────────────────────────────────────

  newId(): string {
    return newId(this.#host.crypto ?? crypto);
  }

  /** Newest first. */
  list(): Attempt[] {
    const ids = new Set([...this.#stored.ids(), ...this.#unsaved.keys()]);
    return [...ids]
      .map((id) => this.read(id))
      .filter((attempt) => attempt !== null)
      .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  }

  /** Those that are the reader's own, newest first. */
  own(): Attempt[] {
    const countInterviews = this.settings.get("countInterviews") === true;
    return this.list().filter((attempt) => isOwn(attempt, countInterviews));
  }

  read(id: string): Attempt | null {
    const attempt = this.#latest(id);
    if (attempt) this.#given.set(id, attempt);
    return attempt;
  }

  /** With what could not be saved. */
  #latest(id: string): Attempt | null {
    const stored = this.#whole(id, this.#stored.read(id));
    const unsaved = this.#unsaved.get(id);
    return stored && unsaved ? join(stored, unsaved.attempt, unsaved.base) : (unsaved?.attempt ?? stored);
  }

  /** What is stored, and what this tab wrote even if another one has written over it. */
  #whole(id: string, stored: Attempt | null): Attempt | null {
    const known = this.#written.get(id);
    if (!stored || !known || known.mine === stored) return stored;
    if (known.stored !== stored || !known.both) Object.assign(known, { stored, both: merged(known.mine, stored) });
    return known.both ?? stored;
  }

  /** Whether a newer version of the book has written the attempt. */
  isNewer(id: string): boolean {
    return this.#stored.hasNewer(id);
  }

  status(): Status {
    const damaged = this.storage.damaged();
    const { trouble } = this.storage;
    // Full, but nothing waits for room: nothing to worry the reader with.
    const isGrave = trouble === "blocked" || (trouble === "full" && this.#unsaved.size > 0);
    const state = isGrave ? trouble : damaged.length > 0 ? "corrupt" : "ok";
    const message = [MESSAGES[state], this.#stored.hasNewer() ? NEWER : ""].filter(Boolean).join(" ");
    return { state, message, damaged, unsaved: [...this.#unsaved.values()].map(({ attempt }) => attempt) };
  }

  // ── Writing ───────────────────────────────────────────────────────────────────────────────────

  /** Joins with what another tab wrote; gives what was stored. */
  write(attempt: Attempt): Attempt {
    const whole = this.#joined(completeAttempt(attempt));
    const saved = this.#put(whole);
    this.#given.set(whole.id, whole);
    this.#notify({ type: "attempt", id: whole.id, attempt: whole, elsewhere: false });
    if (!saved) return whole;
    if (this.#unsaved.size > 0) this.retry();
    else this.storage.clearTrouble();
    this.askToPersist();
    return whole;
  }

  /** Reads the newest version, changes it, writes it; null when there is none. */
  update(id: string, change: (attempt: Attempt) => Attempt): Attempt | null {
    const before = this.read(id);
    if (!before) return null;
    const after = change(before);
    return after === before ? before : this.write(after);
  }

  remove(id: string): Undo {
    const before = this.read(id);
    this.#unsaved.delete(id);
    this.#given.delete(id);
    this.#written.delete(id);
    this.#stored.remove(id);
    this.#notify({ type: "attempt", id, attempt: null, elsewhere: false });
    if (this.#unsaved.size > 0) this.retry();
    return before ? { undo: () => void this.write(before) } : NOTHING;
  }

  /** Tries again to save what is on this page only. */
  retry(): Status {
    const unsaved = [...this.#unsaved.values()];
    const failed = unsaved.filter(({ attempt }) => !this.#put(this.#joined(attempt)));
    if (unsaved.length > 0 && failed.length === 0) this.storage.clearTrouble();
    return this.status();
  }

  /** Sets aside what is damaged of an attempt, and learns whether it is newer. */
  lookAt(id: string): void {
    this.#stored.read(id);
  }

  keyOf(id: string): string {
    return this.#stored.key(id);
  }

  /** The storage was changed past this store: from here on what it has counts for these attempts. */
  readAgain(ids: Iterable<string> = []): void {
    for (const id of ids) {
      for (const memory of [this.#unsaved, this.#given, this.#written]) memory.delete(id);
    }
    this.#notify({ type: "all" });
  }

  /** Erases everything of the book in this browser: attempts, settings, texts that cannot be read. */
  eraseAll(now: number): void {
    this.#erased.erase(now, this.retry().unsaved);
    for (const memory of [this.#unsaved, this.#given, this.#written]) memory.clear();
    this.settings.forget();
    this.#notify({ type: "all" });
  }

  /** When all was erased; null when it cannot be brought back. */
  erasedAt(now: number): number | null {
    return this.#erased.at(now);
  }

  /** Erased attempts that were not saved: they can be brought back until the page is left. */
  get erasedUnsaved(): number {
    return this.#erased.held.length;
  }

  /** Brings back what was erased, joined with what is there. */
  restoreErased(): void {
    const prefix = attemptPrefix(this.book);
    const held = this.#erased.restore((key, text) => {
      if (key === this.#settingsKey) this.settings.fill(text);
      if (!key.startsWith(prefix)) return this.#notify({ type: "restored", key, text, elsewhere: false });
      const attempt = this.#stored.parse(key.slice(prefix.length), text);
      if (attempt && attempt !== "newer") this.write(attempt);
    });
    for (const attempt of held) this.write(attempt);
    this.#notify({ type: "all" });
  }

  forgetErased(): void {
    this.#erased.forget();
    this.#notify({ type: "all" });
  }

  /** Deletes a damaged text. */
  discard(key: string): Undo {
    return this.storage.discard(key);
  }

  /** Joined with what is there; another tab may have written since. */
  #joined(attempt: Attempt): Attempt {
    const base = this.#given.get(attempt.id) ?? null;
    const theirs = this.#latest(attempt.id);
    if (!theirs) return attempt;
    return merged(attempt, theirs, base);
  }

  #put(attempt: Attempt): boolean {
    const { id } = attempt;
    if (this.#stored.write(attempt)) {
      this.#unsaved.delete(id);
      this.#written.set(id, { mine: attempt });
      return true;
    }
    const waiting = this.#unsaved.get(id);
    this.#unsaved.set(id, { attempt, base: waiting ? waiting.base : (this.#given.get(id) ?? null) });
    this.#notify({ type: "status" });
    return false;
  }

  /** Once, after something was saved. */
  askToPersist(): void {
    if (this.settings.get("persistAskedAt") !== null) return;
    this.settings.set("persistAskedAt", Date.now());
    try {
      const asked = this.#host.navigator?.storage?.persist?.();
      asked?.then?.(
        (persisted) => this.settings.set("persisted", persisted),
        () => {},
      );
    } catch {
      // a browser without it, or one that refuses: the reminder to export remains
    }
  }
}

const stores = new WeakMap<object, Map<string, Store>>();

/** One store per book and page, since storage events do not reach the page that wrote. */
export const openStore = (book: string, host: Host = globalThis): Store => {
  const known = stores.get(host) ?? new Map<string, Store>();
  stores.set(host, known);
  const store = known.get(book) ?? new Store(book, host);
  known.set(book, store);
  return store;
};
