/*
 * Prose: the numbers in texts that quote quantities of the same page.
 * Input: links with a number, and the values as they are. Output: the numbers, marked where they are not the author's.
 * Must not: change a word around a number.
 */
import { figure, lookOf } from "../core/figure.ts";
import { replaceText } from "./replace-text.ts";
import { differs, find, watch } from "./state.ts";

let isFollowing = false;

export const followFigures = (): void => {
  if (isFollowing) return;
  isFollowing = true;
  const links = [...document.querySelectorAll<HTMLElement>(".cb-figure[data-quantity]")].flatMap((link) => {
    const number = link.querySelector<HTMLElement>(".cb-figure-number");
    const look = lookOf(number?.dataset.look ?? "");
    return number
      ? [{ link, number, text: number.textContent ?? "", look, drawn: undefined as number | undefined }]
      : [];
  });
  watch(({ values, written }) => {
    for (const one of links) {
      const { link, number, text, look } = one;
      const index = find(link.dataset.quantity)?.index;
      if (index === undefined) continue;
      const [now, then] = [values[index] ?? Number.NaN, written[index] ?? Number.NaN];
      if (Object.is(now, one.drawn)) continue;
      one.drawn = now;
      const isChanged = differs(now, then);
      replaceText(number, isChanged ? figure(look, now) : text);
      link.classList.toggle("cb-changed", isChanged);
    }
  });
};
