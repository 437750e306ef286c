/*
 * The clock of a case page: what is left of the criterion and of the round, and the buttons that go with it.
 * Input: the visit's attempt, read against the time of day. Output: actions on it.
 * Must not: count (a timer only draws again); end an attempt by itself.
 */
import type { Attempt } from "../core/attempt.ts";
import { type ClockState, type CriterionTime, formatTime, formatTimeLeft, readClock } from "../core/clock.ts";
import { button, setText } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import { ClockLog } from "./clock-log.ts";
import type { CaseContext, CasePart, CreateCasePart } from "./context.ts";

const EXTENSION_MINUTES = 5;
const SKEWED = "The computer’s clock was set back, so the time has stopped. Resume goes on from here.";

/** A paused clock and one that was set back go on with Resume. */
const canResume = ({ mode, skewed }: ClockState): boolean => mode === "paused" || skewed;

const criterionText = ({ planned, actual, over }: CriterionTime): string =>
  over > 0
    ? `${formatTime(over)} over ${formatTime(planned)}`
    : `${formatTimeLeft(planned - actual)} left of ${formatTime(planned)}`;

const roundText = ({ over, overrun, remaining, budget, mode }: ClockState): string => {
  const rest = over ? `${formatTime(overrun)} over` : `${formatTimeLeft(remaining)} left of`;
  return `${rest} ${formatTime(budget)}${mode === "paused" ? ", paused" : ""}`;
};

class ClockBar implements CasePart {
  readonly #context: CaseContext;
  readonly #log: ClockLog;
  readonly #title = make("strong");
  readonly #left = make("span");
  readonly #budget = make("progress", { class: "cb-clock-budget", max: 1 });
  readonly #round = make("p", { class: "cb-clock-round", role: "timer" });
  readonly #skew = make("p", { class: "cb-clock-skew" }, SKEWED);
  readonly #pause = button("Pause", () => this.#pauseOrResume());
  readonly #next = button("Next criterion", () => this.#goToNext());
  readonly #extend: HTMLButtonElement;
  readonly #noClock: HTMLInputElement = make("input", { type: "checkbox", change: () => this.#switchClock() });
  readonly #earlierList = make("ul");
  readonly #earlier: HTMLElement;
  /** What sticks to the window. */
  readonly #bar: HTMLElement;
  readonly #more: HTMLElement;
  /** The attempt that is shown. */
  #shown: string | null = null;

  constructor(context: CaseContext) {
    const { visit } = context;
    this.#context = context;
    this.#log = new ClockLog(visit, () => {
      this.draw();
      this.#bar.focus({ preventScroll: true }); // its button is gone, and no other one should be pressed by mistake
    });
    const finish = button("Finish", () => {
      visit.act({ type: "finish" });
      context.focus("cb-review");
    });
    this.#extend = button("Add 5 minutes", () => visit.act({ type: "extend", minutes: EXTENSION_MINUTES }));
    const criterion = make("p", {}, this.#title, " ", this.#left);
    this.#bar = make(
      "section",
      { class: "cb-clock", "aria-label": "Clock", tabindex: "-1" },
      make("div", { class: "cb-clock-now" }, criterion, this.#budget, this.#round),
      make("div", { class: "cb-clock-buttons" }, this.#pause, this.#next, finish),
      this.#skew,
      this.#log.element,
    );
    const noClock = make("label", { class: "cb-choice" }, this.#noClock, " No clock");
    const earlierTitle = make("p", { class: "cb-section-title" }, "Curveballs so far");
    this.#earlier = make("div", { class: "cb-arrived" }, earlierTitle, this.#earlierList);
    const buttons = make("div", { class: "cb-clock-buttons" }, this.#extend, noClock);
    this.#more = make("div", { class: "cb-clock-more" }, buttons, this.#earlier);
    context.place(this.#bar, this.#more);
  }

  draw(): void {
    const { attempt, mode } = this.#context.visit;
    const isShown = mode === "practice" || mode === "interview";
    this.#bar.hidden = this.#more.hidden = !isShown;
    const id = isShown ? (attempt?.id ?? null) : null;
    if (id !== this.#shown || id === null) this.#log.reset();
    this.#shown = id;
    if (!attempt || id === null) return;
    const state = this.#read(attempt);
    this.#drawTimes(state);
    if (!document.hidden) this.#log.announce(attempt, state);
    this.#drawEarlier(state);
  }

  tick(): void {
    this.draw();
  }

  #read(attempt: Attempt): ClockState {
    const { page, visit } = this.#context;
    return readClock(attempt, page, visit.now());
  }

  #pauseOrResume(): void {
    const { visit } = this.#context;
    if (visit.attempt) visit.act({ type: canResume(this.#read(visit.attempt)) ? "resume" : "pause" });
  }

  #goToNext(): void {
    const { visit } = this.#context;
    const criterion = visit.attempt && this.#read(visit.attempt).next;
    if (!criterion) return;
    visit.act({ type: "next", criterion });
    this.#context.goToCriterion(criterion);
  }

  #switchClock(): void {
    const { visit } = this.#context;
    const isOff = this.#noClock.checked;
    visit.act({ type: "clock", on: !isOff });
    if (isOff) visit.act({ type: "resume" }); // without a clock there is nothing to pause
  }

  #drawTimes(state: ClockState): void {
    const current = state.criteria.find(({ id }) => id === state.current);
    this.#bar.toggleAttribute("data-over", state.on && state.over);
    this.#bar.toggleAttribute("data-paused", state.mode === "paused");
    setText(this.#title, current?.title ?? "No criterion yet");
    setText(this.#left, state.on && current ? criterionText(current) : "");
    if (current) {
      this.#budget.max = Math.max(1, current.planned);
      this.#budget.value = Math.min(current.actual, current.planned);
      this.#budget.setAttribute("aria-label", `Budget used: ${current.title}`);
    }
    setText(this.#round, roundText(state));
    for (const element of [this.#left, this.#budget, this.#round, this.#pause, this.#extend]) {
      element.hidden = !state.on;
    }
    this.#skew.hidden = !state.on || !state.skewed;
    setText(this.#pause, canResume(state) ? "Resume" : "Pause");
    this.#next.disabled = state.next === null;
    this.#noClock.checked = !state.on;
  }

  /** Curveballs that were put down. */
  #drawEarlier(state: ClockState): void {
    const curveballs = this.#log.earlier(state);
    this.#earlier.hidden = curveballs.length === 0;
    if (this.#earlierList.childElementCount === curveballs.length) return;
    this.#earlierList.replaceChildren(...curveballs.map((curveball) => make("li", {}, this.#log.textOf(curveball))));
  }
}

export const clockBar: CreateCasePart = (context) => new ClockBar(context);
