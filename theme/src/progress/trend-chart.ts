/*
 * The chart of a trend: one line per level, over the scored attempts of a round.
 * Input: a round, its points in order of time. Output: a drawing that says in words what it shows.
 * Must not: tell lines apart by color alone.
 */
import type { Round } from "../core/page-data.ts";
import type { TrendPoint } from "../core/progress.ts";
import { count, formatDate, percent, shorten } from "../core/words.ts";
import { type Attributes, type Child, fill } from "../page/dom.ts";

const SVG = "http://www.w3.org/2000/svg";

const makeSvg = <Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): SVGElementTagNameMap[Name] => {
  const element = document.createElementNS(SVG, name);
  fill(element, attributes, children);
  return element;
};

/** The drawing: room for the names of verdicts on the left and of levels on the right, in its own units. */
const BOX = { width: 340, height: 170, left: 68, right: 304, top: 10, bottom: 146 };
/** Between the names of two levels. */
const LINE_HEIGHT = 12;

const yOf = (share: number): number => BOX.bottom - Math.min(1, Math.max(0, share)) * (BOX.bottom - BOX.top);
const xOf = (index: number, points: number): number =>
  BOX.left + 6 + (points < 2 ? 0 : (index / (points - 1)) * (BOX.right - BOX.left - 12));

const shareOf = (point: TrendPoint | undefined, level: number): number => point?.verdicts[level]?.share ?? 0;

/** A circle, a square, a square on its corner: one shape per level. */
const pointOf = (level: number, cx: number, cy: number): SVGElement => {
  if (level === 0) return makeSvg("circle", { cx, cy, r: 3.4 });
  const transform = level === 1 ? null : `rotate(45 ${cx} ${cy})`;
  return makeSvg("rect", { x: cx - 3, y: cy - 3, width: 6, height: 6, transform });
};

/** What each verdict asks for. */
const verdictLines = ({ verdicts: { strongYes, weakYes, weakNo } }: Round): SVGElement[] => {
  const lines: [string, number][] = [
    ["strong yes", strongYes],
    ["weak yes", weakYes],
    ["weak no", weakNo],
    ["definite no", 0],
  ];
  return lines.map(([name, share]) => {
    const y = yOf(share);
    return makeSvg(
      "g",
      { class: "cb-trend-line" },
      makeSvg("line", { x1: BOX.left, x2: BOX.right, y1: y, y2: y }),
      makeSvg("text", { x: BOX.left - 5, y: y + 4, "text-anchor": "end" }, name),
    );
  });
};

const levelLine = (level: number, points: TrendPoint[]): SVGElement => {
  const places = points.map((point, index): [number, number] => [
    xOf(index, points.length),
    yOf(shareOf(point, level)),
  ]);
  return makeSvg(
    "g",
    { class: "cb-trend-level", "data-level": level },
    makeSvg("polyline", { points: places.map((place) => place.join(",")).join(" ") }),
    places.map(([x, y]) => pointOf(level, x, y)),
  );
};

/** At the ends of the lines, moved down where two would cover each other. */
const levelNames = ({ levels }: Round, points: TrendPoint[]): SVGElement[] => {
  const ends = levels.map((level, index) => ({ level, y: yOf(shareOf(points.at(-1), index)) }));
  let free = -Infinity;
  return ends
    .sort((a, b) => a.y - b.y)
    .map(({ level, y }) => {
      free = Math.max(y, free + LINE_HEIGHT);
      const place = { x: BOX.right + 5, y: Math.min(free, BOX.bottom) + 4, class: "cb-trend-name" };
      return makeSvg("text", place, shorten(level, 6));
    });
};

export const trendChart = (round: Round, points: TrendPoint[]): SVGElement => {
  const changes = round.levels.map((level, index) => {
    const [first, last] = [points[0], points.at(-1)].map((point) => percent(shareOf(point, index)));
    return `${level} from ${first} to ${last}`;
  });
  const label = `${round.title}, ${count(points.length, "attempt")}: ${changes.join(", ")}`;
  const day = (point: TrendPoint | undefined) => formatDate(point?.at ?? 0);
  const y = BOX.height - 6;
  return makeSvg(
    "svg",
    { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img", class: "cb-chart", "aria-label": label },
    verdictLines(round),
    round.levels.map((_, index) => levelLine(index, points)),
    levelNames(round, points),
    makeSvg("text", { x: BOX.left, y }, day(points[0])),
    makeSvg("text", { x: BOX.right, y, "text-anchor": "end" }, day(points.at(-1))),
  );
};
