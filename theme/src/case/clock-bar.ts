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
import type { CreateCasePart } from "./context.ts";

const EXTENSION_MINUTES = 5;
const SKEWED = "The computer’s clock was set back, so the time has stopped. Resume goes on from here.";

/** A paused clock and one that was set back go on with Resume. */
const canResume = ({ mode, skewed }: ClockState): boolean => mode === "paused" || skewed;

const criterionText = ({ planned, actual, over }: CriterionTime): string =>
  over > 0
    ? `${formatTime(over)} over its ${formatTime(planned)}`
    : `${formatTimeLeft(planned - actual)} left of ${formatTime(planned)}`;

const roundText = ({ over, overrun, remaining, budget, mode }: ClockState): string => {
  const rest = over ? `${formatTime(overrun)} over its` : `${formatTimeLeft(remaining)} left of`;
  return `${rest} ${formatTime(budget)}${mode === "paused" ? ", paused" : ""}`;
};

export const clockBar: CreateCasePart = (context) => {
  const { page, visit } = context;
  const read = (attempt: Attempt) => readClock(attempt, page, visit.now());

  const title = make("strong");
  const left = make("span");
  const budget = make("progress", { class: "cb-clock-budget", max: 1 });
  const round = make("p", { class: "cb-clock-round", role: "timer" });
  const skew = make("p", { class: "cb-clock-skew" }, SKEWED);
  const log = new ClockLog(visit, () => {
    draw();
    bar.focus({ preventScroll: true }); // its button is gone, and no other one should be pressed by mistake
  });

  const pause = button("Pause", () => {
    const { attempt } = visit;
    if (attempt) visit.act({ type: canResume(read(attempt)) ? "resume" : "pause" });
  });
  const next = button("Next criterion", () => {
    const { attempt } = visit;
    const criterion = attempt && read(attempt).next;
    if (!criterion) return;
    visit.act({ type: "next", criterion });
    context.goToCriterion(criterion);
  });
  const finish = button("Finish", () => {
    visit.act({ type: "finish" });
    context.focus("cb-review");
  });
  const extend = button("Add 5 minutes", () => visit.act({ type: "extend", minutes: EXTENSION_MINUTES }));
  const noClock = make("input", {
    type: "checkbox",
    change: () => {
      visit.act({ type: "clock", on: !noClock.checked });
      if (noClock.checked) visit.act({ type: "resume" }); // without a clock there is nothing to pause
    },
  });
  const earlierList = make("ul");
  const earlierTitle = make("p", { class: "cb-section-title" }, "Curveballs so far");
  const earlier = make("div", { class: "cb-arrived" }, earlierTitle, earlierList);

  const criterion = make("p", {}, title, " ", left);
  const bar = make(
    "section",
    { class: "cb-clock", "aria-label": "Clock", tabindex: "-1" },
    make("div", { class: "cb-clock-now" }, criterion, budget, round),
    make("div", { class: "cb-clock-buttons" }, pause, next, finish),
    skew,
    log.element,
  );
  const noClockLabel = make("label", { class: "cb-choice" }, noClock, " No clock");
  const more = make(
    "div",
    { class: "cb-clock-more" },
    make("div", { class: "cb-clock-buttons" }, extend, noClockLabel),
    earlier,
  );
  context.place(bar, more);

  /** The attempt that is shown. */
  let shown: string | null = null;

  const drawTimes = (state: ClockState) => {
    const current = state.criteria.find(({ id }) => id === state.current);
    bar.toggleAttribute("data-over", state.on && state.over);
    bar.toggleAttribute("data-paused", state.mode === "paused");
    setText(title, current?.title ?? "No criterion yet");
    setText(left, state.on && current ? criterionText(current) : "");
    if (current) {
      budget.max = Math.max(1, current.planned);
      budget.value = Math.min(current.actual, current.planned);
      budget.setAttribute("aria-label", `Budget used: ${current.title}`);
    }
    setText(round, roundText(state));
    for (const element of [left, budget, round, pause, extend]) element.hidden = !state.on;
    skew.hidden = !state.on || !state.skewed;
    setText(pause, canResume(state) ? "Resume" : "Pause");
    next.disabled = state.next === null;
    noClock.checked = !state.on;
  };

  const drawEarlier = (state: ClockState) => {
    const curveballs = log.earlier(state);
    earlier.hidden = curveballs.length === 0;
    if (earlierList.childElementCount === curveballs.length) return;
    earlierList.replaceChildren(...curveballs.map((curveball) => make("li", {}, log.textOf(curveball))));
  };

  const draw = () => {
    const { attempt, mode } = visit;
    const isShown = mode === "practice" || mode === "interview";
    bar.hidden = more.hidden = !isShown;
    const id = isShown ? (attempt?.id ?? null) : null;
    if (id !== shown || id === null) log.reset();
    shown = id;
    if (!attempt || id === null) return;
    const state = read(attempt);
    drawTimes(state);
    if (!document.hidden) log.announce(attempt, state);
    drawEarlier(state);
  };

  return { draw, tick: draw };
};
