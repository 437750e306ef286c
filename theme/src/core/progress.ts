/*
 * Progress: what all attempts together say, for the progress page and the cards of cases.
 * Input: the progress page's data, all attempts, which of them are the reader's own, `now`. Output: plain values for
 * display; each attempt is looked at once and scored once.
 * Must not: touch the page, the storage or the time of day; change its arguments; count what was not scored as zero.
 *
 * Calibration attempts score a sample's author, not the reader: they only feed the running bias. Attempts without a
 * clock have recorded minutes, but nobody watched them: they stay out of the minutes over budget.
 */
import type { Attempt } from "./attempt.ts";
import { moment, readClock } from "./clock.ts";
import { doneCases } from "./marks.ts";
import type { CaseName, ProgressCase, ProgressData, Round, Training } from "./page-data.ts";
import { byWeakness, type CriterionScore, nextTraining, type Score, scoreAttempt, type Verdict } from "./scoring.ts";
import { levelText } from "./words.ts";

export interface HeatCell {
  criterion: string;
  /** A level, "none", or null when not scored (or when the case lacks the criterion: `absent`). */
  value: string | null;
  rank: number | null;
  label: string;
  absent: boolean;
  /** Signals reworded since they were ticked. */
  reworded: number;
}

export interface HeatRow {
  case: CaseName;
  attempts: number;
  /** The id of the attempt that the cells are from. */
  attempt: string | null;
  cells: HeatCell[];
}

export interface HeatTable {
  round: Round;
  columns: { id: string; title: string }[];
  rows: HeatRow[];
}

export interface TrendPoint {
  attempt: string;
  case: string;
  title: string;
  round: string;
  at: number;
  verdicts: Verdict[];
  unscored: number;
}

/** Milliseconds over the budget of a criterion. */
export interface OverBudget {
  round: string;
  criterion: string;
  title: string;
  attempts: number;
  total: number;
  mean: number;
}

/** The first gap over the latest scored attempt of each case. */
export interface Weakest {
  round: string;
  criterion: string;
  title: string;
  /** The lowest level that is not attained, in the case where it is lowest. */
  level: string;
  /** Share of the way to the highest level. */
  mean: number;
  training: Training | null;
  /** What each case attains in words, lowest first. */
  cases: { case: CaseName; level: string }[];
}

/** The reader's own guess of the weakest part, against the first gap of the score. */
export interface Guess {
  title: string;
  right: boolean;
}

export interface Bias {
  attempts: number;
  judged: number;
  agree: number;
  generous: number;
  strict: number;
  /** Positive: too generous. */
  bias: number;
  rate: number | null;
  text: string;
}

export interface AttemptRow {
  attempt: Attempt;
  case: CaseName | null;
  score: Score | null;
  /** null: nothing guessed, nothing scored, or no gap. */
  guess: Guess | null;
  elapsed: number;
}

export interface Progress {
  empty: boolean;
  heat: HeatTable[];
  trend: TrendPoint[];
  overBudget: OverBudget[];
  weakest: Weakest | null;
  /** In order of time. */
  guesses: { case: string; at: number; right: boolean }[];
  bias: Bias;
  /** Newest first; `case` and `score` are null when the case left the book. */
  attempts: AttemptRow[];
}

/** The latest scored attempt of each case, by the case's id. */
type Latest = Map<string, { attempt: Attempt; score: Score }>;

/** Rounds; an attempt that took longer was forgotten. */
const FORGOTTEN = 3;

/** Later began, then later changed. */
const byTime = (a: Attempt, b: Attempt): number =>
  a.startedAt - b.startedAt || a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1);

const nameOf = ({ id, title, path }: ProgressCase): CaseName => ({ id, title, path });

const cellOf = (criterion: string, row: ProgressCase, score: Score | null): HeatCell => {
  const absent = !row.criteria.some(({ id }) => id === criterion);
  const scored = score?.criteria.find(({ id }) => id === criterion);
  if (!scored?.scored) {
    const label = absent ? "not part of this case" : "not scored";
    return { criterion, value: null, rank: null, label, absent, reworded: 0 };
  }
  const { level, rank, reworded } = scored;
  return { criterion, value: level, rank, label: levelText(level), absent, reworded: reworded.length };
};

const heatTables = (page: ProgressData, latest: Latest, counts: Map<string, number>): HeatTable[] =>
  page.rounds.flatMap((round) => {
    const cases = page.cases.filter((row) => row.round === round.id);
    if (cases.length === 0) return [];
    const titles = new Map(cases.flatMap(({ criteria }) => criteria.map(({ id, title }) => [id, title])));
    const columns = [...titles].map(([id, title]) => ({ id, title }));
    const rows = cases.map((row) => {
      const known = latest.get(row.id);
      const cells = columns.map(({ id }) => cellOf(id, row, known?.score ?? null));
      return { case: nameOf(row), attempts: counts.get(row.id) ?? 0, attempt: known?.attempt.id ?? null, cells };
    });
    return [{ round, columns, rows }];
  });

/**
 * The criterion whose levels are lowest on average over the latest scored attempts; among equals the heavier, then
 * the earlier. The link is for the case on which it is lowest, past the cases that are `done`.
 */
