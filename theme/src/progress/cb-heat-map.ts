/*
 * <cb-heat-map>: cases by criteria, one table per round, from the latest scored attempt of each case.
 * Input: the heat tables of core/progress.ts. Output: tables that read without color: a shape and the level in words.
 * Must not: decide what counts; leave a cell empty for a case that has the criterion.
 */
import type { HeatCell, HeatRow, HeatTable } from "../core/progress.ts";
import { count, percent } from "../core/words.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { link, make, unseen } from "../page/dom.ts";
import { scrollBox } from "./scroll-box.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

const KEY = [
  ["●", "highest level"],
  ["◑", "a lower level"],
  ["○", "no level"],
  ["–", "not scored"],
];

const shapeOf = (symbol: string | undefined): HTMLElement =>
  make("span", { class: "cb-shape", "aria-hidden": "true" }, symbol);

/** `levels`: how many the round has. */
const cellOf = ({ value, rank, symbol, label, absent, reworded }: HeatCell, levels: number): HTMLElement => {
  const share = rank === null ? null : Math.round((4 * rank) / Math.max(1, levels));
  const changed = `${count(reworded, "signal")} reworded since`;
  return make(
    "td",
    { class: "cb-heat", "data-share": share, "data-absent": absent },
    symbol !== "" && shapeOf(symbol),
    value === null || value === "none" ? unseen(label) : make("span", { class: "cb-heat-level" }, label),
    value === "none" && make("span", { class: "cb-heat-level", "aria-hidden": "true" }, "none"),
    reworded > 0 && make("span", { class: "cb-rescore", title: changed }, " re-score"),
  );
};

const rowOf = ({ case: { title, path }, cells }: HeatRow, levels: number): HTMLElement =>
  make(
    "tr",
    {},
    rowHead(make("a", { href: link(path) }, title)),
    cells.map((cell) => cellOf(cell, levels)),
  );

const tableOf = ({ round, columns, rows }: HeatTable): HTMLElement => {
  const rule = `Level attained by criterion, latest scored attempt. A level needs its must-haves and ${percent(round.pass)} of its signals.`;
  const table = make(
    "table",
    { class: "cb-heat-table" },
    make("caption", {}, round.title, make("span", { class: "cb-caption-more" }, rule)),
    tableHead(["Case", ...columns.map(({ title }) => make("span", {}, title))]),
    make(
      "tbody",
      {},
      rows.map((row) => rowOf(row, round.levels.length)),
    ),
  );
  return scrollBox(`${round.title}: cases and criteria`, table);
};

class CbHeatMap extends HTMLElement implements ProgressElement {
  show({ progress }: ProgressView): void {
    const items = KEY.map(([shape, text]) => make("li", {}, shapeOf(shape), ` ${text}`));
    this.replaceChildren(make("ul", { class: "cb-key", "aria-label": "Key" }, items), ...progress.heat.map(tableOf));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-heat-map": CbHeatMap;
  }
}

customElements.define("cb-heat-map", CbHeatMap);
