/*
 * Clock log: what the clock of a case announces: five minutes left, a budget used up, a curveball, time up.
 * Input: the visit's attempt, its clock read now. Output: one polite live region, in sight as well; what was said is
 * marked as heard and shown.
 * Must not: announce anything twice or every second.
 *
 * A curveball is a card until the reader puts it down with "Noted" or the next one comes, so that the bar stays small; then,
 * and after a reload, it is among `earlier`.
 */
import { apply } from "../core/actions.ts";
import { announcements } from "../core/announcements.ts";
import type { Attempt } from "../core/attempt.ts";
import type { ClockState } from "../core/clock.ts";
import type { Curveball } from "../core/page-data.ts";
import { MINUTE } from "../core/time.ts";
import { button } from "../page/controls.ts";
import { type Child, make } from "../page/dom.ts";
import type { Visit } from "./visit.ts";

const MESSAGE_STAYS_MS = 60_000;
/** A curveball that came this long ago came while nobody looked. */
const LATE_AFTER_MS = 60_000;
/** What a region holds from the beginning is not read out; this much later it is. */
const READ_OUT_AFTER_MS = 1000;

interface Message {
  element: HTMLElement;
  at: number;
  kind: string;
  criterion: string | undefined;
}

export class ClockLog {
  readonly element = make("div", {
    class: "cb-clock-log",
    role: "log",
    "aria-live": "polite",
    "aria-label": "Announcements",
  });
  readonly #visit: Visit;
  readonly #onNoted: () => void;
  #message: Message | null = null;
  /** Curveballs in the region, by id. */
  readonly #current = new Map<string, HTMLElement>();
  /** Ids of curveballs due at the last drawing. */
  readonly #due = new Set<string>();
  /** Ids of curveballs whose minute passed while nobody looked. */
  readonly #late = new Set<string>();
  /** Whether this attempt was in sight before. */
  #opened = false;

  constructor(visit: Visit, onNoted: () => void) {
    this.#visit = visit;
    this.#onNoted = onNoted;
  }

  /** For another attempt. */
  reset(): void {
    this.element.replaceChildren();
    this.element.removeAttribute("data-card");
    this.#message = null;
    this.#opened = false;
    for (const memory of [this.#current, this.#due, this.#late]) memory.clear();
  }

  /** Curveballs that came and were put down. */
  earlier(state: ClockState): Curveball[] {
    return state.due.filter(({ id }) => this.#due.has(id) && !this.#current.has(id));
  }

  textOf({ id, title, minute }: Curveball): Child[] {
    const late = " (it came while this page was closed or hidden)";
    return [
      make("span", { class: "cb-kind" }, `Curveball at ${minute}`),
      ` ${title}`,
      this.#late.has(id) && make("span", { class: "cb-late" }, late),
    ];
  }

  announce(attempt: Attempt, state: ClockState): void {
    this.#showCurveballs(state);
    const due = announcements(attempt, this.#visit.page, null, this.#visit.now());
    const spoken = due.filter(({ stale, kind }) => !stale && kind !== "curveball").at(-1);
    if (spoken) this.#say(spoken.text, spoken.kind, spoken.criterion);
    if (this.#message && !this.#isCurrent(this.#message, state)) this.#clearMessage();
    const { element } = this;
    if (!this.#opened && element.childElementCount > 0) {
      window.setTimeout(() => element.append(...element.childNodes), READ_OUT_AFTER_MS);
    }
    this.#opened = true;
    this.#markHeard(
      due.map(({ key }) => key),
      state.fresh,
    );
  }

  #showCurveballs({ due, fresh, elapsed }: ClockState): void {
    for (const curveball of due) {
      const { id, minute } = curveball;
      // Those shown on an earlier visit are old news.
      if (this.#due.has(id) || !(this.#opened || fresh.includes(curveball))) continue;
      if (elapsed - minute * MINUTE > LATE_AFTER_MS) this.#late.add(id);
      this.#show(curveball);
    }
    for (const { id } of due) this.#due.add(id);
  }

  #show(curveball: Curveball): void {
    const { id, title } = curveball;
    const note = () => {
      this.#current.get(id)?.remove();
      this.#current.delete(id);
      this.element.toggleAttribute("data-card", this.#current.size > 0);
      this.#onNoted();
    };
    this.#shrink();
    const noted = button("Noted", note, { "aria-label": `Noted: ${title}` });
    const text = make("span", {}, this.textOf(curveball));
    const element = make("p", { class: "cb-clock-card" }, text, noted);
    this.#current.set(id, element);
    this.element.setAttribute("data-card", "");
    this.element.append(element);
  }

  /** The cards that are there become marks. What came together with the next one is still read out. */
  #shrink(): void {
    for (const card of this.#current.values()) {
      card.className = "cb-unseen";
      card.querySelector("button")?.remove();
    }
    this.#current.clear();
  }

  #say(text: string, kind: string, criterion: string | undefined): void {
    this.#clearMessage();
    const element = make("p", {}, `${text}.`);
    this.#message = { element, at: this.#visit.now(), kind, criterion };
    this.element.append(element);
  }

  #clearMessage(): void {
    this.#message?.element.remove();
    this.#message = null;
  }

  #isCurrent({ kind, at, criterion }: Message, state: ClockState): boolean {
    if (kind === "over") return state.over;
    return this.#visit.now() - at <= MESSAGE_STAYS_MS && (!criterion || criterion === state.current);
  }

  #markHeard(keys: string[], fresh: Curveball[]): void {
    if (keys.length === 0 && fresh.length === 0) return;
    this.#visit.update((attempt) => {
      const now = this.#visit.now();
      const heard = apply(attempt, { type: "heard", keys }, now);
      return fresh.reduce((shown, { id }) => apply(shown, { type: "shown", id }, now), heard);
    });
  }
}
