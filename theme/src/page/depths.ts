/*
 * Depths: the choice how much of a case's answers is shown.
 * Input: a choice; an address or a press that leads to what the chosen depth hides. Output: `data-depth` on the case,
 * remembered when it was chosen. Must not: remember what the reader did not choose.
 */
import { DEPTH_KEY } from "../core/depth.ts";
import type { SafeStorage } from "../store/local-storage.ts";
import { keepArrows } from "./dom.ts";

export const followDepth = (host: HTMLElement, storage: SafeStorage): void => {
  const depths = [...host.querySelectorAll<HTMLInputElement>(".cb-depths input")];
  const show = (depth: HTMLInputElement) => {
    depth.checked = true;
    host.dataset.depth = depth.value;
  };
  for (const depth of depths) {
    depth.addEventListener("keydown", keepArrows);
    depth.addEventListener("change", () => {
      show(depth);
      storage.set(DEPTH_KEY, depth.value);
    });
  }
  const showAll = () => {
    const all = depths.at(-1);
    if (all) show(all);
  };
  // What is scored has to be there when the press is answered.
  host.querySelector("[data-way=score]")?.addEventListener("click", showAll);
  const followAddress = () => {
    const target = host.querySelector(":target");
    if (!target || target.getClientRects().length > 0) return;
    showAll();
    target.scrollIntoView();
  };
  for (const type of ["load", "hashchange"]) addEventListener(type, followAddress);
};
