/*
 * Away: since when there is no sign of the reader, so that a forgotten practice does not count the time.
 * Input: an attempt, moments. Output: the last deed of the reader in it; whether that is too long ago.
 * Must not: take for a sign what the page did by itself (announcements heard and shown).
 */
import type { Attempt } from "./attempt.ts";

export const lastDeed = ({ startedAt, clock, changed, asked, criteria }: Attempt): number => {
  const ticks = Object.values(criteria).flatMap((entry) => Object.values(entry.ticks).map(({ at }) => at));
  const moments = [...clock.log.map(({ at }) => at), ...Object.values(changed), ...Object.values(asked), ...ticks];
  return moments.reduce((most, at) => Math.max(most, at), startedAt);
};
