/*
 * Words: how a moment, a duration, a kind of attempt or a level is said to the reader.
 * Input: values of the core. Output: short texts.
 * Must not: touch the page, the storage or the time of day; throw on a number that is no time.
 */
import type { AttemptKind } from "./attempt.ts";
import { LAST_DATE, MINUTE } from "./time.ts";

const KINDS: Record<AttemptKind, string> = {
  practice: "practice",
  score: "scoring",
  interview: "interview",
  calibration: "calibration",
};

const dateFormatter = (options: Intl.DateTimeFormatOptions): ((ms: number) => string) => {
  let format: Intl.DateTimeFormat | null = null;
  return (ms) => {
    if (!Number.isFinite(ms) || Math.abs(ms) > LAST_DATE) return "at an unknown time";
    // Made once, and not before a page says a time: to make one takes longer than to use it a thousand times.
    format ??= new Intl.DateTimeFormat("en-GB", options);
    return format.format(ms);
  };
};

/** "15 Jan 2025, 12:00" */
export const formatDateTime = dateFormatter({ dateStyle: "medium", timeStyle: "short" });

/** "15 Jan 2025" */
export const formatDate = dateFormatter({ dateStyle: "medium" });

export const kindName = (kind: AttemptKind): string => KINDS[kind];

/** `level`: null when not scored, "none" below the lowest. */
export const levelText = (level: string | null | undefined): string =>
  level === "none" ? "no level" : (level ?? "not scored");

export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;

/** A duration in whole minutes. */
export const minutesText = (ms: number): string => {
  const whole = Math.round((Number.isFinite(ms) ? ms : 0) / MINUTE);
  return whole === 0 && ms > 0 ? "under 1 min" : `${whole} min`;
};

export const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** At most `longest` characters and an ellipsis. */
export const shorten = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;
