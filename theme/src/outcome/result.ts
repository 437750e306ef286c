/*
 * The result of an attempt: a scale per level with the verdict on it, what is not scored, the first gap with what trains
 * it, the reader's own guess next to it, and what changed since the last attempt.
 * Input: the score of the visit's attempt. Output: text and links; a new attempt, a filled scorecard.
 * Must not: score (core/scoring.ts does); say anything by a color or a place alone.
 */

import type { CaseContext, CreateCasePart } from "../case/context.ts";
import { type Attempt, isScored } from "../core/attempt.ts";
import type { CaseData, Round } from "../core/page-data.ts";
import { reconcile } from "../core/reconcile.ts";
import { type Gap, reasonText, type Score, scoreAttempt, type Verdict } from "../core/scoring.ts";
import { formatDate, formatDateTime, kindName, levelText, percent } from "../core/words.ts";
import { button } from "../page/controls.ts";
import { showEverything } from "../page/depths.ts";
import { link, make } from "../page/dom.ts";
import { keptAside } from "./kept-aside.ts";
import { fillSheet } from "./sheets.ts";

/** Where each verdict begins, on a line from nothing to everything, and where this one is. */
const scale = (share: number, { verdicts: { weakNo, weakYes, strongYes } }: Round): HTMLElement => {
  const bounds = [0, weakNo, weakYes, strongYes, 1];
  const names = ["definite no", "weak no", "weak yes", "strong yes"];
  const zones = names.map((name, index) => {
    const zone = make("span", {}, make("span", {}, name));
    zone.style.inlineSize = `${((bounds[index + 1] ?? 1) - (bounds[index] ?? 0)) * 100}%`;
    return zone;
  });
  const marker = make("span", { class: "cb-scale-marker" }, "▼");
  marker.style.insetInlineStart = `${share * 100}%`;
  return make("div", { class: "cb-scale", "aria-hidden": "true" }, marker, zones);
};

/** `isWhole`: every criterion is scored. */
const verdictItem = (
  { level, verdict, outlook, share, points, weight }: Verdict,
  isWhole: boolean,
  round: Round,
): HTMLElement => {
  const shareText = `: ${percent(share ?? 0)} of the weight is at ${level} (${points} of ${weight})`;
  return make(
    "li",
    { "data-verdict": verdict ?? "none" },
    make("span", { class: "cb-level" }, level),
    " ",
    make("strong", {}, verdict ? outlook : "not scored"),
    verdict && !isWhole && " so far",
    share !== null && make("span", { class: "cb-share" }, shareText),
    share !== null && scale(share, round),
  );
};

/** What the reader thought before any answer was in sight, next to what the score says. */
const guessText = ({ weakest, kind }: Attempt, gap: Gap | null, page: CaseData): string => {
  const guessed = page.criteria.find(({ id }) => id === weakest?.criterion);
  if (!guessed) return "";
  const whose = kind === "interview" ? "the candidate’s" : "your";
  if (guessed.id === gap?.id) return `You named this as ${whose} weakest part.`;
  return `You named ${guessed.title} as ${whose} weakest part.`;
};

const gapSection = (context: CaseContext, gap: Gap, { criteria }: Score): HTMLElement => {
  const { id, title, level, training } = gap;
  const criterion = criteria.find((score) => score.id === id);
  const why = criterion ? `${reasonText(criterion)}. ` : "";
  const read = button(`Read the answer: ${title}`, () => {
    context.visit.see("read");
    showEverything(context.host);
    context.goToCriterion(id);
  });
  return make(
    "div",
    { class: "cb-gap" },
    make("p", {}, make("strong", {}, "First gap: "), `${title}, at ${level}. `, why),
    make(
      "div",
      { class: "cb-actions" },
      training &&
        make(
          "span",
          {},
          training.kind === "drill" ? "Next drill: " : "Next case: ",
          make("a", { href: link(training.path) }, training.title),
        ),
      read,
    ),
  );
};

