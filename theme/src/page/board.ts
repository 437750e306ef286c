/*
 * The board before the bundle that saves and filters has come: a reader who only looks never loads it.
 * Input: a pointer or the focus that reaches a control, a press; an address that filters. Output: the bundle, and the
 * press done again then; without the bundle, the board as it is without scripts.
 * Must not: lose a press; show a control that does nothing.
 */
import { loadBundle } from "./bundles.ts";

/** Gives what loads the bundle. */
export const waitForBoard = (host: HTMLElement): (() => void) => {
  const controls = [...host.querySelectorAll<HTMLElement>("cb-filters, .cb-save")];
  const over = new AbortController();
  let pressed: HTMLElement | null = null;
  let isAsked = false;
  const hide = (hidden: boolean) => {
    for (const control of controls) control.hidden = hidden;
  };
  const wake = () => {
    if (isAsked) return;
    isAsked = true;
    loadBundle("board", () => over.abort()).then(
      () => pressed?.click(),
      () => {
        hide(true);
        delete host.dataset.filtering;
      },
    );
  };
  for (const sign of ["pointerover", "focusin", "click"]) {
    host.addEventListener(
      sign,
      ({ target }) => {
        if (!(target instanceof Element) || !target.closest("cb-filters, cb-save")) return;
        if (sign === "click") pressed = target.closest("button");
        wake();
      },
      { signal: over.signal },
    );
  }
  hide(false);
  if ("filtering" in host.dataset) wake();
  return wake;
};
