/*
 * Away: notices that a reader was gone while the clock ran, and asks what to do with that time.
 * Input: signs of the reader, the visit's attempt. Output: a question; the time left out, counted, or the attempt gone.
 * Must not: ask while the page is being looked at without a press (the clock goes on, curveballs come); decide by itself.
 *
 * The last sign is kept in the settings when the page is hidden or left, so that nothing is written while it is used.
 */
import { AWAY_MS, lastDeed } from "../core/away.ts";
import { moment } from "../core/clock.ts";
import { MINUTE } from "../core/time.ts";
import { count, formatDateTime } from "../core/words.ts";
import { button, setText } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"];

export class Away {
  readonly element: HTMLElement;
  readonly #context: CaseContext;
  readonly #onChange: () => void;
  readonly #question = make("p", { role: "status" });
  readonly #seen: `seen/${string}`;
  #attempt: string | null = null;
  #last = 0;
  #lastLook = 0;
  #since: number | null = null;

  constructor(context: CaseContext, onChange: () => void, discard: () => void) {
    const { visit, page, signal } = context;
    this.#context = context;
    this.#onChange = onChange;
    this.#seen = `seen/${page.case.id}`;
    const leaveOut = button("Leave it out", () => {
      const since = this.#since ?? visit.now();
      this.#back();
      visit.act({ type: "leave-out", since });
    });
    const countIt = button("Count it", () => {
      this.#back();
      this.#onChange();
    });
    const drop = button("Discard", () => {
      this.#back();
      discard();
    });
    const buttons = make("div", { class: "cb-clock-buttons" }, leaveOut, countIt, drop);
    this.element = make("div", { class: "cb-away", hidden: true }, this.#question, buttons);
    for (const type of SIGNS)
      document.addEventListener(type, () => this.#sign(), { signal, passive: true, capture: true });
    const hide = () => {
      if (document.hidden) this.#keep();
      else this.#look();
    };
    document.addEventListener("visibilitychange", hide, { signal });
    addEventListener("pagehide", () => this.#keep(), { signal });
  }

  /** Since when the reader is away; the clock is read then, and says nothing, until the question is answered. */
  get since(): number | null {
    return this.#since;
  }

  /** Called whenever the clock is drawn. */
  draw(): void {
    const { visit } = this.#context;
    const { attempt } = visit;
    const now = visit.now();
    if (attempt && attempt.id !== this.#attempt) {
      // The first sight of an attempt: of one just begun the start is the last deed.
      this.#attempt = attempt.id;
      this.#since = null;
      const seen = visit.store.settings.get(this.#seen);
      this.#last = Math.max(lastDeed(attempt), typeof seen === "number" && seen <= now ? seen : 0);
      this.#look();
    } else if (now - this.#lastLook >= AWAY_MS) this.#look(); // the computer slept
    this.#lastLook = now;
    if (this.#since !== null && !this.#isRunning()) this.#since = null; // answered in another tab
    this.element.hidden = this.#since === null;
    if (this.#since === null) return;
    const minutes = count(Math.round((now - this.#since) / MINUTE), "minute");
    setText(
      this.#question,
      `You were away since ${formatDateTime(this.#since)}, for ${minutes}. The clock has stopped there until you choose.`,
    );
  }

  #isRunning(): boolean {
    const { visit } = this.#context;
    const isShown = visit.mode === "practice" || visit.mode === "interview";
    return isShown && visit.attempt !== null && moment(visit.attempt, visit.now()).mode === "running";
  }

  #look(): void {
    const now = this.#context.visit.now();
    if (this.#since === null && now - this.#last >= AWAY_MS && this.#isRunning()) this.#since = this.#last;
  }

  #sign(): void {
    if (this.#since !== null) return;
    this.#look();
    if (this.#since !== null) this.#onChange();
    else this.#last = this.#context.visit.now();
  }

  #back(): void {
    this.#since = null;
    this.#last = this.#context.visit.now();
    this.#keep();
  }

  #keep(): void {
    const { settings } = this.#context.visit.store;
    if (this.#isRunning() && settings.get(this.#seen) !== this.#last) settings.set(this.#seen, this.#last);
  }
}