/** What the level of each criterion was in the last attempt before this one that was scored. */
const changeSection = ({ visit, page }: CaseContext, attempt: Attempt, score: Score): HTMLElement | null => {
  const isEarlier = (other: Attempt) =>
    other.id !== attempt.id &&
    other.startedAt < attempt.startedAt &&
    (other.kind === "interview") === (attempt.kind === "interview") &&
    other.kind !== "calibration" &&
    isScored(other);
  const [last] = visit
    .mine()
    .filter(isEarlier)
    .sort((a, b) => b.startedAt - a.startedAt);
  if (!last || !score.scored) return null;
  const before = scoreAttempt(page, last);
  const changes = score.criteria.flatMap(({ title, level, rank, scored }, index) => {
    const then = before.criteria[index];
    if (!scored || !then?.scored || then.rank === rank) return [];
    const way = rank > then.rank ? "up" : "down";
    return [make("li", {}, `${title}: ${way} from ${levelText(then.level)} to ${levelText(level)}`)];
  });
  const since = `Since ${attempt.kind === "interview" ? "the last interview" : "your last attempt"}, on ${formatDate(last.startedAt)}: `;
  const none = "no level changed in the criteria scored both times.";
  return make(
    "div",
    { class: "cb-since" },
    make("p", {}, make("strong", {}, since), changes.length === 0 && none),
    changes.length > 0 && make("ul", {}, changes),
  );
};

const rewordedSection = (attempt: Attempt, page: CaseData): HTMLElement | null => {
  const { reworded } = reconcile(attempt, page);
  if (reworded.length === 0) return null;
  const items = reworded.map(({ text }) => make("li", {}, text));
  return make(
    "div",
    {},
    make("p", {}, make("strong", {}, "Re-score: "), "the text of these signals changed since you ticked them."),
    make("ul", {}, items),
  );
};

const bodyOf = (context: CaseContext, attempt: Attempt): (HTMLElement | null)[] => {
  const { page } = context;
  const score = context.result();
  const { scored, unscored, gap } = score;
  const intro = `Your ${kindName(attempt.kind)} on ${formatDateTime(attempt.startedAt)}`;
  const verdicts = score.verdicts.map((verdict) => verdictItem(verdict, unscored.length === 0, page.round));
  const missing = `${unscored.map(({ title }) => title).join(", ")}. `;
  const guess = guessText(attempt, gap, page);
  const why = attempt.weakest?.why ?? "";
  const scoreRest = () => button(scored ? "Score the rest" : "Score it", () => context.score());
  return [
    make("p", { class: "cb-quiet" }, intro),
    make("ul", { class: "cb-verdict-list" }, verdicts),
    scored ? null : make("p", {}, "Nothing is scored yet: tick the signals that were shown. ", scoreRest()),
    scored && unscored.length > 0
      ? make("p", {}, make("strong", {}, "Not scored, which is not zero: "), missing, scoreRest())
      : null,
    gap && gapSection(context, gap, score),
    guess || why ? make("p", { class: "cb-guess" }, guess, " ", why && make("q", { class: "cb-written" }, why)) : null,
    changeSection(context, attempt, score),
    rewordedSection(attempt, page),
    keptAside(attempt, page),
  ];
};

export const resultSection: CreateCasePart = (context) => {
  const { outcome, page, visit } = context;
  const body = make("div");
  const again = button("New attempt", () => {
    visit.close();
    context.focus("cb-toolbar");
  });
  context.fillSheet = (sheet) => {
    if (visit.attempt) fillSheet(sheet, page, visit.attempt, visit.now());
  };
  const filled = button("Print filled scorecard", () => context.printScorecard(context.fillSheet));
  const section = make(
    "section",
    { class: "cb-result", "aria-label": "Result", hidden: true },
    make("h2", { tabindex: "-1" }, "Result"),
    body,
    make("div", { class: "cb-actions" }, filled, again),
  );
  outcome.append(section);
  context.removeAtEnd(section);
  let drawn = "";

  const draw = () => {
    const { attempt, mode } = visit;
    section.hidden = !attempt || !["read", "result"].includes(mode);
    if (section.hidden || !attempt) return;
    const key = `${attempt.id} ${attempt.updatedAt}`;
    if (key === drawn) return;
    drawn = key;
    body.replaceChildren(...bodyOf(context, attempt).filter((element) => element !== null));
  };
  return { draw };
};
