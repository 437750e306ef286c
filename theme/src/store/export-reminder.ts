/*
 * The reminder to export: whether the reader should keep a file, because a browser's storage is not a safe place.
 * Input: the store, the drill logs, `now`. Output: whether it is due, and for how many attempts and drills.
 * Must not: remind within a week, because of a skewed clock, or of what came in a file.
 */
import type { Attempt } from "../core/attempt.ts";
import type { DrillLog } from "../core/drill-log.ts";
import { isRecord } from "../core/is-record.ts";
import { own } from "../core/records.ts";
import { count } from "../core/words.ts";
import type { Store } from "./storage.ts";

const WEEK = 7 * 24 * 60 * 60 * 1000;

export interface ExportReminder {
  due: boolean;
  lastExportAt: number | null;
  /** Attempts and drills that no file holds as they are now, exported or imported. */
  changes: number;
}

/** "1 attempt is", "3 attempts or drills are" */
export const changedText = (changes: number, hasDrills: boolean): string => {
  const what = hasDrills ? count(changes, "attempt or drill", "attempts or drills") : count(changes, "attempt");
  return `${what} ${changes === 1 ? "is" : "are"}`;
};

const numberOrNull = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** `kept`: the attempts and drill logs that the file has. */
export const markExported = ({ settings }: Store, kept: { updatedAt: number }[], now: number): void => {
  settings.set("lastExportAt", now);
  // Not `now`: a skewed clock may have dated changes later than today.
  settings.set(
    "exportedUpTo",
    kept.reduce((most, { updatedAt }) => Math.max(most, updatedAt), 0),
  );
  settings.set("imported", {});
};

const importedOf = ({ settings }: Store): Record<string, number> => {
  const imported = settings.get("imported");
  return isRecord(imported) ? imported : {};
};

/** The file they came from has these attempts and drill logs as they are. */
export const markImported = (store: Store, kept: { id: string; updatedAt: number }[]): void =>
  store.settings.set("imported", {
    ...importedOf(store),
    ...Object.fromEntries(kept.map(({ id, updatedAt }) => [id, updatedAt])),
  });

const firstMarkAt = ({ marks, updatedAt }: DrillLog): number =>
  Object.values(marks).reduce((least, { at }) => Math.min(least, at), updatedAt);

/** `attempts`: all of the store's, of who has listed them already. */
export const exportReminder = (
  store: Store,
  now: number,
  drills: DrillLog[] = [],
  attempts: Attempt[] = store.list(),
): ExportReminder => {
  const { settings } = store;
  const lastExportAt = numberOrNull(settings.get("lastExportAt"));
  const upTo = numberOrNull(settings.get("exportedUpTo")) ?? lastExportAt ?? -1;
  const imported = importedOf(store);
  const kept = [
    ...attempts.map(({ id, startedAt, updatedAt }) => ({ id, from: startedAt, updatedAt })),
    ...drills.map((log) => ({ id: log.id, from: firstMarkAt(log), updatedAt: log.updatedAt })),
  ];
  const changed = kept.filter(({ id, updatedAt }) => updatedAt > Math.max(upTo, numberOrNull(own(imported, id)) ?? -1));
  const since = lastExportAt ?? changed.reduce((least, { from }) => Math.min(least, from), Infinity);
  return { due: changed.length > 0 && now - since > WEEK, lastExportAt, changes: changed.length };
};
