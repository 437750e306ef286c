/*
 * The first paint of a case: runs inside the chapter, before anything below it is painted.
 * Input: the case's element, the attempts in storage, what this visit asked for. Output: a case that is being practised,
 * or whose answers nobody asked for, hides them from the first paint on (`data-mode`); what this visit asked for
 * (`data-act`); whether it was worked on (`data-attempt`), and then waits for what shows that (`data-cb-waits`); a page that reading alone has brought here waits for its scripts (`data-scripts`).
 * Must not: decide more than that, the case's own script does, however late it comes; leave the page without its answers
 * when no script comes: then the page is as the server wrote it.
 */
import type { Attempt } from "../core/attempt.ts";
import { actOf, latestUnderway, modeOf, type PageMode } from "../core/page-mode.ts";
import { isPrintPage } from "../core/print-page.ts";
import { actKey, attemptPrefix } from "../core/storage-keys.ts";

/** The attempts of a case; calibration is about the answers of others. A few signs in their text spare the rest parsing. */
const attemptsOf = ({ book = "", case: id }: DOMStringMap): Attempt[] => {
  const sign = `"case":${JSON.stringify(id)}`;
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(attemptPrefix(book)));
  return keys.flatMap((key) => {
    const text = localStorage.getItem(key) ?? "";
    if (!text.includes(sign) || text.includes('"kind":"calibration"')) return [];
    try {
      const attempt: Attempt = JSON.parse(text);
      return Array.isArray(attempt.clock.log) ? [attempt] : [];
    } catch {
      return [];
    }
  });
};

const firstMode = ({ dataset }: HTMLElement): PageMode => {
  const attempts = attemptsOf(dataset);
  const act = actOf(sessionStorage.getItem(actKey(dataset.book ?? "", dataset.case ?? "")));
  if (act) dataset.act = act;
  if (attempts.length > 0) dataset.attempt = document.documentElement.dataset.cbWaits = "";
  const [latest = null] = attempts.sort((a, b) => b.updatedAt - a.updatedAt);
  const mode = modeOf(latestUnderway(attempts) ?? (act === "hidden" ? null : latest), act);
  return mode === "interview" ? "read" : mode;
};

const begin = (host: HTMLElement): void => {
  const root = document.documentElement;
  host.dataset.scripts = "awaited";
  addEventListener("load", () => {
    if (globalThis.casebook) return; // it loads what decides, and says when that does not come
    delete host.dataset.scripts;
    delete host.dataset.attempt;
    host.dataset.mode = "read";
    delete root.dataset.cbMode;
    delete root.dataset.cbWaits;
  });
  let mode: PageMode = "question"; // of a reader of whom nothing can be kept
  try {
    mode = firstMode(host);
  } catch {
    // as without attempts
  }
  if (mode !== "read") host.dataset.mode = root.dataset.cbMode = mode;
};

const host = document.currentScript?.closest<HTMLElement>("cb-case");
if (host && !isPrintPage(location.pathname)) begin(host);
