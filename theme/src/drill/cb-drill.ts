/*
 * <cb-drill>: a drill that is practised: one question at a time, said aloud against two minutes, its answer shown when
 * the reader asks for it, and marked. In sight: where the practice is, here or since an earlier visit.
 * Input: the server's HTML, the log of the drill, other tabs' changes of it. Output: `data-mode` on itself and on the root
 * element, from which the style sheets hide the rest; a log with marks; the event `cb:question-marked`.
 * Must not: start on the page that prints the whole book; show an answer that was not asked for; count ticks.
 */

import { formatTimeLeft } from "../core/clock.ts";
import {
  type Asked,
  ask,
  askedIn,
  begin,
  type DrillLog,
  type Grade,
  mark,
  newDrillLog,
  nextToGo,
  orderOf,
  placeToResume,
  questionsToGo,
  reorder,
  show,
  stop,
  takeBack,
  timeLeft,
} from "../core/drill-log.ts";
import { count, shorten } from "../core/words.ts";
import { offerUndo } from "../elements/cb-undo.ts";
import { primaryButton, setText } from "../elements/controls.ts";
import { button } from "../page/controls.ts";
import { make, onPrintPage } from "../page/dom.ts";
import { type DrillLogs, openDrillLogs } from "../store/drill-logs.ts";
import { drawMarks, type QuestionSection, questionsOf } from "./questions.ts";

const TICK_MS = 500;
const NAMES: Record<Grade, string> = { knew: "Knew it", again: "Again" };
const NOT_SAVED =
  "Your marks are on this page only, and will be gone when you close it: the browser's storage is full or blocked.";
const NEWER =
  "Your marks were written by a newer version of this book. What you mark now is not kept; reload the page to get that version.";

const shuffled = (ids: string[]): string[] => {
  const rest = [...ids];
  return ids.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0] as string);
};

class CbDrill extends HTMLElement {
  #logs: DrillLogs | null = null;
  #questions: QuestionSection[] = [];
  #isPractised = false;
  /** The question that was drawn last, and when it was asked. */
  #drawn = "";
  #end: AbortController | null = null;
  #removeAll = () => {};

