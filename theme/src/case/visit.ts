/*
 * A visit: which attempt the page of a case works on, and so in which mode the page is.
 * Input: the page's data, the book's store, the time of day, what the reader does. Output: the attempt, the mode,
 * and a call when either changes, also because of another tab.
 * Must not: touch the page; end an attempt by itself; drop an attempt that was deleted elsewhere while it was open here.
 *
 * An attempt that another tab deletes stays open, with what is written from then on, until the reader keeps it or lets
 * it go. What the reader chose to see without an attempt is an act: the answers, or after a practice was discarded
 * "hidden", until they ask for them.
 *
 * "New attempt" closes an attempt: its id is kept in the settings, so that the page does not open with it again.
 */
import { type Action, apply } from "../core/actions.ts";
import { type Attempt, type AttemptKind, newAttempt } from "../core/attempt.ts";
import type { CaseData } from "../core/page-data.ts";
import { type Act, isUnderway, latestUnderway, modeOf, type PageMode } from "../core/page-mode.ts";
import type { Store, StoreEvent, Undo } from "../store/storage.ts";

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
  /** What this visit chose to see before. */
  act?: Act | null;
  /** What is to be seen on the next page of this visit. */
  remember?: (act: Act | null) => void;
}

interface BeginOptions {
  clock?: boolean;
  sample?: string;
}

const BUSY: PageMode[] = ["practice", "interview", "calibrate"];

