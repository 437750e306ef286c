/*
 * Notes and pace: in each criterion of a case, a box for the reader's notes, and how much of its budget is used.
 * Input: the visit's attempt. Output: notes, and which criterion is current.
 * Must not: show time when the reader chose no clock; change the current criterion by itself.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @type {Cb.CasePart} */
  const notes = ({ page, visit, signal, sections, texts, go }) => {
    const { make } = casebook.dom;
    const { button, say } = casebook.controls;
    const { format } = casebook.clock;

    const parts = page.criteria.flatMap(({ id, title }) => {
      const section = sections.get(id);
      const own = section?.querySelector(".cb-own");
      if (!section || !own) return [];
      const bar = make("progress", { max: 1, "aria-label": `Time used: ${title}` });
      const used = make("span", { class: "cb-pace-used" });
      const here = button(`Switch to ${title}`, () => {
        visit.act({ type: "choose", criterion: id });
        go(id);
      });
      const now = make("span", { class: "cb-pace-now" }, "Current");
      const pace = make("div", { class: "cb-pace" }, bar, used, here, now);
      const box = make("textarea", { rows: 7 });
      const field = make("div", { class: "cb-notes" }, make("label", {}, make("span", { class: "cb-label" }, `Your notes: ${title}`), box));
      own.append(pace, field);
      signal.addEventListener("abort", () => [pace, field].forEach((one) => one.remove()));
      texts.bind(box, id, "notes");
      return [{ id, section, bar, used, here, now, pace, field, box }];
    });

    const draw = () => {
      const { attempt, mode } = visit;
      const timed = mode === "practice" || mode === "interview";
      const state = attempt && casebook.clock.read(attempt, page, visit.now());
      for (const { id, section, bar, used, here, now, pace, field, box } of parts) {
        const time = state?.criteria.find((one) => one.id === id);
        const review = mode === "review" && (attempt?.kind === "practice" || box.value !== "");
        field.hidden = !(mode === "practice" || review);
        pace.hidden = !time || !(timed || mode === "review") || (mode === "review" && !state?.on);
        section.toggleAttribute("data-current", timed && time?.current === true);
        if (pace.hidden || !time) continue;
        bar.max = Math.max(1, time.planned);
        bar.value = Math.min(time.actual, time.planned);
        bar.hidden = used.hidden = !state?.on;
        say(used, `${format(time.actual)} of ${format(time.planned)}${time.over > 0 ? `, ${format(time.over)} over` : ""}`);
        used.toggleAttribute("data-over", time.over > 0);
        here.hidden = !timed || time.current;
        now.hidden = !timed || !time.current;
      }
    };

    return { draw, tick: draw };
  };

  casebook.noteBoxes = notes;
})();
