/*
 * Context: what everything that is drawn on the page of a case shares.
 * Input: the case's element, its data, the visit. Output: places to put elements in, and ways to move about the page.
 * Must not: draw anything itself; change an attempt but through the visit.
 */
import type { Attempt } from "../core/attempt.ts";
import { doneCases } from "../core/marks.ts";
import type { CaseData } from "../core/page-data.ts";
import { type Score, scoreAttempt } from "../core/scoring.ts";
import { pathOfCase } from "../elements/case-address.ts";
import { focusOn } from "../elements/controls.ts";
import { make } from "../page/dom.ts";
import { scrollToPlace } from "../page/lay-out.ts";
import { loadSheetStyles } from "../page/sheets.ts";
import type { Texts } from "./texts.ts";
import type { Visit } from "./visit.ts";

/** A piece of the page that follows the visit. */
export interface CasePart {
  draw(): void;
  /** Called twice a second while a clock is shown. */
  tick?(): void;
}

export type CreateCasePart = (context: CaseContext) => CasePart;

export class CaseContext {
  readonly host: HTMLElement;
  readonly page: CaseData;
  readonly visit: Visit;
  readonly texts: Texts;
  /** Aborted when the element leaves the page. */
  readonly signal: AbortSignal;
  /** The sections of the criteria, by id. */
  readonly sections: Map<string, HTMLElement>;
  /** Behind the last criterion. */
  readonly outcome: Element;
  /** The id of the criterion whose signals are in sight while the reader scores. */
  inSight: string;
  /** Takes away what the bundle `outcome` has filled in. */
  emptySheet: (sheet: Element) => void = () => {};
  /** Fills a scorecard from the visit's attempt, once the bundle `outcome` is here. */
  fillSheet: (sheet: Element) => void = () => {};
  /** Where the bundle `outcome` puts what is above the criteria. */
  readonly after = make("div", { class: "cb-work" });
  readonly #work: Element;
  /** The last element that was placed. */
  #last: Element | null = null;
  /** What waits for the bundle `outcome`; null once that is here. */
  #waiting: (() => void)[] | null = [];
  #scored: { attempt: Attempt | null; score: Score } | null = null;

  constructor(host: HTMLElement, visit: Visit, texts: Texts, signal: AbortSignal) {
    this.host = host;
    this.page = visit.page;
    this.visit = visit;
    this.texts = texts;
    this.signal = signal;
    const sections = [...host.querySelectorAll<HTMLElement>("section.cb-criterion[data-criterion]")];
    this.sections = new Map(sections.map((section) => [section.dataset.criterion ?? "", section]));
    this.outcome = host.querySelector(".cb-outcome") ?? host;
    this.inSight = visit.page.criteria[0]?.id ?? "";
    this.#work = host.querySelector(".cb-work") ?? host;
  }

  /** The score of the visit's attempt, made once for all that is drawn. */
  result(): Score {
    const { attempt, store } = this.visit;
    if (this.#scored?.attempt !== attempt) this.#scored = null;
    this.#scored ??= { attempt, score: scoreAttempt(this.page, attempt, doneCases(store.own()).map(pathOfCase)) };
    return this.#scored.score;
  }

  /**
   * Puts elements below the question, in the box around the toolbar, in order of calls; one that is on the page
   * already stays, and the next come after it.
   */
  place(...elements: HTMLElement[]): void {
    for (const element of elements) {
      if (!element.isConnected) {
        if (this.#last) this.#last.after(element);
        else this.#work.prepend(element);
        this.removeAtEnd(element);
      }
      this.#last = element;
    }
  }

  /** When the element of the case leaves the page, these go with it. */
  removeAtEnd(...elements: Element[]): void {
    this.signal.addEventListener("abort", () => {
      for (const element of elements) element.remove();
    });
  }

  /** Done at once, or when the bundle `outcome` is here. */
  afterArrival(act: () => void): void {
    if (this.#waiting) this.#waiting.push(act);
    else act();
  }

  /** The bundle `outcome` is here. */
  arrive(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const act of waiting) act();
  }

  /** Moves the focus to the first element of a class, or to its heading. */
  focus(name: string): void {
    const element = this.host.querySelector<HTMLElement>(`.${name}`);
    focusOn(element?.querySelector("h2") ?? element);
  }

  goToCriterion(id: string): void {
    const section = this.sections.get(id);
    if (section) scrollToPlace(section);
    if (this.visit.mode === "practice") section?.querySelector("textarea")?.focus({ preventScroll: true });
    else focusOn(section ?? null);
  }

  /** Shows the signals of a criterion; without one, of the first that is not scored yet. */
  score(id: string = this.result().unscored[0]?.id ?? this.page.criteria[0]?.id ?? ""): void {
    this.inSight = id;
    this.visit.see("score");
    this.afterArrival(() => {
      const section = this.sections.get(id);
      section?.scrollIntoView({ block: "start" });
      section?.querySelector<HTMLElement>("fieldset input")?.focus({ preventScroll: true });
    });
  }

  /** Prints the scorecard that `prepare` fills; blank without it. */
  printScorecard(prepare: (sheet: Element) => void = this.emptySheet): void {
    this.texts.flush();
    const sheet = this.host.querySelector(".cb-scorecard");
    if (!sheet) return;
    prepare(sheet);
    this.printSheet(sheet);
  }

  /** Prints a sheet as it is. */
  async printSheet(sheet: Element | null): Promise<void> {
    if (sheet?.id) location.hash = sheet.id;
    if (await loadSheetStyles()) print();
  }

  /** `sample`: null for the next that was not compared yet, or else the one that was compared longest ago. */
  calibrate(sample: string | null): void {
    const { samples } = this.page;
    const mine = this.visit.mine();
    const last = (id: string) => mine.find((one) => one.sample === id && one.comparison)?.comparison?.at ?? 0;
    const chosen = sample ?? samples.map(({ id }) => id).sort((a, b) => last(a) - last(b))[0];
    if (chosen === undefined) return;
    this.visit.openSample(chosen);
    this.focus("cb-calibrate");
  }
}
