/*
 * <cb-cases>: says on each card of a case how far the reader is with it.
 * Input: the attempts of the book; inside the element the data of its cases. Output: one line per card.
 * Must not: show anything of the reader's on the page that prints the whole book.
 */
import type { Attempt } from "../core/attempt.ts";
import { type SidebarMark, sidebarMarks } from "../core/marks.ts";
import type { ProgressData } from "../core/page-data.ts";
import { aggregate } from "../core/progress.ts";
import { own } from "../core/records.ts";
import type { Score } from "../core/scoring.ts";
import { verdictsText } from "../core/verdicts-text.ts";
import { followStore } from "../elements/follow.ts";
import { onPrintPage, pageData } from "../page/dom.ts";
import { openStore } from "../store/storage.ts";

const STATES: Record<SidebarMark["state"], string> = { started: "Started", finished: "Practised", scored: "Scored" };

/** How much of a verdict is reached, over all levels: what the ring shows. */
const donePercent = ({ verdicts }: Score): number =>
  Math.round((100 * verdicts.reduce((sum, { share }) => sum + (share ?? 0), 0)) / Math.max(1, verdicts.length));

/** By case id. */
const latestScores = (page: ProgressData, attempts: Attempt[]): Map<string, Score> => {
  const latest = new Map<string, Score>();
  // Newest first.
  for (const { attempt, case: name, score } of aggregate(page, attempts, Date.now()).attempts) {
    if (name && score?.scored && attempt.kind !== "calibration" && !latest.has(name.id)) latest.set(name.id, score);
  }
  return latest;
};

class CbCases extends HTMLElement {
  #stop = () => {};
  /** What the card of a case without attempts says. */
  #untried = "";

  connectedCallback(): void {
    const page = pageData<ProgressData>(this);
    const book = page?.book ?? document.querySelector("cb-book")?.getAttribute("data-id");
    if (!book || onPrintPage()) return;
    const store = openStore(book);
    this.#untried ||= this.querySelector(".cb-card-state")?.textContent ?? "";
    this.#stop = followStore(store, () => {
      const attempts = store.own();
      this.#draw(sidebarMarks(attempts), page ? latestScores(page, attempts) : new Map());
    });
  }

  #draw(marks: Record<string, SidebarMark>, scores: Map<string, Score>): void {
    for (const card of this.querySelectorAll("[data-case]")) {
      const id = card.getAttribute("data-case") ?? "";
      const score = scores.get(id);
      const mark = own(marks, id);
      const line = card.querySelector<HTMLElement>(".cb-card-state");
      if (!line) continue;
      line.textContent = score ? verdictsText(score) : mark ? STATES[mark.state] : this.#untried;
      line.setAttribute("data-state", score ? "scored" : (mark?.state ?? "none"));
      line.style.setProperty("--cb-done", String(score ? donePercent(score) : 0));
      line.removeAttribute("hidden");
    }
  }

  disconnectedCallback(): void {
    this.#stop();
    for (const line of this.querySelectorAll(".cb-card-state")) {
      line.textContent = this.#untried;
      line.setAttribute("hidden", "");
    }
  }
}

customElements.define("cb-cases", CbCases);
