/*
 * Move input: the slider and the field of an input that has a range.
 * Input: the quantity and its value. Output: both controls; a call with every value in base units that the reader sets.
 * Must not: compute what follows from it.
 */
import type { Quantity } from "../core/estimate.ts";
import { figure, type Look, lookOf, scaleText, stepOf } from "../core/figure.ts";
import { make } from "../page/dom.ts";

/** The positions of a slider. */
const POSITIONS = 200;
/** From this ratio of its ends on, a range is moved by factors. */
const WIDE = 10;
/** Digits of a value that a slider sets. */
const DIGITS = 3;

export interface MoveInput {
  element: HTMLElement;
  show(value: number): void;
}

/** Between a position of the slider, 0 to 1, and a value. */
const way = (low: number, high: number) => {
  const isWide = low > 0 && high / low >= WIDE;
  const ratio = Math.log(high / low);
  return {
    value: (at: number) => (isWide ? low * Math.exp(ratio * at) : low + (high - low) * at),
    place: (value: number) => (isWide ? Math.log(value / low) / ratio : (value - low) / (high - low)),
  };
};

/** The unit of the field: thousands of it where the author writes thousands. */
const fieldOf = (look: Look, value: number) => {
  const size = Math.abs(value / look.factor);
  const step = size > 0 ? stepOf(Math.floor(Math.log10(size) + 1e-12), look.scale) : 0;
  return { factor: look.factor * 1_000 ** step, scale: scaleText(step, look.scale) };
};

export const moveInput = (
  { name, range: [low, high], look: code, unit }: Quantity & { range: [number, number] },
  written: number,
  set: (value: number) => void,
): MoveInput => {
  const look = lookOf(code);
  const field = fieldOf(look, written);
  const { value, place } = way(low, high);
  const text = (of: number) => figure(look, of) + unit;
  const short = (of: number) => Number((of / field.factor).toPrecision(DIGITS));
  const slider = make("input", {
    type: "range",
    min: 0,
    max: POSITIONS,
    step: 1,
    "aria-label": `${name}, ${text(low)} to ${text(high)}`,
    input: () => {
      const at = slider.valueAsNumber / POSITIONS;
      const end = at === 0 ? low : high;
      // Its ends are those of the author, with all their digits.
      set(at === 0 || at === 1 ? end : short(value(at)) * field.factor);
    },
  });
  const number = make("input", {
    type: "number",
    step: "any",
    "aria-label": `${name}${field.scale || unit ? ` in ${(field.scale + unit).trim()}` : ""}`,
    input: () => {
      if (Number.isFinite(number.valueAsNumber)) set(number.valueAsNumber * field.factor);
    },
  });
  const element = make(
    "span",
    { class: "cb-move" },
    slider,
    make("span", { class: "cb-move-field" }, look.before, number, field.scale),
  );
  return {
    element,
    show: (of) => {
      const at = Math.round(Math.min(Math.max(place(of), 0), 1) * POSITIONS);
      // Where it is touched it is finer than the value; where it is not moved nothing is laid out anew.
      const off = Math.abs(slider.valueAsNumber - at);
      if (off > (document.activeElement === slider ? 1 : 0)) slider.valueAsNumber = at;
      if (slider.getAttribute("aria-valuetext") !== text(of)) slider.setAttribute("aria-valuetext", text(of));
      const shown = String(Number((of / field.factor).toPrecision(6)));
      if (document.activeElement !== number && number.value !== shown) number.value = shown;
    },
  };
};
