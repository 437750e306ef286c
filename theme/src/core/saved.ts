/*
 * A saved case: that the reader keeps a case at the front of the board, or no longer does.
 * Input: texts from storage, two versions of one. Output: what they say. Must not: throw; lose that a case was taken
 * off again, or an older file would bring it back.
 */
import { isRecord } from "./is-record.ts";

export const SAVED_FORMAT = 1;

export interface Saved {
  format: number;
  book: string;
  /** The case's. */
  id: string;
  saved: boolean;
  /** When the reader last decided. */
  updatedAt: number;
}

/** "newer" when a newer version wrote it; null when it cannot be read. */
export const readSaved = (text: string, id: string): Saved | "newer" | null => {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    if (typeof value.format === "number" && value.format > SAVED_FORMAT) return "newer";
    const isWhole = typeof value.saved === "boolean" && Number.isFinite(value.updatedAt) && value.id === id;
    return value.format === SAVED_FORMAT && isWhole ? (value as unknown as Saved) : null;
  } catch {
    return null;
  }
};

/** The later one; of two at the same moment the one that saves. */
export const joinSaved = (a: Saved, b: Saved): Saved =>
  a.updatedAt === b.updatedAt ? (a.saved ? a : b) : a.updatedAt > b.updatedAt ? a : b;

/** What an import writes: those that are decided later than here. */
export const savedToImport = (existing: Saved[], incoming: Saved[]): Saved[] => {
  const here = new Map(existing.map((one) => [one.id, one]));
  return incoming.filter((one) => {
    const old = here.get(one.id);
    return !old || (joinSaved(one, old) === one && (old.saved !== one.saved || old.updatedAt !== one.updatedAt));
  });
};
