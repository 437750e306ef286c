/*
 * Scoring forms: the checkboxes and the evidence of each criterion, and the level attained as they change.
 * Input: the fieldsets of the page, the visit's attempt. Output: actions on it.
 * Must not: hold the scoring rule (core/scoring.ts does); drop a tick.
 */
import { type Tick, ticksOf } from "../core/attempt.ts";
import type { Criterion, Signal } from "../core/page-data.ts";
import { type CriterionScore, reasonText } from "../core/scoring.ts";
import { levelText } from "../core/words.ts";
import { setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CaseContext, CreateCasePart } from "./context.ts";
import { inCriterion } from "./texts.ts";

const attainedText = ({ overridden, level, computed }: CriterionScore): string =>
  overridden ? `${levelText(level)}, set by hand (the ticks say ${levelText(computed)})` : levelText(level);

/** The box of one signal, and what asks to score it again. */
class SignalBox {
  readonly id: string;
  readonly box: HTMLInputElement;
  readonly #rescore: HTMLElement;
  readonly #old = make("q");

  constructor(context: CaseContext, criterion: string, { id, hash, text }: Signal, box: HTMLInputElement) {
    const { visit, signal } = context;
    const tick = () => visit.act({ type: "tick", criterion, signal: id, hash, text });
    const stillTrue = () => {
      tick();
      box.focus();
    };
    this.id = id;
    this.box = box;
    this.#rescore = make(
      "span",
      { class: "cb-rescore" },
      "Re-score: its text changed since you ticked it. ",
      this.#old,
      " ",
      button("Still true", stillTrue, { "aria-label": `Still true: ${text}` }),
    );
    const change = () => (box.checked ? tick() : visit.act({ type: "untick", criterion, signal: id }));
    box.addEventListener("change", change, { signal });
    context.removeAtEnd(this.#rescore);
  }

  /** `tick`: with the words that were ticked. */
  draw(tick: Tick | undefined, disabled: boolean, reworded: boolean): void {
    this.box.checked = tick !== undefined;
    this.#old.hidden = tick?.text === undefined;
    setText(this.#old, tick?.text ?? "");
    this.box.disabled = disabled;
    if (!reworded) this.#rescore.remove();
    else if (!this.#rescore.isConnected) this.box.closest("li")?.append(this.#rescore);
  }
}

/** Gives what draws it. */
const createForm = (
  context: CaseContext,
  criterion: Criterion,
  fieldset: HTMLFieldSetElement,
): ((score: CriterionScore) => void) => {
  const { visit } = context;
  const inputs = [...fieldset.querySelectorAll("input")];
  const boxes = criterion.signals.flatMap((signal) => {
    const box = inputs.find((input) => input.dataset.signal === signal.id);
    return box ? [new SignalBox(context, criterion.id, signal, box)] : [];
  });
  const evidence = fieldset.querySelector("textarea");
  if (evidence) context.texts.bind(evidence, inCriterion(criterion.id, "evidence"));

  const level = make("output", { class: "cb-attained" });
  const line = make("p", { class: "cb-attained-line" }, "Level attained: ", level);
  const why = make("p", { class: "cb-quiet cb-why" });
  fieldset.append(line, why);
  context.removeAtEnd(line, why);

  return (score) => {
    const { attempt, mode } = visit;
    const ticks = ticksOf(attempt);
    const isCalibrating = mode === "calibrate";
    const isCompared = isCalibrating && attempt?.comparison !== undefined;
    for (const box of boxes) {
      box.draw(ticks.get(box.id), isCompared, score.reworded.includes(box.id) && !isCalibrating);
    }
    setText(level, attainedText(score));
    setText(why, score.scored ? `${reasonText(score)}.` : "");
    why.hidden = why.textContent === "";
  };
};

export const scoringForms: CreateCasePart = (context) => {
  const { page, sections } = context;
  const forms = new Map(
    page.criteria.flatMap((criterion) => {
      const fieldset = sections.get(criterion.id)?.querySelector("fieldset");
      return fieldset ? [[criterion.id, createForm(context, criterion, fieldset)]] : [];
    }),
  );
  return {
    draw: () => {
      for (const score of context.result().criteria) forms.get(score.id)?.(score);
    },
  };
};
