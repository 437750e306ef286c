/*
 * Marks: how far the reader is with each case, for the sidebar, the cards and the next training.
 * Input: attempts. Output: one mark per case that was begun.
 * Must not: need the page data; count a calibration, which scores a sample's author, or an interview of somebody else.
 */
import { type Attempt, isScored } from "./attempt.ts";

export interface SidebarMark {
  state: "started" | "finished" | "scored";
  attempts: number;
  text: string;
}

const MARK_WORDS = { started: "started", finished: "practised", scored: "scored" };

/** Marks by case id; only the progress page knows the signals, so here any tick or override is a score. */
export const sidebarMarks = (attempts: Attempt[]): Record<string, SidebarMark> => {
  const marks = new Map<string, SidebarMark>();
  for (const attempt of attempts) {
    const { kind, case: id, finishedAt } = attempt;
    if (kind === "calibration") continue;
    const known = marks.get(id);
    const isFinished = known?.state === "finished" || finishedAt !== null;
    const state = known?.state === "scored" || isScored(attempt) ? "scored" : isFinished ? "finished" : "started";
    const total = (known?.attempts ?? 0) + 1;
    const text = `${MARK_WORDS[state]}, ${total} attempt${total === 1 ? "" : "s"}`;
    marks.set(id, { state, attempts: total, text });
  }
  return Object.fromEntries(marks);
};

/** An interview that the reader gave is somebody else's progress, unless the reader says that interviews count. */
export const isOwn = ({ kind }: Attempt, countInterviews: boolean): boolean => countInterviews || kind !== "interview";

/** The ids of the cases that the reader has finished or scored. */
export const doneCases = (attempts: Attempt[]): string[] =>
  Object.entries(sidebarMarks(attempts)).flatMap(([id, { state }]) => (state === "started" ? [] : [id]));
