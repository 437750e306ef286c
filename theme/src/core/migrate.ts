/*
 * Migrating: an attempt of an older format becomes one of the current format, before anything checks or reads it.
 * Input: any value, from storage or from a file. Output: the value, of the current format where the way is known.
 * Must not: throw; change a value of this or a newer format, or one that is no attempt.
 *
 * When FORMAT grows, a step is added here for the format before, and its attempts stay in tests/fixtures.
 */
import { FORMAT } from "./attempt.ts";
import { isRecord } from "./is-record.ts";

/** Makes of an attempt of one format one of the next, but for its `format`. */
export type Step = (attempt: Record<string, unknown>) => Record<string, unknown>;

/** By the format they begin from. */
export const STEPS: Record<number, Step> = {};

export const migrate = (value: unknown, steps: Record<number, Step> = STEPS, latest: number = FORMAT): unknown => {
  let now = value;
  while (isRecord(now) && typeof now.format === "number" && now.format < latest) {
    const step = Object.hasOwn(steps, now.format) ? steps[now.format] : undefined;
    if (!step) return value;
    now = { ...step(now), format: now.format + 1 };
  }
  return now;
};
