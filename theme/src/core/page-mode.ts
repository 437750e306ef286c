/*
 * Page mode: what the page of a case is for, given the attempt it works on; and which attempt goes on.
 * Input: attempts, or as much of them as this asks. Output: a mode; an attempt.
 * Must not: need the time or the page data; the first paint of a case asks this too.
 *
 * Without an attempt the page is the question, with its answers folded; it is read once the reader asked for the answers
 * or has worked on the case before. "hidden" is the question after a practice was discarded or before a new attempt: the
 * answers stay away until they are asked for, on paper as well. Practice and interview are modes while their clock runs or
 * is paused; then comes review, looking back without the answers, until the attempt is scored, and then its result.
 * What a reader chose to see comes before that. Calibration is calibrate.
 */
import { type Attempt, isScored } from "./attempt.ts";
import { clockMode } from "./clock-mode.ts";

/** What a reader chose to see, and sees until the visit ends. */
const ACTS = ["hidden", "read", "review", "score", "result"] as const;
export type Act = (typeof ACTS)[number];

export type PageMode = "question" | Act | "practice" | "interview" | "calibrate";

/** What the browser remembers of an earlier page, if it is one. */
export const actOf = (text: string | null | undefined): Act | null => ACTS.find((act) => act === text) ?? null;

type Underway = Pick<Attempt, "kind" | "clock" | "updatedAt">;

/** A practice or an interview that was started and is not finished. */
export const isUnderway = ({ kind, clock }: Pick<Attempt, "kind" | "clock">): boolean =>
  (kind === "practice" || kind === "interview") && ["running", "paused"].includes(clockMode(clock.log));

/** The attempt with which the page of its case opens; the one changed last, if there are several. */
export const latestUnderway = <T extends Underway>(attempts: T[]): T | undefined =>
  attempts.filter(isUnderway).sort((a, b) => b.updatedAt - a.updatedAt)[0];

/** `practised`: whether there is any attempt at this case. */
export const modeOf = (attempt: Attempt | null, act: Act | null = null, practised = false): PageMode => {
  if (!attempt) {
    if (act && act !== "review" && act !== "result") return act;
    return practised ? "read" : "question";
  }
  const { kind } = attempt;
  if (isUnderway(attempt)) return kind as PageMode;
  if (kind === "calibration") return "calibrate";
  if (act && act !== "hidden" && (act !== "review" || kind !== "score")) return act;
  if (isScored(attempt)) return "result";
  return kind === "score" ? "read" : "review";
};
