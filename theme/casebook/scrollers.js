/*
 * Scrollers: boxes that scroll by themselves (code, tables, formulas) can be reached and scrolled by keyboard.
 * Input: such boxes of the page, whenever their size changes. Output: a place in the tab order while they scroll.
 * Must not: add a stop for a box that shows all it has.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const NAMES = { CODE: "Code", DIV: "Table" };

  /** @param {Element} box */
  const isScroller = (box) => box.scrollWidth > box.clientWidth && box.clientWidth > 0;

  /** @param {Element} box @param {boolean} scrolls */
  const mark = (box, scrolls) => {
    if (scrolls === box.hasAttribute("tabindex")) return;
    box.toggleAttribute("tabindex", scrolls);
    if (scrolls) box.setAttribute("tabindex", "0");
    const name = NAMES[/** @type {keyof typeof NAMES} */ (box.nodeName)];
    if (!name) return; // a formula has a role of its own
    if (scrolls && !box.hasAttribute("aria-label") && !box.hasAttribute("role")) {
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", `${name}, scrolls sideways`);
    }
  };

  const observer = new ResizeObserver((changes) => {
    // All are measured before one is changed: or else each would be laid out anew.
    const seen = changes.map(({ target }) => ({ target, scrolls: isScroller(target) }));
    for (const { target, scrolls } of seen) mark(target, scrolls);
  });
  casebook.nextTask().then(() => {
    for (const box of document.querySelectorAll("main :is(pre > code, .table-wrapper, math[display=block])")) observer.observe(box);
  });
})();
