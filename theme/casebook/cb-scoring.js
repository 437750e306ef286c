/*
 * Scoring: the checkboxes and the evidence of each criterion, the level attained as they change, and an override.
 * Input: the fieldsets of the page, the visit's attempt. Output: actions on it.
 * Must not: hold the scoring rule (scoring.js does); apply an override that has no reason; drop a tick.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @param {string | null} level */
  const named = (level) => (level === null ? "not scored" : level === "none" ? "no level" : level);

  /** @param {Cb.CriterionScore} score */
  const attained = (score) => (score.overridden ? `${named(score.level)}, set by hand (the ticks say ${named(score.computed)})` : named(score.level));

  /**
   * @param {Cb.Desk} desk @param {Cb.Criterion} criterion @param {HTMLFieldSetElement} fieldset
   * @returns {(score: Cb.CriterionScore, attempt: Cb.Attempt | null, mode: Cb.Mode) => void}
   */
  const form = ({ page, visit, signal, texts }, criterion, fieldset) => {
    const { make } = casebook.dom;
    const { button, say } = casebook.controls;
    const { id } = criterion;

    const boxes = criterion.signals.flatMap((one) => {
      const box = [...fieldset.querySelectorAll("input")].find((input) => input.dataset.signal === one.id);
      if (!box) return [];
      const again = make("span", { class: "cb-rescore" }, "Re-score: its text changed since you ticked it. ",
        button("Still true", () => {
          visit.act({ type: "tick", criterion: id, signal: one.id, hash: one.hash, text: one.text });
          box.focus();
        }, { "aria-label": `Still true: ${one.text}` }));
      box.addEventListener("change", () => visit.act(box.checked
        ? { type: "tick", criterion: id, signal: one.id, hash: one.hash, text: one.text }
        : { type: "untick", criterion: id, signal: one.id }), { signal });
      return [{ id: one.id, box, again }];
    });

    const evidence = fieldset.querySelector("textarea");
    if (evidence) texts.bind(evidence, id, "evidence");

    const level = make("output", { class: "cb-attained" });
    const why = make("p", { class: "cb-why" });
    const choice = make("select", {}, make("option", { value: "" }, "as ticked"), make("option", { value: "none" }, "no level"),
      page.round.levels.map((name) => make("option", { value: name }, name)));
    const reason = make("input", { type: "text", autocomplete: "off" });
    const ask = make("p", { class: "cb-ask", role: "status", hidden: true });
    const override = make("div", { class: "cb-override" },
      make("label", {}, make("span", { class: "cb-label" }, "Override"), choice),
      make("label", { class: "cb-reason" }, make("span", { class: "cb-label" }, "Reason"), reason), ask);
    const line = make("p", { class: "cb-attained-line" }, "Level attained: ", level);
    fieldset.append(line, why, override);
    signal.addEventListener("abort", () => [line, why, override, ...boxes.map(({ again }) => again)].forEach((one) => one.remove()));

    /** Whether the reader has given one of level and reason, and not yet the other; and for which attempt. */
    let halfway = false;
    /** @type {string | null} */
    let of = null;
    const overridden = () => {
      const text = reason.value.trim();
      halfway = (choice.value === "") !== (text === "");
      if (choice.value !== "" && text !== "") visit.act({ type: "override", criterion: id, level: choice.value, reason: text });
      else if (visit.attempt) visit.act({ type: "clear-override", criterion: id });
      ask.hidden = !halfway;
      say(ask, choice.value === "" ? "Choose a level for this reason: until then the ticks count." : "Give a reason: until then the ticks count.");
    };
    choice.addEventListener("change", overridden);
    reason.addEventListener("input", overridden);

    return (score, attempt, mode) => {
      const entry = attempt && Object.hasOwn(attempt.criteria, id) ? attempt.criteria[id] : null;
      const ticks = new Set(Object.values(attempt?.criteria ?? {}).flatMap((one) => Object.keys(one.ticks)));
      const calibrating = mode === "calibrate";
      for (const { id: name, box, again } of boxes) {
        box.checked = ticks.has(name);
        box.disabled = calibrating && attempt?.comparison !== undefined;
        if (!score.reworded.includes(name) || calibrating) again.remove();
        else if (!again.isConnected) box.closest("li")?.append(again);
      }
      say(level, attained(score));
      say(why, score.scored ? `${casebook.scoring.reasonText(score)}.` : "");
      why.hidden = why.textContent === "";
      override.hidden = calibrating;
      const other = of !== null && of !== (attempt?.id ?? null);
      of = attempt?.id ?? null;
      if (halfway && !other) return;
      halfway = false;
      ask.hidden = true;
      choice.value = entry?.override?.level ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
      // The reason being typed may end in a space that is not stored.
      if (reason.value.trim() !== (entry?.override?.reason ?? "")) reason.value = entry?.override?.reason ?? "";
    };
  };

  /** @type {Cb.CasePart} */
  const forms = (desk) => {
    const { page, visit, sections } = desk;
    const all = page.criteria.flatMap((criterion) => {
      const fieldset = sections.get(criterion.id)?.querySelector("fieldset");
      return fieldset ? [{ id: criterion.id, show: form(desk, criterion, fieldset) }] : [];
    });
    return {
      draw: () => {
        const { attempt, mode } = visit;
        const { criteria } = casebook.scoring.score(page, attempt);
        for (const { id, show } of all) {
          const score = criteria.find((one) => one.id === id);
          if (score) show(score, attempt, mode);
        }
      },
    };
  };

  casebook.scoringForms = forms;
})();
