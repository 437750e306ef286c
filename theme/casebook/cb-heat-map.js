/*
 * <cb-heat-map>: cases by criteria, one table a round, from the latest scored attempt of each case.
 * Input: the heat tables of progress.js. Output: tables that read without color: a shape and the level in words.
 * Must not: decide what counts; leave a cell empty for a case that has the criterion.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, unseen, scrolling, link } = casebook.dom;
  const { count, percent } = casebook.words;

  /** @param {Cb.HeatCell} cell @param {number} levels */
  const cellOf = ({ value, rank, symbol, label, absent, reworded }, levels) => {
    const share = rank === null ? null : Math.round((4 * rank) / Math.max(1, levels));
    return make("td", { class: "cb-heat", "data-share": share, "data-absent": absent },
      symbol && make("span", { class: "cb-shape", "aria-hidden": "true" }, symbol),
      value === null || value === "none" ? unseen(label) : make("span", { class: "cb-heat-level" }, label),
      value === "none" && make("span", { class: "cb-heat-level", "aria-hidden": "true" }, "none"),
      reworded > 0 && make("span", { class: "cb-rescore", title: `${count(reworded, "signal")} reworded since` }, " re-score"));
  };

  /** @param {Cb.HeatTable} heat */
  const tableOf = ({ round, columns, rows }) => {
    const head = make("tr", {}, make("th", { scope: "col" }, "Case"), columns.map(({ title }) => make("th", { scope: "col" }, make("span", {}, title))));
    const body = rows.map(({ case: { title, path }, cells }) =>
      make("tr", {}, make("th", { scope: "row" }, make("a", { href: link(path) }, title)), cells.map((cell) => cellOf(cell, round.levels.length))));
    const caption = make("caption", {}, round.title, make("span", { class: "cb-caption-more" }, `Level attained by criterion, latest scored attempt. A level asks for its must-haves and ${percent(round.pass)} of its signals.`));
    return scrolling(`${round.title}: cases and criteria`, make("table", { class: "cb-heat-table" }, caption, make("thead", {}, head), make("tbody", {}, body)));
  };

  class CbHeatMap extends HTMLElement {
    /** @param {Cb.ProgressView} view */
    show({ progress }) {
      const keys = [["●", "highest level"], ["◑", "a lower level"], ["○", "no level"], ["–", "not scored"]];
      this.replaceChildren(
        make("ul", { class: "cb-key", "aria-label": "Key" }, keys.map(([shape, text]) => make("li", {}, make("span", { class: "cb-shape", "aria-hidden": "true" }, shape), ` ${text}`))),
        ...progress.heat.map(tableOf),
      );
    }
  }

  customElements.define("cb-heat-map", CbHeatMap);
})();
