/*
 * Waiting: the page of a case before the bundle that practises and scores has come. A case that is only read never
 * loads it; the first sign that a reader will work on it does.
 * Input: a pointer that moves over the toolbar or a form (not one that a form is scrolled under), the focus in one, a
 * press, a tick, a word. Output: the bundle; what was pressed, ticked and typed until it had drawn, done again then;
 * one sentence if it does not come, and then the answers of a case that is being practised when they are asked for.
 * The answers of a question when they are asked for.
 * Must not: lose what a reader did; change what the server wrote when the bundle does not come.
 */
import { rememberAct } from "../store/visit-memory.ts";
import { loadBundle } from "./bundles.ts";
import { button } from "./controls.ts";
import { make, showAsWritten } from "./dom.ts";

type Box = HTMLInputElement | HTMLTextAreaElement;

const WORK = ".cb-toolbar, .cb-judge, .cb-signals fieldset";
const SHOW = '[data-way="show"]';
const FAILED =
  "What this page needs to practise and score did not load, so nothing you do here is saved. Reload the page to try again.";

/** Remembers what is in a box; gives what puts it there again. */
const remember = (box: Box): (() => void) => {
  if (box instanceof HTMLInputElement) {
    const { checked } = box;
    return () => {
      if (box.checked !== checked) box.click();
    };
  }
  const { value, selectionEnd } = box;
  return () => {
    // After what was written at another time, unless the browser had put that into the box itself.
    const before = value.startsWith(box.value) ? "" : `${box.value}\n`;
    box.value = before + value;
    box.selectionStart = box.selectionEnd = before.length + selectionEnd;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
};

const sayFailed = (host: HTMLElement): void => {
  const isPractised = host.dataset.mode === "practice" || host.dataset.mode === "review";
  const show = button("Show the answer", () => {
    showAsWritten(host);
    show.remove();
  });
  const sentence = make("p", { role: "alert" }, FAILED);
  const notice = make("div", { class: "cb-notice" }, sentence, isPractised && show);
  if (!isPractised) showAsWritten(host);
  // Before what is hidden while a practice waits for its scripts.
  const place = host.querySelector(isPractised ? ".cb-prompt" : ".cb-toolbar");
  if (place) place.before(notice);
  else host.prepend(notice);
};

/** Gives what ends the waiting: the bundle is loaded. */
export const waitForWork = (host: HTMLElement): { wake: () => void } => {
  const over = new AbortController();
  /** The button that was pressed last. */
  let pressed: HTMLElement | null = null;
  const touched = new Set<Box>();
  let restore: (() => void)[] = [];
  let isAsked = false;

  const ready = () => {
    over.abort();
    restore = [...touched].map(remember);
  };
  const replay = () => {
    for (const put of restore) put();
    pressed?.click();
  };
  const fail = () => {
    over.abort();
    sayFailed(host);
  };
  const wake = () => {
    if (isAsked) return;
    isAsked = true;
    loadBundle("practice", ready).then(replay, fail);
  };

  const on = (type: string, listener: (target: Element) => void) =>
    host.addEventListener(
      type,
      ({ target }) => {
        if (target instanceof Element && target.closest(WORK) && !target.closest(SHOW)) listener(target);
      },
      { capture: true, signal: over.signal },
    );

  for (const sign of ["pointermove", "pointerdown", "focusin"]) on(sign, wake);
  on("input", (box) => {
    if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) touched.add(box);
    wake();
  });
  on("click", (target) => {
    pressed = target.closest("button") ?? pressed; // a box is ticked by the browser
    wake();
  });
  host.querySelector(SHOW)?.addEventListener(
    "click",
    () => {
      rememberAct(host, "read");
      host.dataset.opened = "";
      host.dataset.mode = document.documentElement.dataset.cbMode = "read";
    },
    { signal: over.signal },
  );
  return { wake };
};
