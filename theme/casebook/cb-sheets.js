/*
 * Sheets: fills the scorecard of a case from an attempt, so that it can be printed, and empties it again.
 * Input: the blank sheet of the page, page data, an attempt, the time of day. Output: the sheet with marks in it.
 * Must not: write on a sheet anything that the reader did not; leave a filled sheet where a blank one is asked for.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** The blank content of each sheet that was filled. @type {WeakMap<Element, Node[]>} */
  const blanks = new WeakMap();

  /** @type {Cb.Sheets["empty"]} */
  const empty = (sheet) => {
    const blank = blanks.get(sheet);
    if (!blank) return;
    sheet.replaceChildren(...blank);
    sheet.removeAttribute("data-filled");
    blanks.delete(sheet);
  };

  /** @param {Element | null | undefined} element @param {string} text @param {string} [name] */
  const write = (element, text, name = "cb-sheet-written") => {
    if (element && text !== "") element.append(casebook.dom.make("span", { class: name }, text));
  };

  /** @type {Cb.Sheets["fill"]} */
  const fill = (sheet, page, attempt, now) => {
    empty(sheet);
    blanks.set(sheet, [...sheet.childNodes].map((node) => node.cloneNode(true)));
    const score = casebook.scoring.score(page, attempt);
    const state = casebook.clock.read(attempt, page, now);
    const ticked = new Set(Object.values(attempt.criteria).flatMap(({ ticks }) => Object.keys(ticks)));
    write(sheet.querySelector(".cb-sheet-field[data-field=date] .cb-sheet-value"), casebook.words.day(attempt.startedAt));
    const timed = state.on && attempt.clock.log.length > 0;
    if (timed) {
      const total = state.criteria.reduce((sum, { actual }) => sum + actual, 0);
      write(sheet.querySelector(".cb-sheet-total"), casebook.clock.format(total));
    }

    /** @param {Element} item @param {boolean} on */
    const tick = (item, on) => {
      if (!on) return;
      item.setAttribute("data-ticked", "");
      write(item.querySelector(".cb-sheet-tick"), "✓");
    };
    for (const item of sheet.querySelectorAll("[data-signal]")) tick(item, ticked.has(item.getAttribute("data-signal") ?? ""));
    for (const row of sheet.querySelectorAll("[data-criterion]")) {
      const id = row.getAttribute("data-criterion") ?? "";
      const entry = Object.hasOwn(attempt.criteria, id) ? attempt.criteria[id] : undefined;
      const time = state.criteria.find((one) => one.id === id);
      const scored = score.criteria.find((one) => one.id === id);
      if (time && timed) write(row.querySelector(".cb-sheet-minutes"), casebook.clock.format(time.actual));
      const reason = entry?.override?.reason ? `Level set by hand: ${entry.override.reason}` : "";
      write(row.querySelector(".cb-sheet-evidence"), [entry?.evidence ?? "", reason].filter((text) => text !== "").join("\n"));
      for (const level of row.querySelectorAll(".cb-sheet-circle [data-level]")) {
        level.toggleAttribute("data-circled", scored?.level !== null && level.getAttribute("data-level") === scored?.level);
      }
    }
    for (const row of sheet.querySelectorAll(".cb-sheet-verdict")) {
      const verdict = score.verdicts.find(({ level }) => level === row.getAttribute("data-level"));
      if (!verdict?.verdict) continue;
      write(row.querySelector(".cb-sheet-points"), String(Math.round(verdict.points * 100) / 100));
      for (const name of row.querySelectorAll(".cb-sheet-circle [data-verdict]")) {
        name.toggleAttribute("data-circled", name.getAttribute("data-verdict") === verdict.verdict.replaceAll(" ", "-"));
      }
    }
    const remark = score.verdicts.map(({ level, text }) => `${level}: ${text}`).join(". ");
    write(sheet.querySelector(".cb-sheet-remark"), `${remark}.`);
    for (const item of sheet.querySelectorAll("[data-probe]")) {
      const id = item.getAttribute("data-probe") ?? "";
      tick(item, Object.hasOwn(attempt.asked, id) || Object.hasOwn(attempt.shown, id));
    }
    sheet.setAttribute("data-filled", "");
  };

  casebook.sheets = { fill, empty };
})();
