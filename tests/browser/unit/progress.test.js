import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { sidebarMarks } from "../../../theme/src/core/marks.ts";
import { aggregate, countedAttempts } from "../../../theme/src/core/progress.ts";
import {
  attempt,
  criterion,
  DAY,
  effort,
  frozen,
  MINUTE,
  NOON,
  page,
  play,
  seeded,
  someAction,
  tick,
} from "./fixtures.js";

const training = [
  { kind: "case", title: "Other", path: "cases/other.html" },
  { kind: "drill", title: "Drill", path: "drills/one.html" },
];
const data = () => {
  const { round, criteria, case: one } = page();
  const trained = criteria.map((each) => ({ ...each, training }));
  return {
    format: 1,
    book: "book",
    rounds: [round, { ...round, id: "coding", title: "Coding" }, { ...round, id: "empty", title: "Without cases" }],
    cases: [
      { ...one, round: "design", criteria: trained },
      {
        id: "other",
        title: "Other",
        path: "cases/other.html",
        round: "design",
        criteria: [trained[0], criterion("extra", { e1: "L5" })],
      },
      {
        id: "graph",
        title: "Graph",
        path: "cases/graph.html",
        round: "coding",
        criteria: [criterion("code", { g1: "L5", g2: "L6" }, { weight: 2 })],
      },
    ],
  };
};
const L5 = ["a1", "a2", "a3"];
const L6 = [...L5, "b1", "b2"];
const on = (day, more = {}) => attempt({ startedAt: NOON + day * DAY, updatedAt: NOON + day * DAY, ...more });

test("with no attempts everything is there and empty", () => {
  const { empty, heat, trend, overBudget, weakest, bias, attempts } = aggregate(data(), [], NOON);
  assert.deepEqual(
    [empty, trend, overBudget, weakest, attempts, bias.rate, bias.text],
    [true, [], [], null, [], null, "No calibration yet"],
  );
  assert.deepEqual(
    heat.map(({ round, columns, rows }) => [round.id, columns.map(({ id }) => id), rows.map((row) => row.case.id)]),
    [
      ["design", ["set-up", "data", "extra"], ["autocomplete", "other"]],
      ["coding", ["code"], ["graph"]],
    ],
  );
});

test("a cell has a level, a number and a shape; not scored and not part of the case are neither zero", () => {
  const some = tick(on(0), L5);
  const [row] = aggregate(data(), [some], NOON).heat[0].rows;
  assert.deepEqual(
    row.cells.map(({ value, rank, symbol, label, absent }) => [value, rank, symbol, label, absent]),
    [
      ["L5", 1, "◑", "L5", false],
      [null, null, "–", "not scored", false],
      [null, null, "", "not part of this case", true],
    ],
  );
  const cell = (ticks) => aggregate(data(), [tick(on(0), ticks)], NOON).heat[0].rows[0].cells[0];
  assert.deepEqual(
    [cell(["a2"]).value, cell(["a2"]).rank, cell(["a2"]).symbol, cell(["a2"]).label],
    ["none", 0, "○", "no level"],
  );
  assert.deepEqual([cell(L6).value, cell(L6).symbol], ["L6", "●"]);
});

test("the heat map shows the latest scored attempt of a case, not a later one without a score", () => {
  const old = tick(on(0), L6);
  const newer = tick(on(1), L5);
  const bare = on(2);
  const [row] = aggregate(data(), [bare, newer, old], NOON).heat[0].rows;
  assert.deepEqual([row.cells[0].value, row.attempt, row.attempts], ["L5", newer.id, 3]);
});

test("editing an old attempt does not make it the latest", () => {
  const old = play(tick(on(0), L6), [{ type: "notes", criterion: "data", text: "later thought" }, 60 * 24 * 9]);
  const newer = tick(on(1), L5);
  assert.equal(aggregate(data(), [newer, old], NOON).heat[0].rows[0].cells[0].value, "L5");
});

test("a reworded signal marks its cell", () => {
  const some = play(tick(on(0), L5), [{ type: "tick", criterion: "set-up", signal: "a4", hash: "before" }, 9]);
  assert.equal(aggregate(data(), [some], NOON).heat[0].rows[0].cells[0].reworded, 1);
});

