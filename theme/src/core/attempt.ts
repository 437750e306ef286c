/*
 * An attempt: what a reader did with one case at one time. This is what the browser stores and what an export holds.
 * Input: page data for a new one; an attempt of an older or foreign writer. Output: a whole attempt.
 * Must not: drop a field that it does not know; touch the page, the storage or the time of day.
 */
import type { ClockEventType } from "./clock-mode.ts";
import type { CaseData } from "./page-data.ts";
import { own } from "./records.ts";
import { toMoment } from "./time.ts";

/** The version of stored attempts and of exports that these scripts read and write. */
export const FORMAT = 1;

/** Minutes that one press may add to a round: a day. */
export const LONGEST_EXTENSION = 24 * 60;

/** The largest count that is stored: no reader comes near it. */
export const LARGEST_COUNT = 1_000_000;

export type AttemptKind = "practice" | "score" | "interview" | "calibration";

export interface ClockEvent {
  /** As the browser's clock said it, even if it was set back. */
  at: number;
  type: ClockEventType;
  /** Place in the log; two tabs may give the same one, `at` then decides. */
  n?: number;
  /** start, next: the criterion that is current from now on. */
  criterion?: string;
  /** extend: minutes added to the round. */
  minutes?: number;
}

export interface Tick {
  hash: string;
  /** The signal's text when it was ticked; an import may lack it. */
  text?: string;
  at: number;
}

export interface Override {
  /** A level of the round, or "none". */
  level: string;
  reason: string;
}

export interface Entry {
  notes: string;
  evidence: string;
  ticks: Record<string, Tick>;
  override: Override | null;
}

export interface Comparison {
  agree: number;
  generous: number;
  strict: number;
  at: number;
}

/** What the reader thought was the weakest part, before any answer was in sight. */
export interface Weakest {
  criterion?: string;
  why?: string;
}

/** Text that another tab replaced; kept so that nothing written is lost. */
export interface Overwritten {
  criterion: string;
  field: string;
  text: string;
  at: number;
}

export interface Attempt {
  format: number;
  id: string;
  book: string;
  case: string;
  title: string;
  round: string;
  kind: AttemptKind;
  sample: string | null;
  startedAt: number;
  /** Grows with every change, also when the system clock is set back. */
  updatedAt: number;
  finishedAt: number | null;
  /** `on: false` is "No clock": time is still recorded, but not shown and not announced. */
  clock: { on: boolean; log: ClockEvent[] };
  criteria: Record<string, Entry>;
  asked: Record<string, number>;
  shown: Record<string, number>;
  /** Announcements already made, by key. */
  heard: Record<string, number>;
  /** When a field last changed, where its value does not say so itself; keys as in join.ts. */
  changed: Record<string, number>;
  comparison?: Comparison;
  weakest?: Weakest;
  aside: { overwritten?: Overwritten[]; [unknown: string]: unknown };
  [unknown: string]: unknown;
}

/** What a new attempt is made from. */
type CaseOfAttempt = Pick<CaseData, "book" | "case" | "round">;

interface NewAttempt {
  id: string;
  kind: AttemptKind;
  now: number;
  sample?: string | null;
  clock?: boolean;
}

export const newAttempt = (
  page: CaseOfAttempt,
  { id, kind, now, sample = null, clock = true }: NewAttempt,
): Attempt => ({
  format: FORMAT,
  id,
  book: page.book,
  case: page.case.id,
  title: page.case.title,
  round: page.round.id,
  kind,
  sample,
  startedAt: toMoment(now),
  updatedAt: toMoment(now),
  finishedAt: null,
  clock: { on: clock, log: [] },
  criteria: {},
  asked: {},
  shown: {},
  heard: {},
  changed: {},
  aside: {},
});

export const completeEntry = (entry: Partial<Entry> | undefined): Entry => ({
  notes: "",
  evidence: "",
  ticks: {},
  override: null,
  ...entry,
});

/** Fills what an older or foreign writer left out; keeps the rest as it is. */
export const completeAttempt = (given: Partial<Attempt>): Attempt => {
  const criteria = Object.entries(given.criteria ?? {}).map(([id, entry]) => [id, completeEntry(entry)]);
  const filled = {
    title: given.case,
    round: "",
    sample: null,
    finishedAt: null,
    asked: {},
    shown: {},
    heard: {},
    changed: {},
    aside: {},
    ...given,
    clock: { on: true, log: [], ...given.clock },
    criteria: Object.fromEntries(criteria),
  };
  return filled as Attempt;
};

/** Whether anything was judged: whoever only knows the signals' ids cannot say more. */
export const isScored = ({ criteria }: Pick<Attempt, "criteria">): boolean =>
  Object.values(criteria ?? {}).some(({ ticks, override }) => override || Object.keys(ticks ?? {}).length > 0);

/** What the attempt has on a criterion. */
export const entryOf = (attempt: Attempt | null, criterion: string): Entry | undefined =>
  own(attempt?.criteria, criterion);

/** Every ticked signal. A signal's id is unique in a case, so a tick follows its signal into another criterion. */
export const ticksOf = (attempt: Attempt | null): Map<string, Tick> => {
  const ticks = new Map<string, Tick>();
  for (const entry of Object.values(attempt?.criteria ?? {})) {
    const all = entry.ticks ?? {};
    for (const signal of Object.keys(all)) ticks.set(signal, all[signal] as Tick); // less to make than of entries
  }
  return ticks;
};
