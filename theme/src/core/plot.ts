/*
 * Plot: the lines of a plot for the values as they are.
 * Input: the data of a plot, and the values of the quantities of its page. Output: scales, the paths of SVG, the places of
 * marks, the texts of its table. Must not: know how any of it is on the page.
 */
import { run, type Step } from "./estimate.ts";
import { around, placeOn, preciseText, type Scale, valueAt } from "./scale.ts";

/** A program, and the size of the unit of its value. */
type Program = [Step[], number];

/** The JSON inside a plot. */
export interface PlotData {
  x: Scale & { factor: number; index: number };
  /** Whether the author gives its range, or data needs it as it is. */
  y: Scale & { fixed: boolean };
  frame: { left: number; right: number; top: number; bottom: number };
  /** Those that are computed: the number of the series, its first column in the table, its edges. */
  series: { series: number; column: number; kind: "line" | "step" | "band"; programs: Program[] }[];
  marks: { onX: boolean; program: Program }[];
  /** Where on x the rows of the table are. */
  rows: number[];
}

const STEPS = 160;
/** The height of a line of text, as in preprocessor/src/plot/frame.rs. */
export const LINE = 18;

export interface Drawn {
  y: Scale;
  /** The path of each series, and the place of its end. */
  paths: { d: string; end: number }[];
  /** Across the page for a mark on x, else down. */
  marks: number[];
  /** For each series the texts of its columns, row by row. */
  cells: string[][][];
}

/** The heights of names at the ends of their lines: in the same order, a line of text apart, above `bottom`. */
export const apart = (ends: number[], bottom: number): number[] => {
  const heights = ends.map((end) => (Number.isNaN(end) ? bottom : end));
  const down = heights.map((height, at) => ({ height, at })).sort((a, b) => a.height - b.height);
  let least = Number.NEGATIVE_INFINITY;
  for (const one of down) {
    one.height = Math.max(one.height, least);
    least = one.height + LINE;
  }
  let most = bottom;
  for (const { height, at } of down.reverse()) {
    heights[at] = Math.min(height, most);
    most = Math.min(height, most) - LINE;
  }
  return heights;
};

const short = (value: number): string => String(Math.round(Math.min(Math.max(value, -1e4), 1e4) * 10) / 10);

const path = (spots: [number, number][]): string => {
  let d = "";
  let pen = "M";
  for (const [x, y] of spots) {
    if (Number.isNaN(y)) {
      pen = "M";
      continue;
    }
    d += `${pen}${short(x)} ${short(y)}`;
    pen = "L";
  }
  return d;
};

export const drawPlot = (data: PlotData, quantities: number[]): Drawn => {
  const { x, frame } = data;
  const values = [...quantities];
  const at = ([program, divisor]: Program, place: number): number => {
    values[x.index] = place * x.factor;
    return run(program, values) / divisor;
  };
  const places = Array.from({ length: STEPS + 1 }, (_, step) => valueAt(x, step / STEPS));
  const curves = data.series.map(({ programs }) => programs.map((one) => places.map((place) => at(one, place))));
  const marks = data.marks.map(({ program }) => at(program, Number.NaN));
  let y: Scale = data.y;
  if (!data.y.fixed) {
    const onY = marks.filter((_, index) => !data.marks[index]?.onX);
    const all = [...curves.flat(2), ...onY].filter((value) => Number.isFinite(value) && (value > 0 || !y.log));
    if (all.length > 0) {
      const [low, high] = around(Math.min(...all), Math.max(...all), y.log, false);
      y = { ...y, low, high };
    }
  }
  const across = (value: number) => frame.left + placeOn(x, value) * (frame.right - frame.left);
  const down = (value: number) => frame.bottom - placeOn(y, value) * (frame.bottom - frame.top);
  const spots = (curve: number[]) => curve.map((value, at): [number, number] => [across(places[at] ?? 0), down(value)]);
  const paths = data.series.map(({ kind }, index) => {
    const [first = [], second] = curves[index] ?? [];
    const end = down(first.at(-1) ?? Number.NaN);
    if (kind === "band") return { d: `${path([...spots(second ?? []), ...spots(first).reverse()])}Z`, end };
    const drawn = spots(first);
    if (kind === "line") return { d: path(drawn), end };
    const stairs = drawn.flatMap(([left, height], at): [number, number][] => {
      const next = drawn[at + 1];
      return next
        ? [
            [left, height],
            [next[0], height],
          ]
        : [[left, height]];
    });
    return { d: path(stairs), end };
  });
  return {
    y,
    paths,
    marks: marks.map((value, index) => (data.marks[index]?.onX ? across(value) : down(value))),
    cells: data.series.map(({ programs }) =>
      data.rows.map((place) => programs.map((one) => preciseText(y, at(one, place)))),
    ),
  };
};