test("the trend has one point for each scored attempt, in order of time, with the share of each level", () => {
  const one = tick(on(3), L5);
  const two = tick(on(1, { finishedAt: NOON + DAY + 5 }), [...L6, "c1", "d1"]);
  const { trend } = aggregate(data(), [one, on(2), two], NOON);
  assert.deepEqual(
    trend.map(({ attempt: id, at, verdicts, unscored }) => [id, at, verdicts.map(({ share }) => share), unscored]),
    [
      [two.id, NOON + DAY + 5, [1, 1], 0],
      [one.id, NOON + 3 * DAY, [0.5, 0], 1],
    ],
  );
});

test("the trend goes by when an attempt was finished", () => {
  const long = tick(on(1, { finishedAt: NOON + 5 * DAY }), L5);
  const short = tick(on(2, { finishedAt: NOON + 3 * DAY }), L5);
  assert.deepEqual(
    aggregate(data(), [long, short], NOON).trend.map(({ attempt: id }) => id),
    [short.id, long.id],
  );
});

test("minutes over budget are the mean over finished attempts, worst criterion first", () => {
  const run = (minutes) =>
    play(
      attempt(),
      [{ type: "start", criterion: "set-up" }, 0],
      [{ type: "next", criterion: "data" }, minutes],
      [{ type: "finish" }, minutes + 25],
    );
  const { overBudget } = aggregate(data(), [run(14), run(8)], NOON);
  assert.deepEqual(
    overBudget.map(({ criterion: id, attempts, total, mean }) => [id, attempts, total / MINUTE, mean / MINUTE]),
    [
      ["data", 2, 30, 15],
      ["set-up", 2, 4, 2],
    ],
  );
});

test("attempts that run, have no clock or never started it say nothing about budgets", () => {
  const started = [{ type: "start", criterion: "set-up" }, 0];
  const some = [
    play(attempt(), started),
    play(attempt(), [{ type: "clock", on: false }, 0], started, [{ type: "finish" }, 90]),
    play(attempt(), [{ type: "finish" }, 90]),
  ];
  assert.deepEqual(aggregate(data(), some, NOON + DAY).overBudget, []);
});

test("the weakest criterion is the lowest on average, with a link to a case not done yet", () => {
  const { weakest } = aggregate(data(), [tick(on(0), [...L6, "c1"])], NOON);
  assert.deepEqual([weakest.criterion, weakest.mean, weakest.training.path], ["data", 0.5, "cases/other.html"]);
});

test("its link is to a drill once the case was scored, and unscored criteria are not weak", () => {
  const other = tick({ ...on(1), case: "other" }, L5, { ...page() });
  const { weakest } = aggregate(data(), [tick(on(0), L5), other], NOON);
  assert.deepEqual([weakest.criterion, weakest.training.path], ["set-up", "drills/one.html"]);
});

test("among equally weak criteria the heavier is named, and none when all is attained", () => {
  const graph = play({ ...on(1), case: "graph" }, [{ type: "tick", criterion: "code", signal: "g2", hash: "h" }, 1]);
  const { weakest } = aggregate(data(), [tick(on(0), ["a2"]), graph], NOON);
  assert.deepEqual([weakest.criterion, weakest.mean, weakest.training], ["code", 0, null]);
  assert.equal(aggregate(data(), [tick(on(0), L6)], NOON).weakest, null);
});

test("the running bias sums calibrations, and they count for nothing else", () => {
  const calibrated = (agree, generous, strict) =>
    play(tick(attempt({ kind: "calibration" }), L6), [{ type: "compared", agree, generous, strict }, 5]);
  const { bias, heat, trend, attempts } = aggregate(
    data(),
    [calibrated(5, 3, 1), calibrated(5, 2, 0), attempt({ kind: "calibration" })],
    NOON,
  );
  assert.deepEqual(bias, {
    attempts: 2,
    agree: 10,
    generous: 5,
    strict: 1,
    judged: 16,
    bias: 4,
    rate: 0.25,
    text: "Too generous by 4 of 16 signals net",
  });
  assert.deepEqual(
    [heat[0].rows[0].attempts, heat[0].rows[0].cells[0].value, trend, attempts.length],
    [0, null, [], 3],
  );
  assert.equal(aggregate(data(), [calibrated(1, 0, 2)], NOON).bias.text, "Too strict by 2 of 3 signals net");
  assert.equal(aggregate(data(), [calibrated(0, 0, 0)], NOON).bias.text, "No calibration yet");
  assert.equal(aggregate(data(), [calibrated(4, 1, 1)], NOON).bias.text, "No bias over 6 signals");
});

