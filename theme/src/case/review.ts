/*
 * The review after Finish: planned against actual minutes of each criterion, and what was asked in an interview.
 * Input: the finished attempt. Output: a table; a way back into the attempt for a Finish that came too early.
 * Must not: count time (core/clock.ts does); show minutes unasked when the reader chose no clock.
 */
import { type ClockState, formatTime, readClock } from "../core/clock.ts";
import { count, formatDateTime } from "../core/words.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { button, setText } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CreateCasePart } from "./context.ts";

const NEXT =
  "Your notes are next to the model answers. Read both, then press Score: tick what you showed, and write down the evidence.";

const differenceText = (planned: number, actual: number): string => {
  // Of what is shown, so that the row adds up.
  const seconds = Math.trunc(actual / 1000) - Math.trunc(planned / 1000);
  return seconds === 0 ? "on time" : `${formatTime(Math.abs(seconds) * 1000)} ${seconds > 0 ? "over" : "under"}`;
};

const minutesRow = (name: string, planned: number | null, actual: number, over: boolean): HTMLElement =>
  make(
    "tr",
    { "data-over": over },
    rowHead(name),
    make("td", {}, planned === null ? "–" : formatTime(planned)),
    make("td", {}, formatTime(actual)),
    make("td", {}, planned === null ? "" : differenceText(planned, actual)),
  );

const minutesTable = ({ criteria, elsewhere, budget, elapsed, over }: ClockState): HTMLElement =>
  make(
    "table",
    {},
    make("caption", {}, "Minutes, planned and actual"),
    tableHead(["Criterion", "Planned", "Actual", "Difference"]),
    make(
      "tbody",
      {},
      criteria.map((time) => minutesRow(time.title, time.planned, time.actual, time.over > 0)),
      elsewhere > 0 && minutesRow("Criteria no longer in this case", null, elsewhere, false),
    ),
    make("tfoot", {}, minutesRow("The round", budget, elapsed, over)),
  );

const NEXT_INTERVIEW =
  "Read the model answers against what you heard, then press Score: tick what the candidate showed, and write down the evidence.";

export const reviewSection: CreateCasePart = (context) => {
  const { page, visit } = context;
  const heading = make("h2", { tabindex: "-1" });
  const minutes = make("div");
  const asked = make("p");
  const next = make("p");
  const resume = button("Resume", () => {
    visit.act({ type: "reopen" });
    visit.act({ type: "resume" });
    context.focus("cb-clock");
  });
  const section = make(
    "section",
    { class: "cb-review", "aria-label": "Review" },
    heading,
    minutes,
    asked,
    next,
    make("div", { class: "cb-actions" }, resume),
  );
  context.place(section);
  let drawn = "";

  const draw = () => {
    const { attempt, mode } = visit;
    section.hidden = mode !== "review";
    if (section.hidden || !attempt) return;
    const isInterview = attempt.kind === "interview";
    setText(heading, `${isInterview ? "Interview" : "Practice"} on ${formatDateTime(attempt.startedAt)}`);
    setText(next, isInterview ? NEXT_INTERVIEW : NEXT);
    const probes = [...page.followUps, ...page.curveballs];
    const total = probes.filter(({ id }) => Object.hasOwn(attempt.asked, id)).length;
    setText(asked, `${total} of ${count(probes.length, "question")} asked.`);
    asked.hidden = !isInterview;
    const key = `${attempt.id} ${attempt.clock.on} ${attempt.clock.log.length}`;
    if (key === drawn) return;
    drawn = key;
    const table = minutesTable(readClock(attempt, page, visit.now()));
    const summary = make("summary", {}, "You chose no clock. The minutes were recorded all the same.");
    minutes.replaceChildren(attempt.clock.on ? table : make("details", {}, summary, table));
  };
  return { draw };
};
