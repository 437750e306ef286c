/*
 * Page mode: what the page of a case is for, given the attempt it works on; and which attempt goes on.
 * Input: attempts, or as much of them as this asks. Output: a mode; an attempt.
 * Must not: need the time or the page data; the first paint of a case asks this too.
 *
 * Without an attempt, or with one of kind "score", the page is read; "hidden" is without an attempt and without the
 * answers, after a practice was discarded. Practice and interview are modes while their
 * clock runs or is paused, and become review once finished. Calibration is calibrate.
 */
import type { Attempt, AttemptKind } from "./attempt.ts";
import { clockMode } from "./clock-mode.ts";

export type PageMode = "read" | "hidden" | "practice" | "review" | "interview" | "calibrate";

type Underway = Pick<Attempt, "kind" | "clock" | "updatedAt">;

/** A practice or an interview that was started and is not finished. */
export const isUnderway = ({ kind, clock }: Pick<Attempt, "kind" | "clock">): boolean =>
  (kind === "practice" || kind === "interview") && ["running", "paused"].includes(clockMode(clock.log));

/** The attempt with which the page of its case opens; the one changed last, if there are several. */
export const latestUnderway = <T extends Underway>(attempts: T[]): T | undefined =>
  attempts.filter(isUnderway).sort((a, b) => b.updatedAt - a.updatedAt)[0];

const KIND_MODES: Record<AttemptKind, PageMode> = {
  practice: "review",
  interview: "review",
  calibration: "calibrate",
  score: "read",
};

export const modeOf = (attempt: Attempt | null): PageMode => {
  if (!attempt) return "read";
  return isUnderway(attempt) ? (attempt.kind as PageMode) : KIND_MODES[attempt.kind];
};
