/*
 * A drill log: which questions of a drill a reader knew, and when; and where its practice is. This is what the browser
 * stores and what an export holds: one log per drill, with every mark ever given, so that more can be computed from it.
 * Input: a log, what the reader did, `now`; or two versions of a log. Output: a new log; what it says at a moment.
 * Must not: change its arguments; drop a mark or a field that it does not know; touch the page, the storage or the time
 * of day.
 *
 * Two versions are joined mark by mark: a mark is only ever added or taken back. Of the practice, the version changed
 * later is kept. `updatedAt` grows with every change, also when the system clock is set back.
 */
import { canonical, same } from "./join.ts";
import { own } from "./records.ts";
import { AWAY_MS, MINUTE, stampAfter, toMoment } from "./time.ts";

/** The version of stored drill logs that these scripts read and write. */
export const DRILL_FORMAT = 1;

export const QUESTION_MS = 2 * MINUTE;

/** A later version may know more grades; all of them but this one mean that the answer was known. */
const AGAIN = "again";
export type Grade = "knew" | typeof AGAIN;

export interface QuestionMark {
  question: string;
  at: number;
  grade: string;
  /** Of the question's text when it was marked: another one now means that it was reworded. */
  hash: string;
  /** When it was taken back. */
  undoneAt?: number;
}

/** What happened to the question that is asked; its clock is the wall clock between them. */
export interface DrillEvent {
  at: number;
  type: "ask" | "show" | "stop";
  /** ask */
  question?: string;
}

export interface Run {
  /** When anything in it last changed. */
  at: number;
  /** The questions' ids as they are asked; those not in it come last, in the page's order. */
  order: string[];
  /** What was known before this moment is asked again. */
  since: number;
  /** From the last `ask` on. */
  log: DrillEvent[];
}

export interface DrillLog {
  format: number;
  /** The drill's. */
  id: string;
  book: string;
  title: string;
  updatedAt: number;
  marks: Record<string, QuestionMark>;
  run: Run | null;
  [unknown: string]: unknown;
}

export interface Question {
  id: string;
  hash: string;
}

export const newDrillLog = (drill: Pick<DrillLog, "id" | "book" | "title">): DrillLog => ({
  format: DRILL_FORMAT,
  ...drill,
  updatedAt: 0,
  marks: {},
  run: null,
});

/** Fills what a foreign writer left out; keeps the rest as it is. */
export const completeDrillLog = (given: Partial<DrillLog>): DrillLog =>
  ({ title: given.id, marks: {}, run: null, ...given }) as DrillLog;

// ── What a log says ─────────────────────────────────────────────────────────────────────────────

/** By question, the mark that counts: the last one that was not taken back. */
export const latestMarks = (log: DrillLog | null): Map<string, QuestionMark> => {
  const marks = Object.entries(log?.marks ?? {}).filter(([, { undoneAt }]) => undoneAt === undefined);
  marks.sort(([c, x], [d, y]) => x.at - y.at || (c < d ? -1 : 1));
  return new Map(marks.map(([, mark]) => [mark.question, mark]));
};

export const isKnown = (mark: QuestionMark | undefined, since = 0): boolean =>
  mark !== undefined && mark.grade !== AGAIN && mark.at >= since;

/** Those of the questions that are still to be known, in their order. */
export const questionsToGo = (log: DrillLog | null, questions: string[], since = 0): string[] => {
  const marks = latestMarks(log);
  return questions.filter((question) => !isKnown(marks.get(question), since));
};

export interface Asked {
  question: string;
  askedAt: number;
  /** When its answer was shown. */
  shownAt: number | null;
  stopped: boolean;
}

/** The question that a run is at; null when there is none, or none any more. */
export const askedIn = (run: Run | null | undefined): Asked | null => {
  let asked: Asked | null = null;
  for (const { type, at, question } of run?.log ?? []) {
    if (type === "ask") asked = { question: question ?? "", askedAt: at, shownAt: null, stopped: false };
    else if (asked && type === "show") asked.shownAt ??= at;
    else if (asked) asked.stopped = true;
  }
  return asked;
};

/** Whether a page that opens now goes on with the run by itself: it was left a moment ago. */
export const isRunUnderway = (run: Run | null | undefined, now: number): boolean => {
  const asked = askedIn(run);
  return asked !== null && !asked.stopped && now - Math.max(asked.askedAt, asked.shownAt ?? 0) < AWAY_MS;
};

/** Negative once the two minutes are over. */
export const timeLeft = ({ askedAt, shownAt }: Asked, now: number): number =>
  QUESTION_MS - Math.max(0, (shownAt ?? now) - askedAt);

/** All questions of the page in the order in which a run asks them. */
export const orderOf = (run: Run | null, questions: string[]): string[] => {
  const order = (run?.order ?? []).filter((id) => questions.includes(id));
  return [...order, ...questions.filter((id) => !order.includes(id))];
};

/** The next question that is to be known, after another in the run's order, then from its beginning. */
export const nextToGo = (log: DrillLog, questions: string[], after: string | null): string | null => {
  const order = orderOf(log.run, questions);
  const toGo = questionsToGo(log, order, log.run?.since);
  const place = after === null ? -1 : order.indexOf(after);
  return toGo.find((id) => order.indexOf(id) > place) ?? toGo[0] ?? null;
};

