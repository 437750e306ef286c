/*
 * Calibration: a reader scores a sample answer, and then sees the author's ticks and reasons next to theirs.
 * Input: the samples of the page, the visit's attempt. Output: an attempt of kind calibration, and its comparison.
 * Must not: show what the author says before Compare; touch the reader's own ticks.
 */
import type { Attempt } from "../core/attempt.ts";
import { type ComparisonRow, compareWithAuthor } from "../core/comparison.ts";
import type { Sample } from "../core/page-data.ts";
import { button, primaryButton } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import { calibrationSummary } from "./calibration-summary.ts";
import type { CaseContext, CreateCasePart } from "./context.ts";

const INTRODUCTION =
  "Read this answer as if you heard it, tick what it shows, then press Compare. The author’s ticks stay hidden until then.";

const JUDGED = { agree: "You agree.", generous: "You are too generous here.", strict: "You are too strict here." };

/** A sample answer of the page, which moves into the panel while it is judged. */
interface Answer {
  sample: Sample;
  article: HTMLElement;
  /** Marks its place in the chapter. */
  home: Comment;
  /** "Judge this answer" */
  judge: HTMLElement | null;
  /** What the author says. */
  verdict: HTMLElement | null;
}

const findAnswers = (context: CaseContext): Answer[] =>
  [...context.host.querySelectorAll("article")].flatMap((article) => {
    const sample = context.page.samples.find(({ id }) => id === article.dataset.sample);
    if (!sample) return [];
    const home = document.createComment("");
    article.before(home);
    const judge = article.querySelector<HTMLElement>(".cb-judge");
    judge?.addEventListener(
      "click",
      ({ target }) => {
        if (target !== judge) context.calibrate(sample.id);
      },
      { signal: context.signal },
    );
    return [{ sample, article, home, judge, verdict: article.querySelector("details") }];
  });

const authorNote = ({ author, why, judgement }: ComparisonRow): HTMLElement =>
  make(
    "p",
    { class: "cb-author", "data-judgement": judgement },
    make("strong", {}, JUDGED[judgement]),
    ` The author: ${author ? "shown" : "missed"}. ${why}`,
  );

export const calibrationPanel: CreateCasePart = (context) => {
  const { outcome, page, visit, signal, sections } = context;

  const options = page.samples.map(({ id, title }) => make("option", { value: id }, title));
  const choice = make("select", { change: () => context.calibrate(choice.value) }, options);
  const home = make("div", { class: "cb-calibrate-answer" });
  const panel = make(
    "section",
    { class: "cb-calibrate", "aria-label": "Calibration" },
    make("h2", { tabindex: "-1" }, "Calibrate"),
    make("p", {}, INTRODUCTION),
    page.samples.length > 1 && make("label", { class: "cb-choice" }, "Answer ", choice),
    home,
  );
  context.place(panel);

  const compare = primaryButton("Compare", () => {
    const sample = page.samples.find(({ id }) => id === visit.attempt?.sample);
    if (!sample) return;
    const { agree, generous, strict } = compareWithAuthor(page, sample, visit.attempt);
    visit.act({ type: "compared", agree, generous, strict });
    context.focus("cb-comparison");
  });
  const back = button("Back to the case", () => {
    visit.leaveSample();
    context.focus("cb-toolbar");
  });
  const comparison = make("section", { class: "cb-comparison", "aria-label": "Comparison", tabindex: "-1" });
  const actions = make("div", { class: "cb-actions" }, compare, back);
  const foot = make("div", { class: "cb-calibrate-foot" }, actions, comparison);
  outcome.append(foot);
  context.removeAtEnd(foot);

  const answers = findAnswers(context);
  /** What the author says of each signal, next to the reader's tick. */
  let notes: HTMLElement[] = [];
  let drawn = "";

  /** Everything as it was before an answer was judged. */
  const clear = () => {
    for (const note of notes) note.remove();
    notes = [];
    comparison.replaceChildren();
    for (const answer of answers) {
      if (answer.article.previousSibling !== answer.home) answer.home.after(answer.article);
    }
  };
  signal.addEventListener("abort", () => {
    clear();
    for (const answer of answers) {
      answer.home.remove();
      if (answer.judge) answer.judge.hidden = false;
      if (answer.verdict) answer.verdict.hidden = false;
    }
  });

  const drawComparison = (attempt: Attempt, sample: Sample) => {
    const result = compareWithAuthor(page, sample, attempt);
    const heading = make("h2", {}, "Compared with the author");
    comparison.replaceChildren(heading, ...calibrationSummary(page, sample, attempt, result));
    notes = result.rows.map((row) => {
      const note = authorNote(row);
      const inputs = [...(sections.get(row.criterion)?.querySelectorAll("input") ?? [])];
      inputs
        .find((input) => input.dataset.signal === row.signal.id)
        ?.closest("li")
        ?.append(note);
      return note;
    });
  };

  const drawAnswer = (attempt: Attempt) => {
    const answer = answers.find(({ sample }) => sample.id === attempt.sample);
    if (!answer) {
      home.replaceChildren(make("p", {}, "This answer is no longer in the book. Your ticks are kept."));
      compare.hidden = true;
      return;
    }
    home.replaceChildren(answer.article);
    choice.value = answer.sample.id;
    const isCompared = attempt.comparison !== undefined;
    compare.hidden = isCompared;
    comparison.hidden = !isCompared;
    if (isCompared) drawComparison(attempt, answer.sample);
  };

  const draw = () => {
    const { attempt, mode } = visit;
    const isOpen = mode === "calibrate";
    panel.hidden = foot.hidden = !isOpen;
    const key = `${mode} ${attempt?.id} ${attempt?.comparison !== undefined}`;
    if (key === drawn) return;
    drawn = key;
    clear();
    const compared = visit.mine().filter(({ comparison: result }) => result);
    for (const { sample, verdict, judge } of answers) {
      if (verdict) verdict.hidden = isOpen || !compared.some((past) => past.sample === sample.id);
      if (judge) judge.hidden = isOpen;
    }
    if (isOpen && attempt) drawAnswer(attempt);
  };
  return { draw };
};
