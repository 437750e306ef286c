/*
 * The shape of a drill log: whether a value from a file or from storage is one.
 * Input: any value. Output: the log in the current format; what is wrong with it, by place.
 * Must not: throw on hostile input; refuse what this browser itself stored, even with a skewed clock.
 * preprocessor/schemas/export.json says the same to others; a test holds the two together.
 */
import { faultsOf, idShape, LIMITS, momentShape } from "./attempt-shape.ts";
import { completeDrillLog, DRILL_FORMAT, type DrillLog } from "./drill-log.ts";
import { isRecord } from "./is-record.ts";
import { migrate, type Step } from "./migrate.ts";
import { type Check, listOf, oneOf, orNull, recordOf, shape, text } from "./shape.ts";
import { LAST_DATE } from "./time.ts";

/** By the format they begin from. When DRILL_FORMAT grows, a step is added here for the format before. */
const STEPS: Record<number, Step> = {};

const EVENTS = ["ask", "show", "stop"];

export const isNewerDrillLog = (value: unknown): boolean =>
  isRecord(value) && typeof value.format === "number" && value.format > DRILL_FORMAT;

/** A log of an older format becomes one of the current format, where the way is known. */
export const migrateDrillLog = (value: unknown): unknown => migrate(value, STEPS, DRILL_FORMAT);

/** `latest`: the last moment that is believed. */
export const drillLogShape = (latest: number): Check => {
  const moment = momentShape(latest);
  const label = text(LIMITS.id);
  const format: Check = (value, place, report) => {
    if (value !== DRILL_FORMAT) report(place, `is not ${DRILL_FORMAT}`);
  };
  const mark = shape({ question: idShape, at: moment, grade: idShape, hash: label }, { undoneAt: moment });
  const event = shape({ at: moment, type: oneOf(EVENTS) }, { question: idShape });
  const run = shape({ at: moment, order: listOf(idShape), since: moment, log: listOf(event) });
  return shape(
    { format, id: idShape, book: idShape, updatedAt: moment },
    { title: text(LIMITS.text), marks: recordOf(mark), run: orNull(run) },
  );
};

const stored = drillLogShape(LAST_DATE);

/** What is stored as a drill log: the log; "newer" when a newer version wrote it; null when it cannot be read. */
export const readDrillLog = (value: unknown): DrillLog | "newer" | null => {
  const current = migrateDrillLog(value);
  if (isNewerDrillLog(current)) return "newer";
  return faultsOf(stored, current).length === 0 ? completeDrillLog(current as Partial<DrillLog>) : null;
};
