/*
 * Scroll box: room for a table that is wider than the page.
 * Input: a table and its name. Output: the table in a box that a keyboard reaches and scrolls.
 * Must not: let an arrow key turn the page.
 */
import { keepArrows, make } from "../page/dom.ts";

/** A table in a box that scrolls by itself, so that the page does not. */
export const scrollBox = (label: string, table: HTMLElement): HTMLElement =>
  make(
    "div",
    { class: "cb-scrolling", role: "region", "aria-label": label, tabindex: "0", keydown: keepArrows },
    table,
  );
