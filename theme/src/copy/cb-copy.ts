/*
 * <cb-copy>: a button that copies a text; where the browser refuses, the text itself, selected, to copy by hand.
 * Input: a function that makes the text when it is asked for. Output: the clipboard.
 * Must not: keep the text; store anything; read the clipboard.
 */
import type { Attempt } from "../core/attempt.ts";
import type { Scorable } from "../core/page-data.ts";
import { plainText } from "../core/plain-text.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";

const REFUSED = "The browser does not let the page copy. The text is selected: copy it with Ctrl C or ⌘ C.";

export class CbCopy extends HTMLElement {
  /** What the reader wrote in attempts. */
  showAttempts(attempts: () => Attempt[], page: Scorable | null, open = false): void {
    const texts = () => attempts().map((attempt) => plainText(attempt, page));
    this.show(() => texts().join("\n\n"), open);
  }

  /** `open`: the text is on the page from the beginning. */
  show(text: () => string, open = false): void {
    const status = make("span", { role: "status", class: "cb-status" });
    const box = make("textarea", {
      readonly: true,
      rows: 6,
      class: "cb-copy-text",
      "aria-label": "Text to copy",
      hidden: !open,
    });
    if (open) box.value = text();
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(text());
        status.textContent = "Copied.";
      } catch {
        box.value = text();
        box.hidden = false;
        box.focus();
        box.select();
        status.textContent = REFUSED;
      }
    };
    this.replaceChildren(button("Copy text", copy), status, box);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-copy": CbCopy;
  }
}

customElements.define("cb-copy", CbCopy);
