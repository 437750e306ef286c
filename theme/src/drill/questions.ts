/*
 * The questions of a drill on its page: which one is in sight, whether its answer is, and how each was marked last.
 * Input: the sections that the template wrote, a log. Output: `data-current` on one of them, its answer shown or not; a
 * quiet mark next to each answer's name.
 * Must not: leave an answer open that the reader had closed; read or write the log.
 */
import { type DrillLog, isKnown, latestMarks, type Question, type QuestionMark } from "../core/drill-log.ts";
import { formatDate } from "../core/words.ts";
import { make } from "../page/dom.ts";

const textOf = (mark: QuestionMark, hash: string): string => {
  const reworded = mark.hash === hash ? "" : ", reworded since";
  return `${isKnown(mark) ? "knew it" : "again"}, ${formatDate(mark.at)}${reworded}`;
};

export class QuestionSection implements Question {
  readonly id: string;
  readonly hash: string;
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
  readonly answer: HTMLDetailsElement;
  readonly #mark = make("span", { class: "cb-question-mark" });
  #wasOpen: boolean | null = null;

  constructor(element: HTMLElement) {
    this.element = element;
    this.id = element.dataset.question ?? "";
    this.hash = element.dataset.hash ?? "";
    this.heading = element.querySelector("h2") as HTMLElement;
    this.answer = element.querySelector(".cb-answer-box") as HTMLDetailsElement;
    this.answer.querySelector("summary")?.append(this.#mark);
  }

  get text(): string {
    return this.heading.textContent?.trim() ?? "";
  }

  /** `isShown`: its answer, too; null when another question is asked, or none. */
  ask(isShown: boolean | null): void {
    const { element, answer, heading } = this;
    const isAsked = isShown !== null;
    if (isAsked) this.#wasOpen ??= answer.open;
    element.toggleAttribute("data-current", isAsked);
    answer.hidden = isShown === false;
    if (isAsked) answer.open = isShown;
    else if (this.#wasOpen !== null) {
      answer.open = this.#wasOpen;
      this.#wasOpen = null;
    }
    // mdBook's link to the heading would be what the Tab key reaches first.
    const link = heading.querySelector("a");
    if (isAsked) link?.setAttribute("tabindex", "-1");
    else link?.removeAttribute("tabindex");
  }

  drawMark(mark: QuestionMark | undefined): void {
    this.#mark.textContent = mark ? textOf(mark, this.hash) : "";
  }

  remove(): void {
    this.ask(null);
    this.#mark.remove();
  }
}

export const questionsOf = (host: HTMLElement): QuestionSection[] =>
  [...host.querySelectorAll<HTMLElement>(".cb-question")].map((element) => new QuestionSection(element));

export const drawMarks = (questions: QuestionSection[], log: DrillLog | null): void => {
  const marks = latestMarks(log);
  for (const question of questions) question.drawMark(marks.get(question.id));
};
