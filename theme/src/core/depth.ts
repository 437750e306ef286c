/*
 * Depth: how much of a case's answers a reader wants to see, "one", "ten" or "all", for all books of a site.
 * Input: the depths that a case offers, least first; the one that was stored. Output: the one to show.
 * Must not: change the key or the names; they are in readers' browsers.
 */

/** Not under a book's prefix: whoever only reads has no data of that book, for which its scripts would be loaded. */
export const DEPTH_KEY = "casebook:depth";

const DEPTHS = ["one", "ten", "all"];

/** The least that shows as much as wanted; everything where nothing is known. */
export const depthFor = (offered: string[], wanted: string | null): string => {
  const least = DEPTHS.indexOf(wanted ?? "");
  const enough = offered.find((depth) => least >= 0 && DEPTHS.indexOf(depth) >= least);
  return enough ?? "all";
};
