/*
 * Scrollers: boxes that scroll by themselves (code, tables, formulas) can be reached and scrolled by keyboard.
 * Input: such boxes of the page, whenever their size changes. Output: a place in the tab order while they scroll.
 * Must not: add a stop for a box that shows all it has.
 */
import { nextTask } from "./tasks.ts";

const BOXES = "main :is(pre > code, .table-wrapper, math[display=block])";

/** A formula has a role of its own. */
const NAMES: Record<string, string> = { CODE: "Code", DIV: "Table" };

const isScroller = (box: Element): boolean => box.scrollWidth > box.clientWidth && box.clientWidth > 0;

const setStop = (box: Element, scrolls: boolean): void => {
  if (scrolls === box.hasAttribute("tabindex")) return;
  box.toggleAttribute("tabindex", scrolls);
  if (!scrolls) return;
  box.setAttribute("tabindex", "0");
  const name = NAMES[box.nodeName];
  if (!name || box.hasAttribute("aria-label") || box.hasAttribute("role")) return;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", `${name}, scrolls sideways`);
};

export const watchScrollers = (): void => {
  const observer = new ResizeObserver((entries) => {
    // All are measured before one is changed: or else each would be laid out anew.
    const measured = entries.map(({ target }) => ({ target, scrolls: isScroller(target) }));
    for (const { target, scrolls } of measured) setStop(target, scrolls);
  });
  nextTask().then(() => {
    for (const box of document.querySelectorAll(BOXES)) observer.observe(box);
  });
};
