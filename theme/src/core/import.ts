/*
 * Importing: a file is checked whole before anything else happens, and compared with what is here.
 * Input: the text of a file, attempts. Output: faults by place, or attempts; values only.
 * Must not: touch the page, the storage or the time of day; throw on hostile input; put a string into HTML.
 */
import { type Attempt, completeAttempt } from "./attempt.ts";
import {
  attemptShape,
  currentFormat,
  type Fault,
  faultsOf,
  idShape,
  isNewerFormat,
  LIMITS,
  momentShape,
  newerMessage,
} from "./attempt-shape.ts";
import { completeDrillLog, type DrillLog } from "./drill-log.ts";
import { drillLogShape, isNewerDrillLog, migrateDrillLog } from "./drill-log-shape.ts";
import { EXPORT_KIND, type ExportFile } from "./export.ts";
import { isRecord } from "./is-record.ts";
import { merged, same } from "./join.ts";
import { migrateExport } from "./migrate-export.ts";
import { SAVED_FORMAT, type Saved } from "./saved.ts";
import { type Check, flag, listOf, oneOf, shape } from "./shape.ts";

export type ParsedExport =
  | { ok: true; book: string; exportedAt: number; attempts: Attempt[]; drills: DrillLog[]; saved: Saved[] }
  | { ok: false; newer: boolean; errors: Fault[] };

/** joined: the file has something that is not here. older, same: it has not. */
export type ImportState = "new" | "joined" | "older" | "same";

export interface PreviewRow {
  id: string;
  state: ImportState;
  attempt: Attempt;
  /** What is here. */
  existing: Attempt | null;
  /** What an import writes. */
  result: Attempt;
}

export interface Preview {
  rows: PreviewRow[];
  counts: Record<ImportState, number>;
}

const savedFormat: Check = (value, place, report) => {
  if (value !== SAVED_FORMAT) report(place, `is not ${SAVED_FORMAT}`);
};
const savedShape = shape({
  format: savedFormat,
  book: idShape,
  id: idShape,
  saved: flag,
  updatedAt: momentShape(LIMITS.time),
});

const fileShape = shape(
  {
    format: currentFormat,
    kind: oneOf([EXPORT_KIND]),
    book: idShape,
    exportedAt: momentShape(LIMITS.time),
    attempts: listOf(attemptShape(LIMITS.time)),
  },
  { drills: listOf(drillLogShape(LIMITS.time)), saved: listOf(savedShape) },
);

const refused = (...errors: Fault[]): ParsedExport => ({ ok: false, newer: false, errors });

/** Of a list of a file whose shape is right: that all is of this book, and each id is there once. */
const listFaults = (
  name: "attempts" | "drills" | "saved",
  list: { id: string; book: string }[],
  book: string,
): Fault[] => {
  const places = new Map<string, number>();
  return list.flatMap((one, index) => {
    const found: Fault[] = [];
    const first = places.get(one.id);
    if (first !== undefined)
      found.push({ place: `${name}[${index}].id`, message: `repeats that of ${name}[${first}]` });
    if (one.book !== book) found.push({ place: `${name}[${index}].book`, message: `is not \`${book}\`` });
    places.set(one.id, index);
    return found;
  });
};

const contentFaults = (file: ExportFile, book: string): Fault[] => {
  if (file.book !== book)
    return [{ place: "book", message: `is \`${file.book.slice(0, 60)}\`, and this is \`${book}\`` }];
  return [
    ...listFaults("attempts", file.attempts, book),
    ...listFaults("drills", file.drills ?? [], book),
    ...listFaults("saved", file.saved ?? [], book),
  ];
};

/** The newer format that the file or anything in it has. */
const newerFormat = ({ format, attempts, drills, saved }: Record<string, unknown>): number | undefined => {
  const listed = (list: unknown) => (Array.isArray(list) ? list : []);
  const logs = listed(drills).filter(isNewerDrillLog);
  return [format, ...[...listed(attempts), ...logs, ...listed(saved)].map((one) => one?.format)].find(isNewerFormat);
};

/** Reads what `exportFile` wrote, for the book that is open. */
export const parseExport = (contents: string, book: string): ParsedExport => {
  const body = contents.replace(/^\uFEFF/, "");
  if (body.trim() === "") return refused({ place: "file", message: "is empty" });
  if (body.length > LIMITS.file) return refused({ place: "file", message: `is longer than ${LIMITS.file} characters` });
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return refused({ place: "file", message: `is not JSON: ${error instanceof Error ? error.message : error}` });
  }
  if (!isRecord(value)) return refused({ place: "file", message: "is not an export of a casebook" });
  const newer = newerFormat(value);
  if (newer !== undefined) {
    const message = `${newerMessage(newer)}; open the newer book to import it`;
    return { ok: false, newer: true, errors: [{ place: "format", message }] };
  }
  if (!Object.hasOwn(value, "kind")) {
    return refused({ place: "kind", message: "is missing: this is not an export of a casebook" });
  }
  for (const place of ["attempts", "drills", "saved"]) {
    const list = value[place];
    if (Array.isArray(list) && list.length > LIMITS.attempts) {
      return refused({ place, message: `are more than ${LIMITS.attempts}` });
    }
  }
  const current = migrateExport(value);
  if (Array.isArray(current.drills)) current.drills = current.drills.map(migrateDrillLog);
  const shapeFaults = faultsOf(fileShape, current);
  if (shapeFaults.length > 0) return refused(...shapeFaults);
  const file = current as unknown as ExportFile;
  const faults = contentFaults(file, book);
  if (faults.length > 0) return refused(...faults.slice(0, LIMITS.errors));
  const drills = (file.drills ?? []).map(completeDrillLog);
  return {
    ok: true,
    book,
    exportedAt: file.exportedAt,
    attempts: file.attempts.map(completeAttempt),
    drills,
    saved: file.saved ?? [],
  };
};

export const previewImport = (existing: Attempt[], incoming: Attempt[]): Preview => {
  const known = new Map(existing.map((attempt) => [attempt.id, attempt]));
  const counts = { new: 0, joined: 0, older: 0, same: 0 };
  const rows = incoming.map((attempt) => {
    const old = known.get(attempt.id) ?? null;
    // Nobody knows what both began from: of two different texts the one that loses is put aside.
    const result = old ? merged(attempt, old, { ...old, criteria: {} }) : attempt;
    const isOlder = attempt.updatedAt < (old?.updatedAt ?? 0);
    const state: ImportState = !old ? "new" : !same(result, old) ? "joined" : isOlder ? "older" : "same";
    counts[state] += 1;
    return { id: attempt.id, state, attempt, existing: old, result };
  });
  return { rows, counts };
};

/** What an import writes: the attempts that are new here, and those with something new, joined with what is here. */
export const takenFrom = ({ rows }: Preview): Attempt[] =>
  rows.filter(({ state }) => state === "new" || state === "joined").map(({ result }) => result);

/** What is here after the import just as the file has it. */
export const wholeIn = ({ rows }: Preview): Attempt[] =>
  rows.filter(({ attempt, result }) => same(attempt, result)).map(({ result }) => result);
