/*
 * Tables: the heads of their rows and columns.
 * Input: titles. Output: elements. Must not: leave out the scope, by which a screen reader says them with each cell.
 */
import { type Child, make } from "../page/dom.ts";

/** The head of a table's row. */
export const rowHead = (...children: Child[]): HTMLElement => make("th", { scope: "row" }, children);

/** The head of a table. */
export const tableHead = (titles: Child[]): HTMLElement =>
  make(
    "thead",
    {},
    make(
      "tr",
      {},
      titles.map((title) => make("th", { scope: "col" }, title)),
    ),
  );
