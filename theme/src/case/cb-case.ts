/*
 * <cb-case>: the page of a case. Reads the page data, opens a visit, and lets each part draw what it shows of it.
 * Input: the server's HTML, the attempts in storage. Output: `data-mode` on itself and on the root element, from which
 * the style sheet hides what is not to be seen; events `cb:attempt-started`, `cb:attempt-changed`, `cb:attempt-finished`.
 * Must not: start on the page that prints the whole book; let an arrow key turn the page under an attempt.
 */
import { type CaseData, PAGE_FORMAT } from "../core/page-data.ts";
import { onPrintPage, pageData, showAsWritten } from "../page/dom.ts";
import { openStore } from "../store/storage.ts";
import { clockBar } from "./clock-bar.ts";
import { CaseContext, type CasePart, type CreateCasePart } from "./context.ts";
import { interviewMarks } from "./interview.ts";
import { lostNotice } from "./lost-notice.ts";
import { noteBoxes } from "./notes.ts";
import { resultSection } from "./result.ts";
import { reviewSection } from "./review.ts";
import { sampleAnswers } from "./samples.ts";
import { scoringForms } from "./scoring-form.ts";
import { emptySheet, fillSheet } from "./sheets.ts";
import { Texts } from "./texts.ts";
import { toolbar } from "./toolbar.ts";
import { Visit } from "./visit.ts";

const TICK_MS = 500;

/** In the order in which they are placed. */
const PARTS: CreateCasePart[] = [
  lostNotice,
  toolbar,
  clockBar,
  reviewSection,
  sampleAnswers,
  noteBoxes,
  scoringForms,
  interviewMarks,
  resultSection,
];

/** What draws; called while it draws, because it changed the attempt, it draws once more when it is done. */
const redrawing = (drawAll: () => void): (() => void) => {
  let isDrawing = false;
  let isAsked = false;
  return () => {
    isAsked = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isAsked) {
        isAsked = false;
        drawAll();
      }
    } finally {
      isDrawing = false;
    }
  };
};

class CbCase extends HTMLElement {
  #end: AbortController | null = null;

  connectedCallback(): void {
    if (this.#end || onPrintPage()) return;
    const page = pageData<CaseData>(this);
    if (page?.format !== PAGE_FORMAT) {
      showAsWritten(this);
      return;
    }
    this.dataset.scripts = "drawn";
    this.#end = new AbortController();
    this.#open(page, this.#end.signal);
  }

  disconnectedCallback(): void {
    this.#end?.abort();
    this.#end = null;
  }

  #open(page: CaseData, signal: AbortSignal): void {
    const wanted = new URLSearchParams(location.search).get("attempt");
    const parts: CasePart[] = [];
    const draw = redrawing(() => {
      this.dataset.mode = document.documentElement.dataset.cbMode = visit.mode;
      for (const part of parts) part.draw();
      this.#keepAddress(visit, wanted);
    });
    const visit: Visit = new Visit(page, openStore(page.book), {
      wanted,
      now: () => Date.now(),
      onChange: draw,
      beforeSwitch: () => texts.flush(),
      emit: (type, detail) => {
        this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
      },
    });
    const texts = new Texts(visit, signal);
    const context = new CaseContext(this, visit, texts, signal);
    parts.push(texts, ...PARTS.map((create) => create(context)));
    draw();
    this.#followAddress(visit, wanted, signal);
    this.#followTime(visit, parts, signal);
    this.#guardLeaving(visit, signal);
    signal.addEventListener("abort", () => {
      visit.stop();
      showAsWritten(this);
    });
  }

  /** The address of a filled scorecard is the sheet and the attempt. */
  #followAddress(visit: Visit, wanted: string | null, signal: AbortSignal): void {
    const { page, attempt } = visit;
    const sheet = this.querySelector(".cb-scorecard");
    if (!sheet) return;
    const isShown = () => location.hash === `#${sheet.id}`;
    if (attempt && attempt.id === wanted && isShown()) fillSheet(sheet, page, attempt, visit.now());
    const follow = () => {
      // Left for the chapter, it is blank when its address is asked for again.
      if (!isShown()) emptySheet(sheet);
      this.#keepAddress(visit, wanted);
    };
    addEventListener("hashchange", follow, { signal });
  }

  /** An address that asks for a sheet or for another attempt gives way to what is under way. */
  #keepAddress(visit: Visit, wanted: string | null): void {
    const isHidden = ["practice", "hidden", "calibrate"].includes(visit.mode);
    // Not `:target`, which is set later than the scripts of a page run.
    const id = location.hash.slice(1);
    const target = id === "" ? null : this.querySelector(`[id="${CSS.escape(id)}"]`);
    if (isHidden && target?.closest(".cb-sheet")) location.hash = "";
    if (wanted === null || visit.attempt?.id === wanted || location.search === "") return;
    history.replaceState(history.state, "", `${location.pathname}${location.hash}`);
  }

  #followTime(visit: Visit, parts: CasePart[], signal: AbortSignal): void {
    const tick = () => {
      if (visit.mode !== "practice" && visit.mode !== "interview") return;
      for (const part of parts) part.tick?.();
    };
    const timer = setInterval(tick, TICK_MS);
    signal.addEventListener("abort", () => clearInterval(timer));
    document.addEventListener("visibilitychange", tick, { signal });
    for (const type of ["focus", "pageshow"]) addEventListener(type, tick, { signal });
  }

  #guardLeaving(visit: Visit, signal: AbortSignal): void {
    const keepPage = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && /^(input|select|textarea)$/i.test(event.target.nodeName);
      const turnsPage = event.key === "ArrowLeft" || event.key === "ArrowRight";
      const isReading = visit.mode === "read" || visit.mode === "review";
      const isOnControl =
        event.target instanceof Element && event.target.closest("main :is(button, summary, a)") !== null;
      if (turnsPage && !isTyping && (!isReading || isOnControl)) event.stopPropagation();
    };
    document.addEventListener("keydown", keepPage, { signal, capture: true });
    // The browser keeps nothing of a page that is left: say so while something is only here.
    const warn = (event: Event) => {
      if (visit.store.status().unsaved.length > 0 || visit.lost.length > 0) event.preventDefault();
    };
    addEventListener("beforeunload", warn, { signal });
  }
}

customElements.define("cb-case", CbCase);
