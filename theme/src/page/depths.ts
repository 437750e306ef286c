/*
 * Depths: the choice how much of a case's answers is shown.
 * Input: a choice; an address that names a place in answers that are folded or that the chosen depth hides.
 * Output: `data-depth` on the case, remembered when it was chosen; the answers opened at that place, as if they had been
 * asked for. Must not: remember what the reader did not choose; open answers that are being practised.
 */
import { DEPTH_KEY } from "../core/depth.ts";
import type { SafeStorage } from "../store/local-storage.ts";
import { keepArrows } from "./dom.ts";
import { scrollToPlace } from "./lay-out.ts";
import { SHOW } from "./waiting.ts";

const choices = (host: HTMLElement) => [...host.querySelectorAll<HTMLInputElement>(".cb-depths input")];

const show = (host: HTMLElement, depth: HTMLInputElement | undefined): void => {
  if (!depth) return;
  depth.checked = true;
  host.dataset.depth = depth.value;
};

/** For a reader who asks for what the chosen depth may hide. */
export const showEverything = (host: HTMLElement): void => show(host, choices(host).at(-1));

export const followDepth = (host: HTMLElement, storage: SafeStorage): void => {
  for (const depth of choices(host)) {
    depth.addEventListener("keydown", keepArrows);
    depth.addEventListener("change", () => {
      show(host, depth);
      storage.set(DEPTH_KEY, depth.value);
    });
  }
  const followAddress = () => {
    const place = host.querySelector(":target");
    const isShown = () => place?.getClientRects().length !== 0;
    if (host.dataset.mode === "practice" || isShown() || place?.closest(".cb-sheet")) return;
    host.querySelector<HTMLElement>(SHOW)?.click();
    if (!isShown()) showEverything(host);
    if (place) scrollToPlace(place);
  };
  addEventListener("hashchange", followAddress);
  if (host.dataset.act !== "hidden") addEventListener("load", followAddress);
};
