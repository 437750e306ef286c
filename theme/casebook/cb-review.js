/*
 * The review after Finish: planned against actual minutes of each criterion, and what was asked in an interview.
 * Input: the finished attempt. Output: a table; a way back into the attempt for a Finish that came too early.
 * Must not: count time (clock.js does); show minutes unasked when the reader chose no clock.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @param {number} planned @param {number} actual */
  const difference = (planned, actual) => {
    // Of what is shown, so that the row adds up.
    const seconds = Math.trunc(actual / 1000) - Math.trunc(planned / 1000);
    return seconds === 0 ? "on time" : `${casebook.clock.format(Math.abs(seconds) * 1000)} ${seconds > 0 ? "over" : "under"}`;
  };

  /** @param {Cb.ClockState} state */
  const minutesTable = (state) => {
    const { make } = casebook.dom;
    const { format } = casebook.clock;
    const row = (/** @type {string} */ name, /** @type {number | null} */ planned, /** @type {number} */ actual, /** @type {boolean} */ over) =>
      make("tr", { "data-over": over }, make("th", { scope: "row" }, name), make("td", {}, planned === null ? "–" : format(planned)),
        make("td", {}, format(actual)), make("td", {}, planned === null ? "" : difference(planned, actual)));
    return make("table", { class: "cb-minutes-table" },
      make("caption", {}, "Minutes, planned and actual"),
      make("thead", {}, make("tr", {}, ["Criterion", "Planned", "Actual", "Difference"].map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, state.criteria.map(({ title, planned, actual, over }) => row(title, planned, actual, over > 0)),
        state.elsewhere > 0 ? row("Criteria no longer in this case", null, state.elsewhere, false) : null),
      make("tfoot", {}, row("The round", state.budget, state.elapsed, state.over)));
  };

  /** @type {Cb.CasePart} */
  const review = ({ page, visit, place, focus }) => {
    const { make } = casebook.dom;
    const { button, say } = casebook.controls;
    const heading = make("h2", { tabindex: "-1" });
    const minutes = make("div");
    const asked = make("p");
    const section = make("section", { class: "cb-review", "aria-label": "Review" }, heading, minutes, asked,
      make("p", {}, "Your notes now stand beside the model answers. Read both, then press Score: tick what you showed, and write down the evidence."),
      make("div", { class: "cb-actions" },
        button("Go on with it", () => {
          visit.act({ type: "reopen" });
          visit.act({ type: "resume" });
          focus("cb-clock");
        })));
    place(section);
    let drawn = "";

    const draw = () => {
      const { attempt, mode } = visit;
      section.hidden = mode !== "review";
      if (section.hidden || !attempt) return;
      say(heading, `${attempt.kind === "interview" ? "Interview" : "Practice"} of ${casebook.words.when(attempt.startedAt)}`);
      const probes = [...page.followUps, ...page.curveballs];
      const count = probes.filter(({ id }) => Object.hasOwn(attempt.asked, id)).length;
      say(asked, `${count} of ${casebook.words.count(probes.length, "question")} asked.`);
      asked.hidden = attempt.kind !== "interview";
      const key = `${attempt.id} ${attempt.clock.on} ${attempt.clock.log.length}`;
      if (key === drawn) return;
      drawn = key;
      const table = minutesTable(casebook.clock.read(attempt, page, visit.now()));
      minutes.replaceChildren(attempt.clock.on ? table
        : make("details", {}, make("summary", {}, "You chose no clock. The minutes were recorded all the same."), table));
    };
    return { draw };
  };

  casebook.reviewSection = review;
})();
