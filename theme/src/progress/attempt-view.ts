/*
 * One attempt in full: its result, its minutes and every text the reader wrote, also what the case no longer has.
 * Input: an attempt with its score, the progress page's data, `now`. Output: elements, built when they are asked for.
 * Must not: leave out anything a reader wrote; put a stored string anywhere but into text.
 */
import { type Attempt, type Entry, entryOf, type Tick } from "../core/attempt.ts";
import { moment, readClock } from "../core/clock.ts";
import type { ProgressData, Scorable, Signal } from "../core/page-data.ts";
import type { AttemptRow } from "../core/progress.ts";
import type { Score } from "../core/scoring.ts";
import { verdictsText } from "../core/verdicts-text.ts";
import { count, formatDateTime, kindName, levelText, minutesText, percent, shorten } from "../core/words.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { type Child, link, make } from "../page/dom.ts";

/** Longer texts are cut on the page; Copy text has them whole. */
const LONGEST = 20_000;
/** Less is not worth a mention. */
const WORTH_SAYING_MS = 30_000;
const CASE_GONE = "The case is no longer in this book. What you wrote is kept, without the texts of its signals.";

const writtenText = (label: string, text: string): HTMLElement | null =>
  text === ""
    ? null
    : make(
        "div",
        { class: "cb-written" },
        make("p", { class: "cb-label" }, label),
        make("p", { class: "cb-written-text" }, shorten(text, LONGEST)),
        text.length > LONGEST && make("p", { class: "cb-quiet" }, "Shortened here; Copy text has all of it."),
      );

/** What the case of a row is scored by, if it is still in the book. */
export const scorableOf = (row: AttemptRow, page: ProgressData): Scorable | null => {
  const found = page.cases.find(({ id }) => id === row.case?.id);
  const round = page.rounds.find(({ id }) => id === found?.round);
  return found && round ? { round, criteria: found.criteria, case: found } : null;
};

// ── The result ────────────────────────────────────────────────────────────────────────────────

const timeLine = ({ attempt, elapsed }: AttemptRow, scorable: Scorable | null, now: number): string => {
  const { mode } = moment(attempt, now);
  const isReady = mode === "ready";
  const finished = attempt.finishedAt === null ? "Not finished" : `Finished ${formatDateTime(attempt.finishedAt)}`;
  const budget = scorable ? ` of ${scorable.round.minutes}` : "";
  return [
    `Began ${formatDateTime(attempt.startedAt)}`,
    isReady && attempt.finishedAt === null ? "" : finished,
    isReady ? "" : `${minutesText(elapsed)}${budget}${attempt.clock.on ? "" : ", no clock"}`,
  ]
    .filter(Boolean)
    .join(" · ");
};

const verdictList = ({ verdicts }: Score): HTMLElement => {
  const items = verdicts.map(({ level, text, share }) =>
    make("li", {}, make("span", { class: "cb-level" }, level), ` ${text}, ${percent(share ?? 0)} of the weight`),
  );
  return make("ul", { class: "cb-verdicts" }, items);
};

/** By whoever gave it: of an interview, the interviewer's. */
const guesserOf = ({ kind }: Attempt): string =>
  kind === "interview" ? "the candidate’s weakest part" : "your weakest part";

const facts = (row: AttemptRow, scorable: Scorable | null, now: number): Child[] => {
  const { attempt, score, guess } = row;
  const { comparison } = attempt;
  const gap = attempt.kind === "calibration" ? null : score?.gap; // of a sample it is its author's
  const guessed = guess?.right
    ? "You had named it yourself. "
    : `You had named ${guess?.title} as ${guesserOf(attempt)}. `;
  const training = gap?.training;
  return [
    make("p", { class: "cb-quiet" }, timeLine(row, scorable, now)),
    !scorable && make("p", {}, CASE_GONE),
    score?.scored && verdictList(score),
    comparison &&
      make(
        "p",
        {},
        `Agreed with the author on ${comparison.agree}, too generous on ${comparison.generous}, too strict on ${comparison.strict}.`,
      ),
    gap &&
      make(
        "p",
        {},
        `First gap: ${gap.title}, at ${gap.level}. `,
        guess && guessed,
        training && make("a", { href: link(training.path) }, `Train it: ${training.title}`),
      ),
  ];
};

// ── Levels and minutes ────────────────────────────────────────────────────────────────────────

const criteriaTable = ({ attempt, score }: AttemptRow, scorable: Scorable, now: number): HTMLElement => {
  const time = readClock(attempt, scorable, now);
  const timed = time.mode !== "ready";
  const rows = time.criteria.map(({ title, planned, actual, over }, index) => {
    const isOver = over >= WORTH_SAYING_MS;
    const overText = isOver && make("span", { class: "cb-caption-more" }, `${minutesText(over)} over`);
    return make(
      "tr",
      {},
      rowHead(title),
      make("td", {}, levelText(score?.criteria[index]?.level)),
      timed && [
        make("td", { class: "cb-number" }, minutesText(planned)),
        make("td", { class: "cb-number" }, minutesText(actual), overText),
      ],
    );
  });
  return make(
    "table",
    { class: "cb-figures" },
    make("caption", { class: "cb-unseen" }, "Level and minutes by criterion"),
    tableHead(["Criterion", "Level", ...(timed ? ["Planned", "Actual"] : [])]),
    make("tbody", {}, rows),
  );
};

// ── What was written and ticked ───────────────────────────────────────────────────────────────

