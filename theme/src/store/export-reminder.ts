/*
 * The reminder to export: whether the reader should keep a file, because a browser's storage is not a safe place.
 * Input: the store, `now`. Output: whether it is due, and for how many attempts.
 * Must not: remind within a week, because of a skewed clock, or of what came in a file.
 */
import type { Attempt } from "../core/attempt.ts";
import { isRecord, own } from "../core/records.ts";
import type { Store } from "./storage.ts";

const WEEK = 7 * 24 * 60 * 60 * 1000;

export interface ExportReminder {
  due: boolean;
  lastExportAt: number | null;
  /** Attempts that no file holds as they are now, exported or imported. */
  changes: number;
}

const numberOrNull = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

export const markExported = ({ settings }: Store, attempts: Attempt[], now: number): void => {
  settings.set("lastExportAt", now);
  // Not `now`: a skewed clock may have dated changes later than today.
  settings.set(
    "exportedUpTo",
    attempts.reduce((most, { updatedAt }) => Math.max(most, updatedAt), 0),
  );
  settings.set("imported", {});
};

const importedOf = ({ settings }: Store): Record<string, number> => {
  const imported = settings.get("imported");
  return isRecord(imported) ? imported : {};
};

/** The file they came from has them as they are. */
export const markImported = (store: Store, attempts: Attempt[]): void =>
  store.settings.set("imported", {
    ...importedOf(store),
    ...Object.fromEntries(attempts.map(({ id, updatedAt }) => [id, updatedAt])),
  });

export const exportReminder = (store: Store, now: number): ExportReminder => {
  const { settings } = store;
  const lastExportAt = numberOrNull(settings.get("lastExportAt"));
  const upTo = numberOrNull(settings.get("exportedUpTo")) ?? lastExportAt ?? -1;
  const imported = importedOf(store);
  const changed = store
    .list()
    .filter(({ id, updatedAt }) => updatedAt > Math.max(upTo, numberOrNull(own(imported, id)) ?? -1));
  const since = lastExportAt ?? changed.reduce((least, { startedAt }) => Math.min(least, startedAt), Infinity);
  return { due: changed.length > 0 && now - since > WEEK, lastExportAt, changes: changed.length };
};
