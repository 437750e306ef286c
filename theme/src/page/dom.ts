/*
 * DOM: builds the elements that only make sense with JavaScript, and reads what a template has left for it.
 * Input: a name, attributes, children. Output: elements that are not on the page yet.
 * Must not: take a string for HTML (every string becomes a text node); look for elements in the document.
 */
import { isPrintPage } from "../core/print-page.ts";

/** A function listens to the event of its name. */
// biome-ignore lint/suspicious/noExplicitAny: the event's type follows from its name, which this cannot know
type Attribute = string | number | boolean | null | undefined | ((event: any) => void);
export type Attributes = Record<string, Attribute>;
export type Child = Node | string | null | undefined | false;

/** From mdBook, on every page: "" or "../" and so on. */
declare const path_to_root: string | undefined;

export const fill = (element: Element, attributes: Attributes, children: (Child | Child[])[]): void => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
};

export const make = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[Name] => {
  const element = document.createElement(name);
  fill(element, attributes, children);
  return element;
};

/** Here the arrow keys do not turn the page. */
export const keepArrows = (event: KeyboardEvent): void => {
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") event.stopPropagation();
};

/** The page of a case as the server wrote it. */
export const showAsWritten = (host: HTMLElement): void => {
  delete host.dataset.scripts;
  host.dataset.mode = "read";
  delete document.documentElement.dataset.cbMode;
  delete document.documentElement.dataset.cbWaits;
};

export const onPrintPage = (): boolean => isPrintPage(location.pathname);

/** From the book's root to an address for this page. */
export const link = (path: string): string => (typeof path_to_root === "string" ? path_to_root : "") + path;

/** The page data inside an element; null when it cannot be read. */
export const pageData = <Data>(element: Element): Data | null => {
  try {
    return JSON.parse(element.querySelector("script.cb-data")?.textContent ?? "null");
  } catch {
    return null;
  }
};
