/*
 * Notes and pace: in each criterion of a case, a box for the reader's notes, and how much of its budget is used.
 * Input: the visit's attempt. Output: notes, and which criterion is current.
 * Must not: show time when the reader chose no clock; change the current criterion by itself.
 */
import { type CriterionTime, formatTime, readClock } from "../core/clock.ts";
import { labelled, setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CaseContext, CreateCasePart } from "./context.ts";
import { inCriterion } from "./texts.ts";

interface CriterionNotes {
  id: string;
  section: HTMLElement;
  field: HTMLElement;
  box: HTMLTextAreaElement;
  pace: HTMLElement;
  used: HTMLElement;
  bar: HTMLProgressElement;
  /** "Switch to …" */
  choose: HTMLButtonElement;
  /** "Current" */
  current: HTMLElement;
}

const createNotes = (context: CaseContext, id: string, title: string): CriterionNotes | null => {
  const section = context.sections.get(id);
  const home = section?.querySelector(".cb-own");
  if (!section || !home) return null;
  const bar = make("progress", { max: 1, "aria-label": `Time used: ${title}` });
  const used = make("span", { class: "cb-pace-used" });
  const press = () => {
    context.visit.act({ type: "choose", criterion: id });
    context.goToCriterion(id);
  };
  const choose = button("Switch", press, { "aria-label": `Switch to ${title}` });
  const current = make("span", { class: "cb-pace-now" }, "Current");
  const pace = make("div", { class: "cb-pace" }, bar, used, choose, current);
  const box = make("textarea", { rows: 7 });
  const field = make("div", { class: "cb-notes" }, labelled(`Your notes: ${title}`, box));
  home.append(pace, field);
  context.removeAtEnd(pace, field);
  context.texts.bind(box, inCriterion(id, "notes"));
  return { id, section, field, box, pace, used, bar, choose, current };
};

const drawPace = (notes: CriterionNotes, time: CriterionTime, isTimed: boolean, clockOn: boolean): void => {
  const { bar, used, choose, current } = notes;
  const { planned, actual, over } = time;
  bar.max = Math.max(1, planned);
  bar.value = Math.min(actual, planned);
  bar.hidden = used.hidden = !clockOn;
  setText(used, `${formatTime(actual)} of ${formatTime(planned)}${over > 0 ? `, ${formatTime(over)} over` : ""}`);
  used.toggleAttribute("data-over", over > 0);
  choose.hidden = !isTimed || time.current;
  current.hidden = !isTimed || !time.current;
};

export const noteBoxes: CreateCasePart = (context) => {
  const { page, visit } = context;
  const all = page.criteria.map(({ id, title }) => createNotes(context, id, title)).filter((notes) => notes !== null);

  const draw = () => {
    const { attempt, mode } = visit;
    const isTimed = mode === "practice" || mode === "interview";
    let hasAny = false;
    const state = attempt && readClock(attempt, page, visit.now());
    for (const notes of all) {
      const { id, section, field, box, pace } = notes;
      const time = state?.criteria.find((criterion) => criterion.id === id);
      const isPast = mode === "review" || mode === "score" || mode === "read";
      const hasNotes = attempt?.kind === "practice" || box.value !== "";
      field.hidden = !(mode === "practice" || (isPast && attempt !== null && hasNotes));
      section.toggleAttribute("data-notes", !field.hidden); // a `:has()` would be asked at every change of the page
      hasAny ||= !field.hidden;
      pace.hidden = !time || !(isTimed || (mode === "read" && state?.on && attempt?.kind !== "score"));
      section.toggleAttribute("data-current", isTimed && time?.current === true);
      if (!pace.hidden && time) drawPace(notes, time, isTimed, state?.on === true);
    }
    document.documentElement.toggleAttribute("data-cb-notes", mode === "read" && hasAny);
  };

  return { draw, tick: draw };
};
