/*
 * <cb-next>: what to do now: what is not finished, and the first gap with one link to train it; how often the reader
 * had named the gap. How to begin when there is nothing yet is in the template.
 * Input: the sums of core/progress.ts. Output: links. Must not: offer more than one thing to train.
 */
import type { AttemptRow, Progress, Weakest } from "../core/progress.ts";
import { count, formatDate, formatDateTime } from "../core/words.ts";
import { unseen } from "../elements/controls.ts";
import { link, make } from "../page/dom.ts";
import { changedText } from "../store/export-reminder.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** Unfinished attempts that are listed. */
const LISTED = 3;
/** Cases whose levels are listed. */
const CASES = 4;
/** Guesses that are drawn, the latest. */
const GUESSES = 12;
const ALL_ATTAINED =
  "Every criterion you scored attains the highest level. Take a case you have not tried, or score an old one again without looking.";
const NOT_SCORED =
  "None of your own attempts is scored yet. Open one in its case and press Score it: the map and the trend follow.";

/** Where the gap is trained when no drill or other case is made for it: its answer in the case itself. */
const trainingOf = ({ training, cases, criterion }: Weakest): { text: string; path: string } | null => {
  if (training) return { text: `Train it: ${training.title}`, path: training.path };
  const [lowest] = cases;
  if (!lowest) return null;
  const { title, path } = lowest.case;
  return { text: `Read its answer again: ${title}`, path: `${path}#${encodeURIComponent(criterion)}` };
};

const unfinishedList = (rows: AttemptRow[]): HTMLElement | null => {
  const items = rows.flatMap(({ attempt, case: name }) => {
    const isOpen = attempt.finishedAt === null && attempt.clock.log.some(({ type }) => type === "start");
    if (!name || !isOpen) return [];
    const href = link(`${name.path}?attempt=${encodeURIComponent(attempt.id)}`);
    const begun = make("span", { class: "cb-quiet" }, ` begun ${formatDateTime(attempt.startedAt)}`);
    const what = attempt.kind === "interview" ? `the interview: ${name.title}` : name.title;
    return [make("li", {}, make("a", { href }, `Resume ${what}`), begun)];
  });
  return items.length === 0 ? null : make("ul", {}, items.slice(0, LISTED));
};

const weakestSection = ({ page }: ProgressView, weakest: Weakest): HTMLElement => {
  const { title, level, cases } = weakest;
  const training = trainingOf(weakest);
  const round = page.rounds.find(({ id }) => id === weakest.round)?.title ?? weakest.round;
  const levels = cases.slice(0, CASES).map((one) => `${one.level} in ${one.case.title}`);
  const more = cases.length > CASES ? `, and more in ${count(cases.length - CASES, "other case")}` : "";
  const lowest =
    cases.length > 1 ? "Your lowest level on average, by the latest score of each case" : "Your lowest level";
  return make(
    "div",
    { class: "cb-weakest" },
    make("p", {}, make("strong", {}, "First gap: "), `${title}, at ${level} (${round}).`),
    make("p", { class: "cb-quiet" }, `${lowest}: ${levels.join(", ")}${more}.`),
    training && make("p", {}, make("a", { class: "cb-button cb-primary", href: link(training.path) }, training.text)),
  );
};

/** How often the reader had named the first gap before any answer was shown. */
const guessesLine = ({ guesses }: Progress): HTMLElement | null => {
  if (guesses.length === 0) return null;
  const right = guesses.filter((guess) => guess.right).length;
  const items = guesses.slice(-GUESSES).map((guess) => {
    const words = `${guess.right ? "named" : "named another"}: ${guess.case}, ${formatDate(guess.at)}`;
    const shape = make("span", { "aria-hidden": "true", title: words }, guess.right ? "✓" : "✗");
    return make("li", {}, shape, unseen(words));
  });
  return make(
    "div",
    { class: "cb-guesses" },
    make("p", {}, `You named the first gap yourself in ${right} of ${count(guesses.length, "attempt")}.`),
    make("ol", { "aria-label": "Your guesses, the latest last" }, items),
  );
};

const reminderLine = ({ reminder: { due, changes }, drills }: ProgressView): HTMLElement | null => {
  if (!due) return null;
  const text = `${changedText(changes, drills.length > 0)} not in any export yet. `;
  return make("p", {}, text, make("a", { href: "#progress-data" }, "Keep them in a file"));
};

class CbNext extends HTMLElement implements ProgressElement {
  show(view: ProgressView): void {
    const { attempts, weakest, trend } = view.progress;
    const isScored = trend.length > 0;
    const elements = [
      unfinishedList(attempts),
      weakest && weakestSection(view, weakest),
      !weakest && isScored ? make("p", {}, ALL_ATTAINED) : null,
      guessesLine(view.progress),
      reminderLine(view),
      isScored ? null : make("p", {}, NOT_SCORED),
    ];
    this.replaceChildren(...elements.filter((element) => element !== null));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-next": CbNext;
  }
}

customElements.define("cb-next", CbNext);
