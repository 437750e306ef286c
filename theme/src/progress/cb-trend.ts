/*
 * <cb-trend>: how the share of each level moved over the scored attempts: a chart per case that was scored more than
 * once, and a table per round.
 * Input: the trend of core/progress.ts. Output: drawings with what they show in words, and the figures of all attempts.
 * Must not: join attempts at different cases by a line.
 */
import type { Round } from "../core/page-data.ts";
import type { TrendPoint } from "../core/progress.ts";
import { count, formatDate, percent, shorten } from "../core/words.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { make } from "../page/dom.ts";
import { trendChart, trendText } from "./trend-chart.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

/** A chart of more points is a smear; the table has them all. */
const CHARTED = 60;
const INTRODUCTION =
  "How much of the round’s weight attains each level, per scored attempt. The lines mark what each verdict needs.";

const rowOf = ({ title, at, verdicts, unscored }: TrendPoint): HTMLElement => {
  const date = formatDate(at) + (unscored > 0 ? `, ${unscored} not scored` : "");
  return make(
    "tr",
    {},
    rowHead(shorten(title, 80), make("span", { class: "cb-caption-more" }, date)),
    verdicts.map(({ outlook, share }) =>
      make("td", {}, `${outlook || "not scored"} `, make("span", { class: "cb-number" }, percent(share ?? 0))),
    ),
  );
};

const tableOf = ({ title, levels }: Round, points: TrendPoint[]): HTMLElement =>
  make(
    "table",
    { class: "cb-figures" },
    make("caption", { class: "cb-unseen" }, `${title}: verdict and share of the weight by attempt, latest first`),
    tableHead(["Attempt", ...levels]),
    make("tbody", {}, points.toReversed().map(rowOf)),
  );

/** The table behind the chart; built when it is opened. */
const figures = (round: Round, points: TrendPoint[], isOpen: boolean): HTMLElement => {
  const summary = make("summary", {}, `Figures of ${count(points.length, "attempt")}`);
  const details = make("details", { "data-round": round.id, class: "cb-plain" }, summary);
  const fill = () => {
    if (details.open && details.children.length === 1) details.append(tableOf(round, points));
  };
  details.addEventListener("toggle", fill);
  details.open = isOpen;
  fill();
  return details;
};

const figureOf = (round: Round, points: TrendPoint[]): HTMLElement => {
  const charted = points.slice(-CHARTED);
  const cut = charted.length < points.length ? `The last ${CHARTED} of ${points.length}: ` : "";
  return make(
    "figure",
    { class: "cb-trend-case" },
    make(
      "figcaption",
      {},
      make("strong", {}, shorten(points[0]?.title ?? "", 80)),
      make("span", { class: "cb-caption-more" }, cut + trendText(round, charted)),
    ),
    trendChart(round, charted),
  );
};

const sectionOf = (round: Round, points: TrendPoint[], isOpen: boolean): HTMLElement => {
  const title = make("h3", {}, round.title);
  const cases = [...new Set(points.map((point) => point.case))];
  const charted = cases.map((id) => points.filter((point) => point.case === id)).filter(({ length }) => length > 1);
  if (charted.length === 0) return make("section", {}, title, tableOf(round, points));
  return make(
    "section",
    {},
    title,
    make(
      "div",
      { class: "cb-trends" },
      charted.map((own) => figureOf(round, own)),
    ),
    figures(round, points, isOpen),
  );
};

class CbTrend extends HTMLElement implements ProgressElement {
  show({ page, progress }: ProgressView): void {
    const open = [...this.querySelectorAll<HTMLElement>("details[open]")].map(({ dataset }) => dataset.round);
    const sections = page.rounds.flatMap((round) => {
      const points = progress.trend.filter((point) => point.round === round.id);
      return points.length === 0 ? [] : [sectionOf(round, points, open.includes(round.id))];
    });
    this.replaceChildren(make("p", { class: "cb-quiet" }, INTRODUCTION), ...sections);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-trend": CbTrend;
  }
}

customElements.define("cb-trend", CbTrend);
