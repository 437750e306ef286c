/*
 * The toolbar of a case, which the template has written: the ways to work on it.
 * Input: the reader's presses. Output: a new attempt, the answers, the focus on the first signal, what is to be printed.
 * Must not: ask anything before a reader may begin.
 */
import { isScored } from "../core/attempt.ts";
import { showEverything } from "../page/depths.ts";
import type { CreateCasePart } from "./context.ts";
import { watchMenu } from "./menu.ts";

export const toolbar: CreateCasePart = (context) => {
  const { host, visit, signal } = context;
  const bar = host.querySelector<HTMLElement>(".cb-toolbar");
  if (!bar) return { draw: () => {} }; // a template of the book's own
  context.place(bar);
  const begin = (kind: "practice" | "interview", clock = true) => {
    visit.begin(kind, { clock });
    context.focus("cb-prompt");
  };
  const ways: Record<string, () => void> = {
    practice: () => begin("practice"),
    untimed: () => begin("practice", false),
    show: () => visit.see("read"),
    score: () => {
      if (visit.attempt && isScored(visit.attempt)) visit.close(); // another answer than the one that is scored
      context.score();
    },
    interview: () => begin("interview"),
    calibrate: () => context.calibrate(null),
    print: () => context.printScorecard(),
    "print-filled": () => context.printScorecard(context.fillSheet),
    "print-interviewer": () => context.printSheet(host.querySelector(".cb-interviewer")),
    "print-chapter": () => {
      visit.see("read");
      showEverything(host);
      print();
    },
  };
  for (const button of bar.querySelectorAll("button")) {
    button.addEventListener("click", () => ways[button.dataset.way ?? ""]?.(), { signal });
  }
  const menu = bar.querySelector("details");
  if (menu) watchMenu(menu, signal);
  const filled = bar.querySelector('[data-way="print-filled"]');
  return { draw: () => filled?.toggleAttribute("hidden", !visit.attempt || visit.mode !== "read") };
};