  readonly #left = make("span");
  readonly #known = make("span", { class: "cb-drill-known" });
  readonly #time = make("span", { role: "timer", "aria-label": "Time left", class: "cb-drill-time" });
  readonly #said = make("span", { role: "status", class: "cb-status" });
  readonly #trouble = make("p", { class: "cb-notice", role: "alert", hidden: true });
  readonly #show = primaryButton("Show the answer", () => this.#showAnswer());
  readonly #knew = primaryButton(NAMES.knew, () => this.#mark("knew"));
  readonly #again = button(NAMES.again, () => this.#mark("again"));
  readonly #next = button("Next unknown", () => this.#skip());
  readonly #actions = make(
    "div",
    { class: "cb-actions cb-drill-actions" },
    this.#show,
    this.#knew,
    this.#again,
    this.#next,
  );
  readonly #panel = make(
    "section",
    { class: "cb-drill-panel", "aria-label": "Practice" },
    make("p", { class: "cb-drill-where" }, this.#left, this.#said, this.#time),
    make(
      "div",
      { class: "cb-actions" },
      button("Shuffle", () => this.#shuffle()),
      button("Stop", () => this.#stop()),
    ),
  );

  connectedCallback(): void {
    if (this.#end || onPrintPage()) return;
    const end = new AbortController();
    this.#end = end;
    const { book = "" } = this.dataset;
    const logs = openDrillLogs(book);
    this.#logs = logs;
    this.#questions = questionsOf(this);
    this.querySelector(".cb-drill-left")?.append(this.#known);
    const undo = make("cb-undo", { hidden: true });
    this.prepend(this.#trouble, this.#panel, undo);
    const start = this.#start;
    start?.addEventListener("click", () => this.#begin(), { signal: end.signal });
    this.#isPractised = this.dataset.mode === "practice"; // by the first paint
    const stopListening = logs.onChange(() => this.#draw());
    const timer = window.setInterval(() => this.#drawTime(), TICK_MS);
    this.dataset.scripts = "drawn";
    this.#draw();
    this.#removeAll = () => {
      stopListening();
      window.clearInterval(timer);
      for (const one of [this.#known, this.#trouble, this.#panel, this.#actions, undo]) one.remove();
      for (const question of this.#questions) question.remove();
    };
  }

  disconnectedCallback(): void {
    this.#end?.abort();
    this.#end = null;
    this.#removeAll();
    this.#setMode(false);
  }

  // ── What is known ─────────────────────────────────────────────────────────────────────────────

  get #id(): string {
    return this.dataset.drill ?? "";
  }

  get #log(): DrillLog | null {
    return this.#logs?.read(this.#id) ?? null;
  }

  get #ids(): string[] {
    return this.#questions.map(({ id }) => id);
  }

  /** The question in sight; null when the drill is only read. */
  get #asked(): Asked | null {
    return this.#isPractised ? askedIn(this.#log?.run) : null;
  }

  get #start(): HTMLElement | null {
    return this.querySelector('[data-way="practise"]');
  }

  #section(id: string | undefined): QuestionSection | undefined {
    return this.#questions.find((question) => question.id === id);
  }

  #update(change: (log: DrillLog, now: number) => DrillLog): void {
    const { book = "", title = "" } = this.dataset;
    this.#logs?.update(this.#id, (log) => change(log ?? newDrillLog({ id: this.#id, book, title }), Date.now()));
  }

  // ── What the reader does ──────────────────────────────────────────────────────────────────────

  #begin(): void {
    this.#isPractised = true;
    this.#update((log, now) => {
      const place = placeToResume(log, this.#ids);
      return place === null ? begin(log, this.#ids, now) : ask(log, place, now);
    });
    this.#focusQuestion();
  }

  #showAnswer(): void {
    this.#update(show);
    this.#section(this.#asked?.question)?.answer.querySelector("summary")?.focus({ preventScroll: true });
  }

  #mark(grade: Grade): void {
    const section = this.#section(this.#asked?.question);
    const logs = this.#logs;
    if (!section || !logs || this.#asked?.shownAt === null) return;
    const as = logs.store.newId();
    const run = this.#log?.run ?? null;
    this.#update((log, now) => {
      const marked = mark(log, section, grade, as, now);
      return ask(marked, nextToGo(marked, this.#ids, section.id), now);
    });
    const undo = () => {
      this.#isPractised = true;
      this.#update((log, now) => takeBack(log, as, run, now));
    };
    const message = `${NAMES[grade]}: ${shorten(section.text, 60)}`;
    offerUndo(this, message, undo, () => this.#knew, false);
    this.dispatchEvent(
      new CustomEvent("cb:question-marked", {
        bubbles: true,
        detail: { drill: this.#id, question: section.id, grade },
      }),
    );
    this.#focusQuestion();
  }

  #skip(): void {
    this.#update((log, now) => ask(log, nextToGo(log, this.#ids, this.#asked?.question ?? null), now));
    this.#focusQuestion();
  }

  #shuffle(): void {
    this.#update((log, now) => {
      const mixed = reorder(log, shuffled(this.#ids), now);
      return ask(mixed, nextToGo(mixed, this.#ids, null), now);
    });
    this.#focusQuestion();
    setText(this.#said, "Shuffled.");
  }

  #stop(): void {
    this.#update(stop);
    this.#isPractised = false;
    this.#draw();
    this.#start?.focus();
  }

  /** The question in sight, below its clock; once nothing is left to ask, what the reader knows. */
  #focusQuestion(): void {
    const section = this.#section(this.#asked?.question);
    const text = section?.heading ?? this.querySelector<HTMLElement>(".cb-drill-left");
    text?.setAttribute("tabindex", "-1");
    text?.focus({ preventScroll: true });
    (section ? this.#panel : text)?.scrollIntoView({ block: section ? "start" : "center" });
  }

  // ── Drawing ───────────────────────────────────────────────────────────────────────────────────

  #setMode(isPractised: boolean): void {
    const { dataset } = document.documentElement;
    if (isPractised) this.dataset.mode = dataset.cbMode = "practice";
    else {
      delete this.dataset.mode;
      delete dataset.cbMode;
    }
  }

  #draw(): void {
    const log = this.#log;
    // Stopped or erased in another tab, or all is known, or the question has left the drill.
    if (this.#isPractised && (this.#asked?.stopped !== false || !this.#section(this.#asked.question)))
      this.#isPractised = false;
    const asked = this.#asked;
    this.#setMode(asked !== null);
    this.toggleAttribute("data-shown", asked !== null && asked.shownAt !== null);
    for (const question of this.#questions)
      question.ask(question.id === asked?.question ? asked.shownAt !== null : null);
    drawMarks(this.#questions, log);
    this.#drawLeft(log, asked);
    this.#drawActions(asked, log);
    this.#drawTrouble();
    const drawn = asked ? `${asked.question} ${asked.askedAt}` : "";
    if (drawn !== this.#drawn) setText(this.#said, "");
    this.#drawn = drawn;
    this.#drawTime();
  }

  #drawLeft(log: DrillLog | null, asked: Asked | null): void {
    const total = this.#ids.length;
    const toGo = questionsToGo(log, this.#ids, asked ? log?.run?.since : 0).length;
    const known = ` · ${total - toGo} known · ${toGo} to go`;
    setText(this.#left, count(total, "question") + known);
    setText(this.#known, log ? known : "");
    if (!this.#start) return;
    const resumes = !asked && placeToResume(log, this.#ids) !== null;
    setText(this.#start, resumes ? "Resume" : log && toGo === 0 ? "Practise all again" : "Practise");
  }

  #drawActions(asked: Asked | null, log: DrillLog | null): void {
    if (!asked || !log) {
      this.#actions.remove();
      return;
    }
    const isShown = asked.shownAt !== null;
    this.#show.hidden = isShown;
    this.#knew.hidden = this.#again.hidden = !isShown;
    this.#next.disabled = nextToGo(log, orderOf(log.run, this.#ids), asked.question) === asked.question;
    const section = this.#section(asked.question)?.element;
    if (this.#actions.parentElement !== section) section?.append(this.#actions);
  }

  #drawTrouble(): void {
    const logs = this.#logs;
    const isKept = logs?.isSaved(this.#id) ?? true;
    this.#trouble.hidden = isKept;
    if (!isKept) setText(this.#trouble, logs?.isNewer(this.#id) ? NEWER : NOT_SAVED);
  }

  #drawTime(): void {
    const asked = this.#asked;
    if (!asked) return;
    const left = timeLeft(asked, Date.now());
    const isOver = left <= 0;
    setText(this.#time, formatTimeLeft(left));
    this.#time.toggleAttribute("data-over", isOver);
    if (isOver && asked.shownAt === null) setText(this.#said, "Time is up.");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-drill": CbDrill;
  }
}

customElements.define("cb-drill", CbDrill);
