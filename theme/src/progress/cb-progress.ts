/*
 * <cb-progress>: the progress page: sums up all attempts and gives each section its share to show, again whenever
 * something changes here or in another tab.
 * Input: the page data inside the element, the store. Output: sections, in order, those with something to say.
 * Must not: count anything itself; draw more than once per frame.
 */
import { isOwn } from "../core/marks.ts";
import type { ProgressData } from "../core/page-data.ts";
import { aggregate, type Progress } from "../core/progress.ts";
import { readSaved } from "../core/saved.ts";
import "../copy/cb-storage-status.ts";
import { followStore } from "../elements/follow.ts";
import { make, onPrintPage, pageData } from "../page/dom.ts";
import { openDrillLogs } from "../store/drill-logs.ts";
import { exportReminder } from "../store/export-reminder.ts";
import { openSavedCases } from "../store/saved-cases.ts";
import { openStore, type Store } from "../store/storage.ts";
import "./cb-attempts.ts";
import "./cb-bias.ts";
import "./cb-data.ts";
import "./cb-drills.ts";
import "./cb-heat-map.ts";
import "./cb-next.ts";
import "./cb-over-budget.ts";
import "./cb-trend.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

interface Section {
  id: string;
  title: string;
  element: ProgressElement;
  when: (progress: Progress, view: ProgressView) => boolean;
}

const createSections = (): Section[] => [
  { id: "next", title: "What next", element: make("cb-next"), when: ({ empty }) => !empty },
  { id: "map", title: "Cases and criteria", element: make("cb-heat-map"), when: ({ trend }) => trend.length > 0 },
  { id: "trend", title: "Trend", element: make("cb-trend"), when: ({ trend }) => trend.length > 0 },
  {
    id: "over-budget",
    title: "Minutes over budget",
    element: make("cb-over-budget"),
    when: ({ overBudget }) => overBudget.length > 0,
  },
  { id: "calibration", title: "Calibration", element: make("cb-bias"), when: ({ bias }) => bias.judged > 0 },
  { id: "drills", title: "Drills", element: make("cb-drills"), when: (_, { drills }) => drills.length > 0 },
  { id: "attempts", title: "Attempts", element: make("cb-attempts"), when: ({ empty }) => !empty },
  { id: "data", title: "Your data", element: make("cb-data"), when: () => true },
];

/** The choice whether interviews count. */
class InterviewChoice {
  readonly #box: HTMLInputElement;
  readonly element: HTMLElement;

  constructor(store: Store) {
    this.#box = make("input", {
      type: "checkbox",
      change: () => store.settings.set("countInterviews", this.#box.checked),
    });
    const text = make("span", {}, "Count interviews (tick this if you were the candidate)");
    this.element = make("p", { class: "cb-field" }, make("label", {}, this.#box, text));
  }

  draw(isOffered: boolean, isChecked: boolean): void {
    this.element.hidden = !isOffered;
    this.#box.checked = isChecked;
  }
}

const hasScoredInterviews = ({ attempts }: Progress): boolean =>
  attempts.some(({ attempt, score }) => attempt.kind === "interview" && score?.scored);

class CbProgress extends HTMLElement {
  #undo: (() => void)[] = [];

  connectedCallback(): void {
    const page = pageData<ProgressData>(this);
    if (!page || onPrintPage()) return;
    const begin = this.querySelector<HTMLElement>(".cb-begin");
    const fallback = this.querySelector<HTMLElement>(".cb-without-script");
    const body = make("div", { class: "cb-progress-body" });
    const status = make("cb-storage-status", { book: page.book, class: "cb-notice" });
    fallback?.toggleAttribute("hidden", true);
    this.append(body);
    (begin ?? body).before(status);
    const stop = this.#follow(page, body, begin);
    this.#undo = [
      stop,
      () => fallback?.toggleAttribute("hidden", false),
      () => begin?.toggleAttribute("hidden", true),
      () => body.remove(),
      () => status.remove(),
    ];
  }

  disconnectedCallback(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** Draws now and after every change; gives what ends it. */
  #follow(page: ProgressData, body: HTMLElement, begin: HTMLElement | null): () => void {
    const store = openStore(page.book);
    const logs = openDrillLogs(page.book);
    const choice = new InterviewChoice(store);
    const sections = createSections().map((section) => {
      const id = `progress-${section.id}`;
      const heading = make("h2", { id }, make("a", { class: "header", href: `#${id}` }, section.title));
      const extra = section.id === "map" && choice.element;
      return { ...section, home: make("section", { "aria-labelledby": id }, heading, extra, section.element) };
    });
    const saves = openSavedCases(page.book);
    // Brought back after it was erased, while something was saved again.
    const stopRestoring = store.onChange((event) => {
      if (event.type !== "restored") return;
      const id = event.key.slice(saves.key("").length);
      const one = event.key === saves.key(id) ? readSaved(event.text, id) : null;
      if (one && one !== "newer") saves.join(one);
    });
    const stopFollowing = followStore([store, logs, saves], () => {
      const now = Date.now();
      const attempts = store.list();
      const hasInterviews = attempts.some(({ kind }) => kind === "interview");
      const countInterviews = store.settings.get("countInterviews") === true;
      const progress = aggregate(page, attempts, now, (attempt) => isOwn(attempt, countInterviews));
      const drills = logs.list();
      const reminder = exportReminder(store, now, drills, attempts);
      const view: ProgressView = { page, store, logs, drills, progress, reminder, now };
      begin?.toggleAttribute("hidden", !progress.empty);
      choice.draw(hasInterviews, countInterviews);
      let last: HTMLElement | null = null;
      for (const { id, home, element, when } of sections) {
        // With interviews left out the map may be empty, but the choice to count them must stay.
        const hasChoice = id === "map" && hasScoredInterviews(progress);
        if (!when(progress, view) && !hasChoice) {
          home.remove();
          continue;
        }
        element.show(view);
        if (home.parentNode !== body) body.insertBefore(home, last ? last.nextSibling : body.firstChild);
        last = home;
      }
    });
    return () => {
      stopRestoring();
      stopFollowing();
    };
  }
}

customElements.define("cb-progress", CbProgress);
