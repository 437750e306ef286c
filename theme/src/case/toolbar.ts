/*
 * The toolbar of a case, which the template has written: the ways to work on it.
 * Input: the reader's presses. Output: a new attempt, the focus on the first signal, a printed sheet.
 * Must not: ask anything before a reader may begin.
 */
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CreateCasePart } from "./context.ts";

export const toolbar: CreateCasePart = (context) => {
  const { host, visit, signal } = context;
  const bar = host.querySelector<HTMLElement>(".cb-toolbar");
  if (!bar) return { draw: () => {} }; // a template of the book's own
  context.place(bar);
  const noClock = bar.querySelector("input");
  const show = button("Show the answers", () => visit.showAnswers());
  const hidden = make(
    "p",
    { class: "cb-muted", hidden: true },
    "The answers stay hidden until you ask for them. ",
    show,
  );
  context.place(hidden);
  const begin = (kind: "practice" | "interview") => {
    // "No clock" is a choice for this practice alone.
    visit.begin(kind, { clock: kind === "interview" || !noClock?.checked });
    if (noClock) noClock.checked = false;
    context.focus("cb-prompt");
  };
  const ways: Record<string, () => void> = {
    practice: () => begin("practice"),
    score: () => {
      if (visit.mode === "hidden") visit.showAnswers();
      context.goToFirstSignal();
    },
    interview: () => begin("interview"),
    calibrate: () => context.calibrate(null),
    print: () => context.printScorecard(false),
  };
  const buttons = [...bar.querySelectorAll("button")];
  for (const button of buttons) {
    button.addEventListener("click", () => ways[button.dataset.way ?? ""]?.(), { signal });
  }
  return {
    draw: () => {
      hidden.hidden = visit.mode !== "hidden";
      const first = visit.mode === "review" ? "score" : "practice";
      for (const button of buttons) button.classList.toggle("cb-primary", button.dataset.way === first);
    },
  };
};
