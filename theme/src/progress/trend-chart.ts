/*
 * The chart of a trend: one line per level, over the scored attempts at a case.
 * Input: a round, the points of one case in order of time. Output: a drawing; a sentence that says what it shows.
 * Must not: tell lines apart by color alone; space attempts evenly that were not.
 */
import type { Round } from "../core/page-data.ts";
import type { TrendPoint } from "../core/progress.ts";
import { formatDate, formatDateTime, percent, shorten } from "../core/words.ts";
import { makeSvg } from "./svg.ts";

/** The drawing: room for the names of verdicts on the left and of levels on the right, in its own units. */
const BOX = { width: 360, height: 150, left: 68, right: 290, top: 10, bottom: 122 };
/** Between the names of two levels. */
const LINE_HEIGHT = 12;
/** What a date takes. */
const DATE_WIDTH = 68;

const yOf = (share: number): number => BOX.bottom - Math.min(1, Math.max(0, share)) * (BOX.bottom - BOX.top);

/** Where each point is, by its time. */
const placesOf = (points: TrendPoint[]): number[] => {
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const [left, right] = [BOX.left + 6, BOX.right - 6];
  return points.map(({ at }) => (last > first ? left + ((at - first) / (last - first)) * (right - left) : right));
};

const shareOf = (point: TrendPoint | undefined, level: number): number => point?.verdicts[level]?.share ?? 0;

/** Circles, squares, squares on their corner: one shape per level, as steps of a path from its middle. */
const SHAPES = [
  "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0",
  "m-3-3h6v6h-6z",
  "m0-4.243l4.243 4.243-4.243 4.243-4.243-4.243z",
];

/** One path for all points of a level: of hundreds, each element costs. */
const pointsOf = (level: number, spots: [number, number][]): SVGElement =>
  makeSvg("path", { d: spots.map(([x, y]) => `M${x} ${y}${SHAPES[level] ?? SHAPES.at(-1)}`).join("") });

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

const levelLine = (level: number, points: TrendPoint[], places: number[]): SVGElement => {
  const spots = points.map((point, index): [number, number] => [places[index] ?? 0, yOf(shareOf(point, level))]);
  return makeSvg(
    "g",
    { class: "cb-trend-level", "data-level": level },
    makeSvg("polyline", { points: spots.map((spot) => spot.join(",")).join(" ") }),
    pointsOf(level, spots),
  );
};

/** At the ends of the lines, with where they end, moved apart where two would cover each other. */
const levelNames = ({ levels }: Round, points: TrendPoint[]): SVGElement[] => {
  const ends = levels.map((level, index) => ({ level, share: shareOf(points.at(-1), index) }));
  let free = -Infinity;
  return ends
    .sort((a, b) => b.share - a.share)
    .map(({ level, share }, index) => {
      // What is still to come below needs its lines.
      const lowest = BOX.bottom - (levels.length - 1 - index) * LINE_HEIGHT;
      free = Math.max(Math.min(yOf(share), lowest), free + LINE_HEIGHT);
      const place = { x: BOX.right + 5, y: free + 4, class: "cb-trend-name" };
      return makeSvg("text", place, `${shorten(level, 6)} ${percent(share)}`);
    });
};

/** A tick per attempt, and as many dates as there is room for, the first and the last always. */
const timeAxis = (points: TrendPoint[], places: number[]): SVGElement[] => {
  const ticks = makeSvg("path", { d: places.map((x) => `M${x} ${BOX.bottom}v5`).join("") });
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const isOneDay = formatDate(first) === formatDate(last);
  const y = BOX.height - 8;
  const dates = [
    makeSvg("text", { x: BOX.left, y }, isOneDay ? formatDateTime(first) : formatDate(first)),
    makeSvg(
      "text",
      { x: BOX.right, y, "text-anchor": "end" },
      isOneDay ? formatDateTime(last).slice(-5) : formatDate(last),
    ),
  ];
  let free = BOX.left + 1.5 * DATE_WIDTH;
  for (const [index, { at }] of points.entries()) {
    const x = places[index] ?? 0;
    if (isOneDay || x < free || x > BOX.right - 1.5 * DATE_WIDTH) continue;
    free = x + DATE_WIDTH;
    dates.push(makeSvg("text", { x, y, "text-anchor": "middle" }, formatDate(at)));
  }
  return [makeSvg("g", { class: "cb-trend-line" }, ticks, dates)];
};

/** What the drawing shows, in words. */
export const trendText = ({ levels }: Round, points: TrendPoint[]): string => {
  const changes = levels.map((level, index) => {
    const [first, last] = [points[0], points.at(-1)].map(
      (point) => `${point?.verdicts[index]?.outlook ?? ""} (${percent(shareOf(point, index))})`,
    );
    return first === last ? `${level} again ${last}` : `${level} from ${first} to ${last}`;
  });
  const [from, to] = [points[0], points.at(-1)].map((point) => formatDate(point?.at ?? 0));
  const when = from === to ? `on ${to}` : `from ${from} to ${to}`;
  return `${points.length} attempts ${when}. ${changes.join(", ")}.`;
};

export const trendChart = (round: Round, points: TrendPoint[]): SVGElement => {
  const places = placesOf(points);
  return makeSvg(
    "svg",
    { viewBox: `0 0 ${BOX.width} ${BOX.height}`, class: "cb-chart", "aria-hidden": "true" },
    verdictLines(round),
    timeAxis(points, places),
    round.levels.map((_, index) => levelLine(index, points, places)),
    levelNames(round, points),
  );
};
