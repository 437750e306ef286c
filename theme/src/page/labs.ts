/*
 * Labs: asks for what runs them once one comes near the screen.
 * Input: the elements of the page. Output: the bundle asked for.
 * Must not: load anything for a page whose labs nobody comes near, or whose labs are hidden.
 */
import { loadBundle } from "./bundles.ts";

export const waitForLabs = (): void => {
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      near.disconnect();
      loadBundle("lab").catch(() => {}); // what the block holds stays
    },
    { rootMargin: "800px 0px" },
  );
  for (const host of document.querySelectorAll("cb-lab")) near.observe(host);
};
