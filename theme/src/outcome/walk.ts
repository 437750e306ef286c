/*
 * The walk through scoring: one criterion at a time, its signals next to the reader's notes, and above them a bar with the
 * level of each criterion and the verdict so far.
 * Input: the visit's mode, the score. Output: which criterion is in sight, after a reload too; its answers folded behind
 * its signals.
 * Must not: score (core/scoring.ts does); keep an answer folded, or a criterion out of sight, anywhere else.
 */

import type { CaseContext, CasePart, CreateCasePart } from "../case/context.ts";
import { isReload } from "../case/reading-place.ts";
import type { CriterionScore, Score, Verdict } from "../core/scoring.ts";
import { levelText } from "../core/words.ts";
import { primaryButton, setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import { rememberedPlace, rememberPlace } from "../store/visit-place.ts";

/**
 * Answers of a criterion that lie folded behind its signals while it is scored. They are moved there when one is opened: to
 * move them takes long, and mdBook asks where every heading is whenever the page scrolls, for which a closed box is laid out.
 */
class Fold {
  readonly element: HTMLElement;
  readonly #answers: { answer: Element; home: Comment; box: HTMLDetailsElement }[];

  constructor(section: HTMLElement) {
    // What is in short is taken out of its answer first, and put back into it.
    const inShort = section.querySelectorAll(".cb-in-short");
    const answers = [...inShort, ...section.querySelectorAll(":scope > .cb-answer")];
    this.#answers = answers.map((answer) => {
      const home = document.createComment("");
      answer.before(home);
      const name = answer.matches(".cb-in-short") ? "In short" : "Model answer";
      // A press comes before the frame that shows the box open; the box's own event, without a press, may come after.
      const summary = make("summary", { click: () => this.#fill() }, name);
      const box = make("details", { class: "cb-box" }, summary);
      box.addEventListener("toggle", () => {
        if (box.open) this.#fill();
      });
      return { answer, home, box };
    });
    const boxes = this.#answers.map(({ box }) => box);
    this.element = make("div", { class: "cb-folded", hidden: true }, boxes);
    section.append(this.element);
  }

  #fill(): void {
    if ("filled" in this.element.dataset) return;
    this.element.dataset.filled = "";
    for (const { answer, box } of this.#answers) box.append(answer);
  }

  set(isFolded: boolean): void {
    if (this.element.hidden === !isFolded) return;
    this.element.hidden = !isFolded;
    if (isFolded) return;
    for (const { answer, home, box } of this.#answers) {
      box.open = false;
      if ("filled" in this.element.dataset) home.after(answer);
    }
    delete this.element.dataset.filled;
  }
}

const verdictText = ({ level, outlook }: Verdict): string => `${level} ${outlook}`;

class Walk implements CasePart {
  readonly #context: CaseContext;
  readonly #folds: Map<string, Fold>;
  readonly #title = make("strong");
  readonly #level = make("span", { class: "cb-walk-level" });
  readonly #verdict = make("p", { class: "cb-walk-verdict", role: "status" });
  readonly #steps: { id: string; step: HTMLButtonElement }[];
  readonly #previous = button("‹", () => this.#turn(-1), { "aria-label": "Previous criterion" });
  readonly #next = primaryButton("Next criterion", () => this.#turn(1));
  readonly #bar: HTMLElement;

  constructor(context: CaseContext) {
    const { page, sections } = context;
    this.#context = context;
    this.#folds = new Map([...sections].map(([id, section]) => [id, new Fold(section)]));
    this.#steps = page.criteria.map(({ id }) => ({ id, step: button("", () => context.score(id)) }));
    const steps = make(
      "ol",
      { class: "cb-walk-steps", "aria-label": "Criteria" },
      this.#steps.map(({ step }) => make("li", {}, step)),
    );
    this.#bar = make(
      "section",
      { class: "cb-walk", "aria-label": "Scoring" },
      make("p", {}, this.#title, " ", this.#level),
      this.#verdict,
      steps,
      make("div", { class: "cb-walk-buttons" }, this.#previous, this.#next),
    );
    context.after.append(this.#bar);
    context.removeAtEnd(this.#bar);
    const criterion = (isReload() ? rememberedPlace(context.host)?.criterion : null) ?? "";
    if (sections.has(criterion)) context.inSight = criterion;
    const keep = () => {
      if (context.visit.mode === "score") rememberPlace(context.host, { criterion: context.inSight });
    };
    addEventListener("pagehide", keep, { signal: context.signal });
    context.signal.addEventListener("abort", () => {
      for (const fold of this.#folds.values()) {
        fold.set(false);
        fold.element.remove();
      }
    });
  }

  draw(): void {
    const { page, visit, sections } = this.#context;
    const isShown = visit.mode === "score";
    this.#bar.hidden = !isShown;
    for (const [id, section] of sections) {
      const isCurrent = isShown && id === this.#context.inSight;
      section.toggleAttribute("data-scored", isCurrent);
      this.#folds.get(id)?.set(isCurrent);
    }
    if (isShown) this.#drawBar(this.#context.result(), page.criteria.length);
  }

  #drawBar({ criteria, verdicts, unscored, scored }: Score, total: number): void {
    const place = this.#place();
    const current = criteria[place];
    setText(this.#title, `${place + 1} of ${total} ${current?.title ?? ""}`);
    setText(this.#level, levelText(current?.level ?? null));
    const rest = unscored.length > 0 ? " so far" : "";
    setText(this.#verdict, scored ? `${verdicts.map(verdictText).join(", ")}${rest}` : "Nothing scored yet");
    this.#previous.disabled = place === 0;
    setText(this.#next, place === total - 1 ? "Result" : "Next criterion");
    for (const [index, { id, step }] of this.#steps.entries()) this.#drawStep(step, criteria[index], id);
  }

  #drawStep(step: HTMLButtonElement, score: CriterionScore | undefined, id: string): void {
    const level = levelText(score?.level ?? null);
    setText(step, level === "not scored" ? "–" : level === "no level" ? "0" : level);
    step.setAttribute("aria-label", `${score?.title}: ${level}`);
    if (id === this.#context.inSight) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }

  #place(): number {
    return Math.max(
      0,
      this.#context.page.criteria.findIndex(({ id }) => id === this.#context.inSight),
    );
  }

  #turn(by: number): void {
    const next = this.#context.page.criteria[this.#place() + by];
    if (next) this.#context.score(next.id);
    else if (by > 0) {
      this.#context.visit.see("result");
      this.#context.focus("cb-result");
    }
  }
}

export const scoringWalk: CreateCasePart = (context) => new Walk(context);