test("attempts on a case that left the book are listed with their time, and scored nowhere", () => {
  const gone = tick({ ...on(5), case: "gone" }, L6);
  const { attempts, heat, trend, empty } = aggregate(data(), [gone, on(0)], NOON);
  assert.deepEqual(
    attempts.map(({ attempt: { id }, case: name, score }) => [id, name?.id ?? null, score?.scored ?? null]),
    [
      [gone.id, null, null],
      [attempts[1].attempt.id, "autocomplete", false],
    ],
  );
  assert.deepEqual([heat[0].rows[0].cells[0].value, trend, empty], [null, [], false]);
});

test("a case whose round left the book is treated like a case that left it", () => {
  const without = data();
  without.rounds = without.rounds.filter(({ id }) => id !== "design");
  assert.equal(aggregate(without, [tick(on(0), L6)], NOON).attempts[0].case, null);
});

test("interviews are counted unless the reader says otherwise, and nothing else is left out", () => {
  const all = ["practice", "score", "interview", "calibration"].map((kind) => attempt({ kind }));
  assert.equal(countedAttempts(all, true), all);
  assert.deepEqual(
    countedAttempts(all, false).map(({ kind }) => kind),
    ["practice", "score", "calibration"],
  );
});

test("sidebar marks tell started, finished and scored apart, the best of all attempts", () => {
  const marks = sidebarMarks([
    attempt(),
    { ...attempt(), case: "done", finishedAt: 0 },
    { ...attempt(), case: "done" },
    { ...tick(attempt(), ["a1"]), case: "good" },
    { ...attempt(), case: "good" },
    { ...attempt({ kind: "calibration" }), case: "sample" },
    { ...play(attempt(), [{ type: "override", criterion: "data", level: "none", reason: "" }, 1]), case: "by hand" },
  ]);
  assert.deepEqual(marks, {
    autocomplete: { state: "started", attempts: 1, text: "started, 1 attempt" },
    done: { state: "finished", attempts: 2, text: "practised, 2 attempts" },
    good: { state: "scored", attempts: 2, text: "scored, 2 attempts" },
    "by hand": { state: "scored", attempts: 1, text: "scored, 1 attempt" },
  });
});

test("shapes tell any number of levels apart at both ends", () => {
  const levels = ["L3", "L4", "L5", "L6", "L7"];
  const wide = data();
  wide.rounds[0].levels = levels;
  const symbols = ["none", ...levels].map(
    (level) =>
      aggregate(wide, [play(on(0), [{ type: "override", criterion: "set-up", level, reason: "" }, 1])], NOON).heat[0]
        .rows[0].cells[0].symbol,
  );
  assert.deepEqual([symbols[0], symbols[5]], ["○", "●"]);
  assert.ok(symbols.slice(1, 5).every((symbol) => !"○●".includes(symbol)));
});

test("500 attempts are summed up in at most 20 times what reading them takes, and none is changed", () => {
  const random = seeded(1);
  const wide = data();
  wide.cases = Array.from({ length: 24 }, (_, n) => ({
    ...wide.cases[0],
    id: `case-${n}`,
    path: `cases/${n}.html`,
    criteria: Array.from({ length: 7 }, (_, k) =>
      criterion(
        `c${k}`,
        Object.fromEntries(Array.from({ length: 10 }, (_, s) => [`s${k}-${s}`, random.choose(["L5", "L5!", "L6"])])),
      ),
    ),
  }));
  const many = frozen(
    Array.from({ length: 500 }, (_, n) => {
      let some = on(n, { case: `case-${n % 24}` });
      for (let k = 0; k < 40; k += 1) {
        const { criterion: where, ...action } = someAction(random);
        some = apply(
          some,
          {
            ...action,
            ...(where && { criterion: `c${random.below(7)}` }),
            ...(action.signal && { signal: `s${random.below(7)}-${random.below(10)}` }),
          },
          NOON + n * DAY + k * MINUTE,
        );
      }
      return some;
    }),
  );
  const took = effort(() => assert.equal(aggregate(wide, many, NOON + 600 * DAY).attempts.length, 500));
  const text = JSON.stringify(many);
  const reading = effort(() => JSON.parse(text));
  assert.ok(took < 20 * reading, `${took} ms, and ${reading} ms to read them`);
});
