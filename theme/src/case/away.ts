/*
 * Away: notices that a reader was gone while the clock ran, and asks what to do with that time.
 * Input: signs of the reader, the visit's attempt. Output: a question; the time left out, counted, or the attempt gone.
 * Must not: ask a reader who chose no clock; decide by itself; move what a reader is about to press.
 *
 * The last sign is kept in the settings when the page is hidden or left, so that nothing is written while it is used.
 */
import { lastDeed } from "../core/away.ts";
import { moment } from "../core/clock.ts";
import { AWAY_MS } from "../core/time.ts";
import { formatDateTime } from "../core/words.ts";
import { setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CaseContext } from "./context.ts";

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"];

interface Absence {
  since: number;
  until: number;
}

export class Away {
  readonly element: HTMLElement;
  readonly #context: CaseContext;
  readonly #onChange: () => void;
  readonly #question = make("p", { role: "status" });
  readonly #seen: `seen/${string}`;
  #attempt: string | null = null;
  #lastSign = 0;
  #lastDrawn = 0;
  #absence: Absence | null = null;

  /** `onChange`: it asks, or no longer; `onAnswer`: its buttons go. */
  constructor(context: CaseContext, onChange: () => void, onAnswer: () => void, discard: () => void) {
    const { visit, page, signal } = context;
    this.#context = context;
    this.#onChange = onChange;
    this.#seen = `seen/${page.case.id}`;
    const answer = (name: string, act: (absence: Absence) => void) =>
      button(name, () => {
        const absence = this.#absence;
        this.#absence = null;
        if (!absence) return;
        act(absence);
        onAnswer();
      });
    const buttons = make(
      "div",
      { class: "cb-clock-buttons" },
      answer("Leave it out", (absence) => visit.act({ type: "leave-out", ...absence })),
      answer("Count it", () => {}),
      answer("Discard the attempt", () => {
        this.#attempt = null; // brought back, it is as long ago as before
        discard();
      }),
    );
    this.element = make("div", { class: "cb-away", hidden: true }, this.#question, buttons);
    for (const type of SIGNS)
      document.addEventListener(type, () => this.#sign(), { signal, passive: true, capture: true });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#keep() : this.#look()), { signal });
    addEventListener("pagehide", () => this.#keep(), { signal });
  }

  get isAsking(): boolean {
    return this.#absence !== null;
  }

  /** Called whenever the clock is drawn. */
  draw(): void {
    const { attempt } = this.#context.visit;
    const now = this.#context.visit.now();
    if (attempt && attempt.id !== this.#attempt) {
      this.#attempt = attempt.id;
      this.#absence = null;
      this.#lastSign = 0;
      this.#look();
    } else if (now - this.#lastDrawn >= AWAY_MS) this.#look(); // the computer slept
    this.#lastDrawn = now;
    const { since, until } = this.#absence ?? { since: 0, until: 0 };
    // Answered in another tab.
    if (!this.#isRunning() || (attempt?.clock.log.at(-1)?.at ?? 0) > since) this.#absence = null;
    this.element.hidden = !this.#absence;
    if (this.#absence)
      setText(
        this.#question,
        `You were away from ${formatDateTime(since)} to ${formatDateTime(until)}. What about that time?`,
      );
  }

  #isRunning(): boolean {
    const { visit } = this.#context;
    const isShown = visit.mode === "practice" || visit.mode === "interview";
    const { attempt } = visit;
    return isShown && attempt?.clock.on === true && moment(attempt, visit.now()).mode === "running";
  }

  /** `limit`: how long without a sign is too long, in milliseconds. */
  #look(limit = AWAY_MS): void {
    const { visit } = this.#context;
    const now = visit.now();
    if (!visit.attempt || !this.#isRunning()) return;
    const seen = visit.store.settings.get(this.#seen);
    const last = Math.max(this.#lastSign, lastDeed(visit.attempt), typeof seen === "number" && seen <= now ? seen : 0);
    if (now - last >= limit) this.#absence = { since: this.#absence?.since ?? last, until: now };
  }

  #sign(): void {
    const now = this.#context.visit.now();
    const wasAsking = this.isAsking;
    if (now - this.#lastSign >= AWAY_MS) this.#look(2 * AWAY_MS); // who speaks or draws on paper touches nothing
    this.#lastSign = now;
    if (this.isAsking !== wasAsking) this.#onChange();
  }

  #keep(): void {
    const { settings } = this.#context.visit.store;
    if (this.#lastSign > 0 && this.#isRunning() && settings.get(this.#seen) !== this.#lastSign)
      settings.set(this.#seen, this.#lastSign);
  }
}
