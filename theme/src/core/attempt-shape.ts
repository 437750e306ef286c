/*
 * The shape of an attempt: whether a value from a file or from storage is one.
 * Input: any value. Output: what is wrong with it, by place; nothing when it is sound.
 * Must not: throw on hostile input; refuse what this browser itself stored, even with a skewed clock.
 * preprocessor/schemas/export.json says the same to others; a test holds the two together.
 */
import { FORMAT, LARGEST_COUNT, LONGEST_EXTENSION } from "./attempt.ts";
import { type Check, flag, inside, listOf, number, oneOf, orNull, recordOf, shape, text } from "./shape.ts";
import { LAST_DATE, LATEST_MOMENT } from "./time.ts";

export interface Fault {
  place: string;
  message: string;
}

/**
 * Characters of a file, a text and an id; attempts in a file; nesting; the last moment believed; a count; faults that
 * are listed.
 */
export const LIMITS = {
  file: 20_000_000,
  attempts: 10_000,
  text: 5_000_000,
  id: 200,
  depth: 40,
  time: LATEST_MOMENT,
  count: LARGEST_COUNT,
  errors: 50,
};

const KINDS = ["practice", "score", "interview", "calibration"];
const EVENTS = ["start", "pause", "resume", "extend", "next", "finish", "reopen"];

export const isNewerFormat = (format: unknown): format is number => typeof format === "number" && format > FORMAT;

/** What a file or an attempt of a newer version is told. */
export const newerMessage = (format: number): string =>
  `comes from a newer version (format ${format}; this page reads ${FORMAT})`;

export const currentFormat: Check = (value, place, report) => {
  if (value !== FORMAT) report(place, isNewerFormat(value) ? newerMessage(value) : `is not ${FORMAT}`);
};

export const idShape = text(LIMITS.id, 1);
export const momentShape = (latest: number): Check => number(latest, "is not a time in milliseconds since 1970");

/** `latest`: the last moment that is believed. */
export const attemptShape = (latest: number): Check => {
  const prose = text(LIMITS.text);
  const moment = momentShape(latest);
  const count = number(LIMITS.count, "is not a count");
  const minutes = number(LONGEST_EXTENSION, "is not minutes of a day");
  const event = shape({ at: moment, type: oneOf(EVENTS) }, { n: count, criterion: idShape, minutes });
  const entry = shape(
    {},
    {
      notes: prose,
      evidence: prose,
      ticks: recordOf(shape({ hash: text(LIMITS.id), at: moment }, { text: prose })),
      override: orNull(shape({ level: idShape, reason: prose })),
    },
  );
  const overwritten = shape({ criterion: idShape, field: idShape, text: prose, at: moment });
  return shape(
    {
      format: currentFormat,
      id: idShape,
      book: idShape,
      case: idShape,
      kind: oneOf(KINDS),
      startedAt: moment,
      updatedAt: moment,
    },
    {
      title: prose,
      round: text(LIMITS.id),
      sample: orNull(idShape),
      finishedAt: orNull(moment),
      clock: shape({}, { on: flag, log: listOf(event) }),
      criteria: recordOf(entry),
      asked: recordOf(moment),
      shown: recordOf(moment),
      heard: recordOf(moment),
      changed: recordOf(moment),
      comparison: shape({ agree: count, generous: count, strict: count, at: moment }),
      weakest: shape({}, { criterion: text(LIMITS.id), why: prose }),
      aside: shape({}, { overwritten: listOf(overwritten) }),
    },
  );
};

type Harm = { path: (string | number)[]; message: string };

/** Keys that could reach a prototype, and nesting that could exhaust a stack; it goes no deeper than allowed. */
const harmIn = (value: unknown, depth: number): Harm | null => {
  if (typeof value !== "object" || value === null) return null;
  if (depth > LIMITS.depth) return { path: [], message: "is nested too deeply" };
  for (const key of Object.keys(value)) {
    const harm =
      key === "__proto__"
        ? { path: [], message: "is a key that no casebook writes" }
        : harmIn(value[key as keyof typeof value], depth + 1);
    if (harm) return { ...harm, path: [Array.isArray(value) ? Number(key) : key, ...harm.path] };
  }
  return null;
};

export const faultsOf = (check: Check, value: unknown): Fault[] => {
  const harm = harmIn(value, 0);
  if (harm) {
    const step = (place: string, key: string | number) =>
      typeof key === "number" ? `${place}[${key}]` : inside(place, key);
    return [{ place: harm.path.reduce(step, "").slice(0, 200), message: harm.message }];
  }
  let isSound = true;
  check(value, null, () => {
    isSound = false;
  });
  if (isSound) return [];
  const found: Fault[] = [];
  check(value, "", (place, message) => {
    if (found.length < LIMITS.errors) found.push({ place: place ?? "", message });
  });
  return found;
};

const stored = attemptShape(LAST_DATE);

/** Of a value that this browser stored. */
export const checkAttempt = (value: unknown): Fault[] => faultsOf(stored, value);
