/*
 * <cb-attempts>: every attempt, newest first, each to be opened, copied, printed and deleted.
 * Input: the attempts of core/progress.ts. Output: deletions, with an offer to undo each.
 * Must not: build an attempt's text before it is opened (there may be hundreds); close what the reader opened when
 * another tab writes.
 *
 * The first rows of hundreds are there at once; the others, far below, follow when the browser has nothing else to do, or
 * when they are asked for: on paper, by the choice of a case.
 */
import type { Attempt } from "../core/attempt.ts";
import type { AttemptRow } from "../core/progress.ts";
import { formatDateTime, shorten } from "../core/words.ts";
import "../copy/cb-copy.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { labelled } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { link, make } from "../page/dom.ts";
import { attemptBody, attemptSummary, attemptTitle, scorableOf } from "./attempt-view.ts";
import { emitAttempts } from "./events.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** From here on a choice of the case saves scrolling. */
const MANY = 12;
/** From here on the browser leaves out what is not in sight. */
const HUNDREDS = 100;
/** Rows that are there at once, and that follow at a time. */
const FIRST = 40;
const ALL = "*";

class CbAttempts extends HTMLElement implements ProgressElement {
  #list = make("ul", { class: "cb-attempts" });
  #choice: HTMLSelectElement = make("select", { change: () => this.#filter() });
  #filters: HTMLElement = make("p", { class: "cb-field", hidden: true }, labelled("Show", this.#choice));
  #items = new Map<string, { item: HTMLLIElement; attempt: Attempt }>();
  #view: ProgressView | null = null;
  /** How many rows are to be there. */
  #wanted = FIRST;
  #isAwaited = false;

  connectedCallback(): void {
    addEventListener("beforeprint", this);
  }

  disconnectedCallback(): void {
    removeEventListener("beforeprint", this);
  }

  handleEvent(): void {
    this.#drawRows(Infinity);
  }

  show(view: ProgressView): void {
    if (!this.contains(this.#list)) this.append(this.#filters, this.#list);
    this.#view = view;
    const { attempts } = view.progress;
    const ids = new Set(attempts.map(({ attempt }) => attempt.id));
    for (const [id, { item }] of this.#items) {
      if (ids.has(id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    this.toggleAttribute("data-many", attempts.length > HUNDREDS);
    this.#drawRows(this.#wanted);
    this.#drawChoice(attempts);
  }

  #drawRows(wanted: number): void {
    const view = this.#view;
    if (!view) return;
    const { attempts } = view.progress;
    attempts.slice(0, wanted).forEach((row, index) => {
      const item = this.#item(row, view);
      const there = this.#list.children[index];
      if (there !== item) this.#list.insertBefore(item, there ?? null);
    });
    const missing = Math.max(0, attempts.length - wanted);
    this.#list.style.setProperty("--cb-missing", String(missing)); // the page is as long as it will be
    this.#wanted = missing > 0 ? wanted : Infinity;
    if (missing > 0 && !this.#isAwaited) {
      this.#isAwaited = true;
      const whenIdle = globalThis.requestIdleCallback ?? setTimeout; // not in Safari
      whenIdle(() => {
        this.#isAwaited = false;
        this.#drawRows(this.#wanted + FIRST);
      });
    }
  }

  /** The item of an attempt: the one on the page while the attempt is the same. */
  #item(row: AttemptRow, view: ProgressView): HTMLLIElement {
    const { attempt, case: name } = row;
    const known = this.#items.get(attempt.id);
    if (known?.attempt === attempt) return known.item;
    const details = make("details", { class: "cb-box" }, make("summary", {}, attemptSummary(row)));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) details.append(this.#body(row, view));
    });
    const about = { "data-attempt": attempt.id, "data-case": name?.id ?? "", "data-kind": attempt.kind };
    const item = make("li", { class: "cb-attempt", ...about }, details);
    this.#items.set(attempt.id, { item, attempt });
    if (known) {
      const isFocused = known.item.contains(document.activeElement);
      details.open = known.item.querySelector("details")?.open ?? false;
      known.item.replaceWith(item);
      if (isFocused) details.querySelector("summary")?.focus();
    }
    return item;
  }

  #body(row: AttemptRow, view: ProgressView): HTMLElement {
    const { attempt, case: name } = row;
    const copy = make("cb-copy");
    copy.showAttempts(() => [attempt], scorableOf(row, view.page));
    const address = name && link(`${name.path}?attempt=${encodeURIComponent(attempt.id)}`);
    const actions = make(
      "div",
      { class: "cb-actions" },
      address && make("a", { class: "cb-button", href: address }, "Open in the case"),
      address && make("a", { class: "cb-button", href: `${address}#scorecard` }, "Filled scorecard"),
      copy,
      button("Delete", () => this.#delete(row, view)),
    );
    return make("div", { class: "cb-attempt-body" }, attemptBody(row, view.page, Date.now()), actions);
  }

  #delete(row: AttemptRow, view: ProgressView): void {
    const { id, startedAt } = row.attempt;
    const page = this.closest("cb-progress") ?? this; // with the last attempt this list goes as well
    const { undo } = view.store.remove(id);
    emitAttempts(page, "cb:attempts-deleted", { ids: [id] });
    const restore = () => {
      undo();
      emitAttempts(page, "cb:attempts-restored", { ids: [id] });
    };
    const message = `Deleted: ${attemptTitle(row)}, ${formatDateTime(startedAt)}.`;
    offerUndo(page, message, restore, () => this.#items.get(id)?.item.querySelector("summary") ?? null);
  }

  #drawChoice(attempts: AttemptRow[]): void {
    const names = new Map(
      attempts.map((row) => [row.case?.id ?? "", row.case?.title ?? "Cases no longer in the book"]),
    );
    // Without options its value is "", which is what cases no longer in the book are called.
    const chosen = this.#choice.options.length > 0 ? this.#choice.value : ALL;
    this.#choice.replaceChildren(
      make("option", { value: ALL }, `All ${attempts.length} attempts`),
      ...[...names].map(([id, name]) => make("option", { value: id }, shorten(name, 60))),
    );
    this.#choice.value = names.has(chosen) ? chosen : ALL;
    this.#filters.hidden = attempts.length < MANY || names.size < 2;
    this.#filter();
  }

  #filter(): void {
    const chosen = this.#filters.hidden ? ALL : this.#choice.value;
    if (chosen !== ALL) this.#drawRows(Infinity);
    for (const { item } of this.#items.values()) item.hidden = chosen !== ALL && item.dataset.case !== chosen;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-attempts": CbAttempts;
  }
}

customElements.define("cb-attempts", CbAttempts);
