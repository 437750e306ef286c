/*
 * Actions: how each thing a reader does changes an attempt.
 * Input: an attempt, an action, `now`. Output: a new attempt, or the very same object when the action changes
 * nothing (so nothing is written). Unknown fields stay.
 * Must not: change its arguments, drop what a reader wrote, touch the page, the storage or the time of day.
 *
 * `updatedAt` is max(now, the latest moment in the attempt + 1): it grows with every change even when the system
 * clock is set back, so "newer" always means "knows more". The clock's log keeps the time as the system said it.
 * Fields whose value does not say when it changed have that moment in `changed`, keyed as join.ts says.
 */
import {
  type Attempt,
  type ClockEvent,
  completeAttempt,
  completeEntry,
  type Entry,
  entryOf,
  LARGEST_COUNT,
  LONGEST_EXTENSION,
  type Overwritten,
  type Weakest,
} from "./attempt.ts";
import { latestWithTicks } from "./away.ts";
import { moment } from "./clock.ts";
import type { ClockEventType } from "./clock-mode.ts";
import { TAB_KEY, WEAKEST_CRITERION, WEAKEST_WHY, withoutParts } from "./join.ts";
import { own, without } from "./records.ts";
import { stampAfter, toMoment } from "./time.ts";

/** `was`: the text the box held before; lets another tab's text be kept aside. `by`: the tab in which it was typed. */
type Replacing = { was?: string; by?: string };
type TextAction = { type: "notes" | "evidence"; criterion: string; text: string } & Replacing;
type TickAction = { type: "tick"; criterion: string; signal: string; hash: string; text?: string };
type OverrideAction = { type: "override"; criterion: string; level: string; reason: string; by?: string };
type ClockAction =
  | { type: "start"; criterion?: string | null }
  | { type: "pause" | "resume" | "finish" | "reopen" }
  | { type: "extend"; minutes: number }
  /** The clock stops at `since` and runs again from `until`. */
  | { type: "leave-out"; since: number; until: number }
  | { type: "next" | "choose"; criterion: string | null };

export type Action =
  | TickAction
  | TextAction
  | OverrideAction
  | ClockAction
  | { type: "untick"; criterion: string; signal: string }
  | { type: "clear-override"; criterion: string }
  | { type: "clock"; on: boolean }
  | { type: "asked"; id: string; on?: boolean }
  | { type: "shown"; id: string }
  | { type: "heard"; keys: string[] }
  /** What the reader leaves out of it stays. */
  | ({ type: "weakest" } & Weakest & Replacing)
  | { type: "compared"; agree: number; generous: number; strict: number };

const withEntry = (attempt: Attempt, id: string, patch: Partial<Entry>): Attempt => ({
  ...attempt,
  criteria: { ...attempt.criteria, [id]: { ...completeEntry(entryOf(attempt, id)), ...patch } },
});

/** Notes the moment of a change whose value has none. */
const dated = (attempt: Attempt, key: string, stamp: number): Attempt => ({
  ...attempt,
  changed: { ...attempt.changed, [key]: stamp },
});

/** Tabs of an attempt that are remembered; an earlier one wrote too long ago to write at the same time. */
const TABS = 12;

/** Notes which tab wrote a text, so that a join knows whether another one had seen it. */
const signed = (attempt: Attempt, tab: string | undefined, stamp: number): Attempt => {
  if (tab === undefined) return attempt;
  const { changed } = dated(attempt, TAB_KEY + tab, stamp);
  const tabs = Object.keys(changed).filter((key) => key.startsWith(TAB_KEY));
  const old = tabs.sort((a, b) => (changed[b] ?? 0) - (changed[a] ?? 0)).slice(TABS);
  return { ...attempt, changed: old.reduce(without, changed) };
};

const tick = (attempt: Attempt, { criterion, signal, hash, text }: TickAction, stamp: number): Attempt => {
  const { ticks } = completeEntry(entryOf(attempt, criterion));
  const next = untick(attempt, signal, criterion, stamp);
  if (own(ticks, signal)?.hash === hash) return next;
  const added = { hash, ...(text !== undefined && { text }), at: stamp };
  return withEntry(next, criterion, { ticks: { ...ticks, [signal]: added } });
};

/** Takes a tick away wherever it is, except in one criterion. */
const untick = (attempt: Attempt, signal: string, except: string | null, stamp: number): Attempt => {
  let next = attempt;
  for (const [id, entry] of Object.entries(attempt.criteria)) {
    if (id === except || !Object.hasOwn(entry.ticks ?? {}, signal)) continue;
    next = dated(withEntry(next, id, { ticks: without(entry.ticks, signal) }), `ticks/${id}/${signal}`, stamp);
  }
  return next;
};

/** With a text that another tab replaced. */
const withLost = (attempt: Attempt, lost: Overwritten): Attempt => {
  const overwritten = withoutParts([...(attempt.aside.overwritten ?? []), lost], attempt.criteria);
  return { ...attempt, aside: { ...attempt.aside, overwritten } };
};

const write = (attempt: Attempt, { type: field, criterion, text, was, by }: TextAction, stamp: number): Attempt => {
  const old = completeEntry(entryOf(attempt, criterion))[field];
  if (old === text) return attempt;
  const written = dated(withEntry(attempt, criterion, { [field]: text }), `${field}/${criterion}`, stamp);
  const next = signed(written, by, stamp);
  if (was === undefined || was === old || text.includes(old)) return next;
  return withLost(next, { criterion, field, text: old, at: stamp });
};

