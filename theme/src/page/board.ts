/*
 * The board before the bundle that saves and filters has come: a reader who only looks never loads it.
 * Input: signs that a reader will use a control; an address that filters. Output: the bundle; without it, the board as it
 * is without scripts. Must not: show a control that does nothing.
 */
import { ANY_SIGN, type Waiting, waitFor } from "./waiting.ts";

const CONTROLS = "cb-filters, .cb-save";

export const waitForBoard = (host: HTMLElement): Waiting => {
  const hide = (hidden: boolean) => {
    for (const control of host.querySelectorAll<HTMLElement>(CONTROLS)) control.hidden = hidden;
  };
  const waiting = waitFor(host, "board", CONTROLS, ANY_SIGN, () => {
    hide(true);
    delete host.dataset.filtering;
  });
  hide(false);
  if ("filtering" in host.dataset) waiting.wake();
  return waiting;
};
