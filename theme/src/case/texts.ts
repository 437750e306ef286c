/*
 * Texts: the reader's notes and evidence, saved while they type. The first keystroke is saved at once, the rest at
 * most 400 ms later, and all of it when the box is left or the page is hidden or left.
 * Input: text boxes, and where the text of each is kept. Output: actions on the visit's attempt.
 * Must not: replace what the reader is typing; write a text to another attempt than the one it was typed for.
 *
 * A text that another tab writes into a box comes into it when nobody has typed there for a moment, or has left it.
 * Typed over before, it is put aside (core/actions.ts).
 */
import type { Action } from "../core/actions.ts";
import { type Attempt, entryOf } from "../core/attempt.ts";
import type { Visit } from "./visit.ts";

const SAVE_EVERY_MS = 400;
/** Whoever has not typed for so long has stopped. */
const STILL_MS = 3000;

/** Where a text is kept. */
interface TextField {
  read(attempt: Attempt | null): string | undefined;
  write(text: string, was: string, by: string): Action;
}

export const inCriterion = (criterion: string, type: "notes" | "evidence"): TextField => ({
  read: (attempt) => entryOf(attempt, criterion)?.[type],
  write: (text, was, by) => ({ type, criterion, text, was, by }),
});

interface Bound {
  box: HTMLTextAreaElement;
  field: TextField;
  /** The text that was last read or written. */
  base: string;
  timer: number | null;
  /** Set while the reader types. */
  still: number | null;
}

export class Texts {
  readonly #visit: Visit;
  readonly #signal: AbortSignal;
  readonly #boxes: Bound[] = [];
  /** The attempt that the boxes show. */
  #attempt: string | null;

  constructor(visit: Visit, signal: AbortSignal) {
    this.#visit = visit;
    this.#signal = signal;
    this.#attempt = visit.attempt?.id ?? null;
    const flush = () => this.flush();
    signal.addEventListener("abort", flush);
    addEventListener("pagehide", flush, { signal });
    document.addEventListener("visibilitychange", flush, { signal });
  }

  bind(box: HTMLTextAreaElement, field: TextField): void {
    const bound: Bound = { box, field, base: "", timer: null, still: null };
    this.#boxes.push(bound);
    bound.base = this.#stored(bound);
    box.value = bound.base;
    box.addEventListener("input", () => this.#typed(bound), { signal: this.#signal });
    const leave = () => {
      this.#save(bound);
      this.#stop(bound);
    };
    box.addEventListener("change", leave, { signal: this.#signal });
  }

  /** Saves everything now. */
  flush(): void {
    for (const bound of this.#boxes) this.#save(bound);
  }

  draw(): void {
    const id = this.#visit.attempt?.id ?? null;
    // The first words in a box make an attempt: what is in the box belongs to it.
    const isOther = id !== this.#attempt && this.#attempt !== null;
    this.#attempt = id;
    for (const bound of this.#boxes) {
      const text = this.#stored(bound);
      if (!isOther && (bound.box.value !== bound.base || bound.still !== null)) continue; // being typed
      bound.base = text;
      if (bound.box.value !== text) bound.box.value = text;
    }
  }

  #stored({ field }: Bound): string {
    return field.read(this.#visit.attempt) ?? "";
  }

  #save(bound: Bound): void {
    const { box, field, base } = bound;
    if (box.value === base) return;
    bound.base = box.value;
    this.#visit.act(field.write(box.value, base, this.#visit.store.tab));
  }

  /** Nobody types there: what another tab wrote may come. */
  #stop(bound: Bound): void {
    if (bound.still !== null) window.clearTimeout(bound.still);
    bound.still = null;
    this.draw();
  }

  #typed(bound: Bound): void {
    if (bound.still !== null) window.clearTimeout(bound.still);
    bound.still = window.setTimeout(() => this.#stop(bound), STILL_MS);
    if (bound.timer !== null) return;
    this.#save(bound);
    bound.timer = window.setTimeout(() => {
      bound.timer = null;
      this.#save(bound);
    }, SAVE_EVERY_MS);
  }
}
