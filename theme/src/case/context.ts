/*
 * Context: what everything that is drawn on the page of a case shares.
 * Input: the case's element, its data, the visit. Output: places to put elements in, and ways to move about the page.
 * Must not: draw anything itself; change an attempt but through the visit.
 */
import type { CaseData } from "../core/page-data.ts";
import { focusOn } from "../page/controls.ts";
import { emptySheet, fillSheet } from "./sheets.ts";
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
  readonly #work: Element;
  /** The last element that was placed. */
  #last: Element | null = null;

  constructor(host: HTMLElement, visit: Visit, texts: Texts, signal: AbortSignal) {
    this.host = host;
    this.page = visit.page;
    this.visit = visit;
    this.texts = texts;
    this.signal = signal;
    const sections = [...host.querySelectorAll<HTMLElement>("section.cb-criterion[data-criterion]")];
    this.sections = new Map(sections.map((section) => [section.dataset.criterion ?? "", section]));
    this.outcome = host.querySelector(".cb-outcome") ?? host;
    this.#work = host.querySelector(".cb-work") ?? host;
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

  /** Moves the focus to the first element of a class, or to its heading. */
  focus(name: string): void {
    const element = this.host.querySelector<HTMLElement>(`.${name}`);
    focusOn(element?.querySelector("h2") ?? element);
  }

  goToCriterion(id: string): void {
    const section = this.sections.get(id);
    section?.scrollIntoView({ block: "start" });
    if (this.visit.mode === "practice") section?.querySelector("textarea")?.focus({ preventScroll: true });
    else focusOn(section ?? null);
  }

  goToFirstSignal(): void {
    const [first] = this.sections.values();
    const fieldset = first?.querySelector("fieldset");
    fieldset?.scrollIntoView({ block: "start" });
    fieldset?.querySelector("input")?.focus({ preventScroll: true });
  }

  printScorecard(filled: boolean): void {
    const { visit, page } = this;
    this.texts.flush();
    const sheet = this.host.querySelector(".cb-scorecard");
    if (sheet && filled && visit.attempt) fillSheet(sheet, page, visit.attempt, visit.now());
    else if (sheet) emptySheet(sheet);
    if (sheet?.id) location.hash = sheet.id;
    print();
  }

  /** `sample`: null for the next that was not compared yet, or else the one that was compared longest ago. */
  calibrate(sample: string | null): void {
    const { samples } = this.page;
    const compared = this.visit.mine().filter(({ comparison }) => comparison);
    const fresh = samples.find(({ id }) => !compared.some((attempt) => attempt.sample === id));
    const oldest = samples.find(({ id }) => id === compared.at(-1)?.sample);
    const chosen = sample ?? (fresh ?? oldest)?.id;
    if (chosen === undefined) return;
    this.visit.openSample(chosen);
    this.focus("cb-calibrate");
  }
}
