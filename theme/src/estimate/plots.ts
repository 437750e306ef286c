/*
 * Plots: the drawings that show quantities of the same page.
 * Input: plots with their programs, and the values as they are. Output: their lines, marks, ticks of y and tables, and a
 * word in the title where the numbers are not the author's. Must not: draw a plot that nothing moves.
 */
import { apart, drawPlot, LINE, type PlotData } from "../core/plot.ts";
import { placeOn, ticksOf, tickText } from "../core/scale.ts";
import { pageData } from "../page/dom.ts";
import { type Page, watch } from "./state.ts";

let isFollowing = false;

/** What is drawn anew, as the template wrote it. */
interface Parts {
  figure: HTMLElement;
  data: PlotData;
  lines: Element[];
  names: (Element | null)[];
  marks: { line: Element; label: Element }[];
  ticks: Element;
  cells: Element[][];
}

const partsOf = (figure: HTMLElement): Parts[] => {
  const data = pageData<PlotData>(figure);
  const ticks = figure.querySelector(".cb-plot-y");
  if (!data || !ticks) return [];
  const inSeries = (series: number, what: string) => figure.querySelector(`.cb-plot-inside .cb-plot-${series} ${what}`);
  const labels = [...figure.querySelectorAll(".cb-plot-mark-label")];
  return [
    {
      figure,
      data,
      ticks,
      lines: data.series.flatMap(
        ({ series, kind }) => inSeries(series, kind === "band" ? ".cb-plot-band" : ".cb-plot-line") ?? [],
      ),
      names: data.series.map(({ series }) => figure.querySelector(`.cb-plot-name.cb-plot-${series}`)),
      marks: [...figure.querySelectorAll(".cb-plot-mark")].flatMap((line, at) => {
        const label = labels[at];
        return label ? [{ line, label }] : [];
      }),
      cells: [...figure.querySelectorAll("tbody tr")].map((row) => [...row.children]),
    },
  ];
};

/** The numbers in the path of a line: `M12 3L12 90`. */
const numbersOf = (d: string | null): number[] => (d?.match(/-?[\d.]+/g) ?? []).map(Number);

const drawTicks = ({ ticks, data: { frame } }: Parts, y: PlotData["y"]): void => {
  const [line, text] = [ticks.querySelector("path"), ticks.querySelector("text")];
  if (!line || !text) return;
  const made = ticksOf(y).flatMap((tick) => {
    const height = frame.bottom - placeOn(y, tick) * (frame.bottom - frame.top);
    const [newLine, newText] = [line.cloneNode() as Element, text.cloneNode() as Element];
    newLine.setAttribute("d", `M${frame.left} ${height}L${frame.right} ${height}`);
    newText.setAttribute("y", String(height + 5));
    newText.textContent = tickText(y, tick);
    return [newLine, newText];
  });
  ticks.replaceChildren(...made);
};

const draw = (parts: Parts, { values }: Page, isMoved: boolean): void => {
  const { figure, data, lines, names, marks, cells } = parts;
  const drawn = drawPlot(data, values);
  const heights = apart(
    drawn.paths.map(({ end }) => Math.max(end, data.frame.top)),
    data.frame.bottom,
  );
  drawn.paths.forEach(({ d }, at) => {
    lines[at]?.setAttribute("d", d);
    names[at]?.setAttribute("y", String((heights[at] ?? 0) + 5));
  });
  marks.forEach(({ line, label }, at) => {
    const place = drawn.marks[at] ?? Number.NaN;
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbersOf(line.getAttribute("d"));
    const onX = data.marks[at]?.onX;
    const { left, right, top, bottom } = data.frame;
    const isOn = onX ? place >= left - 1 && place <= right + 1 : place >= top - 1 && place <= bottom + 1;
    for (const one of [line, label]) one.toggleAttribute("hidden", !isOn);
    if (!isOn) return;
    line.setAttribute("d", onX ? `M${place} ${y0}L${place} ${y1}` : `M${x0} ${place}L${x1} ${place}`);
    if (onX) label.setAttribute("x", String(place + (label.getAttribute("text-anchor") === "start" ? 5 : -5)));
    else label.setAttribute("y", String(place - LINE < top ? place + 15 : place - 5));
  });
  if (!data.y.fixed) drawTicks(parts, { ...data.y, ...drawn.y });
  drawn.cells.forEach((rows, at) => {
    const column = data.series[at]?.column ?? 0;
    rows.forEach((texts, row) => {
      texts.forEach((text, edge) => {
        const cell = cells[row]?.[column + edge];
        if (cell && cell.textContent !== text) cell.textContent = text;
      });
    });
  });
  figure.classList.toggle("cb-changed", isMoved);
};

export const followPlots = (): void => {
  if (isFollowing) return;
  isFollowing = true;
  const plots = [...document.querySelectorAll<HTMLElement>(".cb-plot:has(> .cb-data)")].flatMap(partsOf);
  let wasMoved = false;
  watch((page) => {
    const isMoved = page.change.moved.size + page.change.factors.size > 0;
    if (isMoved || wasMoved) for (const parts of plots) draw(parts, page, isMoved);
    wasMoved = isMoved;
  });
};
