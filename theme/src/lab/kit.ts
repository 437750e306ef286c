/*
 * Kit: what a lab draws, speaks and draws lots with.
 * Input: the page; what a lab asks for. Output: elements, pictures, numbers as text.
 * Must not: know any lab; take a string for HTML.
 */
import { seededRandom } from "../core/random.ts";
import { type Attributes, type Child, fill, make } from "../page/dom.ts";

const SVG = "http://www.w3.org/2000/svg";

const svg = (name: string, attributes: Attributes = {}, ...children: (Child | Child[])[]): SVGElement => {
  const element = document.createElementNS(SVG, name);
  fill(element, attributes, children);
  return element;
};

const picture = (root: Element, label: string, height: number, draw: (svg: SVGElement, width: number) => void) => {
  const drawing = svg("svg", { role: "img", "aria-label": label, height, class: "cb-lab-picture" });
  root.append(drawing);
  let width = 0;
  const redraw = () => {
    if (width === 0) return;
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    drawing.replaceChildren();
    draw(drawing, width);
  };
  const measure = () => {
    const now = Math.floor(drawing.getBoundingClientRect().width);
    if (now === width) return;
    width = now;
    redraw();
  };
  measure();
  new ResizeObserver(measure).observe(drawing);
  return redraw;
};

/** By digits after the point: to make one takes longer than to use it a hundred times. */
const formats = new Map<number, Intl.NumberFormat>();

const number = (value: number, digits = 0): string => {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = formats.get(digits) ?? new Intl.NumberFormat("en", exactly);
  formats.set(digits, format);
  return format.format(value).replace("-", "−");
};

export const newKit = (
  say: (text: string) => void,
  prediction: () => number | null,
  resume: () => void,
): CasebookLab.Kit => ({
  make,
  svg,
  picture,
  say,
  prediction,
  resume,
  number,
  random: seededRandom,
  percent: (share, digits = 1) => `${number(100 * share, digits)}%`,
});
