/*
 * Acts: the way between what an attempt that is not under way has: looking back, the score, its result, the answer.
 * Input: the visit's mode. Output: what the reader chooses to see.
 * Must not: be there while the clock runs, or where there is nothing to choose.
 */
import type { CreateCasePart } from "../case/context.ts";
import { type Act, isUnderway } from "../core/page-mode.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";

const NAMES: [Act, string][] = [
  ["review", "Looking back"],
  ["score", "Score"],
  ["result", "Result"],
  ["read", "The answer"],
];

export const acts: CreateCasePart = (context) => {
  const { visit } = context;
  const steps = NAMES.map(([act, name]) => ({
    act,
    step: button(name, () => {
      if (act === "score") context.score();
      else visit.see(act);
    }),
  }));
  const nav = make(
    "nav",
    { class: "cb-acts", "aria-label": "This attempt" },
    steps.map(({ step }) => step),
  );
  context.after.append(nav);
  context.removeAtEnd(nav);
  return {
    draw: () => {
      const { attempt, mode } = visit;
      const isPast = attempt !== null && attempt.kind !== "calibration" && !isUnderway(attempt);
      nav.hidden = !isPast && mode !== "score";
      for (const { act, step } of steps) {
        step.hidden = act === "review" ? !isPast || attempt.kind === "score" : act === "result" && !isPast;
        step.toggleAttribute("aria-current", act === mode);
        if (act === mode) step.setAttribute("aria-current", "step");
      }
    },
  };
};
