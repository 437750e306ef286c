/*
 * Outcome: the place of what comes after a practice, the bundle `outcome`, which comes when a reader is about to finish.
 * Input: the pointer over or the focus on what finishes or scores; the last criterion; the visit's attempt. Output: the bundle asked for, and
 * when it does not come, one sentence, another try, and the answers all the same.
 * Must not: load the bundle while a practice begins; show an answer that nobody asked for.
 */
import type { PageMode } from "../core/page-mode.ts";
import { loadBundle } from "../page/bundles.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CasePart, CreateCasePart } from "./context.ts";

const FAILED = "Looking back and scoring did not load. What you wrote is kept.";
const ASKS = "[data-way=score], .cb-clock-finish, .cb-clock summary";

/** Nothing is looked back on or scored yet, or something else is. */
const BEFORE: PageMode[] = ["question", "hidden", "practice", "calibrate"];

let createParts: CreateCasePart[] | null = null;

/** Called by the bundle `outcome`. */
export const giveOutcome = (parts: CreateCasePart[]): void => {
  createParts = parts;
};

export const outcome: CreateCasePart = (context) => {
  const { host, page, visit, signal } = context;
  const home = context.after;
  context.place(home);
  let parts: CasePart[] | null = null;
  let isAwaited = false;
  let isAhead = false;
  const load = () => loadBundle("outcome");
  const failure = make(
    "div",
    { class: "cb-notice", hidden: true },
    make("p", { role: "alert" }, FAILED),
    button("Try again", () => bring()),
    " ",
    button("Show the answer", () => visit.see("read")),
  );
  home.append(failure);
  const endWait = () => {
    delete document.documentElement.dataset.cbWaits;
  };
  const began = () => {
    if (signal.aborted || parts || !createParts) return;
    parts = createParts.map((create) => create(context));
    host.dataset.outcome = "here";
    for (const part of parts) part.draw();
    endWait();
    context.arrive();
  };
  const bring = () => {
    failure.hidden = true;
    load().then(began, () => {
      host.dataset.outcome = "missing";
      endWait();
      failure.hidden = false;
    });
  };
  // Made before they are needed, too: Finish has enough to do. A failure is said when it matters.
  const fetchAhead = () => void load().then(began, () => {});
  const prefetch = ({ target }: Event) => {
    if (target instanceof Element && target.closest(ASKS)) fetchAhead();
  };
  for (const sign of ["pointerover", "focusin"]) host.addEventListener(sign, prefetch, { signal });
  signal.addEventListener("abort", () => {
    delete host.dataset.outcome;
  });
  return {
    draw: () => {
      const isNeeded = !BEFORE.includes(visit.mode);
      if (isNeeded && !isAwaited && !parts) bring();
      if (!isNeeded) failure.hidden = true;
      if (!isNeeded || visit.attempt === null) endWait();
      isAwaited = isNeeded;
      for (const part of parts ?? []) part.draw();
      const last = visit.attempt?.clock.log.at(-1)?.criterion;
      if (isAhead || last === undefined || last !== page.criteria.at(-1)?.id) return;
      isAhead = true;
      fetchAhead();
    },
  };
};