// ── What a reader does ──────────────────────────────────────────────────────────────────────────

const withRun = (log: DrillLog, run: Partial<Run>, stamp: number): DrillLog => ({
  ...log,
  updatedAt: stamp,
  run: { order: [], since: 0, log: [], ...log.run, ...run, at: stamp },
});

/** Goes to a question; null: the run is over. */
export const ask = (log: DrillLog, question: string | null, now: number): DrillLog => {
  const asked: DrillEvent[] = question === null ? [] : [{ at: toMoment(now), type: "ask", question }];
  return withRun(log, { log: asked }, stampAfter(log.updatedAt, now));
};

/** Begins with the first question that is to be known, or with the first of all when all are known. */
export const begin = (log: DrillLog, questions: string[], now: number): DrillLog => {
  const stamp = stampAfter(log.updatedAt, now);
  const since = questionsToGo(log, questions).length === 0 ? stamp : 0;
  const begun = withRun(log, { order: [], since }, stamp);
  return ask(begun, nextToGo(begun, questions, null), now);
};

/** Where the run was stopped or left, with two new minutes; null when there is nothing to go on with. */
export const placeToResume = (log: DrillLog | null, questions: string[]): string | null => {
  const asked = askedIn(log?.run);
  if (!log || !asked) return null;
  const toGo = questionsToGo(log, questions, log.run?.since);
  return toGo.includes(asked.question) ? asked.question : nextToGo(log, questions, asked.question);
};

const happened = (log: DrillLog, type: "show" | "stop", now: number): DrillLog => {
  const asked = askedIn(log.run);
  if (!log.run || !asked || asked.stopped || (type === "show" && asked.shownAt !== null)) return log;
  const events: DrillEvent[] = [...log.run.log, { at: toMoment(now), type }];
  return withRun(log, { log: events }, stampAfter(log.updatedAt, now));
};

export const show = (log: DrillLog, now: number): DrillLog => happened(log, "show", now);
export const stop = (log: DrillLog, now: number): DrillLog => happened(log, "stop", now);

export const reorder = (log: DrillLog, order: string[], now: number): DrillLog =>
  withRun(log, { order }, stampAfter(log.updatedAt, now));

/** `as`: the mark's own id, new. */
export const mark = (log: DrillLog, { id, hash }: Question, grade: Grade, as: string, now: number): DrillLog => {
  const at = stampAfter(log.updatedAt, now);
  return { ...log, updatedAt: at, marks: { ...log.marks, [as]: { question: id, at, grade, hash } } };
};

/** Takes a mark back, and goes back to where the run was. */
export const takeBack = (log: DrillLog, as: string, run: Run | null, now: number): DrillLog => {
  const stamp = stampAfter(log.updatedAt, now);
  const given = own(log.marks, as);
  const marks = given ? { ...log.marks, [as]: { ...given, undoneAt: stamp } } : log.marks;
  return withRun({ ...log, marks }, run ?? {}, stamp);
};

// ── Joining ─────────────────────────────────────────────────────────────────────────────────────

/** The later of two values; between equals the choice does not depend on who asks. */
const laterFirst = <T>(a: T, b: T, at: (value: T) => number): [T, T] =>
  (at(a) - at(b) || (canonical(a) > canonical(b) ? 1 : -1)) > 0 ? [a, b] : [b, a];

const joinMarks = (late: QuestionMark | undefined, early: QuestionMark | undefined): QuestionMark | undefined => {
  if (!late || !early) return late ?? early;
  const undone = [late.undoneAt, early.undoneAt].filter((at) => at !== undefined);
  return { ...early, ...late, ...(undone.length > 0 && { undoneAt: Math.max(...undone) }) };
};

/** Does not depend on who joins, in which order or how often. */
export const joinDrillLogs = (a: DrillLog, b: DrillLog): DrillLog => {
  if (a.id !== b.id) throw new TypeError("two logs are not of one drill");
  const [late, early] = laterFirst(a, b, ({ updatedAt }) => updatedAt);
  const ids = new Set([...Object.keys(early.marks), ...Object.keys(late.marks)]);
  const marks = [...ids].map((id) => [id, joinMarks(own(late.marks, id), own(early.marks, id))]);
  const [run] = laterFirst(late.run, early.run, (one) => one?.at ?? -1);
  return { ...early, ...late, marks: Object.fromEntries(marks), run };
};

/**
 * What an import writes of drill logs: those with something that is not here, joined with what is. `marks`: how many of
 * theirs are new here; `whole`: the logs that are here after it just as the file has them.
 */
export const drillLogsToImport = (
  existing: DrillLog[],
  incoming: DrillLog[],
): { logs: DrillLog[]; marks: number; whole: DrillLog[] } => {
  const known = new Map(existing.map((log) => [log.id, log]));
  const logs: DrillLog[] = [];
  const whole: DrillLog[] = [];
  let marks = 0;
  for (const log of incoming) {
    const old = known.get(log.id);
    const result = old ? joinDrillLogs(log, old) : log;
    if (same(result, log)) whole.push(result);
    if (old && same(result, old)) continue;
    marks += Object.entries(result.marks).filter(([id, one]) => !same(one, own(old?.marks, id) ?? null)).length;
    logs.push(result);
  }
  return { logs, marks, whole };
};
