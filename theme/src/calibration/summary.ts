/*
 * The summary of a calibration: how the reader's ticks on a sample compare with its author's.
 * Input: page data, the sample, the attempt, the comparison. Output: elements.
 * Must not: compare or score (the core does).
 */
import { apply } from "../core/actions.ts";
import { type Attempt, newAttempt } from "../core/attempt.ts";
import type { ComparisonRow, SampleComparison } from "../core/comparison.ts";
import type { CaseData, Sample } from "../core/page-data.ts";
import { own } from "../core/records.ts";
import { type Score, scoreAttempt } from "../core/scoring.ts";
import { rowHead, tableHead } from "../elements/tables.ts";
import { make } from "../page/dom.ts";

/** The highest level with a yes. */
const overallLevel = (score: Score): string => score.verdicts.findLast(({ yes }) => yes)?.level ?? "no level";

/** The author's ticks as an attempt, to score them by the same rule. */
const authorsAttempt = (page: CaseData, sample: Sample): Attempt => {
  let attempt = newAttempt(page, { id: "author", kind: "calibration", now: 0, sample: sample.id });
  for (const criterion of page.criteria) {
    for (const { id, hash } of criterion.signals) {
      if (!own(sample.ticks, id)?.shown) continue;
      attempt = apply(attempt, { type: "tick", criterion: criterion.id, signal: id, hash }, 0);
    }
  }
  return attempt;
};

/** After Compare, nothing ticked means that nothing was shown. */
const levelText = (level: string | null | undefined): string => (level && level !== "none" ? level : "no level");

const levelsTable = (mine: Score, theirs: Score): HTMLElement => {
  const rows = mine.criteria.map(({ title, level, rank }, index) => {
    const author = theirs.criteria[index];
    return make(
      "tr",
      { "data-differs": rank !== author?.rank },
      rowHead(title),
      make("td", {}, levelText(level)),
      make("td", {}, levelText(author?.level)),
    );
  });
  return make(
    "table",
    {},
    make("caption", {}, "Level by criterion"),
    tableHead(["Criterion", "You", "Author"]),
    make("tbody", {}, rows),
  );
};

const group = (title: string, rows: ComparisonRow[]): HTMLElement[] => {
  if (rows.length === 0) return [];
  const items = rows.map(({ signal, why }) =>
    make("li", {}, make("span", { class: "cb-level" }, signal.level), ` ${signal.text}. `, make("em", {}, why)),
  );
  return [make("div", {}, make("h3", {}, title), make("ul", {}, items))];
};

export const calibrationSummary = (
  page: CaseData,
  sample: Sample,
  attempt: Attempt,
  { text, rows }: SampleComparison,
): HTMLElement[] => {
  const mine = scoreAttempt(page, attempt);
  const theirs = scoreAttempt(page, authorsAttempt(page, sample));
  const levels = `Your ticks come to ${overallLevel(mine)}; the author judged this answer to be at ${sample.level}.`;
  const judged = (judgement: ComparisonRow["judgement"]) => rows.filter((row) => row.judgement === judgement);
  return [
    make("p", {}, `${text}.`),
    make("p", {}, levels),
    levelsTable(mine, theirs),
    ...group("Ticked by you, missed according to the author", judged("generous")),
    ...group("Shown according to the author, not ticked by you", judged("strict")),
  ];
};
