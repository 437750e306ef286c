/*
 * Reading place: brings a reload back to where the reader was in the answers, where the browser does not.
 * Input: the section at the top of the window when the page is left. Output: the same place after a reload.
 * Must not: move a page that the browser has brought back.
 */

import { rememberedPlace, rememberPlace } from "../store/visit-place.ts";
import type { CreateCasePart } from "./context.ts";

const SECTIONS = ":scope > :is(.cb-criterion, .cb-samples, .cb-sources)";

export const isReload = (): boolean =>
  (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined)?.type === "reload";

export const readingPlace: CreateCasePart = ({ host, visit, signal }) => {
  const tops = () => [...host.querySelectorAll(SECTIONS)].map((section) => section.getBoundingClientRect().top);
  const keep = () => {
    const all = tops();
    const section = all.findLastIndex((top) => top < 0);
    rememberPlace(host, visit.mode === "read" && section >= 0 ? { section, by: -(all[section] ?? 0) } : null);
  };
  const comeBack = () => {
    const place = rememberedPlace(host);
    if (!place || scrollY !== 0 || visit.mode !== "read") return;
    const top = tops()[place.section ?? -1];
    if (top !== undefined) scrollTo(0, top + (place.by ?? 0));
  };
  const soon = () => requestAnimationFrame(comeBack);
  addEventListener("pagehide", keep, { signal });
  if (isReload()) {
    if (document.readyState === "complete") soon();
    else addEventListener("load", soon, { signal, once: true });
  }
  return { draw: () => {} };
};