/** `caseKnown`: the case of the attempt is still in the book. */
const tickItem = (name: string, { hash, text, at }: Tick, signal: Signal | undefined, caseKnown: boolean) => {
  const words = text === undefined ? make("code", {}, shorten(name, 200)) : shorten(text, 2_000);
  const ticked = `ticked ${formatDateTime(at)}`;
  if (!signal) {
    const note = caseKnown ? ` no longer in the case; ${ticked}, kept aside` : ` ${ticked}`;
    return make("li", {}, words, make("span", { class: "cb-quiet" }, note));
  }
  const isReworded = signal.hash !== hash;
  const reworded = isReworded && make("strong", { class: "cb-rescore" }, " Reworded since: re-score");
  return make("li", {}, make("span", { class: "cb-level" }, signal.level), " ", words, reworded);
};

const criterionSection = (
  id: string,
  entry: Entry,
  scorable: Scorable | null,
  score: Score | null,
): HTMLElement | null => {
  const known = scorable?.criteria.find((criterion) => criterion.id === id);
  const signals = (scorable?.criteria ?? []).flatMap((criterion) => criterion.signals);
  const ticks = Object.entries(entry.ticks).map(([name, tick]) => {
    const signal = signals.find((candidate) => candidate.id === name);
    return tickItem(name, tick, signal, scorable !== null);
  });
  const { override } = entry;
  const counts = score?.criteria.find((criterion) => criterion.id === id)?.overridden;
  const uncounted = known && override && !counts ? " The round no longer has this level, so it does not count." : "";
  const set = override && make("strong", {}, `Level set by hand: ${shorten(override.level, 200)}.`);
  const elements = [
    ticks.length > 0 ? make("ul", { class: "cb-ticks", "aria-label": "Signals ticked" }, ticks) : null,
    set && make("p", {}, set, uncounted),
    override && writtenText("Reason", override.reason),
    writtenText("Notes", entry.notes),
    writtenText("Evidence", entry.evidence),
  ].filter((element) => element !== null);
  if (elements.length === 0) return null;
  const title = known?.title ?? shorten(id, 200) + (scorable ? " (no longer in the case)" : "");
  return make("section", {}, make("h3", {}, title), elements);
};

const replacedTexts = ({ aside }: Attempt, scorable: Scorable | null): (HTMLElement | null)[] => {
  const titles = new Map((scorable?.criteria ?? []).map((criterion) => [criterion.id, criterion.title]));
  return (aside.overwritten ?? []).map(({ criterion, field, text }) => {
    const name = shorten(titles.get(criterion) ?? criterion, 80);
    return writtenText(`Replaced by another tab: ${shorten(field, 40)} of ${name}`, text);
  });
};

const weakestLine = ({ weakest, kind }: Attempt, scorable: Scorable | null): HTMLElement | null => {
  const { criterion, why = "" } = weakest ?? {};
  if (!criterion && !why) return null;
  const title = scorable?.criteria.find(({ id }) => id === criterion)?.title ?? shorten(criterion ?? "", 200);
  const what = kind === "interview" ? "The candidate’s weakest part" : "Weakest part, before any answer was shown";
  const label = `${what}${title ? `: ${title}` : ""}`;
  return writtenText(label, why) ?? make("p", { class: "cb-quiet" }, `${label}.`);
};

const askedLine = ({ asked }: Attempt): HTMLElement | null => {
  const ids = Object.keys(asked);
  if (ids.length === 0) return null;
  const total = count(ids.length, "follow-up or curveball", "follow-ups and curveballs");
  return make("p", { class: "cb-quiet" }, `${total} asked: ${shorten(ids.join(", "), 2000)}`);
};

// ── The whole ─────────────────────────────────────────────────────────────────────────────────

export const attemptTitle = ({ attempt, case: name }: AttemptRow): string =>
  shorten(name?.title ?? `${attempt.title} (no longer in the book)`, 120);

const resultText = ({ attempt: { kind, comparison }, score, guess }: AttemptRow): string => {
  if (kind !== "calibration") {
    const gap = score?.gap ? `. First gap: ${score.gap.title}` : "";
    const guessed = guess ? (guess.right ? ", as you had said" : `; you had said ${guess.title}`) : "";
    return score ? verdictsText(score) + gap + guessed : "";
  }
  if (!comparison) return "not compared";
  const { agree, generous, strict } = comparison;
  return `agreed on ${agree} of ${agree + generous + strict}`;
};

/** One line. */
export const attemptSummary = (row: AttemptRow): HTMLElement[] => {
  const { attempt, elapsed } = row;
  const isRunning = attempt.finishedAt === null && attempt.clock.log.length > 0;
  const time = isRunning ? ", not finished" : elapsed >= WORTH_SAYING_MS ? `, ${minutesText(elapsed)}` : "";
  const facts = ` ${formatDateTime(attempt.startedAt)}, ${kindName(attempt.kind)}${time} `;
  return [
    make("span", { class: "cb-attempt-title" }, attemptTitle(row)),
    make("span", { class: "cb-quiet" }, facts),
    make("span", { class: "cb-attempt-result" }, resultText(row)),
  ];
};

export const attemptBody = (row: AttemptRow, page: ProgressData, now: number): Child[] => {
  const { attempt, score } = row;
  const scorable = scorableOf(row, page);
  const ids = new Set([...(scorable?.criteria.map(({ id }) => id) ?? []), ...Object.keys(attempt.criteria)]);
  const entries = [...ids].map((id) => {
    const entry = entryOf(attempt, id);
    return entry ? criterionSection(id, entry, scorable, score) : null;
  });
  return [
    ...facts(row, scorable, now),
    scorable && (score?.scored || attempt.clock.log.length > 0) ? criteriaTable(row, scorable, now) : null,
    ...entries,
    weakestLine(attempt, scorable),
    ...replacedTexts(attempt, scorable),
    askedLine(attempt),
  ];
};
