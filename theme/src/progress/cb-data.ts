/*
 * <cb-data>: the reader's data as a whole: where it is, Export, Import (cb-import.ts), and erasing all of it.
 * Input: the store. Output: one file for the reader's disk; nothing goes anywhere else.
 * Must not: erase unasked, or so that it cannot be undone for a day; make a file before it is asked for.
 */
import { exportFile } from "../core/export.ts";
import type { Saved } from "../core/saved.ts";
import { count, formatDate, formatDateTime } from "../core/words.ts";
import { focusWhenDrawn } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { DrillLogs } from "../store/drill-logs.ts";
import { changedText, type ExportReminder, markExported } from "../store/export-reminder.ts";
import { openSavedCases } from "../store/saved-cases.ts";
import type { Store } from "../store/storage.ts";
import "./cb-import.ts";
import { emitAttempts } from "./events.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** The browser reads the file after the click. */
const KEEP_FILE_MS = 60_000;
const PERSISTED = "This browser has agreed not to clear them when space is short.";
const NOT_PERSISTED =
  "A browser may clear them when space is short, and Safari does after seven days without a visit: a file is safer.";
const NONE = "Attempts are kept in this browser only. There are none yet.";
const EXPORT_NOW = "Export a file now: a browser’s storage is not a safe place for long.";

const download = (name: string, text: string): void => {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEEP_FILE_MS);
};

/** "12 attempts", "12 attempts, the marks of 2 drills and 1 saved case" */
const keptText = (attempts: number, drills: number, saved: Saved[]): string => {
  const marked = saved.filter((one) => one.saved).length;
  const some = [
    drills > 0 && `the marks of ${count(drills, "drill")}`,
    marked > 0 && count(marked, "saved case"),
  ].filter((text) => text !== false);
  const all = attempts > 0 || some.length === 0 ? [count(attempts, "attempt"), ...some] : some;
  return [all.slice(0, -1).join(", "), all.at(-1)].filter(Boolean).join(" and ");
};

/** Whether the attempts are in any file. */
const fileText = ({ lastExportAt, changes }: ExportReminder): string => {
  if (lastExportAt !== null) return `last exported ${formatDate(lastExportAt)}`;
  return changes === 0 ? "as they are in the file you imported" : "never exported";
};

const whereText = (kept: string, reminder: ExportReminder, isPersisted: boolean): string =>
  `${kept[0]?.toUpperCase()}${kept.slice(1)} in this browser, ${fileText(reminder)}. ${isPersisted ? PERSISTED : NOT_PERSISTED}`;

const eraseText = (kept: string, total: number, drills: number, { lastExportAt, changes }: ExportReminder): string => {
  const changed = drills > 0 ? count(changes, "attempt or drill", "attempts or drills") : count(changes, "attempt");
  const last =
    lastExportAt !== null
      ? `The last export is from ${formatDate(lastExportAt)}; changed since then: ${changed}.`
      : changes < total + drills
        ? `In no file: ${changed}.`
        : "Nothing was ever exported.";
  return `Erase ${kept}, your settings and whatever could not be read? ${last}`;
};

/** `unsaved`: how many were never saved. */
const erasedText = (at: number, unsaved: number): string => {
  const page = `You can undo this for a day; for ${count(unsaved, "attempt")} that could not be saved, until you leave this page.`;
  return `Erased on ${formatDateTime(at)}. ${unsaved > 0 ? page : "You can undo this for a day."}`;
};

const reminderText = ({ changes, lastExportAt }: ExportReminder, hasDrills: boolean): string => {
  const missing = `${changedText(changes, hasDrills)} not in any export yet`;
  const last = lastExportAt === null ? "" : `; the last one is from ${formatDate(lastExportAt)}`;
  return `${missing}${last}. ${EXPORT_NOW}`;
};

class CbData extends HTMLElement implements ProgressElement {
  #where = make("p");
  #reminder = make("p", { class: "cb-notice" });
  #status = make("p", { role: "status", class: "cb-status" });
  #export = button("Export", () => this.#save());
  #erase = button("Erase all attempts", () => this.#ask(true));
  #question = make("p", { tabindex: "-1" });
  #asked = make("div", { class: "cb-box", hidden: true });
  #erasedText = make("p", { tabindex: "-1" });
  #erased = make("div", { class: "cb-box", hidden: true });
  #import = make("cb-import");
  #store: Store | null = null;
  #logs: DrillLogs | null = null;

  show(view: ProgressView): void {
    const { store, logs, now, progress, drills, reminder } = view;
    this.#store = store;
    this.#logs = logs;
    if (!this.contains(this.#where)) {
      const actions = make("div", { class: "cb-actions" }, this.#export, this.#import);
      const yes = button("Erase everything", () => this.#eraseAll());
      const no = button("Cancel", () => {
        this.#ask(false);
        this.#erase.focus();
      });
      this.#asked.append(this.#question, make("div", { class: "cb-actions" }, yes, no));
      const undo = button("Undo", () => this.#restore());
      const forget = button("Erase for good", () => store.forgetErased());
      this.#erased.append(this.#erasedText, make("div", { class: "cb-actions" }, undo, forget));
      this.append(this.#where, this.#reminder, actions, this.#status, this.#erase, this.#asked, this.#erased);
    }
    const total = progress.attempts.length;
    const saved = openSavedCases(store.book).list();
    const isEmpty = total === 0 && drills.length === 0 && saved.length === 0;
    const kept = keptText(total, drills.length, saved);
    this.#where.textContent = isEmpty ? NONE : whereText(kept, reminder, store.settings.get("persisted") === true);
    this.#reminder.textContent = reminderText(reminder, drills.length > 0);
    this.#reminder.hidden = !reminder.due;
    this.#export.hidden = isEmpty;
    const hasNothing = isEmpty && store.status().damaged.length === 0;
    if (hasNothing) this.#asked.hidden = true;
    this.#erase.hidden = hasNothing || !this.#asked.hidden;
    this.#question.textContent = eraseText(kept, total, drills.length, reminder);
    const at = store.erasedAt(now);
    this.#erased.hidden = at === null;
    if (at !== null) this.#erasedText.textContent = erasedText(at, store.erasedUnsaved);
    this.#import.show(view);
  }

  #save(): void {
    const store = this.#store;
    if (!store) return;
    const attempts = store.list();
    const drills = this.#logs?.list() ?? [];
    const now = Date.now();
    const saved = openSavedCases(store.book).list();
    const { name, text } = exportFile(store.book, attempts, now, drills, saved);
    download(name, text);
    markExported(store, [...attempts, ...drills], now);
    this.#status.textContent = `Exported ${keptText(attempts.length, drills.length, saved)} to ${name}.`;
    emitAttempts(this, "cb:attempts-exported", { name, attempts: attempts.length });
  }

  #eraseAll(): void {
    const store = this.#store;
    if (!store) return;
    const ids = store.list().map(({ id }) => id);
    this.#asked.hidden = true;
    this.#status.textContent = "";
    store.eraseAll(Date.now());
    emitAttempts(this, "cb:attempts-deleted", { ids });
    focusWhenDrawn(() => this.#erasedText);
  }

  #ask(isAsked: boolean): void {
    this.#asked.hidden = !isAsked;
    this.#erase.hidden = isAsked;
    if (isAsked) this.#question.focus();
  }

  #restore(): void {
    const store = this.#store;
    if (!store) return;
    store.restoreErased();
    emitAttempts(this, "cb:attempts-restored", { ids: store.list().map(({ id }) => id) });
    focusWhenDrawn(() => this.#erase);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-data": CbData;
  }
}

customElements.define("cb-data", CbData);
