import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { doneCases, isOwn, sidebarMarks } from "../../../theme/src/core/marks.ts";
import { aggregate } from "../../../theme/src/core/progress.ts";
import { scoreAttempt } from "../../../theme/src/core/scoring.ts";
import { levelMark } from "../../../theme/src/progress/level-mark.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import {
  attempt,
  criterion,
  DAY,
  disk,
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

test("a cell has a level, a number and words; not scored and not part of the case are neither zero", () => {
  const some = tick(on(0), L5);
  const [row] = aggregate(data(), [some], NOON).heat[0].rows;
  assert.deepEqual(
    row.cells.map(({ value, rank, label, absent }) => [value, rank, label, absent]),
    [
      ["L5", 1, "L5", false],
      [null, null, "not scored", false],
      [null, null, "not part of this case", true],
    ],
  );
  const cell = (ticks) => aggregate(data(), [tick(on(0), ticks)], NOON).heat[0].rows[0].cells[0];
  assert.deepEqual([cell(["a2"]).value, cell(["a2"]).rank, cell(["a2"]).label], ["none", 0, "no level"]);
  assert.deepEqual([cell(L6).value, cell(L6).rank], ["L6", 2]);
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

test("the first gap is the criterion that is lowest on average, with a link to a case not done yet", () => {
  const { weakest } = aggregate(data(), [tick(on(0), [...L6, "c1"])], NOON);
  assert.deepEqual([weakest.criterion, weakest.mean, weakest.training.path], ["data", 0.5, "cases/other.html"]);
  assert.deepEqual(
    [weakest.level, weakest.cases.map((one) => [one.case.id, one.level])],
    ["L6", [["autocomplete", "L5"]]],
  );
});

test("its link is to a drill once the case was scored, and unscored criteria are not weak", () => {
  const other = tick({ ...on(1), case: "other" }, L5, { ...page() });
  const { weakest } = aggregate(data(), [tick(on(0), L5), other], NOON);
  assert.deepEqual([weakest.criterion, weakest.training.path], ["set-up", "drills/one.html"]);
  assert.deepEqual(
    weakest.cases.map((one) => [one.case.id, one.level]),
    [
      ["autocomplete", "L5"],
      ["other", "L5"],
    ],
  );
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

test("interviews are not the reader's own unless the reader says so, and nothing else is left out", () => {
  const kinds = ["practice", "score", "interview", "calibration"];
  const own = (countInterviews) => kinds.filter((kind) => isOwn(attempt({ kind }), countInterviews));
  assert.deepEqual(own(true), kinds);
  assert.deepEqual(own(false), ["practice", "score", "calibration"]);
});

test("the store gives the reader's own by what the reader has chosen, and has chosen before", () => {
  const store = openStore("book", disk().tab());
  store.write(tick(attempt(), L5));
  store.write(attempt({ kind: "interview", startedAt: NOON - 1 }));
  const kinds = () => store.own().map(({ kind }) => kind);
  assert.deepEqual(kinds(), ["practice"]);
  store.settings.set("countInterviews", true);
  assert.deepEqual(kinds(), ["practice", "interview"]);
  store.settings.set("countInterviews", false);
  assert.deepEqual(kinds(), ["practice"]);
});

test("an attempt that is not the reader's own is listed with its score, and counted nowhere", () => {
  const guessed = [{ type: "weakest", criterion: "data" }, 3];
  const given = play(tick(on(1, { kind: "interview" }), [...L6, "c1"]), guessed);
  const mine = tick(on(0), L5);
  const { heat, trend, weakest, guesses, attempts } = aggregate(data(), [mine, given], NOON, (one) =>
    isOwn(one, false),
  );
  assert.deepEqual(
    attempts.map(({ attempt: { id }, score }) => [id, score.scored]),
    [
      [given.id, true],
      [mine.id, true],
    ],
  );
  assert.deepEqual([heat[0].rows[0].attempt, trend.length, weakest.criterion, guesses], [mine.id, 1, "set-up", []]);
  const alone = aggregate(data(), [given], NOON, (one) => isOwn(one, false));
  assert.deepEqual([alone.weakest, alone.trend, alone.empty], [null, [], false]);
});

test("a guess is set against the first gap of its score, in order of time, and only where there are both", () => {
  const guess = (day, criterion, ticks) =>
    play(tick(on(day), ticks), [{ type: "weakest", criterion, why: "felt so" }, 3]);
  const some = [
    guess(4, "data", [...L6, "c1"]),
    guess(2, "set-up", [...L6, "c1"]),
    guess(3, "data", [...L6, "c1", "d1"]), // all attained
    guess(5, "data", []), // not scored
    guess(6, "left-the-case", L5),
    play(tick(on(7), L5), [{ type: "weakest", why: "no criterion" }, 3]),
  ];
  const { guesses, attempts } = aggregate(data(), some, NOON);
  assert.deepEqual(
    guesses.map(({ at, right }) => [(at - NOON) / DAY, right]),
    [
      [2, false],
      [4, true],
    ],
  );
  assert.deepEqual(
    attempts.map(({ guess: one }) => one),
    [null, null, null, { title: "Title of data", right: true }, null, { title: "Title of set-up", right: false }],
  );
});

test("of any attempts, the list names the gap and the training that each case names", () => {
  const random = seeded(7);
  for (let round = 0; round < 60; round += 1) {
    const where = data();
    const attempts = Array.from({ length: 1 + random.below(6) }, (_, day) => {
      const one = random.choose(where.cases);
      const names = one.criteria.flatMap(({ signals }) => signals.map(({ id }) => id));
      const kind = random.choose(["practice", "score", "interview"]);
      return tick(
        { ...on(day, { kind }), case: one.id },
        names.filter(() => random.below(2) === 0),
        one,
      );
    });
    const countInterviews = random.below(2) === 0;
    const own = attempts.filter((one) => isOwn(one, countInterviews));
    const rows = aggregate(where, attempts, NOON, (one) => isOwn(one, countInterviews)).attempts;
    assert.equal(rows.length, attempts.length);
    for (const { attempt: one, score } of rows) {
      const place = where.cases.find(({ id }) => id === one.case);
      const design = where.rounds.find(({ id }) => id === place.round);
      // As case/context.ts asks for it.
      const done = doneCases(own).map((id) => where.cases.find((each) => each.id === id).path);
      assert.deepEqual(
        score.gap,
        scoreAttempt({ round: design, criteria: place.criteria, case: place }, one, done).gap,
      );
    }
  }
});

test("one case, whatever was scored before: the progress page has the gap of its latest score", () => {
  const random = seeded(11);
  let found = 0;
  for (let round = 0; round < 100; round += 1) {
    const where = data();
    const one = random.choose(where.cases);
    const names = one.criteria.flatMap(({ signals }) => signals.map(({ id }) => id));
    const attempts = Array.from({ length: 1 + random.below(4) }, (_, day) =>
      tick(
        { ...on(day), case: one.id },
        names.filter(() => random.below(3) > 0),
        one,
      ),
    );
    const { weakest, attempts: rows } = aggregate(where, attempts, NOON);
    const gap = rows.find(({ score }) => score.scored)?.score.gap ?? null;
    const shown = weakest && [weakest.criterion, weakest.title, weakest.level, weakest.training];
    assert.deepEqual(shown, gap && [gap.id, gap.title, gap.level, gap.training]);
    if (gap) found += 1;
  }
  assert.ok(found > 30, `${found}`);
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

test("steps tell any number of levels apart, and no level from not scored", () => {
  const element = () => ({
    attributes: {},
    children: [],
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    append(child) {
      this.children.push(child);
    },
  });
  globalThis.document = { createElementNS: (_, name) => Object.assign(element(), { name }) };
  try {
    for (const levels of [1, 2, 5]) {
      const drawn = (rank) =>
        levelMark(rank, levels).children.map(({ name, attributes }) => [name, "data-filled" in attributes]);
      for (let rank = 0; rank <= levels; rank += 1) {
        const steps = Array.from({ length: levels }, (_, index) => ["rect", index < rank]);
        assert.deepEqual(drawn(rank), steps);
      }
      assert.deepEqual(drawn(null), [["path", false]]);
    }
  } finally {
    delete globalThis.document;
  }
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
