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
    const date = [...sheet.querySelectorAll(".cb-sheet-fields li")].find((one) => one.textContent?.trim() === "Date");
    write(date, ` ${casebook.words.day(attempt.startedAt)}`);

    for (const item of sheet.querySelectorAll("[data-signal]")) {
      if (!ticked.has(item.getAttribute("data-signal") ?? "")) continue;
      item.setAttribute("data-ticked", "");
      const box = item.querySelector(".cb-sheet-tick");
      if (box) box.textContent = "✓";
    }
    for (const part of sheet.querySelectorAll("[data-criterion]")) {
      const id = part.getAttribute("data-criterion") ?? "";
      const entry = Object.hasOwn(attempt.criteria, id) ? attempt.criteria[id] : undefined;
      const time = state.criteria.find((one) => one.id === id);
      const scored = score.criteria.find((one) => one.id === id);
      if (time && state.on && attempt.clock.log.length > 0) {
        const box = part.querySelector(".cb-sheet-minutes .cb-sheet-box") ?? part.querySelector(".cb-sheet-minutes");
        write(box, casebook.clock.format(time.actual));
      }
      const reason = entry?.override?.reason ? `Level set by hand: ${entry.override.reason}` : "";
      write(part.querySelector(".cb-sheet-evidence"), [entry?.evidence ?? "", reason].filter((text) => text !== "").join("\n"));
      for (const level of part.querySelectorAll(".cb-sheet-circle span")) {
        level.toggleAttribute("data-circled", scored?.level !== null && level.textContent?.trim() === scored?.level);
      }
    }
    const places = sheet.querySelectorAll(".cb-sheet-verdict .cb-sheet-blank");
    score.verdicts.forEach(({ text }, index) => write(places[index], text));
    for (const item of sheet.querySelectorAll(".cb-sheet-curveballs [data-probe]")) {
      const id = item.getAttribute("data-probe") ?? "";
      const box = item.querySelector(".cb-sheet-tick");
      if (box && (Object.hasOwn(attempt.asked, id) || Object.hasOwn(attempt.shown, id))) box.textContent = "✓";
    }
    sheet.setAttribute("data-filled", "");
  };

  casebook.sheets = { fill, empty };
})();
