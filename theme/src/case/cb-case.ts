/*
 * <cb-case>: the page of a case. Reads the page data, opens a visit, and lets each part draw what it shows of it.
 * Input: the server's HTML, the attempts in storage. Output: `data-mode` on itself and on the root element, from which
 * the style sheet hides what is not to be seen; events `cb:attempt-started`, `cb:attempt-changed`, `cb:attempt-finished`.
 * Must not: start on the page that prints the whole book; let an arrow key turn the page under an attempt.
 */
import { type CaseData, PAGE_FORMAT } from "../core/page-data.ts";
import { actOf } from "../core/page-mode.ts";
import { onPrintPage, pageData, showAsWritten } from "../page/dom.ts";
import { layOut } from "../page/lay-out.ts";
import { openStore } from "../store/storage.ts";
import { rememberAct } from "../store/visit-memory.ts";
import { clockBar } from "./clock-bar.ts";
import { CaseContext, type CasePart, type CreateCasePart } from "./context.ts";
import { lostNotice } from "./lost-notice.ts";
import { noteBoxes } from "./notes.ts";
import { outcome } from "./outcome.ts";
import { isReload, readingPlace } from "./reading-place.ts";
import { sampleAnswers } from "./samples.ts";
import { scoringForms } from "./scoring-form.ts";
import { Texts } from "./texts.ts";
import { toolbar } from "./toolbar.ts";
import { Visit } from "./visit.ts";

const TICK_MS = 500;

/** In the order in which they are placed. */
const PARTS: CreateCasePart[] = [
  lostNotice,
  outcome,
  toolbar,
  clockBar,
  sampleAnswers,
  noteBoxes,
  scoringForms,
  readingPlace,
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
      this.toggleAttribute("data-attempt", visit.attempt !== null);
      if (visit.mode === "read" && this.dataset.mode !== "read") layOut(this);
      this.dataset.mode = document.documentElement.dataset.cbMode = visit.mode;
      for (const part of parts) part.draw();
      this.#keepAddress(visit, wanted);
    });
    const visit: Visit = new Visit(page, openStore(page.book), {
      wanted,
      // Otherwise an address that asks for an attempt asks for where it is, not for where the last one was left.
      act: wanted === null || isReload() ? actOf(this.dataset.act) : null,
      remember: (act) => rememberAct(this, act),
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
    addEventListener("hashchange", () => this.#keepAddress(visit, wanted), { signal });
    this.#followTime(visit, parts, signal);
    this.#guardLeaving(visit, signal);
    signal.addEventListener("abort", () => {
      visit.stop();
      delete document.documentElement.dataset.cbNotes;
      showAsWritten(this);
    });
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
      const isReading = !["practice", "interview", "calibrate"].includes(visit.mode);
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
