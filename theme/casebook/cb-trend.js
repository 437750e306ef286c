/*
 * <cb-trend>: how the share of each level moved over the scored attempts, one chart and one table a round.
 * Input: the trend of progress.js. Output: a drawing with its figures in a table below.
 * Must not: mix rounds (they are judged by different criteria); tell lines apart by color alone.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, draw } = casebook.dom;
  const { count, day, percent, short } = casebook.words;

  /** The drawing: room for the names of verdicts on the left and of levels on the right, in its own units. */
  const BOX = { width: 340, height: 170, left: 68, right: 304, top: 10, bottom: 146 };
  /** A chart of more points is a smear; the table has them all. */
  const MOST = 60;

  /** @param {number} share */
  const y = (share) => BOX.bottom - Math.min(1, Math.max(0, share)) * (BOX.bottom - BOX.top);
  /** @param {number} index @param {number} points */
  const x = (index, points) => BOX.left + 6 + (points < 2 ? 0 : (index / (points - 1)) * (BOX.right - BOX.left - 12));

  /** @param {number} level @param {number} cx @param {number} cy */
  const mark = (level, cx, cy) => (level === 0
    ? draw("circle", { cx, cy, r: 3.4 })
    : draw("rect", { x: cx - 3, y: cy - 3, width: 6, height: 6, transform: level === 1 ? null : `rotate(45 ${cx} ${cy})` }));

  /** @param {Cb.Round} round @param {Cb.TrendPoint[]} points */
  const chart = (round, points) => {
    const { strongYes, weakYes, weakNo } = round.verdicts;
    const lines = [["strong yes", strongYes], ["weak yes", weakYes], ["weak no", weakNo], ["definite no", 0]].map(([name, share]) => draw("g", { class: "cb-trend-line" },
      draw("line", { x1: BOX.left, x2: BOX.right, y1: y(Number(share)), y2: y(Number(share)) }),
      draw("text", { x: BOX.left - 5, y: y(Number(share)) + 4, "text-anchor": "end" }, String(name))));
    let free = -Infinity;
    const ends = round.levels.map((level, index) => ({ level, index, at: y(points.at(-1)?.verdicts[index]?.share ?? 0) }))
      .sort((a, b) => a.at - b.at)
      .map((end) => ({ ...end, at: (free = Math.max(end.at, free + 12)) }));
    const levels = round.levels.map((_, index) => {
      const at = points.map(({ verdicts }, place) => /** @type {[number, number]} */ ([x(place, points.length), y(verdicts[index]?.share ?? 0)]));
      return draw("g", { class: "cb-trend-level", "data-level": index },
        draw("polyline", { points: at.map((one) => one.join(",")).join(" ") }),
        at.map(([cx, cy]) => mark(index, cx, cy)));
    });
    const said = round.levels.map((level, index) => {
      const [first, last] = [points[0], points.at(-1)].map((point) => percent(point?.verdicts[index]?.share ?? 0));
      return `${level} from ${first} to ${last}`;
    });
    return draw("svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img", class: "cb-chart", "aria-label": `${round.title}, ${count(points.length, "attempt")}: ${said.join(", ")}` },
      lines, levels,
      ends.map(({ level, at }) => draw("text", { x: BOX.right + 5, y: Math.min(at, BOX.bottom) + 4, class: "cb-trend-name" }, short(level, 6))),
      draw("text", { x: BOX.left, y: BOX.height - 6 }, day(points[0]?.at ?? 0)),
      draw("text", { x: BOX.right, y: BOX.height - 6, "text-anchor": "end" }, day(points.at(-1)?.at ?? 0)));
  };

  /** @param {Cb.Round} round @param {Cb.TrendPoint[]} points */
  const table = (round, points) => make("table", { class: "cb-figures" },
    make("caption", { class: "cb-unseen" }, `${round.title}: verdict and share of the weight by attempt, latest first`),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Attempt"), round.levels.map((level) => make("th", { scope: "col" }, level)))),
    make("tbody", {}, points.toReversed().map(({ title, at, verdicts, unscored }) => make("tr", {},
      make("th", { scope: "row" }, short(title, 80), make("span", { class: "cb-caption-more" }, day(at) + (unscored > 0 ? `, ${unscored} not scored` : ""))),
      verdicts.map(({ verdict, share }) => make("td", {}, `${verdict ?? "not scored"} `, make("span", { class: "cb-number" }, percent(share ?? 0))))))));

  class CbTrend extends HTMLElement {
    /** @param {Cb.ProgressView} view */
    show({ page, progress }) {
      const open = new Set([...this.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-round")));
      const parts = page.rounds.map((round) => {
        const points = progress.trend.filter((point) => point.round === round.id);
        if (points.length === 0) return null;
        const title = make("h3", {}, round.title);
        if (points.length === 1) return make("section", {}, title, table(round, points));
        const shown = points.slice(-MOST);
        const details = make("details", { "data-round": round.id, class: "cb-plain" }, make("summary", {}, `Figures of ${count(points.length, "attempt")}`));
        const fill = () => { if (details.open && details.children.length === 1) details.append(table(round, points)); };
        details.addEventListener("toggle", fill);
        details.open = open.has(round.id);
        fill();
        const cut = shown.length < points.length && make("p", { class: "cb-quiet" }, `The last ${MOST} of ${points.length} attempts.`);
        return make("section", {}, title, chart(round, shown), cut, details);
      });
      this.replaceChildren(make("p", { class: "cb-quiet" }, "The share of the round’s weight that attains each level, by scored attempt; the lines are what a verdict asks for."), ...parts.filter((part) => part !== null));
    }
  }

  customElements.define("cb-trend", CbTrend);
})();
