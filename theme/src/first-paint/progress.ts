/*
 * The first paint of the progress page: runs right behind what says how to begin.
 * Input: that section, the keys in storage. Output: a reader of whom nothing is kept sees it at once, and nobody else.
 * Must not: show it where storage cannot be read; the page's own script decides there.
 */
import { isPrintPage } from "../core/print-page.ts";
import { bookPrefix, savedPrefix } from "../core/storage-keys.ts";

const begin = document.currentScript?.previousElementSibling;
const book = begin?.parentElement?.dataset.book;
if (begin instanceof HTMLElement && book !== undefined && !isPrintPage(location.pathname)) {
  try {
    const isShownHere = (key: string) => key.startsWith(bookPrefix(book)) && !key.startsWith(savedPrefix(book));
    begin.hidden = Object.keys(localStorage).some(isShownHere);
  } catch {
    // stays hidden
  }
}
