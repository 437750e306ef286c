/*
 * Waiting: a part of a page before its script has loaded. A reader who only reads never loads it; the first
 * sign of another one does.
 * Input: a pointer that moves over a control (not one that a control is scrolled under), the focus in one, a press, a
 * tick, a word. Output: the bundle; what was pressed, ticked and typed until it had drawn, done again then.
 * Must not: lose what a reader did; change what the server wrote.
 */
import { type BundleName, loadBundle } from "./bundles.ts";

type Box = HTMLInputElement | HTMLTextAreaElement;

/** What the page itself answers. */
export const SHOW = "[data-way=show]";

export const ANY_SIGN = ["pointermove", "pointerdown", "focusin", "input", "click"];

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

export interface Waiting {
  /** Loads the bundle without a sign. */
  wake: () => void;
  /** Aborted when it comes, or does not. */
  signal: AbortSignal;
}

/** `controls`: a selector; `fail`: what to do if the bundle does not come. */
export const waitFor = (
  host: HTMLElement,
  name: BundleName,
  controls: string,
  signs: string[],
  fail: () => void,
): Waiting => {
  const over = new AbortController();
  /** The button that was pressed last. */
  let pressed: HTMLElement | null = null;
  const touched = new Set<Box>();
  let restore: (() => void)[] = [];
  let isAsked = false;

  const end = () => {
    over.abort();
    restore = [...touched].map(remember);
  };
  const replay = () => {
    for (const put of restore) put();
    pressed?.click();
  };
  const wake = () => {
    if (isAsked) return;
    isAsked = true;
    loadBundle(name, end).then(replay, () => {
      end();
      fail();
    });
  };
  const see = ({ type, target }: Event) => {
    if (!(target instanceof Element) || !target.closest(controls) || target.closest(SHOW)) return;
    if (type === "click") pressed = target.closest("button") ?? pressed; // a box is ticked by the browser
    if (type === "input" && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement))
      touched.add(target);
    wake();
  };
  for (const sign of signs) host.addEventListener(sign, see, { capture: true, signal: over.signal });
  return { wake, signal: over.signal };
};
