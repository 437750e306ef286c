/*
 * The interviewer's view: every follow-up and curveball open, each with a mark that it was asked.
 * Input: the probes of the page, the visit's attempt. Output: actions on it.
 * Must not: close what the reader had opened before; open anything in another mode.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @type {Cb.CasePart} */
  const interview = ({ host, page, visit, signal }) => {
    const { make } = casebook.dom;
    const titles = new Map([...page.followUps, ...page.curveballs].map(({ id, title }) => [id, title]));
    const probes = [...host.querySelectorAll("details")].flatMap((probe) => {
      const id = probe.dataset.probe ?? "";
      const title = titles.get(id);
      if (title === undefined) return [];
      const box = make("input", { type: "checkbox", change: () => visit.act({ type: "asked", id, on: box.checked }) });
      const mark = make("div", { class: "cb-asked", role: "group", "aria-label": title, hidden: true }, make("label", { class: "cb-choice" }, box, " Asked"));
      probe.querySelector("summary")?.after(mark);
      signal.addEventListener("abort", () => mark.remove());
      return [{ id, probe, box, mark }];
    });
    /** Probes that this view opened. @type {Set<HTMLDetailsElement>} */
    const opened = new Set();

    const draw = () => {
      const { attempt, mode } = visit;
      const now = mode === "interview";
      for (const { id, probe, box, mark } of probes) {
        mark.hidden = !(now || (mode === "review" && attempt?.kind === "interview"));
        box.checked = Object.hasOwn(attempt?.asked ?? {}, id);
        if (now && !probe.open && !opened.has(probe)) {
          probe.open = true;
          opened.add(probe);
        }
      }
      if (now) return;
      for (const probe of opened) probe.open = false;
      opened.clear();
    };
    return { draw };
  };

  casebook.interviewMarks = interview;
})();
