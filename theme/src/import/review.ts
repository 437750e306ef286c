/*
 * Reviewing an import: a file is checked whole, previewed, and only then imported.
 * Input: a file of the reader. Output: attempts in the store, all or none, with an offer to undo.
 * Must not: change anything before the reader has seen the preview; show a string of the file as anything but text.
 *
 * One button at a time is called Import: first it chooses the file, then, under the preview, it does it.
 */
import { type Fault, LIMITS } from "../core/attempt-shape.ts";
import { drillLogsToImport } from "../core/drill-log.ts";
import {
  type ImportState,
  type ParsedExport,
  type Preview,
  type PreviewRow,
  parseExport,
  previewImport,
  takenFrom,
  wholeIn,
} from "../core/import.ts";
import { savedToImport } from "../core/saved.ts";
import { count, formatDate, kindName, shorten } from "../core/words.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { primaryButton } from "../elements/controls.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { button } from "../page/controls.ts";
import { keepArrows, make } from "../page/dom.ts";
import type { ImportPlace, ImportReview } from "../progress/cb-import.ts";
import { emitAttempts } from "../progress/events.ts";
import { scrollBox } from "../progress/scroll-box.ts";
import { openDrillLogs } from "../store/drill-logs.ts";
import { markImported } from "../store/export-reminder.ts";
import { importAll } from "../store/import-all.ts";
import { openSavedCases } from "../store/saved-cases.ts";

type Incoming = Extract<ParsedExport, { ok: true }>;

/** Rows of a preview on the page; the counts are always of all. */
const LISTED = 200;
/** A character has up to four bytes. */
const LARGEST_BYTES = 4 * LIMITS.file;
const MEANING: Record<ImportState, string> = {
  new: "added",
  joined: "added to yours; of two texts in one box, one is kept aside",
  older: "yours has everything in it, and more",
  same: "already here",
};
const STATES = Object.keys(MEANING) as ImportState[];

const rowOf = ({ state, attempt: { title, startedAt, kind } }: PreviewRow): HTMLElement =>
  make(
    "tr",
    {},
    make("td", {}, state),
    rowHead(shorten(title, 120)),
    make("td", {}, formatDate(startedAt)),
    make("td", {}, kindName(kind)),
  );

const tableOf = (rows: PreviewRow[]): HTMLElement =>
  make(
    "table",
    { class: "cb-figures" },
    make("caption", { class: "cb-unseen" }, "Attempts in the file"),
    tableHead(["State", "Case", "Began", "Kind"]),
    make("tbody", {}, rows.slice(0, LISTED).map(rowOf)),
  );

const countsList = (counts: Preview["counts"]): HTMLElement => {
  const items = STATES.map((state) =>
    make("li", {}, make("strong", {}, `${counts[state]} ${state}`), `: ${MEANING[state]}`),
  );
  return make("ul", { class: "cb-counts" }, items);
};

