/*
 * Migrating an export: its attempts, and with them the file, become ones of the current format.
 * Input: a file. Output: the file, of the current format where the way is known for all of it.
 * Must not: throw; change a file of this or a newer format.
 */
import { FORMAT } from "./attempt.ts";
import { isRecord } from "./is-record.ts";
import { migrate, STEPS, type Step } from "./migrate.ts";

export const migrateExport = (
  file: Record<string, unknown>,
  steps?: Record<number, Step>,
  latest = FORMAT,
): Record<string, unknown> => {
  const { format, attempts } = file;
  if (typeof format !== "number" || !Number.isInteger(format) || format >= latest || !Array.isArray(attempts))
    return file;
  const migrated = attempts.map((attempt) => migrate(attempt, steps, latest));
  const isWhole = migrated.every((attempt) => isRecord(attempt) && attempt.format === latest);
  return isWhole && Object.hasOwn(steps ?? STEPS, format) ? { ...file, format: latest, attempts: migrated } : file;
};
