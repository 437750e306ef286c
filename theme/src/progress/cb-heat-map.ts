/*
 * <cb-heat-map>: cases by criteria, one table per round, from the latest scored attempt of each case.
 * Input: the heat tables of core/progress.ts. Output: tables that read without color: steps and the level in words.
 * Must not: decide what counts; leave a cell empty for a case that has the criterion.
 */
import type { HeatCell, HeatRow, HeatTable } from "../core/progress.ts";
import { count, percent } from "../core/words.ts";
import { unseen } from "../elements/controls.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { link, make } from "../page/dom.ts";
import { levelMark } from "./level-mark.ts";
import { scrollBox } from "./scroll-box.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** Ranks of a round with two levels. */
const KEY: [number | null, string][] = [
  [2, "highest level"],
  [1, "a lower level"],
  [0, "no level"],
  [null, "not scored"],
];

/** `levels`: how many the round has. */
const cellOf = ({ value, rank, label, absent, reworded }: HeatCell, levels: number): HTMLElement => {
  const share = rank === null ? null : Math.round((4 * rank) / Math.max(1, levels));
  const changed = `${count(reworded, "signal")} reworded since`;
  return make(
    "td",
    { class: "cb-heat", "data-share": share, "data-absent": absent },
    !absent && levelMark(rank, levels),
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
  const table = make(
    "table",
    { class: "cb-heat-table" },
    make("caption", {}, round.title),
    tableHead(["Case", ...columns.map(({ title }) => make("span", {}, title))]),
    make(
      "tbody",
      {},
      rows.map((row) => rowOf(row, round.levels.length)),
    ),
  );
  return scrollBox(`${round.title}: cases and criteria`, table);
};

/** Said once for all rounds. */
const ruleText = (heat: HeatTable[]): string => {
  const shares = [...new Set(heat.map(({ round }) => percent(round.pass)))];
  const each = heat.map(({ round }) => `${percent(round.pass)} in ${round.title}`);
  const share = shares.length === 1 ? `${shares[0]} of its signals` : `a share of its signals: ${each.join(", ")}`;
  return `From the latest scored attempt at each case. A level needs all of its must-haves and ${share}.`;
};

class CbHeatMap extends HTMLElement implements ProgressElement {
  show({ progress: { heat } }: ProgressView): void {
    const items = KEY.map(([rank, text]) => make("li", {}, levelMark(rank, 2), ` ${text}`));
    this.replaceChildren(
      make("p", { class: "cb-quiet" }, ruleText(heat)),
      make("ul", { class: "cb-key", "aria-label": "Key" }, items),
      ...heat.map(tableOf),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-heat-map": CbHeatMap;
  }
}

customElements.define("cb-heat-map", CbHeatMap);
