/*
 * The interviewer's view: every follow-up and curveball open, each with a mark that it was asked.
 * Input: the probes of the page, the visit's attempt. Output: actions on it.
 * Must not: close what the reader had opened before; open anything in another mode.
 */

import type { CreateCasePart } from "../case/context.ts";
import { make } from "../page/dom.ts";

export const interviewMarks: CreateCasePart = (context) => {
  const { host, page, visit } = context;
  const titles = new Map([...page.followUps, ...page.curveballs].map(({ id, title }) => [id, title]));
  const probes = [...host.querySelectorAll("details")].flatMap((probe) => {
    const id = probe.dataset.probe ?? "";
    const title = titles.get(id);
    if (title === undefined) return [];
    const box = make("input", {
      type: "checkbox",
      change: () => visit.act({ type: "asked", id, on: box.checked }),
    });
    const label = make("label", { class: "cb-choice" }, box, " Asked");
    const mark = make("div", { class: "cb-asked", role: "group", "aria-label": title, hidden: true }, label);
    probe.querySelector("summary")?.after(mark);
    context.removeAtEnd(mark);
    return [{ id, probe, box, mark }];
  });
  /** Probes that this view opened. */
  const opened = new Set<HTMLDetailsElement>();

  const draw = () => {
    const { attempt, mode } = visit;
    const isInterview = mode === "interview";
    const isReview = mode === "read" && attempt?.kind === "interview";
    for (const { id, probe, box, mark } of probes) {
      mark.hidden = !isInterview && !isReview;
      box.checked = Object.hasOwn(attempt?.asked ?? {}, id);
      if (isInterview && !probe.open && !opened.has(probe)) {
        probe.open = true;
        opened.add(probe);
      }
    }
    if (isInterview) return;
    for (const probe of opened) probe.open = false;
    opened.clear();
  };
  return { draw };
};
