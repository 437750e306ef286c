/*
 * Progress: what all attempts together say, for the progress page and the cards of cases.
 * Input: the progress page's data, all attempts, `now`. Output: plain values for display; each attempt is looked at
 * once and scored once.
 * Must not: touch the page, the storage or the time of day; change its arguments; count what was not scored as zero.
 *
 * Calibration attempts score a sample's author, not the reader: they only feed the running bias. Attempts without a
 * clock have recorded minutes, but nobody watched them: they stay out of the minutes over budget.
 */
import type { Attempt } from "./attempt.ts";
import { moment, readClock } from "./clock.ts";
import type { CaseName, Criterion, ProgressCase, ProgressData, Round, Training } from "./page-data.ts";
import { byWeakness, nextTraining, type Score, scoreAttempt, type Verdict } from "./scoring.ts";

export interface HeatCell {
  criterion: string;
  /** A level, "none", or null when not scored (or when the case lacks the criterion: `absent`). */
  value: string | null;
  rank: number | null;
  symbol: string;
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

export interface Weakest {
  round: string;
  criterion: string;
  title: string;
  /** Share of the way to the highest level. */
  mean: number;
  training: Training | null;
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
  elapsed: number;
}

export interface Progress {
  empty: boolean;
  heat: HeatTable[];
  trend: TrendPoint[];
  overBudget: OverBudget[];
  weakest: Weakest | null;
  bias: Bias;
  /** Newest first; `case` and `score` are null when the case left the book. */
  attempts: AttemptRow[];
}

/** The latest scored attempt of each case, by the case's id. */
type Latest = Map<string, { attempt: Attempt; score: Score }>;

/** Shapes from nothing to everything, so that the map reads without color. */
const SHAPES = ["○", "◔", "◑", "◕", "●"];
const UNSCORED = "–";
/** Rounds; an attempt that took longer was forgotten. */
const FORGOTTEN = 3;

const symbolOf = (rank: number, highest: number): string => {
  if (rank <= 0 || highest <= 0) return "○";
  if (rank >= highest) return "●";
  return SHAPES[Math.min(3, Math.max(1, Math.round((rank / highest) * 4)))] ?? "◑";
};

/** Later began, then later changed. */
const byTime = (a: Attempt, b: Attempt): number =>
  a.startedAt - b.startedAt || a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1);

const nameOf = ({ id, title, path }: ProgressCase): CaseName => ({ id, title, path });

const cellOf = (criterion: string, row: ProgressCase, round: Round, score: Score | null): HeatCell => {
  const absent = !row.criteria.some(({ id }) => id === criterion);
  const scored = score?.criteria.find(({ id }) => id === criterion);
  if (!scored?.scored) {
    const symbol = absent ? "" : UNSCORED;
    const label = absent ? "not part of this case" : "not scored";
    return { criterion, value: null, rank: null, symbol, label, absent, reworded: 0 };
  }
  const { level, rank, reworded } = scored;
  const label = level === "none" ? "no level" : (level ?? "");
  const symbol = symbolOf(rank, round.levels.length);
  return { criterion, value: level, rank, symbol, label, absent, reworded: reworded.length };
};

const heatTables = (page: ProgressData, latest: Latest, counts: Map<string, number>): HeatTable[] =>
  page.rounds.flatMap((round) => {
    const cases = page.cases.filter((row) => row.round === round.id);
    if (cases.length === 0) return [];
    const titles = new Map(cases.flatMap(({ criteria }) => criteria.map(({ id, title }) => [id, title])));
    const columns = [...titles].map(([id, title]) => ({ id, title }));
    const rows = cases.map((row) => {
      const known = latest.get(row.id);
      const cells = columns.map(({ id }) => cellOf(id, row, round, known?.score ?? null));
      return { case: nameOf(row), attempts: counts.get(row.id) ?? 0, attempt: known?.attempt.id ?? null, cells };
    });
    return [{ round, columns, rows }];
  });

/**
 * The criterion whose levels are lowest on average over the latest scored attempts; among equals the heavier, then
 * the earlier. The link is for the case on which it is lowest, past cases already scored.
 */
const weakestOf = (page: ProgressData, latest: Latest): Weakest | null => {
  interface Sum {
    round: string;
    scored: { id: string; title: string; weight: number };
    sum: number;
    count: number;
    lowest: number;
    from: Criterion;
    here: string;
  }
  const sums = new Map<string, Sum>();
  for (const row of page.cases) {
    const highest = page.rounds.find(({ id }) => id === row.round)?.levels.length ?? 0;
    for (const scored of latest.get(row.id)?.score.criteria ?? []) {
      const from = row.criteria.find(({ id }) => id === scored.id);
      if (!scored.scored || !from || highest === 0) continue;
      const key = `${row.round}/${scored.id}`;
      const share = scored.rank / highest;
      const known = sums.get(key) ?? { round: row.round, scored, sum: 0, count: 0, lowest: Infinity, from, here: "" };
      known.sum += share;
      known.count += 1;
      if (share < known.lowest) Object.assign(known, { lowest: share, from, here: row.path });
      sums.set(key, known);
    }
  }
  const [first] = [...sums.values()]
    .map((known) => ({ ...known, mean: known.sum / known.count }))
    .filter(({ mean }) => mean < 1 - 1e-9)
    .sort((a, b) => byWeakness({ share: a.mean, weight: a.scored.weight }, { share: b.mean, weight: b.scored.weight }));
  if (!first) return null;
  const done = page.cases.filter(({ id }) => latest.has(id)).map(({ path }) => path);
  const { round, scored, mean, from, here } = first;
  return { round, criterion: scored.id, title: scored.title, mean, training: nextTraining(from, here, done) };
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

export const aggregate = (page: ProgressData, attempts: Attempt[], now: number): Progress => {
  const rounds = new Map(page.rounds.map((round) => [round.id, round]));
  const cases = new Map(page.cases.map((row) => [row.id, row]));
  const latest: Latest = new Map();
  const counts = new Map<string, number>();
  const over = new Map<string, OverBudget>();
  const trend: TrendPoint[] = [];
  const rows: AttemptRow[] = [];

  for (const attempt of [...attempts].sort(byTime)) {
    const row = cases.get(attempt.case);
    const round = rounds.get(row?.round ?? "");
    if (!row || !round) {
      rows.push({ attempt, case: null, score: null, elapsed: moment(attempt, now).elapsed });
      continue;
    }
    const { id, title, criteria } = row;
    const score = scoreAttempt({ round, criteria, case: row }, attempt);
    const time = readClock(attempt, { round, criteria }, now);
    rows.push({ attempt, case: nameOf(row), score, elapsed: time.elapsed });
    if (attempt.kind === "calibration") continue;
    counts.set(id, (counts.get(id) ?? 0) + 1);
    if (score.scored) {
      latest.set(id, { attempt, score });
      const at = attempt.finishedAt ?? attempt.startedAt;
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
    weakest: weakestOf(page, latest),
    bias: biasOf(attempts),
    attempts: rows.reverse(),
  };
};

/** What the map, the trend and the cards count: without interviews when the reader says so. */
export const countedAttempts = (attempts: Attempt[], interviews: boolean): Attempt[] =>
  interviews ? attempts : attempts.filter(({ kind }) => kind !== "interview");
