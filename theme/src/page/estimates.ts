/*
 * Estimates: the page before the bundle that makes its estimates move has come.
 * Input: an estimate that comes near the screen; an address that says how they are moved. Output: the bundle, once.
 * Must not: load it for an estimate that nobody gets to; need it: without it the table is whole.
 */
import { MOVED_MARK } from "../core/moved.ts";
import { loadBundle } from "./bundles.ts";

/** How near, in pixels above and below the screen. */
const NEAR = 400;

export const waitForEstimates = (): void => {
  const estimates = document.querySelectorAll("cb-estimate");
  if (estimates.length === 0) return;
  const load = () => {
    observer.disconnect();
    loadBundle("estimate").catch(() => {}); // the page is whole without it
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) load();
    },
    { rootMargin: `${NEAR}px` },
  );
  if (location.hash.startsWith(MOVED_MARK)) load();
  else for (const estimate of estimates) observer.observe(estimate);
};
