/*
 * Reading place: brings a reload back to where the reader was in the answers, where the browser does not.
 * Input: the section at the top of the window when the page is left. Output: the same place after a reload.
 * Must not: move a page that the browser has brought back.
 */

import { isReload } from "../page/dom.ts";
import { rememberedPlace, rememberPlace } from "../store/visit-memory.ts";
import type { CreateCasePart } from "./context.ts";

const SECTIONS = ":scope > :is(.cb-criterion, .cb-samples, .cb-sources)";

export const readingPlace: CreateCasePart = ({ host, visit, signal }) => {
  const tops = () => [...host.querySelectorAll(SECTIONS)].map((section) => section.getBoundingClientRect().top);
  const keep = () => {
    const all = tops();
    const section = all.findLastIndex((top) => top < 0);
    rememberPlace(host, visit.mode === "read" && section >= 0 ? { section, by: -(all[section] ?? 0) } : null);
  };
  const comeBack = () => {
    const place = rememberedPlace(host);
    const top = place && tops()[place.section];
    if (place && top !== undefined && top !== null && scrollY === 0 && visit.mode === "read")
      scrollTo(0, top + place.by);
  };
  addEventListener("pagehide", keep, { signal });
  if (isReload() && document.readyState === "complete") requestAnimationFrame(comeBack);
  else if (isReload()) addEventListener("load", () => requestAnimationFrame(comeBack), { signal, once: true });
  return { draw: () => {} };
};