export class Review implements ImportReview {
  readonly #place: ImportPlace;
  readonly #preview = make("section", {
    class: "cb-box cb-preview",
    "aria-label": "Preview of the import",
    tabindex: "-1",
    hidden: true,
    keydown: keepArrows,
  });
  /** What the file holds, while its preview is open. */
  #incoming: Incoming | null = null;
  #name = "";
  #reading: File | null = null;

  constructor(place: ImportPlace) {
    this.#place = place;
    place.host.append(this.#preview);
  }

  draw(): void {
    if (this.#incoming) this.#drawPreview(this.#incoming);
  }

  async read(file: File): Promise<void> {
    const { store, status } = this.#place;
    this.#name = shorten(file.name, 80);
    this.#reading = file;
    try {
      if (file.size > LARGEST_BYTES) throw new Error("It is too large to be an export.");
      const text = await file.text();
      if (this.#reading !== file) return; // another was chosen meanwhile
      const parsed = parseExport(text, store.book);
      if (!parsed.ok) return this.#refuse(parsed.errors);
      this.#incoming = parsed;
    } catch (error) {
      if (this.#reading !== file) return;
      const reason = error instanceof Error ? error.message : error;
      return this.#refuse([{ place: "file", message: `could not be read: ${reason}` }]);
    }
    status.replaceChildren();
    this.#drawPreview(this.#incoming);
    this.#preview.focus();
  }

  #refuse(errors: Fault[]): void {
    const items = errors.map(({ place, message }) =>
      make("li", {}, make("code", {}, place), ` ${shorten(message, 400)}`),
    );
    const sentence = `${this.#name} was not imported; nothing has changed.`;
    this.#say(sentence, make("ul", { class: "cb-faults" }, items));
  }

  #say(sentence: string, more: HTMLElement | null = null): void {
    const { status } = this.#place;
    status.replaceChildren(make("p", {}, make("strong", {}, sentence)), ...(more ? [more] : []));
    status.focus();
  }

  /** What the drills in the file would bring; the logs of a newer version are left alone. */
  #drillsIn({ drills }: Incoming): ReturnType<typeof drillLogsToImport> {
    const logs = openDrillLogs(this.#place.store.book);
    const here = logs.list();
    return drillLogsToImport(
      here,
      drills.filter(({ id }) => !logs.isNewer(id)),
    );
  }

  /** What the saved cases in the file would change; those of a newer version are left alone. */
  #savesIn({ saved }: Incoming): Incoming["saved"] {
    const saves = openSavedCases(this.#place.store.book);
    return savedToImport(saves.list(), saved).filter(({ id }) => saves.read(id) !== "newer");
  }

  #drawPreview(incoming: Incoming): void {
    const { store, choose } = this.#place;
    const { rows, counts } = previewImport(store.list(), incoming.attempts);
    const { logs, marks } = this.#drillsIn(incoming);
    const saved = this.#savesIn(incoming);
    const hasSome = counts.new + counts.joined + logs.length + saved.length > 0;
    const focused = this.#preview.contains(document.activeElement) ? document.activeElement?.textContent : null;
    const cancel = button(hasSome ? "Cancel" : "Close", () => {
      this.close();
      choose.focus();
    });
    const take = hasSome ? [primaryButton("Import", () => this.#take(incoming))] : [];
    const drills = incoming.drills.length;
    const both = `${count(rows.length, "attempt")}${drills > 0 ? ` and the marks of ${count(drills, "drill")}` : ""}`;
    const sentence = make("strong", {}, `${this.#name} has ${both}.`);
    this.#preview.replaceChildren(
      make("p", {}, sentence, hasSome ? " Nothing has changed yet." : " There is nothing in it to import."),
      countsList(counts),
      ...(drills > 0 ? [make("p", {}, `Drill marks not here yet: ${marks}.`)] : []),
      ...(saved.length > 0 ? [make("p", {}, `Cases to save or unsave: ${saved.length}.`)] : []),
      make("div", { class: "cb-actions" }, take, cancel),
      ...(rows.length > 0 ? [scrollBox("Attempts in the file", tableOf(rows))] : []),
      ...(rows.length > LISTED ? [make("p", { class: "cb-quiet" }, `And ${rows.length - LISTED} more.`)] : []),
    );
    this.#preview.hidden = false;
    choose.hidden = hasSome;
    if (!focused) return;
    [...this.#preview.querySelectorAll("button")].find(({ textContent }) => textContent === focused)?.focus();
  }

  #take(incoming: Incoming): void {
    const { host, store, choose } = this.#place;
    const preview = previewImport(store.list(), incoming.attempts);
    const { logs, marks, whole } = this.#drillsIn(incoming);
    const { counts } = preview;
    const taken = takenFrom(preview);
    const drillLogs = openDrillLogs(store.book);
    const saves = openSavedCases(store.book);
    const saved = this.#savesIn(incoming);
    const { ok, message, undo } = importAll(store, taken, [
      ...logs.map((log): [string, string] => [drillLogs.key(log.id), JSON.stringify(log)]),
      ...saved.flatMap((one): [string, string][] => [...saves.aside(one.id), [saves.key(one.id), JSON.stringify(one)]]),
    ]);
    this.close();
    if (!ok) {
      this.#say(message);
      return;
    }
    markImported(store, [...wholeIn(preview), ...whole]);
    emitAttempts(host, "cb:attempts-imported", { ids: taken.map(({ id }) => id), counts });
    const ofDrills = marks > 0 ? `, ${count(marks, "mark")} of drills` : "";
    const imported = `Imported: ${counts.new} new, ${counts.joined} joined with yours${ofDrills}`;
    const left = `left alone: ${counts.older} older, ${counts.same} same`;
    offerUndo(host, `${imported}; ${left}.`, undo, () => choose);
  }

  close(): void {
    const { choose, status } = this.#place;
    this.#incoming = null;
    this.#preview.hidden = true;
    this.#preview.replaceChildren();
    choose.hidden = false;
    status.replaceChildren();
  }
}
