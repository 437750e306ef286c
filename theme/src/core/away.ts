/*
 * Away: since when there is no sign of the reader, so that a forgotten practice does not count the time.
 * Input: an attempt, moments. Output: the last deed of the reader in it; whether that is too long ago.
 * Must not: take for a sign what the page did by itself (announcements heard and shown).
 */
import type { Attempt } from "./attempt.ts";

/** The latest of some moments and those of all ticks. */
export const latestWithTicks = ({ criteria }: Attempt, moments: number[]): number =>
  Object.values(criteria)
    .flatMap((entry) => Object.values(entry.ticks).map(({ at }) => at))
    .concat(moments)
    .reduce((most, at) => Math.max(most, at));

export const lastDeed = (attempt: Attempt): number => {
  const { startedAt, clock, changed, asked } = attempt;
  const events = clock.log.map(({ at }) => at);
  return latestWithTicks(attempt, [startedAt, ...events, ...Object.values(changed), ...Object.values(asked)]);
};
