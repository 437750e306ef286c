/*
 * <cb-over-budget>: where the minutes go: the criteria on which finished attempts ran over their budget.
 * Input: the sums of core/progress.ts. Output: a table. Must not: count again what the core has counted.
 */

import type { OverBudget } from "../core/progress.ts";
import { MINUTE } from "../core/time.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { make } from "../page/dom.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** Less than half a minute over counts as on time. */
const ON_TIME_MS = 30_000;
/** Rows of the table; the rest is one line. */
const LISTED = 8;

const minutesText = (ms: number): string => `${(ms / MINUTE).toFixed(1)} min`;

const rowOf = ({ mean, attempts }: OverBudget, name: string, highest: number): HTMLElement => {
  const bar = make("span", { class: "cb-bar", "aria-hidden": "true" });
  bar.style.setProperty("--cb-share", String(mean / highest));
  return make(
    "tr",
    {},
    rowHead(name),
    make("td", {}, make("span", { class: "cb-number" }, minutesText(mean)), bar),
    make("td", { class: "cb-number" }, String(attempts)),
  );
};

const tableOf = (rows: HTMLElement[]): HTMLElement =>
  make(
    "table",
    { class: "cb-figures" },
    make("caption", { class: "cb-unseen" }, "Minutes over budget by criterion, over finished attempts with a clock"),
    tableHead(["Criterion", "Over budget, on average", "Attempts"]),
    make("tbody", {}, rows),
  );

const line = (label: string, names: string[]): HTMLElement[] =>
  names.length === 0 ? [] : [make("p", { class: "cb-quiet" }, `${label}: ${names.join(", ")}.`)];

class CbOverBudget extends HTMLElement implements ProgressElement {
  show({ page, progress: { overBudget } }: ProgressView): void {
    const isOneRound = new Set(overBudget.map(({ round }) => round)).size <= 1;
    const nameOf = ({ round, title }: OverBudget) =>
      isOneRound ? title : `${title} (${page.rounds.find(({ id }) => id === round)?.title ?? round})`;
    const over = overBudget.filter(({ mean }) => mean >= ON_TIME_MS);
    const rows = over.slice(0, LISTED).map((row) => rowOf(row, nameOf(row), over[0]?.mean ?? 0));
    const less = over.slice(LISTED).map((row) => `${nameOf(row)} ${minutesText(row.mean)}`);
    const within = overBudget.filter(({ mean }) => mean < ON_TIME_MS).map(nameOf);
    this.replaceChildren(
      ...(rows.length > 0 ? [tableOf(rows)] : []),
      ...line("Less", less),
      ...line("Within budget", within),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-over-budget": CbOverBudget;
  }
}

customElements.define("cb-over-budget", CbOverBudget);
