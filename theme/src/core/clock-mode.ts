/*
 * Clock mode: whether the clock of an attempt is ready, running, paused or finished, from its log alone.
 * Input: events in order. Output: the mode. Must not: need the time; the first paint of a case asks this too.
 */

export type ClockMode = "ready" | "running" | "paused" | "finished";

export type ClockEventType = "start" | "pause" | "resume" | "extend" | "next" | "finish" | "reopen";

/** `ran`: whether the clock was running before. Events that make no sense in a mode change nothing. */
export const nextMode = (mode: ClockMode, type: ClockEventType, ran: boolean): ClockMode => {
  if (mode === "finished") return type !== "reopen" ? mode : ran ? "paused" : "ready";
  if (type === "finish") return "finished";
  if (type === "start" && mode === "ready") return "running";
  if (type === "pause" && mode === "running") return "paused";
  return type === "resume" && mode === "paused" ? "running" : mode;
};

export const clockMode = (log: { at: number; type: ClockEventType }[]): ClockMode => {
  let mode: ClockMode = "ready";
  let ran = false;
  for (const event of log) {
    if (!Number.isFinite(event?.at)) continue; // storage may hold anything
    mode = nextMode(mode, event.type, ran);
    ran ||= mode === "running";
  }
  return mode;
};