/** Nothing was ticked, written or compared. */
const isEmpty = (attempt: Attempt): boolean =>
  !attempt.comparison &&
  !attempt.weakest?.why &&
  !attempt.weakest?.criterion &&
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
  /** Deleted in another tab while they were open here; nothing of them is stored. */
  #lost: Attempt[] = [];
  #act: Act | null;

  constructor(page: CaseData, store: Store, hooks: Hooks) {
    this.page = page;
    this.store = store;
    this.#hooks = hooks;
    this.#closedKey = `putAway/${page.case.id}`;
    this.#act = hooks.act ?? null;
    const wanted = this.mine().find(({ id }) => id === hooks.wanted);
    this.#attempt = wanted ?? (this.#act === "hidden" ? (latestUnderway(this.mine()) ?? null) : this.#choose());
    this.#stop = store.onChange((event) => this.#hear(event));
  }

  get attempt(): Attempt | null {
    return this.#attempt;
  }

  get mode(): PageMode {
    const practised = () => this.mine().some(({ kind }) => kind !== "calibration");
    return modeOf(this.#attempt, this.#act, this.#attempt === null && practised());
  }

  #remember(act: Act | null): Act | null {
    if (act !== this.#act) this.#hooks.remember?.(act);
    return act;
  }

  /** A tick, here or in another tab, does not take a reader from where they are. */
  #stay(mode: PageMode): void {
    const isAct = mode === "read" || mode === "review" || mode === "score";
    if (this.#attempt && isAct && this.mode !== mode) this.#act = this.#remember(mode);
  }

  /** What the reader chooses to see. */
  see(act: Act): void {
    this.#act = this.#remember(act);
    this.#hooks.onChange();
  }

  /** Attempts that were deleted in another tab while they were open here. */
  get lost(): Attempt[] {
    return this.#lost;
  }

  #isLost(id: string | undefined): boolean {
    return this.#lost.some((attempt) => attempt.id === id);
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
    const { mode } = this;
    if (next?.id !== this.#attempt?.id) this.#hooks.beforeSwitch();
    this.#attempt = next;
    if (next && isUnderway(next)) this.#act = this.#remember(null);
    else this.#stay(mode);
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

  /** Changes the attempt, if there is one; in `act` it is also what the reader does. */
  update(change: (attempt: Attempt) => Attempt, mode: PageMode = this.mode): void {
    const before = this.#attempt;
    if (!before) return;
    const after = this.#isLost(before.id)
      ? change(before)
      : // Deleted elsewhere, and not heard of yet: what is written here brings it back.
        (this.store.update(before.id, change) ?? this.store.write(change(before)));
    if (after === before) return;
    this.#attempt = after;
    this.#lost = this.#lost.map((attempt) => (attempt.id === after.id ? after : attempt));
    this.#stay(mode);
    this.#hooks.onChange();
  }

  /** What the reader does. Without an attempt, begins one of kind "score": the first tick or word without practice. */
  act(action: Action): void {
    const { mode } = this;
    if (!this.#attempt) {
      this.#attempt = this.store.write(this.#make("score"));
      const { id, kind } = this.#attempt;
      this.#hooks.emit("cb:attempt-started", { id, kind });
    }
    const before = this.#attempt;
    this.update((attempt) => apply(attempt, action, this.now()), action.type === "finish" ? "review" : mode);
    if (this.#attempt === before) return;
    const { id, kind } = this.#attempt;
    const type = action.type === "finish" ? "cb:attempt-finished" : "cb:attempt-changed";
    this.#hooks.emit(type, { id, kind, action: action.type });
  }

  /** The attempt stays as it is, and the page no longer opens with it. */
  close(): void {
    this.#hooks.beforeSwitch();
    if (this.#attempt) this.store.settings.set(this.#closedKey, this.#attempt.id);
    this.#act = this.#remember("hidden");
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
    if (attempt?.kind !== "calibration" || this.#isLost(attempt.id)) return;
    if (isEmpty(attempt)) this.store.remove(attempt.id);
    else if (attempt.finishedAt === null) this.store.write(apply(attempt, { type: "finish" }, this.now()));
    this.#attempt = null;
  }

  /** Deletes the attempt, without showing an answer that it hid. */
  discard(): Undo {
    this.#hooks.beforeSwitch();
    const attempt = this.#attempt;
    if (!attempt) return { undo: () => {} };
    const isLost = this.#isLost(attempt.id);
    this.#lost = this.#lost.filter(({ id }) => id !== attempt.id);
    this.#act = this.#remember(this.mode === "practice" ? "hidden" : null);
    const { undo } = isLost ? { undo: () => this.store.write(attempt) } : this.store.remove(attempt.id);
    this.#switchTo(null);
    return {
      undo: () => {
        undo();
        this.#switchTo(this.store.read(attempt.id) ?? this.#attempt);
      },
    };
  }

  /** The same from the beginning. */
  beginAgain(): Undo {
    const attempt = this.#attempt;
    if (attempt?.kind !== "practice" && attempt?.kind !== "interview") return { undo: () => {} };
    const { undo } = this.discard();
    this.begin(attempt.kind, { clock: attempt.clock.on });
    const begun = this.#attempt;
    return {
      undo: () => {
        if (begun && isEmpty(begun) && isEmpty(this.store.read(begun.id) ?? begun)) this.store.remove(begun.id);
        undo();
      },
    };
  }

  /** Brings back what another tab deleted. */
  keepLost(): void {
    this.#hooks.beforeSwitch();
    const kept = this.#lost;
    this.#lost = [];
    const written = kept.map((attempt) => this.store.write(attempt));
    const current = written.find(({ id }) => id === this.#attempt?.id);
    this.#switchTo(current ?? this.#attempt ?? written[0] ?? null);
  }

  // ── Another tab ───────────────────────────────────────────────────────────────────────────────

  #hear(event: StoreEvent): void {
    const attempt = this.#attempt;
    if (event.type === "status") this.#hooks.onChange();
    else if (event.type === "all") this.#hearAll();
    else if (!event.elsewhere) return;
    else if (event.type === "attempt") this.#hearAttempt(event.id, event.attempt);
    else {
      const isClosed = attempt && this.store.settings.get(this.#closedKey) === attempt.id;
      if (isClosed && !BUSY.includes(this.mode)) this.#switchTo(null);
    }
  }

  #hearAll(): void {
    const attempt = this.#attempt;
    if (!attempt) this.#switchTo(this.#act === "hidden" ? null : this.#choose());
    else this.#hearAttempt(attempt.id, this.store.read(attempt.id));
  }

  #hearAttempt(id: string, theirs: Attempt | null): void {
    if (theirs && this.#isLost(id)) this.#find(theirs);
    else if (id !== this.#attempt?.id) this.#hearOther(theirs);
    else if (theirs) this.#switchTo(theirs);
    else this.#lose(this.#attempt);
  }

  #hearOther(theirs: Attempt | null): void {
    if (theirs?.case !== this.page.case.id) return;
    if (!this.#attempt) {
      if (this.#act !== "hidden" || isUnderway(theirs)) this.#switchTo(this.#choose());
    } else if (!BUSY.includes(this.mode) && isUnderway(theirs)) this.#switchTo(theirs);
  }

  /** Undone elsewhere: what was written here meanwhile comes with it. */
  #find({ id }: Attempt): void {
    this.#hooks.beforeSwitch();
    const kept = this.#lost.filter((attempt) => attempt.id === id).map((attempt) => this.store.write(attempt));
    this.#lost = this.#lost.filter((attempt) => attempt.id !== id);
    this.#switchTo(id === this.#attempt?.id ? (kept[0] ?? null) : this.#attempt);
  }

  #lose(attempt: Attempt): void {
    // Written by a newer version, it is there, and what is written here cannot be saved: the store says so.
    if (this.#isLost(attempt.id) || this.store.isNewer(attempt.id)) return;
    this.#lost = [...this.#lost, attempt];
    this.#hooks.beforeSwitch(); // what is being typed belongs to it
    const lost = this.#attempt;
    if (lost && (!isEmpty(lost) || isUnderway(lost))) this.#hooks.onChange();
    else {
      this.#lost = this.#lost.filter(({ id }) => id !== attempt.id);
      this.#switchTo(this.#choose());
    }
  }
}
