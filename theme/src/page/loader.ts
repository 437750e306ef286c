/*
 * Loader: decides what a page loads, and when.
 * Input: the elements of the page, its address, whether the browser keeps anything of the reader's.
 * Output: bundles asked for; without attempts, the cards of the cases as the template has them.
 * Must not: read what is kept (the store does); load anything for a reader who only reads.
 */
import { bookPrefix, drillPrefix, savedPrefix } from "../core/storage-keys.ts";
import { SafeStorage } from "../store/local-storage.ts";
import { waitForBoard } from "./board.ts";
import { loadBundle } from "./bundles.ts";
import { waitForWork } from "./case.ts";
import { followDepth } from "./depths.ts";
import { make, onPrintPage } from "./dom.ts";
import { waitForDrill } from "./drill.ts";
import { waitForEstimates } from "./estimates.ts";
import { whenNear } from "./near.ts";

const FAILED = "Your attempts did not load. They are still in this browser; reload the page to see them.";

const nothing = () => {}; // the page is whole without it

/** Something is kept but which cases are saved, which is on the board alone, or nothing can be: both are shown. */
const isKept = (storage: SafeStorage, book: string): boolean =>
  storage.keys(bookPrefix(book)).some((key) => !key.startsWith(savedPrefix(book))) || storage.trouble !== "ok";

const loadProgress = (host: Element, kept: boolean): void => {
  const load = () =>
    loadBundle("progress").catch(() => host.prepend(make("p", { class: "cb-notice", role: "alert" }, FAILED)));
  // How to begin is there already: what comes for a reader of whom nothing is kept, the import, can wait for the page.
  if (kept) load();
  else addEventListener("load", load, { once: true });
};

export const loadWhatIsNeeded = (): void => {
  const printing = onPrintPage();
  const find = (name: string) => (printing ? null : document.querySelector<HTMLElement>(name));
  const book = document.querySelector("cb-book")?.getAttribute("data-id") ?? "";
  const prefix = bookPrefix(book);
  const storage = new SafeStorage(globalThis, nothing);
  const host = find("cb-case");
  const drill = find("cb-drill");
  const board = find("cb-cases");
  const cards = document.querySelectorAll(".cb-card-state");
  const work = host && waitForWork(host);
  if (host) followDepth(host, storage);
  const saving = board && waitForBoard(board);
  const practice = drill && waitForDrill(drill);
  if (!printing) {
    waitForEstimates();
    whenNear("cb-lab", 800, () => loadBundle("lab").catch(nothing));
  }

  const look = () => {
    if (!isKept(storage, book)) return false;
    loadBundle("attempts").catch(nothing);
    if (cards.length > 0 && !printing) loadBundle("cards").catch(nothing);
    work?.wake();
    if (drill && storage.get(drillPrefix(drill.dataset.book ?? "") + drill.dataset.drill) !== null) practice?.wake();
    return true;
  };
  const kept = look();
  if (!kept && !printing) {
    for (const state of cards) state.removeAttribute("hidden");
  }
  addEventListener("storage", ({ key }) => {
    if (key?.startsWith(savedPrefix(book))) saving?.wake();
    if (key?.startsWith(prefix)) look();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) look();
  });
  if (work && new URLSearchParams(location.search).has("attempt")) {
    work.wake();
    // It fills a sheet, which may be printed as soon as the page is loaded: a file asked for now is part of that.
    loadBundle("outcome").catch(nothing);
  }

  const progress = find("cb-progress");
  if (progress) loadProgress(progress, kept);
};
