/*
 * Calibration: a reader scores a sample answer, and then sees the author's ticks and reasons next to theirs.
 * Input: the samples of the page, the visit's attempt. Output: an attempt of kind calibration, and its comparison.
 * Must not: show what the author says before Compare; touch the reader's own ticks.
 */
import type { CaseContext, CasePart } from "../case/context.ts";
import { type Answer, backButton } from "../case/samples.ts";
import { type Attempt, ticksOf } from "../core/attempt.ts";
import { type ComparisonRow, compareWithAuthor } from "../core/comparison.ts";
import type { Sample } from "../core/page-data.ts";
import { primaryButton, setText } from "../elements/controls.ts";
import { make } from "../page/dom.ts";
import { calibrationSummary } from "./summary.ts";

const INTRODUCTION =
  "Read this answer as if you were hearing it, tick what it shows, then press Compare. The author’s ticks stay hidden until then.";

const JUDGED = { agree: "You agree.", generous: "Too generous here.", strict: "Too strict here." };

const authorNote = ({ author, why, judgement }: ComparisonRow): HTMLElement =>
  make(
    "p",
    { class: "cb-author", "data-judgement": judgement },
    make("strong", {}, JUDGED[judgement]),
    ` The author: ${author ? "shown" : "missed"}. ${why}`,
  );

class Judging implements CasePart {
  readonly #context: CaseContext;
  readonly #answers: Answer[];
  /** The place of each answer in the chapter. */
  readonly #places: { article: HTMLElement; home: Comment }[];
  readonly #choice: HTMLSelectElement;
  /** Where the answer goes that is judged. */
  readonly #home = make("div", { class: "cb-calibrate-answer" });
  readonly #compare = primaryButton("Compare", () => this.#compareNow());
  readonly #ask = make("p", { class: "cb-ask", role: "status", hidden: true });
  readonly #comparison = make("section", { class: "cb-comparison", "aria-label": "Comparison", tabindex: "-1" });
  readonly #foot: HTMLElement;
  /** What the author says of each signal, next to the reader's tick. */
  #notes: HTMLElement[] = [];
  #drawn = "";

  constructor(context: CaseContext, panel: HTMLElement, answers: Answer[]) {
    const { page, signal } = context;
    this.#context = context;
    this.#answers = answers;
    this.#places = answers.map(({ article }) => {
      const home = document.createComment("");
      article.before(home);
      return { article, home };
    });
    const options = page.samples.map(({ id, title }) => make("option", { value: id }, title));
    this.#choice = make("select", { change: () => context.calibrate(this.#choice.value) }, options);
    panel.append(make("p", {}, INTRODUCTION));
    if (page.samples.length > 1) panel.append(make("label", { class: "cb-choice" }, "Answer ", this.#choice));
    panel.append(this.#home);
    const actions = make("div", { class: "cb-actions" }, this.#compare, backButton(context));
    this.#foot = make("div", { class: "cb-calibrate-foot" }, actions, this.#ask, this.#comparison);
    context.outcome.append(this.#foot);
    context.removeAtEnd(this.#foot);
    signal.addEventListener("abort", () => this.#end());
  }

  draw(): void {
    const { visit } = this.#context;
    const { attempt, mode } = visit;
    const isOpen = mode === "calibrate";
    this.#foot.hidden = !isOpen;
    const key = `${mode} ${attempt?.id} ${attempt?.comparison !== undefined}`;
    if (key === this.#drawn) return;
    this.#drawn = key;
    this.#ask.hidden = true;
    this.#clear();
    if (isOpen && attempt) this.#drawAnswer(attempt);
  }

  #drawAnswer(attempt: Attempt): void {
    const answer = this.#answers.find(({ sample }) => sample.id === attempt.sample);
    if (!answer) {
      this.#home.replaceChildren(make("p", {}, "This answer is no longer in the book. Your ticks are kept."));
      this.#compare.hidden = true;
      return;
    }
    this.#home.replaceChildren(answer.article);
    this.#choice.value = answer.sample.id;
    const isCompared = attempt.comparison !== undefined;
    this.#compare.hidden = isCompared;
    this.#comparison.hidden = !isCompared;
    if (isCompared) this.#drawComparison(attempt, answer.sample);
  }

  #drawComparison(attempt: Attempt, sample: Sample): void {
    const { page, sections } = this.#context;
    const result = compareWithAuthor(page, sample, attempt);
    const heading = make("h2", {}, "Compared with the author");
    this.#comparison.replaceChildren(heading, ...calibrationSummary(page, sample, attempt, result));
    this.#notes = result.rows.map((row) => {
      const note = authorNote(row);
      const inputs = [...(sections.get(row.criterion)?.querySelectorAll("input") ?? [])];
      inputs
        .find((input) => input.dataset.signal === row.signal.id)
        ?.closest("li")
        ?.append(note);
      return note;
    });
  }

  #compareNow(): void {
    const { page, visit } = this.#context;
    const { attempt } = visit;
    const sample = page.samples.find(({ id }) => id === attempt?.sample);
    if (!sample || !attempt) return;
    const ticks = ticksOf(attempt);
    const untouched = page.criteria.filter(({ signals }) => !signals.some(({ id }) => ticks.has(id)));
    if (untouched.length > 0 && this.#ask.hidden) {
      // What is compared counts as judged, and only the first comparison is blind.
      const names = untouched.map(({ title }) => title).join(", ");
      setText(this.#ask, `Nothing is ticked under ${names}. Press Compare again if the answer shows nothing there.`);
      this.#ask.hidden = false;
      return;
    }
    const { agree, generous, strict } = compareWithAuthor(page, sample, visit.attempt);
    visit.act({ type: "compared", agree, generous, strict });
    this.#context.focus("cb-comparison");
  }

  /** Everything as it was before an answer was judged. */
  #clear(): void {
    for (const note of this.#notes) note.remove();
    this.#notes = [];
    this.#comparison.replaceChildren();
    for (const { article, home } of this.#places) if (article.previousSibling !== home) home.after(article);
  }

  #end(): void {
    this.#clear();
    for (const { home } of this.#places) home.remove();
  }
}

export const judging = (context: CaseContext, panel: HTMLElement, answers: Answer[]): CasePart =>
  new Judging(context, panel, answers);
