/*
 * A visit: which attempt the page of a case works on, and so in which mode the page is.
 * Input: the page's data, the book's store, the time of day, what the reader does. Output: the attempt, the mode,
 * and a call when either changes, also because of another tab.
 * Must not: touch the page; end an attempt by itself; drop an attempt that was deleted elsewhere while it was open here.
 *
 * "New attempt" closes an attempt: its id is kept in the settings, so that the page does not open with it again.
 */
import { type Action, apply } from "../core/actions.ts";
import { type Attempt, type AttemptKind, newAttempt } from "../core/attempt.ts";
import type { CaseData } from "../core/page-data.ts";
import { isUnderway, latestUnderway, modeOf, type PageMode } from "../core/page-mode.ts";
import type { Store, StoreEvent } from "../store/storage.ts";

export type CaseEvent = "cb:attempt-started" | "cb:attempt-changed" | "cb:attempt-finished";

export interface CaseEventDetail {
  id: string;
  kind: AttemptKind;
  action?: Action["type"];
}

interface Hooks {
  now: () => number;
  /** The attempt or the mode may be another. */
  onChange: () => void;
  /** Before another attempt takes the place of this one. */
  beforeSwitch: () => void;
  /** What the reader did, for others to hear. */
  emit: (type: CaseEvent, detail: CaseEventDetail) => void;
  /** The attempt that the address asks for. */
  wanted?: string | null;
}

interface BeginOptions {
  clock?: boolean;
  sample?: string;
}

const BUSY: PageMode[] = ["practice", "interview", "calibrate"];

/** Nothing was ticked, written or compared. */
const isEmpty = (attempt: Attempt): boolean =>
  !attempt.comparison &&
  Object.values(attempt.criteria).every(
    ({ notes, evidence, ticks, override }) => !notes && !evidence && !override && Object.keys(ticks).length === 0,
  );

export class Visit {
  readonly page: CaseData;
  readonly store: Store;
  readonly #hooks: Hooks;
  readonly #closedKey: `putAway/${string}`;
  readonly #stop: () => void;
  #attempt: Attempt | null;
  #lost: Attempt | null = null;

  constructor(page: CaseData, store: Store, hooks: Hooks) {
    this.page = page;
    this.store = store;
    this.#hooks = hooks;
    this.#closedKey = `putAway/${page.case.id}`;
    this.#attempt = this.mine().find(({ id }) => id === hooks.wanted) ?? this.#choose();
    this.#stop = store.onChange((event) => this.#hear(event));
  }

  get attempt(): Attempt | null {
    return this.#attempt;
  }

  get mode(): PageMode {
    return modeOf(this.#attempt);
  }

  /** The attempt that was deleted in another tab while it was open here. */
  get lost(): Attempt | null {
    return this.#lost;
  }

  now(): number {
    return this.#hooks.now();
  }

  stop(): void {
    this.#stop();
  }

  /** All attempts of this case, latest change first. */
  mine(): Attempt[] {
    const mine = this.store.list().filter((attempt) => attempt.case === this.page.case.id);
    return mine.sort((a, b) => b.updatedAt - a.updatedAt);
  }

  /** What the page opens with: what is under way, or else the latest. */
  #choose(): Attempt | null {
    const all = this.mine();
    const own = all.filter(({ kind }) => kind !== "calibration");
    const underway = latestUnderway(own);
    if (underway) return underway;
    const [latest] = own;
    const samples = new Set(this.page.samples.map(({ id }) => id));
    const isOpen = ({ kind, finishedAt, sample }: Attempt) =>
      kind === "calibration" && finishedAt === null && samples.has(sample ?? "");
    const calibration = all.find(isOpen);
    if (calibration && calibration.updatedAt > (latest?.updatedAt ?? -1)) return calibration;
    return latest && latest.id !== this.store.settings.get(this.#closedKey) ? latest : null;
  }

  #switchTo(next: Attempt | null): void {
    if (next?.id !== this.#attempt?.id) this.#hooks.beforeSwitch();
    this.#attempt = next;
    this.#hooks.onChange();
  }

  #make(kind: AttemptKind, { clock = true, sample }: BeginOptions = {}): Attempt {
    const { page, store } = this;
    const attempt = newAttempt(page, { id: store.newId(), kind, now: this.now(), clock, sample: sample ?? null });
    if (kind !== "practice" && kind !== "interview") return attempt;
    return apply(attempt, { type: "start", criterion: page.criteria[0]?.id ?? null }, this.now());
  }

