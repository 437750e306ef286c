/*
 * The first paint of a case: runs inside the chapter, before anything below it is painted.
 * Input: the case's element, the attempts in storage. Output: a case that is being practised hides its answers from
 * the first paint on (`data-mode`); a page that reading alone has brought here waits for its scripts (`data-scripts`).
 * Must not: decide more than that, the case's own script does, however late it comes; leave the page without its answers
 * when no script comes, or when storage cannot be read: then the page is as the server wrote it.
 */
import type { Attempt } from "../core/attempt.ts";
import { latestUnderway } from "../core/page-mode.ts";
import { isPrintPage } from "../core/print-page.ts";
import { attemptPrefix } from "../core/storage-keys.ts";

/** The attempts of a case that are not finished. A few signs in their text spare most of them the parsing. */
const unfinished = ({ book = "", case: id }: DOMStringMap): Attempt[] => {
  const signs = [`"case":${JSON.stringify(id)}`, '"finishedAt":null'];
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(attemptPrefix(book)));
  return keys.flatMap((key) => {
    const text = localStorage.getItem(key) ?? "";
    if (!signs.every((sign) => text.includes(sign))) return [];
    try {
      const attempt: Attempt = JSON.parse(text);
      return Array.isArray(attempt.clock.log) ? [attempt] : [];
    } catch {
      return [];
    }
  });
};

const begin = (host: HTMLElement): void => {
  const root = document.documentElement;
  host.dataset.scripts = "awaited";
  addEventListener("load", () => {
    if (globalThis.casebook) return; // it loads what decides, and says when that does not come
    delete host.dataset.scripts;
    host.dataset.mode = "read";
    delete root.dataset.cbMode;
  });
  try {
    if (latestUnderway(unfinished(host.dataset))?.kind === "practice") {
      host.dataset.mode = root.dataset.cbMode = "practice";
    }
  } catch {
    // the page is as the server wrote it
  }
};

const host = document.currentScript?.closest<HTMLElement>("cb-case");
if (host && !isPrintPage(location.pathname)) begin(host);
