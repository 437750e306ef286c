/*
 * Exporting: all attempts, drill logs and saved cases of a book as one file.
 * Input: attempts, drill logs, saved cases, `now`. Output: the file's name and text. Must not: leave anything out.
 * The format of the file is described in preprocessor/schemas/export.json.
 */
import { type Attempt, FORMAT } from "./attempt.ts";
import type { DrillLog } from "./drill-log.ts";
import type { Saved } from "./saved.ts";

export const EXPORT_KIND = "casebook-export";

export interface ExportFile {
  format: number;
  kind: typeof EXPORT_KIND;
  book: string;
  exportedAt: number;
  attempts: Attempt[];
  /** Absent when there are none. */
  drills?: DrillLog[];
  /** Of saved cases, and of those that no longer are; absent when there are none. */
  saved?: Saved[];
}

export const exportFile = (
  book: string,
  attempts: Attempt[],
  now: number,
  drills: DrillLog[] = [],
  saved: Saved[] = [],
): { name: string; text: string } => {
  const file: ExportFile = { format: FORMAT, kind: EXPORT_KIND, book, exportedAt: now, attempts };
  if (drills.length > 0) file.drills = drills;
  if (saved.length > 0) file.saved = saved;
  const date = new Date(now); // of the reader's day, as the page says it
  const [month, dayOfMonth] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  const day = `${date.getFullYear()}-${month}-${dayOfMonth}`;
  return {
    name: `casebook-${book.replace(/[^A-Za-z0-9._-]+/g, "-")}-${day}.json`,
    text: JSON.stringify(file, null, 2),
  };
};
