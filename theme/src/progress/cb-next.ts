/*
 * <cb-next>: what to do now: what is not finished, and the weakest criterion with one link to train it. How to begin
 * when there is nothing yet is in the template.
 * Input: the sums of core/progress.ts. Output: links. Must not: offer more than one thing to train.
 */
import type { AttemptRow, HeatRow, Weakest } from "../core/progress.ts";
import { formatDateTime, percent } from "../core/words.ts";
import { link, make } from "../page/dom.ts";
import { changedText, exportReminder } from "../store/export-reminder.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** Unfinished attempts that are listed. */
const LISTED = 3;
const ALL_ATTAINED =
  "Every criterion you scored attains the highest level. Take a case you have not tried, or score an old one again without looking.";
const NOT_SCORED = "No attempt is scored yet. Open one in its case and press Score: the map and the trend follow.";

/** Where a weak criterion is trained when no drill or other case is made for it: its answer in the case itself. */
const trainingOf = ({ progress, page }: ProgressView, weakest: Weakest): { text: string; path: string } | null => {
  const { round, criterion, training } = weakest;
  if (training) return { text: `Train it: ${training.title}`, path: training.path };
  const rows = progress.heat.find((heat) => heat.round.id === round)?.rows ?? [];
  const rankOf = (row: HeatRow) => row.cells.find((cell) => cell.criterion === criterion)?.rank ?? Infinity;
  const [lowest] = [...rows].sort((a, b) => rankOf(a) - rankOf(b));
  const known = page.cases.find(({ id }) => id === lowest?.case.id);
  if (!known) return null;
  return { text: `Read its answer again: ${known.title}`, path: `${known.path}#${encodeURIComponent(criterion)}` };
};

const unfinishedList = (rows: AttemptRow[]): HTMLElement | null => {
  const items = rows.flatMap(({ attempt, case: name }) => {
    const isOpen = attempt.finishedAt === null && attempt.clock.log.some(({ type }) => type === "start");
    if (!name || !isOpen) return [];
    const href = link(`${name.path}?attempt=${encodeURIComponent(attempt.id)}`);
    const begun = make("span", { class: "cb-quiet" }, ` begun ${formatDateTime(attempt.startedAt)}`);
    return [make("li", {}, make("a", { href }, `Resume ${name.title}`), begun)];
  });
  return items.length === 0 ? null : make("ul", {}, items.slice(0, LISTED));
};

const weakestSection = (view: ProgressView, weakest: Weakest): HTMLElement => {
  const training = trainingOf(view, weakest);
  const round = view.page.rounds.find(({ id }) => id === weakest.round)?.title ?? weakest.round;
  const where = ` in ${round}, ${percent(weakest.mean)} of the way to the highest level on average.`;
  return make(
    "div",
    { class: "cb-weakest" },
    make("p", {}, "Weakest criterion: ", make("strong", {}, weakest.title), where),
    training && make("p", {}, make("a", { class: "cb-button cb-primary", href: link(training.path) }, training.text)),
  );
};

const reminderLine = ({ store, now, drills }: ProgressView): HTMLElement | null => {
  const { due, changes } = exportReminder(store, now, drills);
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
