/*
 * SVG: builds the elements of a drawing.
 * Input: a name, attributes, children. Output: elements that are not on the page yet.
 * Must not: take a string for markup.
 */
import { type Attributes, type Child, fill } from "../page/dom.ts";

const SVG = "http://www.w3.org/2000/svg";

export const makeSvg = <Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): SVGElementTagNameMap[Name] => {
  const element = document.createElementNS(SVG, name);
  fill(element, attributes, children);
  return element;
};
