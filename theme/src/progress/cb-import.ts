/*
 * <cb-import>: a file is chosen, checked whole, previewed, and only then imported.
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
} from "../core/import.ts";
import { count, formatDate, kindName, shorten } from "../core/words.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { primaryButton } from "../elements/controls.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { button } from "../page/controls.ts";
import { keepArrows, make } from "../page/dom.ts";
import type { DrillLogs } from "../store/drill-logs.ts";
import { exportReminder, markExported } from "../store/export-reminder.ts";
import type { Store } from "../store/storage.ts";
import { emitAttempts } from "./events.ts";
import { scrollBox } from "./scroll-box.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** Rows of a preview on the page; the counts are always of all. */
const LISTED = 200;
/** A character has up to four bytes. */
const LARGEST_BYTES = 4 * LIMITS.file;
const MEANING: Record<ImportState, string> = {
  new: "added",
  joined: "added to yours; of two texts in one box, one is kept aside",
  older: "yours has it all and more",
  same: "already here",
};
type Incoming = Extract<ParsedExport, { ok: true }>;

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

class CbImport extends HTMLElement implements ProgressElement {
  #file = make("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    change: () => this.#read(),
  });
  #choose = button("Import", () => {
    this.#file.value = "";
    this.#file.click();
  });
  #status = make("div", { role: "status", class: "cb-status", tabindex: "-1" });
  #preview = make("section", {
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
  #store: Store | null = null;
  #logs: DrillLogs | null = null;

  show({ store, logs }: ProgressView): void {
    this.#store = store;
    this.#logs = logs;
    if (!this.contains(this.#choose)) this.append(this.#choose, this.#file, this.#status, this.#preview);
    if (this.#incoming) this.#drawPreview(store, this.#incoming); // another tab may have changed what is new
  }

  async #read(): Promise<void> {
    const [file] = this.#file.files ?? [];
    const store = this.#store;
    if (!file || !store) return;
    this.#close();
    this.#name = shorten(file.name, 80);
    this.#reading = file;
    this.#status.replaceChildren(`Reading ${this.#name}…`);
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
    this.#status.replaceChildren();
    this.#drawPreview(store, this.#incoming);
    this.#preview.focus();
  }

  #refuse(errors: Fault[]): void {
    const items = errors.map(({ place, message }) =>
      make("li", {}, make("code", {}, place), ` ${shorten(message, 400)}`),
    );
    const sentence = make("strong", {}, `${this.#name} was not imported; nothing has changed.`);
    this.#status.replaceChildren(make("p", {}, sentence), make("ul", { class: "cb-faults" }, items));
    this.#status.focus();
  }

  /** What the drills in the file would bring; the logs of a newer version are left alone. */
  #drillsIn({ drills }: Incoming): ReturnType<typeof drillLogsToImport> {
    const here = this.#logs?.list() ?? [];
    return drillLogsToImport(
      here,
      drills.filter(({ id }) => !this.#logs?.isNewer(id)),
    );
  }

  #drawPreview(store: Store, incoming: Incoming): void {
    const { rows, counts } = previewImport(store.list(), incoming.attempts);
    const { logs, marks } = this.#drillsIn(incoming);
    const hasSome = counts.new + counts.joined + logs.length > 0;
    const focused = this.#preview.contains(document.activeElement) ? document.activeElement?.textContent : null;
    const cancel = button(hasSome ? "Cancel" : "Close", () => {
      this.#close();
      this.#choose.focus();
    });
    const take = hasSome ? [primaryButton("Import", () => this.#take(store, incoming))] : [];
    const drills = incoming.drills.length;
    const both = `${count(rows.length, "attempt")}${drills > 0 ? ` and the marks of ${count(drills, "drill")}` : ""}`;
    const sentence = make("strong", {}, `${this.#name} has ${both}.`);
    this.#preview.replaceChildren(
      make("p", {}, sentence, hasSome ? " Nothing has changed yet." : " There is nothing in it to import."),
      countsList(counts),
      ...(drills > 0 ? [make("p", {}, `Of the drills, ${count(marks, "mark")} not here yet.`)] : []),
      make("div", { class: "cb-actions" }, take, cancel),
      ...(rows.length > 0 ? [scrollBox("Attempts in the file", tableOf(rows))] : []),
      ...(rows.length > LISTED ? [make("p", { class: "cb-quiet" }, `And ${rows.length - LISTED} more.`)] : []),
    );
    this.#preview.hidden = false;
    this.#choose.hidden = hasSome;
    if (!focused) return;
    [...this.#preview.querySelectorAll("button")].find(({ textContent }) => textContent === focused)?.focus();
  }

  #take(store: Store, incoming: Incoming): void {
    const preview = previewImport(store.list(), incoming.attempts);
    const { logs, marks, joined } = this.#drillsIn(incoming);
    const { counts } = preview;
    const taken = takenFrom(preview);
    const wasExported = exportReminder(store, Date.now(), this.#logs?.list()).changes === 0;
    const texts = logs.map((log): [string, string] => [this.#logs?.key(log.id) ?? "", JSON.stringify(log)]);
    const { ok, message, undo } = store.importAll(taken, texts);
    this.#close();
    if (!ok) {
      this.#status.replaceChildren(make("p", {}, make("strong", {}, message)));
      this.#status.focus();
      return;
    }
    // What is in the file now chosen is in an export, and so was all the rest.
    if (wasExported && counts.joined + joined === 0)
      markExported(store, [...store.list(), ...(this.#logs?.list() ?? [])], incoming.exportedAt);
    emitAttempts(this, "cb:attempts-imported", { ids: taken.map(({ id }) => id), counts });
    const ofDrills = marks > 0 ? `, ${count(marks, "mark")} of drills` : "";
    const imported = `Imported: ${counts.new} new, ${counts.joined} joined with yours${ofDrills}`;
    const left = `left alone: ${counts.older} older, ${counts.same} same`;
    offerUndo(this, `${imported}; ${left}.`, undo, () => this.#choose);
  }

  #close(): void {
    this.#incoming = null;
    this.#preview.hidden = true;
    this.#preview.replaceChildren();
    this.#choose.hidden = false;
    this.#status.replaceChildren();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-import": CbImport;
  }
}

customElements.define("cb-import", CbImport);