const weakestOf = (page: ProgressData, latest: Latest, done: string[]): Weakest | null => {
  interface Sum {
    round: Round;
    scored: CriterionScore;
    places: { row: ProgressCase; rank: number; level: string | null }[];
  }
  const sums = new Map<string, Sum>();
  for (const row of page.cases) {
    const known = latest.get(row.id);
    const round = page.rounds.find(({ id }) => id === row.round);
    for (const scored of known?.score.criteria ?? []) {
      if (!scored.scored || !round) continue;
      const key = `${round.id}/${scored.id}`;
      const sum = sums.get(key) ?? { round, scored, places: [] };
      sum.places.push({ row, rank: scored.rank, level: scored.level });
      sums.set(key, sum);
    }
  }
  const [first] = [...sums.values()]
    .map(({ round, scored, places }) => {
      const total = places.reduce((sum, { rank }) => sum + rank, 0);
      const share = total / places.length / round.levels.length;
      return { round, scored, places, share, weight: scored.weight };
    })
    .filter(({ share }) => share < 1 - 1e-9)
    .sort(byWeakness);
  if (!first) return null;
  const { round, scored, share } = first;
  const places = first.places.sort((a, b) => a.rank - b.rank);
  const [lowest] = places;
  const criterion = lowest?.row.criteria.find(({ id }) => id === scored.id);
  return {
    round: round.id,
    criterion: scored.id,
    title: scored.title,
    level: round.levels[lowest?.rank ?? 0] ?? "",
    mean: share,
    training: criterion ? nextTraining(criterion, lowest?.row.path, done) : null,
    cases: places.map(({ row, level }) => ({ case: nameOf(row), level: levelText(level) })),
  };
};

const guessOf = ({ weakest }: Attempt, { criteria }: ProgressCase, { gap }: Score): Guess | null => {
  const guessed = criteria.find(({ id }) => id === weakest?.criterion);
  return guessed && gap ? { title: guessed.title, right: guessed.id === gap.id } : null;
};

const biasOf = (attempts: Attempt[]): Bias => {
  const sum = { attempts: 0, agree: 0, generous: 0, strict: 0 };
  for (const { kind, comparison } of attempts) {
    if (kind !== "calibration" || !comparison) continue;
    sum.attempts += 1;
    sum.agree += comparison.agree;
    sum.generous += comparison.generous;
    sum.strict += comparison.strict;
  }
  const judged = sum.agree + sum.generous + sum.strict;
  const bias = sum.generous - sum.strict;
  const signals = `${Math.abs(bias)} of ${judged} signals net`;
  const lean =
    bias > 0 ? `Too generous by ${signals}` : bias < 0 ? `Too strict by ${signals}` : `No bias over ${judged} signals`;
  const text = judged === 0 ? "No calibration yet" : lean;
  return { ...sum, judged, bias, rate: judged === 0 ? null : bias / judged, text };
};

/** Attempts that are not the reader's own, by `isOwn`, are listed and counted nowhere. */
export const aggregate = (
  page: ProgressData,
  attempts: Attempt[],
  now: number,
  isOwn: (attempt: Attempt) => boolean = () => true,
): Progress => {
  const rounds = new Map(page.rounds.map((round) => [round.id, round]));
  const cases = new Map(page.cases.map((row) => [row.id, row]));
  const done = doneCases(attempts.filter(isOwn)).flatMap((id) => cases.get(id)?.path ?? []);
  const latest: Latest = new Map();
  const counts = new Map<string, number>();
  const over = new Map<string, OverBudget>();
  const trend: TrendPoint[] = [];
  const guesses: Progress["guesses"] = [];
  const rows: AttemptRow[] = [];

  for (const attempt of [...attempts].sort(byTime)) {
    const row = cases.get(attempt.case);
    const round = rounds.get(row?.round ?? "");
    if (!row || !round) {
      rows.push({ attempt, case: null, score: null, guess: null, elapsed: moment(attempt, now).elapsed });
      continue;
    }
    const { id, title, criteria } = row;
    const score = scoreAttempt({ round, criteria, case: row }, attempt, done);
    const time = readClock(attempt, { round, criteria }, now);
    const guess = guessOf(attempt, row, score);
    rows.push({ attempt, case: nameOf(row), score, guess, elapsed: time.elapsed });
    if (attempt.kind === "calibration" || !isOwn(attempt)) continue;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    const at = attempt.finishedAt ?? attempt.startedAt;
    if (guess) guesses.push({ case: title, at, right: guess.right });
    if (score.scored) {
      latest.set(id, { attempt, score });
      const { verdicts, unscored } = score;
      trend.push({ attempt: attempt.id, case: id, title, round: round.id, at, verdicts, unscored: unscored.length });
    }
    // A clock that ran for hours was forgotten: it says nothing about where the minutes go.
    if (time.mode !== "finished" || !time.on || time.elapsed > FORGOTTEN * time.budget) continue;
    for (const spent of time.criteria) {
      if (spent.actual === 0) continue;
      const key = `${round.id}/${spent.id}`;
      const known = over.get(key) ?? {
        round: round.id,
        criterion: spent.id,
        title: spent.title,
        attempts: 0,
        total: 0,
      };
      const total = known.total + spent.over;
      over.set(key, { ...known, attempts: known.attempts + 1, total, mean: total / (known.attempts + 1) });
    }
  }
  return {
    empty: attempts.length === 0,
    heat: heatTables(page, latest, counts),
    trend: trend.sort((a, b) => a.at - b.at),
    overBudget: [...over.values()].sort((a, b) => b.mean - a.mean),
    weakest: weakestOf(page, latest, done),
    guesses: guesses.sort((a, b) => a.at - b.at),
    bias: biasOf(attempts),
    attempts: rows.reverse(),
  };
};
