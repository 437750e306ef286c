/*
 * <cb-copy>: a button that copies a text; where the browser refuses, the text itself, selected, to copy by hand.
 * Input: a function that makes the text when it is asked for. Output: the clipboard.
 * Must not: keep the text; store anything; read the clipboard.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make } = casebook.dom;

  class CbCopy extends HTMLElement {
    /** @param {() => string} text @param {boolean} [open] the text is on the page from the beginning */
    show(text, open = false) {
      const said = make("span", { role: "status", class: "cb-said" });
      const box = make("textarea", { readonly: true, rows: 6, class: "cb-copy-text", "aria-label": "Text to copy", hidden: !open });
      if (open) box.value = text();
      const copy = async () => {
        try {
          await navigator.clipboard.writeText(text());
          said.textContent = "Copied.";
        } catch {
          box.value = text();
          box.hidden = false;
          box.focus();
          box.select();
          said.textContent = "The browser does not let the page copy. The text is selected: copy it with Ctrl C or ⌘ C.";
        }
      };
      this.replaceChildren(make("button", { type: "button", class: "cb-button", click: copy }, "Copy text"), said, box);
    }
  }

  customElements.define("cb-copy", CbCopy);
})();