  begin(kind: AttemptKind, options?: BeginOptions): void {
    this.#hooks.beforeSwitch();
    const attempt = this.store.write(this.#make(kind, options));
    this.#switchTo(attempt);
    this.#hooks.emit("cb:attempt-started", { id: attempt.id, kind });
  }

  /** Changes the attempt, if there is one, by what the page does and not the reader. */
  update(change: (attempt: Attempt) => Attempt): void {
    const before = this.#attempt;
    if (!before) return;
    // Deleted elsewhere, and not heard of yet: what is written here brings it back.
    const after = this.store.update(before.id, change) ?? this.store.write(change(before));
    if (after === before) return;
    this.#attempt = after;
    this.#hooks.onChange();
  }

  /** What the reader does. Without an attempt, begins one of kind "score": the first tick or word without practice. */
  act(action: Action): void {
    if (!this.#attempt) {
      this.#attempt = this.store.write(this.#make("score"));
      const { id, kind } = this.#attempt;
      this.#hooks.emit("cb:attempt-started", { id, kind });
    }
    const before = this.#attempt;
    this.update((attempt) => apply(attempt, action, this.now()));
    if (this.#attempt === before) return;
    const { id, kind } = this.#attempt;
    const type = action.type === "finish" ? "cb:attempt-finished" : "cb:attempt-changed";
    this.#hooks.emit(type, { id, kind, action: action.type });
  }

  /** The attempt stays as it is, and the page no longer opens with it. */
  close(): void {
    this.#hooks.beforeSwitch();
    if (this.#attempt) this.store.settings.set(this.#closedKey, this.#attempt.id);
    this.#switchTo(null);
  }

  /** Goes on with the ticks for a sample that were not compared yet, or begins with none. */
  openSample(sample: string): void {
    this.#closeSample();
    const isOpen = (attempt: Attempt) =>
      attempt.kind === "calibration" && attempt.sample === sample && !attempt.comparison;
    const begun = this.mine().find(isOpen);
    if (begun) this.#switchTo(this.store.write(apply(begun, { type: "reopen" }, this.now())));
    else this.begin("calibration", { sample });
  }

  /** Back from a sample to the reader's own attempt. */
  leaveSample(): void {
    this.#closeSample();
    this.#switchTo(this.#choose());
  }

  /** A sample's ticks that are left are finished; nothing at all is not kept. */
  #closeSample(): void {
    this.#hooks.beforeSwitch();
    const attempt = this.#attempt;
    if (attempt?.kind !== "calibration") return;
    if (isEmpty(attempt)) this.store.remove(attempt.id);
    else if (attempt.finishedAt === null) this.store.write(apply(attempt, { type: "finish" }, this.now()));
    this.#attempt = null;
  }

  /** Brings back the attempt that another tab deleted. */
  keepLost(): void {
    const kept = this.#lost;
    this.#lost = null;
    if (kept) this.#switchTo(this.store.write(kept));
  }

  // ── Another tab ───────────────────────────────────────────────────────────────────────────────

  #hear(event: StoreEvent): void {
    const attempt = this.#attempt;
    if (event.type === "status") this.#hooks.onChange();
    else if (event.type === "all") this.#switchTo((attempt && this.store.read(attempt.id)) ?? this.#choose());
    else if (!event.elsewhere) return;
    else if (event.type === "attempt") this.#hearAttempt(event.id, event.attempt);
    else {
      const isClosed = attempt && this.store.settings.get(this.#closedKey) === attempt.id;
      if (isClosed && !BUSY.includes(this.mode)) this.#switchTo(null);
    }
  }

  #hearAttempt(id: string, theirs: Attempt | null): void {
    if (id === this.#attempt?.id) {
      if (theirs) this.#switchTo(theirs);
      else this.#lose(id);
      return;
    }
    if (theirs?.case !== this.page.case.id) return;
    if (theirs.id === this.#lost?.id) this.#lost = null;
    if (!this.#attempt) this.#switchTo(this.#choose());
    else if (!BUSY.includes(this.mode) && isUnderway(theirs)) this.#switchTo(theirs);
  }

  #lose(id: string): void {
    this.#hooks.beforeSwitch(); // what was being typed belongs to it
    this.#lost = this.#attempt;
    this.store.remove(id);
    this.#switchTo(this.#choose());
  }
}
