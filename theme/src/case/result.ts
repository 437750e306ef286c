/*
 * The result of an attempt: one verdict per level, what is not scored, and the first gap with what trains it.
 * Input: the score of the visit's attempt. Output: text and links; a new attempt, a filled scorecard.
 * Must not: score (core/scoring.ts does).
 */
import type { Attempt } from "../core/attempt.ts";
import { sidebarMarks } from "../core/marks.ts";
import type { CaseData } from "../core/page-data.ts";
import { reconcile } from "../core/reconcile.ts";
import { type Gap, reasonText, type Score, scoreAttempt, type Verdict } from "../core/scoring.ts";
import { formatDateTime, kindName, percent } from "../core/words.ts";
import { pathOfCase } from "../elements/case-address.ts";
import { button } from "../page/controls.ts";
import { link, make } from "../page/dom.ts";
import type { Store } from "../store/storage.ts";
import type { CreateCasePart } from "./context.ts";
import { keptAside } from "./kept-aside.ts";

/** `isWhole`: every criterion is scored. */
const verdictItem = ({ level, verdict, share, points, weight }: Verdict, isWhole: boolean): HTMLElement => {
  const shareText = `: ${percent(share ?? 0)} of the weight is at ${level} (${points} of ${weight})`;
  return make(
    "li",
    { "data-verdict": verdict ?? "none" },
    make("span", { class: "cb-level" }, level),
    " ",
    make("strong", {}, verdict ?? "not scored"),
    verdict && !isWhole && " so far",
    share !== null && make("span", { class: "cb-share" }, shareText),
  );
};

const gapSection = ({ id, title, level, training }: Gap, { criteria }: Score): HTMLElement => {
  const criterion = criteria.find((score) => score.id === id);
  const why = criterion ? `${reasonText(criterion)}.` : "";
  return make(
    "div",
    {},
    make("p", {}, make("strong", {}, "First gap: "), `${title}, at ${level}. `, why),
    training &&
      make(
        "p",
        {},
        training.kind === "drill" ? "Next drill: " : "Next case: ",
        make("a", { href: link(training.path) }, training.title),
      ),
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

/** The pages of cases that the reader has finished or scored. */
const donePaths = (store: Store): string[] =>
  Object.entries(sidebarMarks(store.list()))
    .filter(([, { state }]) => state !== "started")
    .map(([id]) => pathOfCase(id));

const bodyOf = (attempt: Attempt, page: CaseData, store: Store): (HTMLElement | null)[] => {
  const score = scoreAttempt(page, attempt, donePaths(store));
  const { scored, unscored, gap } = score;
  const intro = `Your ${kindName(attempt.kind)} on ${formatDateTime(attempt.startedAt)}`;
  const verdicts = score.verdicts.map((verdict) => verdictItem(verdict, unscored.length === 0));
  const missing = `${unscored.map(({ title }) => title).join(", ")}.`;
  return [
    make("p", { class: "cb-muted" }, intro),
    make("ul", { class: "cb-verdict-list" }, verdicts),
    scored ? null : make("p", {}, "Nothing is scored yet: tick the signals that you showed, under each criterion."),
    scored && unscored.length > 0
      ? make("p", {}, make("strong", {}, "Not scored, which is not zero: "), missing)
      : null,
    gap && gapSection(gap, score),
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
  const filled = button("Print filled scorecard", () => context.printScorecard(true));
  const section = make(
    "section",
    { class: "cb-result", "aria-label": "Result", hidden: true },
    make("h2", {}, "Result"),
    body,
    make("div", { class: "cb-actions" }, filled, again),
  );
  outcome.append(section);
  context.removeAtEnd(section);
  let drawn = "";

  const draw = () => {
    const { attempt, mode, store } = visit;
    section.hidden = !attempt || mode === "practice" || mode === "calibrate";
    if (section.hidden || !attempt) return;
    const key = `${attempt.id} ${attempt.updatedAt}`;
    if (key === drawn) return;
    drawn = key;
    body.replaceChildren(...bodyOf(attempt, page, store).filter((element) => element !== null));
  };
  return { draw };
};
