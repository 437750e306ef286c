/*
 * Sheets: the styles of the sheets of paper, which come when one is asked for: most readers never print.
 * Input: an address that names a sheet or a heading in one. Output: the styles, once, which show the sheet in the place of
 * the chapter; one sentence if they do not come. Must not: load them where the page has them already.
 */
import { link, make } from "./dom.ts";

/** From theme/bundle.mjs: a hash of the styles, so that a browser asks for them again when they change. */
declare const SHEETS: string;

const FAILED = "This sheet did not load. Reload the page to try again.";

const isAsked = (): boolean => {
  // Not `:target`, which is set later than the scripts of a page run.
  const id = CSS.escape(location.hash.slice(1));
  return id !== "" && document.querySelector(`:is(.cb-sheet, .cb-sheet *)[id="${id}"]`) !== null;
};

let styles: Promise<boolean> | null = null;
const failed = make("p", { class: "cb-notice", role: "alert" }, FAILED);

/** Whether the styles are there; asked for again, they may come. */
export const loadSheetStyles = (): Promise<boolean> => {
  if (document.querySelector(".cb-scorecards")) return Promise.resolve(true);
  styles ??= new Promise((resolve) => {
    const load = () => {
      failed.remove();
      resolve(true);
    };
    const error = () => {
      document.querySelector("main")?.prepend(failed);
      styles = null;
      resolve(false);
    };
    const sheet = make("link", { rel: "stylesheet", href: link(`casebook/sheets.css?${SHEETS}`), load, error });
    // Before the styles of bundles and of the book's own, which have the last word.
    const place = document.querySelector('link[href*="casebook"]');
    if (place) place.after(sheet);
    else document.head.append(sheet);
  });
  return styles;
};

export const followSheets = (): void => {
  const follow = async () => {
    if (isAsked() && (await loadSheetStyles())) document.querySelector(":target")?.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();
};
