/*
 * Scoring forms: the checkboxes and the evidence of each criterion, the level attained as they change, and an override.
 * Input: the fieldsets of the page, the visit's attempt. Output: actions on it.
 * Must not: hold the scoring rule (core/scoring.ts does); apply an override that has no reason; drop a tick.
 */
import { type Attempt, type Entry, entryOf, type Tick, ticksOf } from "../core/attempt.ts";
import type { Criterion, Signal } from "../core/page-data.ts";
import { type CriterionScore, reasonText, scoreAttempt } from "../core/scoring.ts";
import { button, labelled, setText } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CaseContext, CreateCasePart } from "./context.ts";

const levelText = (level: string | null): string =>
  level === null ? "not scored" : level === "none" ? "no level" : level;

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

/** A level that the reader sets by hand, with the reason. */
class OverrideField {
  readonly #level: HTMLSelectElement;
  readonly #reason = make("input", { type: "text", autocomplete: "off" });
  readonly #ask = make("p", { class: "cb-ask", role: "status", hidden: true });
  readonly element: HTMLElement;
  /** The reader has given one of level and reason, and not yet the other. */
  #halfway = false;
  /** The attempt that is shown. */
  #attempt: string | null = null;

  constructor({ page, visit }: CaseContext, criterion: string) {
    const option = (value: string, text: string) => make("option", { value }, text);
    const levels = page.round.levels.map((level) => option(level, level));
    this.#level = make("select", {}, option("", "as ticked"), option("none", "no level"), levels);
    this.element = make(
      "div",
      { class: "cb-override" },
      labelled("Override", this.#level),
      labelled("Reason", this.#reason),
      this.#ask,
    );
    const change = () => {
      const level = this.#level.value;
      const reason = this.#reason.value.trim();
      this.#halfway = (level === "") !== (reason === "");
      if (level !== "" && reason !== "") visit.act({ type: "override", criterion, level, reason, by: visit.store.tab });
      else if (visit.attempt) visit.act({ type: "clear-override", criterion });
      this.#ask.hidden = !this.#halfway;
      const missing = level === "" ? "Choose a level for this reason" : "Give a reason";
      setText(this.#ask, `${missing}: until then the ticks count.`);
    };
    this.#level.addEventListener("change", change);
    this.#reason.addEventListener("input", change);
  }

  draw(attempt: Attempt | null, entry: Entry | undefined): void {
    const isOther = this.#attempt !== null && this.#attempt !== (attempt?.id ?? null);
    this.#attempt = attempt?.id ?? null;
    if (this.#halfway && !isOther) return;
    this.#halfway = false;
    this.#ask.hidden = true;
    this.#level.value = entry?.override?.level ?? "";
    if (this.#level.selectedIndex < 0) this.#level.value = "";
    const reason = entry?.override?.reason ?? "";
    // The reason being typed may end in a space that is not stored.
    if (this.#reason.value.trim() !== reason) this.#reason.value = reason;
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
  if (evidence) context.texts.bind(evidence, criterion.id, "evidence");

  const level = make("output", { class: "cb-attained" });
  const line = make("p", { class: "cb-attained-line" }, "Level attained: ", level);
  const why = make("p", { class: "cb-why" });
  const override = new OverrideField(context, criterion.id);
  fieldset.append(line, why, override.element);
  context.removeAtEnd(line, why, override.element);

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
    override.element.hidden = isCalibrating;
    override.draw(attempt, entryOf(attempt, criterion.id));
  };
};

export const scoringForms: CreateCasePart = (context) => {
  const { page, visit, sections } = context;
  const forms = new Map(
    page.criteria.flatMap((criterion) => {
      const fieldset = sections.get(criterion.id)?.querySelector("fieldset");
      return fieldset ? [[criterion.id, createForm(context, criterion, fieldset)]] : [];
    }),
  );
  return {
    draw: () => {
      for (const score of scoreAttempt(page, visit.attempt).criteria) forms.get(score.id)?.(score);
    },
  };
};
