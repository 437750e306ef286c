/*
 * Scoring: levels, verdicts and the first gap of an attempt. The paper counts by the same rule, in
 * preprocessor/src/view/sheet.rs; tests/fixtures/scoring.json holds the two together.
 * Input: page data (round, criteria with their signals) and an attempt. Output: plain values for display.
 * Must not: touch the page, the storage or the time of day; change its arguments.
 *
 * The rule. A level is attained when its own and every lower level's must-haves are all ticked and at least
 * the round's `pass` share of the signals of each of those levels is ticked. A level without signals blocks
 * nobody, and nobody attains it. Nothing ticked and no override: not scored, which is not zero. A ticked
 * signal that was reworded since still counts. The verdict for a level is by the weighted share of all criteria.
 */
import { type Attempt, entryOf, type Tick, ticksOf } from "./attempt.ts";
import type { Criterion, Round, Scorable, Signal, Training } from "./page-data.ts";

export interface LevelScore {
  level: string;
  attained: boolean;
  /** Signals of this level: ticked, needed for the pass share, in all. */
  ticked: number;
  needed: number;
  total: number;
  /** Must-haves of this level that are not ticked. */
  missing: Signal[];
  /** Ticks still needed beyond the missing must-haves. */
  more: number;
}

export interface CriterionScore {
  id: string;
  title: string;
  weight: number;
  scored: boolean;
  /** "none" below the lowest level; null: not scored, which is not zero. */
  level: string | null;
  /** 0: no level, or not scored; 1: the lowest level, and so on. */
  rank: number;
  /** What the ticks alone say; differs from `level` under an override. */
  computed: string | null;
  overridden: boolean;
  /** Ticked signals whose text changed since: they count, and ask to be scored again. */
  reworded: string[];
  levels: LevelScore[];
  /** The lowest level not attained by ticks, and so what is missing; null when all are. */
  reason: LevelScore | null;
}

export type VerdictName = "strong yes" | "weak yes" | "weak no" | "definite no";

export interface Verdict {
  level: string;
  /** As if what is not scored attained nothing; null while nothing at all is scored. */
  verdict: VerdictName | null;
  /** The verdict once nothing can change it, before that "yes" or "no" if it will be one of them, or "open". */
  outlook: string;
  share: number | null;
  /** Weight that attains the level, and of all criteria. */
  points: number;
  weight: number;
  yes: boolean;
  /** In words, with what is not scored. */
  text: string;
}

export interface Gap {
  id: string;
  title: string;
  /** The lowest that is not attained. */
  level: string;
  training: Training | null;
}

export interface Score {
  criteria: CriterionScore[];
  verdicts: Verdict[];
  unscored: { id: string; title: string }[];
  gap: Gap | null;
  /** Whether anything is scored. */
  scored: boolean;
}

/** Shares are quotients of small numbers: 3/5 must reach 0.6, and 0.07 × 100 must need 7. */
const EPSILON = 1e-9;
const DEFAULTS = { pass: 0.6, strongYes: 0.85, weakYes: 0.6, weakNo: 0.35 };

