/*
 * Sheets: fills the scorecard of a case from an attempt, so that it can be printed, and empties it again.
 * Input: the blank sheet of the page, page data, an attempt, the time of day. Output: the sheet with marks in it.
 * Must not: write on a sheet anything that the reader did not; leave a filled sheet where a blank one is asked for.
 *
 * The hooks that it writes into are listed in templates/scorecard.md.
 */

import type { CreateCasePart } from "../case/context.ts";
import { type Attempt, entryOf, ticksOf } from "../core/attempt.ts";
import { type ClockState, formatTime, readClock } from "../core/clock.ts";
import type { CaseData } from "../core/page-data.ts";
import { type Score, scoreAttempt } from "../core/scoring.ts";
import { formatDate } from "../core/words.ts";
import { make } from "../page/dom.ts";

/** The blank content of each sheet that was filled. */
const blanks = new WeakMap<Element, Node[]>();

const emptySheet = (sheet: Element): void => {
  const blank = blanks.get(sheet);
  if (!blank) return;
  sheet.replaceChildren(...blank);
  sheet.removeAttribute("data-filled");
  blanks.delete(sheet);
};

const write = (element: Element | null, text: string, title = ""): void => {
  if (!element || text === "") return;
  const heading = title !== "" && make("strong", {}, title);
  element.append(make("span", { class: "cb-sheet-written" }, heading, text));
};

const tick = (item: Element): void => {
  item.setAttribute("data-ticked", "");
  write(item.querySelector(".cb-sheet-tick"), "✓");
};

/** Circles the choice with this value; the attribute has the value of each. */
const circle = (row: Element, attribute: string, value: string | null): void => {
  for (const choice of row.querySelectorAll(`.cb-sheet-circle [${attribute}]`)) {
    choice.toggleAttribute("data-circled", value !== null && choice.getAttribute(attribute) === value);
  }
};

const fillCriteria = (sheet: Element, attempt: Attempt, score: Score, state: ClockState | null): void => {
  for (const row of sheet.querySelectorAll("[data-criterion]")) {
    const id = row.getAttribute("data-criterion") ?? "";
    const entry = entryOf(attempt, id);
    const time = state?.criteria.find((criterion) => criterion.id === id);
    if (time) write(row.querySelector(".cb-sheet-minutes"), formatTime(time.actual));
    const reason = entry?.override?.reason ? `Level set by hand: ${entry.override.reason}` : "";
    const evidence = [entry?.evidence ?? "", reason].filter((text) => text !== "").join("\n");
    write(row.querySelector(".cb-sheet-evidence"), evidence);
    write(row.querySelector(".cb-sheet-evidence"), entry?.notes ?? "", "Notes");
    circle(row, "data-level", score.criteria.find((criterion) => criterion.id === id)?.level ?? null);
  }
};

/** What the reader took for the weakest part before anything was scored. */
const guessText = ({ weakest }: Attempt, page: CaseData): string => {
  const guessed = page.criteria.find(({ id }) => id === weakest?.criterion)?.title ?? "";
  const text = [guessed, weakest?.why ?? ""].filter((part) => part !== "").join(": ");
  return text === "" ? "" : ` Weakest part, named before scoring: ${text}`;
};

const fillVerdicts = (sheet: Element, { verdicts }: Score, guess: string): void => {
  for (const row of sheet.querySelectorAll(".cb-sheet-verdict")) {
    const found = verdicts.find(({ level }) => level === row.getAttribute("data-level"));
    if (!found?.verdict) continue;
    write(row.querySelector(".cb-sheet-points"), String(Math.round(found.points * 100) / 100));
    if (found.outlook === found.verdict) circle(row, "data-verdict", found.verdict.replaceAll(" ", "-"));
  }
  const remark = verdicts.map(({ level, text }) => `${level}: ${text}`).join(". ");
  write(sheet.querySelector(".cb-sheet-remark"), `${remark}.${guess}`);
};

export const fillSheet = (sheet: Element, page: CaseData, attempt: Attempt, now: number): void => {
  emptySheet(sheet);
  blanks.set(
    sheet,
    [...sheet.childNodes].map((node) => node.cloneNode(true)),
  );
  const score = scoreAttempt(page, attempt);
  const state = readClock(attempt, page, now);
  const timed = state.on && attempt.clock.log.length > 0 ? state : null;
  const ticks = ticksOf(attempt);
  write(sheet.querySelector(".cb-sheet-field[data-field=date] .cb-sheet-value"), formatDate(attempt.startedAt));
  const total = timed?.criteria.reduce((sum, { actual }) => sum + actual, 0);
  if (total !== undefined) write(sheet.querySelector(".cb-sheet-total"), formatTime(total));
  for (const item of sheet.querySelectorAll("[data-signal]")) {
    if (ticks.has(item.getAttribute("data-signal") ?? "")) tick(item);
  }
  fillCriteria(sheet, attempt, score, timed);
  fillVerdicts(sheet, score, guessText(attempt, page));
  for (const item of sheet.querySelectorAll("[data-probe]")) {
    const id = item.getAttribute("data-probe") ?? "";
    if (Object.hasOwn(attempt.asked, id) || Object.hasOwn(attempt.shown, id)) tick(item);
  }
  sheet.setAttribute("data-filled", "");
};

/** The address of a filled scorecard is the sheet and the attempt. */
export const filledSheet: CreateCasePart = (context) => {
  const { host, page, visit, signal } = context;
  context.emptySheet = emptySheet;
  const sheet = host.querySelector(".cb-scorecard");
  const isShown = () => location.hash === `#${sheet?.id}`;
  const wanted = new URLSearchParams(location.search).get("attempt");
  if (sheet && visit.attempt && visit.attempt.id === wanted && isShown())
    fillSheet(sheet, page, visit.attempt, visit.now());
  // Left for the chapter, it is blank when its address is asked for again.
  const follow = () => {
    if (sheet && !isShown()) emptySheet(sheet);
  };
  addEventListener("hashchange", follow, { signal });
  return { draw: () => {} };
};
