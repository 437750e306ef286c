/*
 * Looking back after Finish, before any answer is in sight: where the minutes went, what was asked in an interview, and
 * what the reader thinks was the weakest part.
 * Input: the finished attempt. Output: the reader's guess; the way to the score, and back into the attempt for a Finish
 * that came too early.
 * Must not: show an answer; show minutes unasked when the reader chose no clock.
 */

import type { CreateCasePart } from "../case/context.ts";
import { readClock } from "../core/clock.ts";
import { count, formatDateTime } from "../core/words.ts";
import { labelled, primaryButton, setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import { hourFigure } from "./hour.ts";

const MINE = "What was the weakest part, and why? Write it down before you see any answer.";
const THEIRS = "What was the candidate’s weakest part, and why?";

export const reviewSection: CreateCasePart = (context) => {
  const { page, visit } = context;
  // The first date takes long: Finish has enough to do, and so has what opened the answers.
  setTimeout(() => formatDateTime(visit.now()));
  const heading = make("h2", { tabindex: "-1" });
  const minutes = make("div");
  const asked = make("p");
  const question = make("p", { class: "cb-section-title" });
  const choice: HTMLSelectElement = make(
    "select",
    { change: () => visit.act({ type: "weakest", criterion: choice.value }) },
    make("option", { value: "" }, "Choose a criterion"),
    page.criteria.map(({ id, title }) => make("option", { value: id }, title)),
  );
  const why = make("textarea", { rows: 2 });
  context.texts.bind(why, {
    read: (attempt) => attempt?.weakest?.why,
    write: (text, was, by) => ({ type: "weakest", why: text, was, by }),
  });
  const score = primaryButton("Score it", () => context.score());
  const resume = button("Resume the practice", () => {
    visit.act({ type: "reopen" });
    visit.act({ type: "resume" });
    context.focus("cb-clock");
  });
  const show = button("Show the answer", () => visit.see("read"), { class: "cb-button cb-plain" });
  const section = make(
    "section",
    { class: "cb-review", "aria-label": "Looking back" },
    heading,
    minutes,
    asked,
    make(
      "div",
      { class: "cb-weakest-part", role: "group", "aria-label": "The weakest part" },
      question,
      labelled("The weakest part", choice),
      labelled("Why", why),
    ),
    make("div", { class: "cb-actions" }, score, resume, show),
  );
  context.after.append(section);
  context.removeAtEnd(section);
  let drawn = "";

  const draw = () => {
    const { attempt, mode } = visit;
    section.hidden = mode !== "review";
    if (section.hidden || !attempt) return;
    const isInterview = attempt.kind === "interview";
    setText(heading, `${isInterview ? "Interview" : "Practice"} on ${formatDateTime(attempt.startedAt)}`);
    setText(question, isInterview ? THEIRS : MINE);
    setText(resume, isInterview ? "Resume the interview" : "Resume the practice");
    const probes = [...page.followUps, ...page.curveballs];
    const total = probes.filter(({ id }) => Object.hasOwn(attempt.asked, id)).length;
    setText(asked, `${total} of ${count(probes.length, "question")} asked.`);
    asked.hidden = !isInterview;
    choice.value = attempt.weakest?.criterion ?? "";
    if (choice.selectedIndex < 0) choice.value = ""; // its criterion left the case
    const key = `${attempt.id} ${attempt.clock.on} ${attempt.clock.log.length}`;
    if (key === drawn) return;
    drawn = key;
    const figure = hourFigure(page, attempt, readClock(attempt, page, visit.now()), visit.now());
    const summary = make("summary", {}, "You chose no clock. The minutes were recorded all the same.");
    minutes.replaceChildren(attempt.clock.on ? figure : make("details", {}, summary, figure));
  };
  return { draw };
};
