/*
 * Announcements: what the clock of a case has to say, each thing exactly once.
 * Input: an attempt, page data (budgets, curveballs), two moments. Output: what became due between them.
 * Must not: announce by itself, or mark anything as heard.
 *
 * To say each exactly once: call with `from` null, speak what is not stale, then apply `heard` with all the keys.
 */
import type { Attempt } from "./attempt.ts";
import { type ClockState, readClock, type Span, toMs, walk } from "./clock.ts";
import type { Scorable } from "./page-data.ts";
import { MINUTE } from "./time.ts";

export interface Announcement {
  key: string;
  kind: "five-left" | "budget" | "curveball" | "over";
  /** Wall clock at which it became due. */
  at: number;
  text: string;
  /** No longer true at `to` (found after a gap): mark as heard, do not speak. */
  stale: boolean;
  criterion?: string;
}

const WARNING = 5 * MINUTE;

/** Whether a count that was at `before` when the span began reaches the threshold in it. */
const crosses = (threshold: number, before: number, span: Span): boolean =>
  before < threshold && threshold <= before + span.length;

const ofRound = (span: Span, page: Scorable, state: ClockState): Announcement[] => {
  const found: Announcement[] = [];
  const budget = toMs(page.round.minutes) + span.extra;
  const size = budget / MINUTE;
  const finished = state.mode === "finished";
  const at = (threshold: number) => span.at + (threshold - span.elapsed);
  if (budget > WARNING && crosses(budget - WARNING, span.elapsed, span)) {
    const stale = finished || state.remaining > WARNING || state.remaining <= WARNING - MINUTE;
    found.push({
      key: `five-left@${size}`,
      kind: "five-left",
      at: at(budget - WARNING),
      text: "Five minutes left",
      stale,
    });
  }
  if (crosses(budget, span.elapsed, span)) {
    const text = "Time is up; the attempt goes on until you finish it";
    found.push({ key: `over@${size}`, kind: "over", at: at(budget), text, stale: finished || state.remaining > 0 });
  }
  return found;
};

const ofCriterion = (span: Span, page: Scorable, state: ClockState): Announcement[] => {
  const criterion = page.criteria.find(({ id }) => id === span.criterion);
  const planned = toMs(criterion?.minutes);
  if (!criterion || !crosses(planned, span.actual, span)) return [];
  const { id, title } = criterion;
  const stale = state.mode === "finished" || state.current !== id;
  const at = span.at + (planned - span.actual);
  const text = `The budget for ${title} is used up`;
  return [{ key: `budget:${id}`, kind: "budget", at, text, stale, criterion: id }];
};

const ofCurveballs = (span: Span, first: boolean, page: Scorable, state: ClockState): Announcement[] =>
  (page.curveballs ?? []).flatMap(({ id, title, minute }) => {
    const threshold = toMs(minute);
    if (!crosses(threshold, span.elapsed, span) && !(threshold === 0 && first)) return [];
    const at = span.at + (threshold - span.elapsed);
    const stale = state.mode === "finished";
    return [{ key: `curveball:${id}`, kind: "curveball", at, text: `Curveball: ${title}`, stale }];
  });

/** What became due after `from` (null: since the start) up to `to`, and was not heard yet, in order of time. */
export const announcements = (attempt: Attempt, page: Scorable, from: number | null, to: number): Announcement[] => {
  const state = readClock(attempt, page, to);
  const isDue = ({ key, kind, at }: Announcement) =>
    (state.on || kind === "curveball") &&
    !Object.hasOwn(attempt.heard ?? {}, key) &&
    (from === null || (at > from && at <= to));
  return walk(attempt, to)
    .spans.flatMap((span, index) => [
      ...ofRound(span, page, state),
      ...ofCriterion(span, page, state),
      ...ofCurveballs(span, index === 0, page, state),
    ])
    .filter(isDue)
    .sort((a, b) => a.at - b.at);
};
