/*
 * DOM: builds the elements that only make sense with JavaScript.
 * Input: a name, attributes, children. Output: elements that stand nowhere yet.
 * Must not: take a string for HTML (every string becomes a text node); look for elements in the document.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const SVG = "http://www.w3.org/2000/svg";

  /** @param {Element} element @param {Cb.Attributes} attributes @param {(Cb.Child | Cb.Child[])[]} children */
  const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat()) if (child !== null && child !== undefined && child !== false) element.append(child);
  };

  /** A function among the attributes listens to the event of its name. @type {Cb.Dom["make"]} */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    fill(element, attributes, children);
    return element;
  };

  /** @type {Cb.Dom["draw"]} */
  const draw = (name, attributes = {}, ...children) => {
    const element = document.createElementNS(SVG, name);
    fill(element, attributes, children);
    return element;
  };

  /** Text that is heard and not seen. @type {Cb.Dom["unseen"]} */
  const unseen = (text) => make("span", { class: "cb-unseen" }, text);

  /** Here the arrow keys do not turn the page. @type {Cb.Dom["keepArrows"]} */
  const keepArrows = (event) => { if (event.key === "ArrowLeft" || event.key === "ArrowRight") event.stopPropagation(); };

  /** A table in a box that scrolls by itself, so that the page does not. @type {Cb.Dom["scrolling"]} */
  const scrolling = (name, table) => make("div", { class: "cb-scrolling", role: "region", "aria-label": name, tabindex: "0", keydown: keepArrows }, table);

  /** The page that prints the whole book: nothing of the reader's belongs there. @type {Cb.Dom["onPrintPage"]} */
  const onPrintPage = () => /\/print(\.html)?$/.test(location.pathname);

  /** @type {Cb.Dom["link"]} */
  const link = (path) => (typeof path_to_root === "string" ? path_to_root : "") + path;

  /** @type {Cb.Dom["data"]} */
  const data = (element) => {
    try {
      return JSON.parse(element.querySelector("script.cb-data")?.textContent ?? "null");
    } catch {
      return null;
    }
  };

  casebook.dom = { make, draw, unseen, scrolling, keepArrows, onPrintPage, link, data };
})();
