/*
 * The clock: what the log of an attempt says at a given moment. Time is wall-clock time between events of the log,
 * never a count of ticks, so a reload, a sleeping laptop or a throttled tab changes nothing.
 * Input: an attempt (its `clock.log`), page data (budgets, curveballs) and `now`. Output: plain values for display.
 * Must not: read the time of day, touch the page or the storage; end an attempt.
 *
 * A span between two events counts max(0, later − earlier): with a clock set back, time does not move, and any next
 * event goes on from there. Extensions lengthen the round, not a criterion's budget, and do not move curveballs,
 * which come at their minute of elapsed time. "No clock" (`clock.on` false): time is recorded all the same, and
 * curveballs still come, because they belong to the case; nothing else is announced, and elements show no time
 * until the reader asks for it (at Finish the planned and actual minutes are there, behind a choice).
 */
import type { Attempt } from "./attempt.ts";
import { type ClockMode, nextMode } from "./clock-mode.ts";
import type { Curveball, Scorable } from "./page-data.ts";
import { MINUTE } from "./time.ts";

export interface Moment {
  mode: ClockMode;
  elapsed: number;
  /** The id of the current criterion. */
  current: string | null;
  /** Milliseconds added by extensions. */
  extra: number;
  /** The system clock shows a time before the last event: press Resume to go on from here. */
  skewed: boolean;
  /** Milliseconds by criterion id. */
  actual: Map<string, number>;
}

export interface CriterionTime {
  id: string;
  title: string;
  planned: number;
  actual: number;
  over: number;
  current: boolean;
}

export interface ClockState extends Moment {
  on: boolean;
  budget: number;
  /** Negative once the time is up. */
  remaining: number;
  over: boolean;
  overrun: number;
  /** The criterion after the current one in rubric order; null at the last. */
  next: string | null;
  criteria: CriterionTime[];
  /** Time on criteria that the case no longer has. */
  elsewhere: number;
  /** Curveballs whose minute is reached, in order; `fresh` are those not shown yet. */
  due: Curveball[];
  fresh: Curveball[];
}

/**
 * A stretch of running time with one criterion and one extension, from wall-clock time `at`; `elapsed` and `actual`
 * are what the round and the criterion had before it.
 */
export interface Span {
  at: number;
  length: number;
  elapsed: number;
  actual: number;
  criterion: string | null;
  extra: number;
}

/** Minutes of page data or of a log as milliseconds; 0 for what is no number. */
export const toMs = (minutes: unknown): number =>
  typeof minutes === "number" && Number.isFinite(minutes) ? Math.max(0, minutes) * MINUTE : 0;

/** The moment, and the spans of running time that led to it. */
export const walk = (attempt: Attempt, now: number): Moment & { spans: Span[] } => {
  let mode: ClockMode = "ready";
  let anchor = NaN;
  let elapsed = 0;
  let extra = 0;
  let current: string | null = null;
  const actual = new Map<string, number>();
  const spans: Span[] = [];
  const run = (until: number) => {
    const length = Math.max(0, until - anchor) || 0; // NaN is no time
    const before = current === null ? 0 : (actual.get(current) ?? 0);
    spans.push({ at: anchor, length, elapsed, actual: before, criterion: current, extra });
    elapsed += length;
    if (current !== null) actual.set(current, before + length);
  };

  for (const event of attempt.clock?.log ?? []) {
    if (!event || !Number.isFinite(event.at)) continue;
    if (mode === "finished" && event.type !== "reopen") continue;
    if (mode === "running") run(event.at);
    anchor = event.at;
    if (event.type === "next" || (event.type === "start" && mode === "ready")) current = event.criterion ?? current;
    if (event.type === "extend") extra += toMs(event.minutes);
    mode = nextMode(mode, event.type, spans.length > 0);
  }
  const skewed = mode === "running" && now < anchor;
  if (mode === "running") run(Number.isFinite(now) ? now : anchor);
  return { mode, elapsed, current, extra, skewed, actual, spans };
};

/** What the log alone says. */
export const moment = (attempt: Attempt, now: number): Moment => {
  const { mode, elapsed, current, extra, skewed, actual } = walk(attempt, now);
  return { mode, elapsed, current, extra, skewed, actual };
};

/** "4:05", "65:00", "−0:30": whole minutes, so that a round of 75 reads as one. */
export const formatTime = (ms: number): string => {
  const seconds = Math.trunc((Number.isFinite(ms) ? ms : 0) / 1000);
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "−" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
};

/** Time that is left, rounded up, so that it and the elapsed time always add up to the budget. */
export const formatTimeLeft = (ms: number): string => formatTime(Math.ceil(ms / 1000) * 1000);

export const readClock = (attempt: Attempt, page: Scorable, now: number): ClockState => {
  const state = moment(attempt, now);
  const budget = toMs(page.round.minutes) + state.extra;
  const remaining = budget - state.elapsed;
  const place = page.criteria.findIndex((criterion) => criterion.id === state.current);
  const criteria = page.criteria.map(({ id, title, minutes }) => {
    const planned = toMs(minutes);
    const actual = state.actual.get(id) ?? 0;
    return { id, title, planned, actual, over: Math.max(0, actual - planned), current: id === state.current };
  });
  const due = (state.mode === "ready" ? [] : (page.curveballs ?? []))
    .filter((curveball) => toMs(curveball.minute) <= state.elapsed)
    .sort((a, b) => a.minute - b.minute);
  return {
    ...state,
    budget,
    remaining,
    criteria,
    due,
    on: attempt.clock?.on !== false,
    over: state.mode !== "ready" && remaining <= 0,
    overrun: Math.max(0, -remaining),
    next: page.criteria[place + 1]?.id ?? null,
    elsewhere: state.elapsed - criteria.reduce((sum, criterion) => sum + criterion.actual, 0),
    fresh: due.filter((curveball) => !Object.hasOwn(attempt.shown ?? {}, curveball.id)),
  };
};