const finite = (value: unknown, fallback: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : fallback;

/** At least one: nobody attains a level of which nothing is shown. */
const neededOf = (total: number, share: number): number =>
  Math.min(total, Math.max(1, Math.ceil(total * share - EPSILON)));

const scoreLevels = (criterion: Criterion, round: Round, ticks: Map<string, Tick>): LevelScore[] => {
  const pass = finite(round.pass, DEFAULTS.pass);
  let open = true;
  return round.levels.map((level) => {
    const missing: Signal[] = [];
    let total = 0;
    let ticked = 0;
    // The progress page comes here for each criterion of hundreds of attempts: one loop without lists between.
    for (const signal of criterion.signals) {
      if (signal.level !== level) continue;
      total += 1;
      if (ticks.has(signal.id)) ticked += 1;
      else if (signal.must) missing.push(signal);
    }
    const needed = neededOf(total, pass);
    open &&= missing.length === 0 && ticked >= needed;
    const attained = open && total > 0;
    const more = Math.max(0, needed - ticked - missing.length);
    return { level, attained, ticked, needed, total, missing, more };
  });
};

const scoreCriterion = (
  criterion: Criterion,
  round: Round,
  ticks: Map<string, Tick>,
  attempt: Attempt | null,
): CriterionScore => {
  const levels = scoreLevels(criterion, round, ticks);
  const override = entryOf(attempt, criterion.id)?.override;
  const overridden = !!override && (override.level === "none" || round.levels.includes(override.level));
  const anyTick = criterion.signals.some((signal) => ticks.has(signal.id));
  const computed = anyTick ? (levels.findLast((level) => level.attained)?.level ?? "none") : null;
  const level = overridden ? override.level : computed;
  const isReworded = ({ id, hash }: Signal) => (ticks.get(id)?.hash ?? hash) !== hash;
  return {
    id: criterion.id,
    title: criterion.title,
    weight: Math.max(0, finite(criterion.weight, 1)),
    scored: level !== null,
    level,
    rank: level === null ? 0 : round.levels.indexOf(level) + 1,
    computed,
    overridden,
    reworded: criterion.signals.filter(isReworded).map(({ id }) => id),
    levels,
    reason: levels.find((score) => !score.attained && score.total > 0) ?? null,
  };
};

const verdictName = (share: number, round: Round): VerdictName => {
  const reaches = (name: "strongYes" | "weakYes" | "weakNo") =>
    share + EPSILON >= finite(round.verdicts?.[name], DEFAULTS[name]);
  if (reaches("strongYes")) return "strong yes";
  if (reaches("weakYes")) return "weak yes";
  return reaches("weakNo") ? "weak no" : "definite no";
};

/** What is not scored is not judged: `least` if it attains nothing, `most` if it attains everything. */
const outlookOf = (least: VerdictName, most: VerdictName): string => {
  if (least === most) return least;
  const [low, high] = [least, most].map((name) => name.slice(name.indexOf(" ") + 1));
  return low === high ? (low ?? "") : "open";
};

/** `here`: the page that needs no link to itself. `done`: paths that come last. */
export const nextTraining = (criterion: Criterion, here = "", done: Iterable<string> = []): Training | null => {
  const others = (criterion.training ?? []).filter((training) => training.path !== here);
  const taken = new Set(done);
  return others.find((training) => !taken.has(training.path)) ?? others[0] ?? null;
};

/** What decides between gaps: how far it is attained on average, from 0 to 1, and how much it weighs. */
interface Weakness {
  share: number;
  weight: number;
}

/** The rule for the first gap, on the page of a case and on the progress page: the least attained, then the heaviest. */
export const byWeakness = (a: Weakness, b: Weakness): number =>
  Math.abs(a.share - b.share) > EPSILON ? a.share - b.share : b.weight - a.weight;

/** The first gap: of the criteria that are scored and not whole, the first by weakness; among equals in rubric order. */
const firstGap = (page: Scorable, criteria: CriterionScore[], done: Iterable<string>): Gap | null => {
  const { levels } = page.round;
  const [gap] = criteria
    .filter(({ scored, rank }) => scored && rank < levels.length)
    .map((score) => ({ score, share: score.rank / levels.length, weight: score.weight }))
    .sort(byWeakness);
  const criterion = page.criteria.find(({ id }) => id === gap?.score.id);
  if (!gap || !criterion) return null;
  const { id, title, rank } = gap.score;
  return { id, title, level: levels[rank] ?? "", training: nextTraining(criterion, page.case?.path, done) };
};

/** `done`: paths of cases that are better not trained again. */
export const scoreAttempt = (page: Scorable, attempt: Attempt | null, done: Iterable<string> = []): Score => {
  const ticks = ticksOf(attempt);
  const criteria = page.criteria.map((criterion) => scoreCriterion(criterion, page.round, ticks, attempt));
  const unscored = criteria.filter((criterion) => !criterion.scored).map(({ id, title }) => ({ id, title }));
  const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const open = criteria.reduce((sum, criterion) => sum + (criterion.scored ? 0 : criterion.weight), 0);
  const scored = unscored.length < criteria.length && weight > 0;

  const verdicts = page.round.levels.map((level, index): Verdict => {
    if (!scored)
      return { level, verdict: null, outlook: "", share: null, points: 0, weight, yes: false, text: "not scored" };
    const points = criteria.reduce((sum, criterion) => sum + (criterion.rank > index ? criterion.weight : 0), 0);
    const share = points / weight;
    const verdict = verdictName(share, page.round);
    const outlook = outlookOf(verdict, verdictName(share + open / weight, page.round));
    const rest = unscored.length === 0 ? "" : ` so far: ${unscored.length} of ${criteria.length} criteria not scored`;
    return { level, verdict, outlook, share, points, weight, yes: verdict.endsWith("yes"), text: outlook + rest };
  });
  return { criteria, verdicts, unscored, scored, gap: scored ? firstGap(page, criteria, done) : null };
};

export const reasonText = ({ scored, computed, reason, overridden }: CriterionScore): string => {
  if (!scored) return "Not scored: nothing is ticked";
  const byHand = overridden ? `Set by hand; the ticks say ${computed ?? "nothing"}` : "";
  if (!reason) return byHand || "Every level is attained";
  const missing = reason.missing.map((signal) => `the must-have “${signal.text}”`);
  const other = missing.length > 0 ? "other " : "";
  const more = reason.more > 0 ? [`${reason.more} ${other}signal${reason.more > 1 ? "s" : ""}`] : [];
  const counts = `${reason.ticked} of ${reason.total} ticked, ${reason.needed} needed`;
  const needs = `${reason.level} still needs ${[...missing, ...more].join(" and ")} (${counts})`;
  return byHand ? `${byHand}. ${needs}` : needs;
};