const guess = (attempt: Attempt, { criterion, why, was, by }: Weakest & Replacing, stamp: number): Attempt => {
  const old = attempt.weakest ?? {};
  let next = attempt;
  if (criterion !== undefined && criterion !== (old.criterion ?? ""))
    next = dated({ ...next, weakest: { ...next.weakest, criterion } }, WEAKEST_CRITERION, stamp);
  if (why === undefined || why === (old.why ?? "")) return next;
  next = signed(dated({ ...next, weakest: { ...next.weakest, why } }, WEAKEST_WHY, stamp), by, stamp);
  const lost = old.why ?? "";
  if (was === undefined || was === lost || why.includes(lost)) return next;
  return withLost(next, { criterion: old.criterion || "weakest", field: "weakest", text: lost, at: stamp });
};

const override = (attempt: Attempt, { criterion, level, reason, by }: OverrideAction, stamp: number): Attempt => {
  const old = entryOf(attempt, criterion)?.override;
  if (old?.level === level && old.reason === reason) return attempt;
  const next = withEntry(attempt, criterion, { override: { ...old, level, reason } });
  return signed(dated(next, `override/${criterion}`, stamp), by, stamp);
};

const logged = (attempt: Attempt, type: ClockEventType, now: number, more: Partial<ClockEvent> = {}): Attempt => {
  const { log } = attempt.clock;
  const n = log.reduce((most, event, index) => Math.min(LARGEST_COUNT, Math.max(most, (event.n ?? index) + 1)), 0);
  return { ...attempt, clock: { ...attempt.clock, log: [...log, { at: toMoment(now), type, n, ...more }] } };
};

/** The clock's actions happen only where they make sense. */
const turnClock = (attempt: Attempt, action: ClockAction, now: number): Attempt => {
  const { mode, current, skewed } = moment(attempt, now);
  switch (action.type) {
    case "start": {
      const first = action.criterion == null ? {} : { criterion: action.criterion };
      return mode === "ready" ? logged(attempt, "start", now, first) : attempt;
    }
    case "pause":
      return mode === "running" ? logged(attempt, "pause", now) : attempt;
    case "resume":
      return mode === "paused" || skewed ? logged(attempt, "resume", now) : attempt;
    case "leave-out": {
      if (mode !== "running") return attempt;
      const since = Math.max(attempt.clock.log.at(-1)?.at ?? 0, Math.min(action.since, now));
      return logged(logged(attempt, "pause", since), "resume", Math.max(since, Math.min(action.until, now)));
    }
    case "extend": {
      const { minutes } = action;
      if (mode === "finished" || !(minutes > 0 && minutes <= LONGEST_EXTENSION)) return attempt;
      return logged(attempt, "extend", now, { minutes });
    }
    case "next":
    case "choose": {
      const { criterion } = action;
      if (mode === "finished" || criterion == null || criterion === current) return attempt;
      return logged(attempt, "next", now, { criterion });
    }
    case "finish":
      return mode === "finished" ? attempt : { ...logged(attempt, "finish", now), finishedAt: toMoment(now) };
    case "reopen":
      return mode === "finished" ? { ...logged(attempt, "reopen", now), finishedAt: null } : attempt;
    default:
      throw new TypeError(`unknown action: ${(action as { type: unknown }).type}`);
  }
};

const perform = (attempt: Attempt, action: Action, now: number, stamp: number): Attempt => {
  switch (action.type) {
    case "tick":
      return tick(attempt, action, stamp);
    case "untick":
      return untick(attempt, action.signal, null, stamp);
    case "notes":
    case "evidence":
      return write(attempt, action, stamp);
    case "weakest":
      return guess(attempt, action, stamp);
    case "override":
      return override(attempt, action, stamp);
    case "clear-override":
      if (!entryOf(attempt, action.criterion)?.override) return attempt;
      return dated(withEntry(attempt, action.criterion, { override: null }), `override/${action.criterion}`, stamp);
    case "clock":
      if (attempt.clock.on === action.on) return attempt;
      return dated({ ...attempt, clock: { ...attempt.clock, on: action.on } }, "clock/on", stamp);
    case "asked": {
      const { id, on = true } = action;
      if (Object.hasOwn(attempt.asked, id) === on) return attempt;
      if (on) return { ...attempt, asked: { ...attempt.asked, [id]: stamp } };
      return dated({ ...attempt, asked: without(attempt.asked, id) }, `asked/${id}`, stamp);
    }
    case "shown":
      if (Object.hasOwn(attempt.shown, action.id)) return attempt;
      return { ...attempt, shown: { ...attempt.shown, [action.id]: stamp } };
    case "heard": {
      const fresh = action.keys.filter((key) => !Object.hasOwn(attempt.heard, key)).map((key) => [key, stamp]);
      return fresh.length === 0 ? attempt : { ...attempt, heard: { ...attempt.heard, ...Object.fromEntries(fresh) } };
    }
    case "compared": {
      const { agree, generous, strict } = action;
      // Only the first comparison is blind; later ones would flatter the running bias.
      return attempt.comparison ? attempt : { ...attempt, comparison: { agree, generous, strict, at: stamp } };
    }
    default:
      return turnClock(attempt, action, now);
  }
};

/** The latest moment at which anything in it changed. */
const lastChange = (attempt: Attempt): number => {
  const { updatedAt, changed, asked, shown, heard } = attempt;
  return latestWithTicks(attempt, [updatedAt, ...[changed, asked, shown, heard].flatMap((one) => Object.values(one))]);
};

export const apply = (attempt: Attempt, action: Action, now: number): Attempt => {
  const before = completeAttempt(attempt);
  const stamp = stampAfter(lastChange(before), now);
  const after = perform(before, action, now, stamp);
  return after === before ? attempt : { ...after, updatedAt: stamp };
};
