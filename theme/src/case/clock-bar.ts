/*
 * The clock of a case page: what is left of the criterion and of the round, and the buttons that go with it.
 * Input: the visit's attempt, read against the time of day. Output: actions on it.
 * Must not: count (a timer only draws again); end an attempt by itself.
 */
import type { Attempt } from "../core/attempt.ts";
import { type ClockState, type CriterionTime, formatTime, formatTimeLeft, readClock } from "../core/clock.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { button, setText } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import { Away } from "./away.ts";
import { ClockLog } from "./clock-log.ts";
import type { CaseContext, CasePart, CreateCasePart } from "./context.ts";
import { textsAside } from "./kept-aside.ts";

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
  /** What a press has done, for a screen reader. */
  readonly #said = make("p", { class: "cb-unseen", role: "status" });
  readonly #away: Away;
  readonly #buttons: HTMLElement;
  readonly #aside = make("div", { class: "cb-arrived" });
  #asideKey = "";
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
    this.#extend = button("Add 5 minutes", () => {
      visit.act({ type: "extend", minutes: EXTENSION_MINUTES });
      setText(this.#said, `${EXTENSION_MINUTES} minutes added, ${this.#round.textContent}.`);
    });
    this.#away = new Away(
      context,
      () => this.draw(),
      () => this.#discard(),
    );
    this.#buttons = make("div", { class: "cb-clock-buttons" }, this.#pause, this.#next, finish);
    const criterion = make("p", {}, this.#title, " ", this.#left);
    this.#bar = make(
      "section",
      { class: "cb-clock", "aria-label": "Clock", tabindex: "-1" },
      make("div", { class: "cb-clock-now" }, criterion, this.#budget, this.#round),
      this.#buttons,
      this.#away.element,
      this.#skew,
      this.#said,
      this.#log.element,
    );
    const noClock = make("label", { class: "cb-choice" }, this.#noClock, " No clock");
    const earlierTitle = make("p", { class: "cb-section-title" }, "Curveballs so far");
    this.#earlier = make("div", { class: "cb-arrived" }, earlierTitle, this.#earlierList);
    const again = button("Begin again", () => this.#beginAgain());
    const discard = button("Discard", () => this.#discard());
    const buttons = make("div", { class: "cb-clock-buttons" }, this.#extend, noClock, again, discard);
    this.#more = make("div", { class: "cb-clock-more" }, buttons, this.#earlier, this.#aside);
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
    this.#away.draw();
    this.#buttons.inert = this.#more.inert = this.#away.isAsking;
    const state = this.#read(attempt);
    this.#drawTimes(state);
    if (!document.hidden && !this.#away.isAsking) this.#log.announce(attempt, state);
    this.#drawEarlier(state);
    this.#drawAside(attempt);
  }

  tick(): void {
    this.draw();
  }

  #read(attempt: Attempt): ClockState {
    const { page, visit } = this.#context;
    return readClock(attempt, page, visit.now());
  }

  #discard(): void {
    const { host, visit } = this.#context;
    const name = visit.mode === "interview" ? "interview" : "practice";
    const { undo } = visit.discard();
    this.#context.focus("cb-toolbar");
    offerUndo(host, `The ${name} is discarded.`, undo);
  }

  #beginAgain(): void {
    const { host, visit } = this.#context;
    const { undo } = visit.beginAgain();
    this.#context.focus("cb-prompt");
    offerUndo(host, "Begun again; what you had is discarded.", undo);
  }

  /** Texts that have no box, or lost theirs to another tab. */
  #drawAside(attempt: Attempt): void {
    const key = JSON.stringify([attempt.id, attempt.aside.overwritten, Object.keys(attempt.criteria)]);
    if (key === this.#asideKey) return;
    this.#asideKey = key;
    const kept = textsAside(attempt, this.#context.page);
    this.#aside.hidden = kept.length === 0;
    this.#aside.replaceChildren(make("p", { class: "cb-section-title" }, "Kept aside"), ...kept);
  }

  #pauseOrResume(): void {
    const { visit } = this.#context;
    if (!visit.attempt) return;
    const isResumed = canResume(this.#read(visit.attempt));
    visit.act({ type: isResumed ? "resume" : "pause" });
    setText(
      this.#said,
      isResumed ? `The clock runs, ${this.#round.textContent}.` : `The clock is paused, ${this.#round.textContent}.`,
    );
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
