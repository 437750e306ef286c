/*
 * The clock of a case page: one bar with what is left of the criterion and of the round, the question, a mark for each
 * curveball that was noted, and the buttons that go with it.
 * Input: the visit's attempt, read against the time of day. Output: actions on it; a sign in the title of a hidden tab.
 * Must not: count (a timer only draws again); end an attempt by itself.
 */
import type { Attempt } from "../core/attempt.ts";
import { type ClockState, type CriterionTime, formatTime, formatTimeLeft, readClock } from "../core/clock.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { type Attributes, type Child, make } from "../page/dom.ts";
import { Away } from "./away.ts";
import { ClockLog } from "./clock-log.ts";
import type { CaseContext, CasePart, CreateCasePart } from "./context.ts";
import { textsAside } from "./kept-aside.ts";
import { watchMenu } from "./menu.ts";

const EXTENSION_MINUTES = 5;
/** Before the title of a tab in the background, when a curveball came. */
const SIGN = "⚑ ";
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
  readonly #previous = button("‹", () => this.#goTo(-1), { "aria-label": "Previous criterion" });
  readonly #next = button("Next", () => this.#goTo(1), { "aria-label": "Next criterion" });
  /** In the place of Next at the last criterion, and before that in the menu. */
  readonly #finish: HTMLButtonElement;
  readonly #finishEarly: HTMLButtonElement;
  readonly #extend: HTMLButtonElement;
  readonly #noClock: HTMLInputElement = make("input", { type: "checkbox", change: () => this.#switchClock() });
  /** What a press has done, for a screen reader. */
  readonly #said = make("p", { class: "cb-unseen", role: "status" });
  readonly #away: Away;
  readonly #buttons: HTMLElement;
  readonly #aside = make("div");
  #asideKey = "";
  readonly #marks = make("span", { class: "cb-clock-marks" });
  /** What sticks to the window. */
  readonly #bar: HTMLElement;
  /** The attempt that is shown. */
  #shown: string | null = null;

  constructor(context: CaseContext) {
    const { visit } = context;
    this.#context = context;
    const drawAndFocus = () => {
      this.draw();
      this.#bar.focus({ preventScroll: true }); // the button is gone, and no other one should be pressed by mistake
    };
    this.#log = new ClockLog(visit, drawAndFocus);
    const finish = () => {
      visit.act({ type: "finish" });
      context.afterArrival(() => context.focus("cb-review"));
    };
    this.#finish = button("Finish", finish, { class: "cb-button cb-primary cb-clock-finish" });
    this.#finishEarly = button("Finish", finish, { class: "cb-button cb-clock-finish" });
    this.#extend = button("Add 5 minutes", () => {
      visit.act({ type: "extend", minutes: EXTENSION_MINUTES });
      setText(this.#said, `${EXTENSION_MINUTES} minutes added: ${this.#round.textContent}`);
    });
    this.#away = new Away(
      context,
      () => this.draw(),
      drawAndFocus,
      () => this.#discard(),
    );
    const noClock = make("label", { class: "cb-choice" }, this.#noClock, " No clock");
    const again = button("Begin again", () => this.#beginAgain());
    const discard = button("Discard", () => this.#discard());
    const items = [this.#finishEarly, this.#extend, noClock, again, discard];
    this.#buttons = make(
      "div",
      { class: "cb-clock-buttons" },
      this.#questionMenu(),
      this.#previous,
      this.#next,
      this.#finish,
      this.#pause,
      this.#menu(make("summary", { class: "cb-button", "aria-label": "More" }, "⋯"), { class: "cb-menu-items" }, items),
    );
    const criterion = make("p", {}, this.#title, " ", this.#left);
    const round = make("div", { class: "cb-clock-line" }, this.#round, this.#marks);
    this.#bar = make(
      "section",
      { class: "cb-clock", "aria-label": "Clock", tabindex: "-1" },
      make("div", { class: "cb-clock-now" }, make("div", { class: "cb-clock-line" }, criterion), this.#budget, round),
      this.#buttons,
      this.#away.element,
      this.#skew,
      this.#said,
      this.#log.element,
    );
    context.place(this.#bar, this.#aside);
    context.signal.addEventListener("abort", () => this.#drawSign(false));
  }

  #menu(summary: HTMLElement, attributes: Attributes, children: Child[]): HTMLDetailsElement {
    const menu = make("details", { class: "cb-menu" }, summary, make("div", attributes, children));
    watchMenu(menu, this.#context.signal);
    return menu;
  }

  /** The question as the page has it, without the places in it that an address could name. */
  #questionMenu(): HTMLElement {
    const prompt = this.#context.host.querySelector(".cb-prompt");
    const copy = [...(prompt?.children ?? [])].map((child) => child.cloneNode(true) as Element);
    for (const child of copy) for (const one of [child, ...child.querySelectorAll("[id]")]) one.removeAttribute("id");
    const summary = make("summary", { class: "cb-button" }, "Question");
    return this.#menu(summary, { class: "cb-menu-items cb-menu-text" }, copy);
  }

  draw(): void {
    const { attempt, mode } = this.#context.visit;
    const isShown = mode === "practice" || mode === "interview";
    this.#bar.hidden = this.#aside.hidden = !isShown;
    const id = isShown ? (attempt?.id ?? null) : null;
    if (id !== this.#shown || id === null) this.#log.reset();
    this.#shown = id;
    if (!attempt || id === null) {
      this.#drawSign(false);
      return;
    }
    this.#away.draw();
    this.#buttons.inert = this.#away.isAsking;
    const state = this.#read(attempt);
    this.#drawTimes(state);
    if (!document.hidden && !this.#away.isAsking) this.#log.announce(attempt, state);
    this.#drawMarks(state);
    this.#drawSign(document.hidden && state.fresh.length > 0);
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
    offerUndo(host, "What you had is discarded.", undo);
  }

  /** Texts that have no box, or lost theirs to another tab. */
  #drawAside(attempt: Attempt): void {
    const key = JSON.stringify([attempt.id, attempt.aside.overwritten, Object.keys(attempt.criteria)]);
    this.#aside.hidden = this.#aside.childElementCount === 0;
    if (key === this.#asideKey) return;
    this.#asideKey = key;
    const kept = textsAside(attempt, this.#context.page);
    this.#aside.hidden = kept.length === 0;
    if (kept.length === 0) {
      this.#aside.replaceChildren();
      return;
    }
    this.#aside.replaceChildren(make("p", { class: "cb-section-title" }, "Kept aside"), ...kept);
  }

  #pauseOrResume(): void {
    const { visit } = this.#context;
    if (!visit.attempt) return;
    const isResumed = canResume(this.#read(visit.attempt));
    visit.act({ type: isResumed ? "resume" : "pause" });
    setText(this.#said, `${isResumed ? "Running: " : ""}${this.#round.textContent}`);
  }

  #goTo(by: number): void {
    const { visit, page } = this.#context;
    const place = this.#place(visit.attempt ? this.#read(visit.attempt).current : null);
    const criterion = page.criteria[place + by]?.id;
    if (criterion === undefined) return;
    visit.act({ type: "next", criterion });
    this.#context.goToCriterion(criterion);
    setText(this.#said, `${this.#title.textContent} ${this.#left.textContent}`);
  }

  #place(criterion: string | null): number {
    return this.#context.page.criteria.findIndex(({ id }) => id === criterion);
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
    this.#previous.disabled = this.#place(state.current) <= 0;
    this.#next.hidden = this.#finishEarly.hidden = state.next === null;
    this.#finish.hidden = state.next !== null;
    this.#noClock.checked = !state.on;
  }

  /** Curveballs that were put down: a mark that opens. */
  #drawMarks(state: ClockState): void {
    const curveballs = this.#log.earlier(state);
    if (this.#marks.childElementCount === curveballs.length) return;
    const marks = curveballs.map((curveball) => {
      const name = `Curveball at ${curveball.minute}`;
      const summary = make("summary", { "aria-label": name }, `⚑ ${curveball.minute}`);
      const text = make("p", {}, this.#log.textOf(curveball));
      return this.#menu(summary, { class: "cb-menu-items cb-menu-text" }, [text]);
    });
    this.#marks.replaceChildren(...marks);
  }

  /** A tab that nobody sees says in its title that a curveball came. */
  #drawSign(isOn: boolean): void {
    const title = document.title.replace(SIGN, "");
    if (isOn) document.title = SIGN + title;
    else if (document.title.startsWith(SIGN)) document.title = title;
  }
}

export const clockBar: CreateCasePart = (context) => new ClockBar(context);
