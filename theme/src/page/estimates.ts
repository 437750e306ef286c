/*
 * Estimates: the page before the bundle that makes its estimates move has come.
 * Input: an estimate that comes near the screen; an address that says how they are moved. Output: the bundle, once.
 * Must not: load it for an estimate that nobody gets to; need it: without it the table is whole.
 */
import { MOVED_MARK } from "../core/moved-mark.ts";
import { loadBundle } from "./bundles.ts";
import { whenNear } from "./near.ts";

/** How near, in pixels above and below the screen. */
const NEAR = 400;

export const waitForEstimates = (): void => {
  const load = () => {
    loadBundle("estimate").catch(() => {}); // the page is whole without it
  };
  if (!location.hash.startsWith(MOVED_MARK)) whenNear("cb-estimate", NEAR, load);
  else if (document.querySelector("cb-estimate")) load();
};
