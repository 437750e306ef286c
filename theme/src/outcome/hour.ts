/*
 * The hour as one line: how long each criterion was planned to take and how long it took, next to each other, with the
 * curveballs on it.
 * Input: an attempt and its clock. Output: two bars that a sentence and a table say in words.
 * Must not: count time (core/clock.ts does); say anything by color alone.
 */
import type { Attempt } from "../core/attempt.ts";
import { type ClockState, formatTime, walk } from "../core/clock.ts";
import type { CaseData } from "../core/page-data.ts";
import { MINUTE } from "../core/time.ts";
import { count, minutesText } from "../core/words.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { make } from "../page/dom.ts";

interface Stretch {
  criterion: string | null;
  length: number;
}

const differenceText = (planned: number, actual: number): string => {
  // Of what is shown, so that the row adds up.
  const seconds = Math.trunc(actual / 1000) - Math.trunc(planned / 1000);
  return seconds === 0 ? "on time" : `${formatTime(Math.abs(seconds) * 1000)} ${seconds > 0 ? "over" : "under"}`;
};

const minutesRow = (name: string, planned: number | null, actual: number, over: boolean): HTMLElement =>
  make(
    "tr",
    { "data-over": over },
    rowHead(name),
    make("td", {}, planned === null ? "–" : formatTime(planned)),
    make("td", {}, formatTime(actual)),
    make("td", {}, planned === null ? "" : differenceText(planned, actual)),
  );

const minutesTable = ({ criteria, elsewhere, budget, elapsed, over }: ClockState): HTMLElement =>
  make(
    "table",
    {},
    make("caption", {}, "Minutes, planned and actual"),
    tableHead(["Criterion", "Planned", "Actual", "Difference"]),
    make(
      "tbody",
      {},
      criteria.map((time, index) => minutesRow(`${index + 1} ${time.title}`, time.planned, time.actual, time.over > 0)),
      elsewhere > 0 && minutesRow("Criteria no longer in this case", null, elsewhere, false),
    ),
    make("tfoot", {}, minutesRow("The round", budget, elapsed, over)),
  );

/** What one criterion took without a break is one piece of the bar. */
const stretches = (attempt: Attempt, now: number): Stretch[] => {
  const all: Stretch[] = [];
  for (const { criterion, length } of walk(attempt, now).spans) {
    const last = all.at(-1);
    if (last && last.criterion === criterion) last.length += length;
    else if (length > 0) all.push({ criterion, length });
  }
  return all;
};

const bar = (name: string, pieces: (Stretch & { over?: boolean })[], ids: string[], whole: number): HTMLElement => {
  const parts = pieces.map(({ criterion, length, over = false }) => {
    const piece = make("span", { "data-over": over }, String(ids.indexOf(criterion ?? "") + 1 || "–"));
    piece.style.inlineSize = `${(length / whole) * 100}%`;
    return piece;
  });
  return make("div", { class: "cb-hour-row" }, make("span", { class: "cb-label" }, name), make("div", {}, parts));
};

const summary = (state: ClockState, curveballs: number): string => {
  const off = state.criteria
    .filter(({ planned, actual }) => Math.abs(actual - planned) >= MINUTE)
    .sort((a, b) => Math.abs(b.actual - b.planned) - Math.abs(a.actual - a.planned))
    .slice(0, 2)
    .map(({ title, planned, actual }) => `${title} ${differenceText(planned, actual)}`);
  const came = curveballs > 0 ? [count(curveballs, "curveball")] : [];
  const added = state.extra > 0 ? ` (${minutesText(state.extra)} added)` : "";
  const time = `${formatTime(state.elapsed)} of ${formatTime(state.budget)}${added}`;
  return [time, [...off, ...came].join(", ")].filter(Boolean).join(". ");
};

export const hourFigure = (page: CaseData, attempt: Attempt, state: ClockState, now: number): HTMLElement => {
  const ids = page.criteria.map(({ id }) => id);
  const over = new Set(state.criteria.filter((time) => time.over > 0).map(({ id }) => id));
  const planned = state.criteria.map(({ id, planned: length }) => ({ criterion: id, length }));
  const taken = stretches(attempt, now).map((piece) => ({ ...piece, over: over.has(piece.criterion ?? "") }));
  const whole = Math.max(1, state.budget, state.elapsed);
  const marks = state.due.map(({ minute }) => {
    const mark = make("span", { class: "cb-hour-mark" }, `⚑ ${minute}`);
    mark.style.insetInlineStart = `${Math.min(92, ((minute * MINUTE) / whole) * 100)}%`;
    return mark;
  });
  const marksRow = make("div", { class: "cb-hour-row" }, make("span"), make("div", {}, marks));
  return make(
    "figure",
    { class: "cb-hour" },
    make(
      "div",
      { "aria-hidden": "true" },
      bar("plan", planned, ids, whole),
      bar("actual", taken, ids, whole),
      marks.length > 0 && marksRow,
    ),
    make("figcaption", {}, `${summary(state, state.due.length)}.`),
    make("details", {}, make("summary", {}, "The minutes in a table"), minutesTable(state)),
  );
};
