/*
 * Samples: the sample answers of a case, and the place where one of them is judged. What judges them, the bundle
 * `calibration`, comes when a reader is about to.
 * Input: the pointer over or the focus on what asks to judge an answer, and its press; the visit's attempt. Output: what
 * the author says of an answer, hidden until it was compared; the bundle asked for, and one sentence if it does not come.
 * Must not: load the bundle for a reader who judges nothing.
 */
import type { Sample } from "../core/page-data.ts";
import { loadBundle } from "../page/bundles.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CaseContext, CasePart, CreateCasePart } from "./context.ts";

const FAILED = "Calibration did not load. What you tick and write is kept; go back and press Calibrate to try again.";

/** A sample answer on the page. */
export interface Answer {
  sample: Sample;
  article: HTMLElement;
  /** "Judge this answer" */
  judge: HTMLElement | null;
  /** What the author says. */
  verdict: HTMLElement | null;
}

/** Draws into `panel`, which has its heading and is shown while an answer is judged. */
type CreateJudging = (context: CaseContext, panel: HTMLElement, answers: Answer[]) => CasePart;

let createJudging: CreateJudging | null = null;

/** Called by the bundle `calibration`. */
export const giveJudging = (create: CreateJudging): void => {
  createJudging = create;
};

const findAnswers = ({ host, page }: CaseContext): Answer[] =>
  [...host.querySelectorAll("article")].flatMap((article) => {
    const sample = page.samples.find(({ id }) => id === article.dataset.sample);
    if (!sample) return [];
    const judge = article.querySelector<HTMLElement>(".cb-judge");
    return [{ sample, article, judge, verdict: article.querySelector("details") }];
  });

/** Leaves the sample for the reader's own attempt. */
export const backButton = (context: CaseContext): HTMLElement =>
  button("Back to the case", () => {
    context.visit.leaveSample();
    context.focus("cb-toolbar");
  });

export const sampleAnswers: CreateCasePart = (context) => {
  const { host, visit, signal } = context;
  const panel = make(
    "section",
    { class: "cb-calibrate", "aria-label": "Calibration" },
    make("h2", { tabindex: "-1" }, "Calibrate"),
  );
  context.place(panel);
  const answers = findAnswers(context);
  let judging: CasePart | null = null;
  let isAwaited = false;
  let drawn = "";

  const load = () => loadBundle("calibration");
  const prefetch = () => void load().catch(() => {}); // said when it is needed
  const began = () => {
    if (signal.aborted || judging || !createJudging) return;
    judging = createJudging(context, panel, answers);
    judging.draw();
  };
  const failure = make("div", {}, make("p", { role: "alert" }, FAILED), backButton(context));
  const failed = () => {
    if (visit.mode === "calibrate") panel.append(failure);
  };

  for (const { sample, judge } of answers) {
    const press = ({ target }: Event) => {
      if (target !== judge) context.calibrate(sample.id);
    };
    judge?.addEventListener("click", press, { signal });
  }
  for (const ask of host.querySelectorAll("[data-way=calibrate], .cb-judge button")) {
    for (const sign of ["pointerenter", "focus"]) ask.addEventListener(sign, prefetch, { signal });
  }
  signal.addEventListener("abort", () => {
    for (const { judge, verdict } of answers)
      for (const element of [judge, verdict]) if (element) element.hidden = false;
  });

  const drawAnswers = (isOpen: boolean) => {
    const compared = visit.mine().filter(({ comparison }) => comparison);
    for (const { sample, verdict, judge } of answers) {
      if (verdict) verdict.hidden = isOpen || !compared.some((past) => past.sample === sample.id);
      if (judge) judge.hidden = isOpen;
    }
  };
  return {
    draw: () => {
      const { attempt, mode } = visit;
      const isOpen = mode === "calibrate";
      panel.hidden = !isOpen;
      const key = `${mode} ${attempt?.id} ${attempt?.comparison !== undefined}`;
      if (key !== drawn) drawAnswers(isOpen);
      drawn = key;
      judging?.draw();
      if (!isOpen) failure.remove();
      else if (!isAwaited) load().then(began, failed);
      isAwaited = isOpen;
    },
  };
};
