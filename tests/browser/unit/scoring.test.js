import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { compareWithAuthor } from "../../../theme/src/core/comparison.ts";
import { aggregate } from "../../../theme/src/core/progress.ts";
import { nextTraining, reasonText, scoreAttempt } from "../../../theme/src/core/scoring.ts";
import { root } from "../where.js";
import { attempt, criterion, frozen, NOON, page, play, seeded, tick } from "./fixtures.js";

const first = (ticks, more = page()) => scoreAttempt(more, tick(attempt(), ticks, more)).criteria[0];
/** A case of criteria, each with one signal at L5 and one at L6, by weight. */
const wide = (weights, round = {}) => {
  const base = page();
  return {
    ...base,
    round: { ...base.round, ...round },
    criteria: weights.map((weight, n) => criterion(`c${n}`, { [`s${n}`]: "L5", [`t${n}`]: "L6" }, { weight })),
  };
};

test("a criterion with nothing ticked and no override is not scored, which is not zero", () => {
  const { level, scored, rank, computed } = first([]);
  assert.deepEqual({ level, scored, rank, computed }, { level: null, scored: false, rank: 0, computed: null });
});

test("a criterion with a tick that attains nothing is scored as none", () => {
  const { level, scored, rank } = first(["a2"]);
  assert.deepEqual({ level, scored, rank }, { level: "none", scored: true, rank: 0 });
});

test("three of five signals reach a pass share of 0.6", () => {
  assert.equal(first(["a1", "a2", "a3"]).level, "L5");
  assert.equal(first(["a1", "a2"]).level, "none");
});

test("the pass share is exact at every fraction", () => {
  for (let total = 1; total <= 40; total += 1) {
    for (let reach = 1; reach <= total; reach += 1) {
      const names = Array.from({ length: total }, (_, n) => `s${n}`);
      const one = {
        ...page(),
        round: { ...page().round, pass: reach / total },
        criteria: [criterion("c", Object.fromEntries(names.map((name) => [name, "L5"])))],
      };
      assert.equal(
        scoreAttempt(one, tick(attempt(), names.slice(0, reach), one)).criteria[0].level,
        "L5",
        `${reach}/${total}`,
      );
      if (reach > 1)
        assert.equal(
          scoreAttempt(one, tick(attempt(), names.slice(0, reach - 1), one)).criteria[0].level,
          "none",
          `${reach - 1}/${total}`,
        );
    }
  }
});

test("a share whose product is not a whole number in floating point asks for no signal too many", () => {
  const names = Array.from({ length: 100 }, (_, n) => `s${n}`);
  const one = {
    ...page(),
    round: { ...page().round, pass: 0.07 },
    criteria: [criterion("c", Object.fromEntries(names.map((name) => [name, "L5"])))],
  };
  assert.equal(scoreAttempt(one, null).criteria[0].levels[0].needed, 7); // 100 * 0.07 is 7.000000000000001
});

test("a missing must-have withholds the level whatever the share", () => {
  assert.equal(first(["a2", "a3", "a4", "a5"]).level, "none");
});

test("a higher level needs the lower one too", () => {
  assert.equal(first(["b1", "b2"]).level, "none");
  assert.equal(first(["a1", "a2", "a3", "b1", "b2"]).level, "L6");
});

test("a share above the must-haves is asked of the higher level too", () => {
  assert.equal(first(["a1", "a2", "a3", "b1"]).level, "L5"); // 1 of 2 is under 0.6
});

test("a level without signals is in nobody's way and nobody attains it", () => {
  const onlyL6 = { ...page(), criteria: [criterion("c", { x: "L6" })] };
  assert.equal(first(["x"], onlyL6).level, "L6");
  const onlyL5 = { ...page(), criteria: [criterion("c", { x: "L5" })] };
  assert.equal(first(["x"], onlyL5).level, "L5");
  assert.equal(first(["x"], onlyL5).reason, null);
});

test("an override replaces what the ticks say, in both directions, and scores a criterion without ticks", () => {
  const by = (level, ticks) =>
    scoreAttempt(
      page(),
      play(tick(attempt(), ticks), [{ type: "override", criterion: "set-up", level, reason: "why" }, 2]),
    ).criteria[0];
  assert.deepEqual([by("L6", ["a1"]).level, by("L6", ["a1"]).computed, by("L6", ["a1"]).rank], ["L6", "none", 2]);
  assert.deepEqual([by("none", ["a1", "a2", "a3"]).level, by("none", ["a1", "a2", "a3"]).computed], ["none", "L5"]);
  assert.deepEqual([by("none", []).level, by("none", []).scored], ["none", true]);
});

test("an override to a level that the round no longer has does not count", () => {
  const old = play(tick(attempt(), ["a1", "a2", "a3"]), [
    { type: "override", criterion: "set-up", level: "L7", reason: "" },
    2,
  ]);
  assert.equal(scoreAttempt(page(), old).criteria[0].level, "L5");
});

test("a reworded signal still counts and is named", () => {
  const old = play(tick(attempt(), ["a1", "a2"]), [
    { type: "tick", criterion: "set-up", signal: "a3", hash: "before" },
    2,
  ]);
  const { level, reworded } = scoreAttempt(page(), old).criteria[0];
  assert.deepEqual([level, reworded], ["L5", ["a3"]]);
});

test("a tick on a signal that the case no longer has counts for nothing", () => {
  const old = play(attempt(), [{ type: "tick", criterion: "set-up", signal: "gone", hash: "x" }, 2]);
  assert.equal(scoreAttempt(page(), old).criteria[0].scored, false);
});

test("a tick follows its signal into another criterion", () => {
  const old = play(attempt(), [{ type: "tick", criterion: "data", signal: "a1", hash: "hash-of-a1" }, 2]);
  assert.deepEqual(
    scoreAttempt(page(), old).criteria.map(({ scored }) => scored),
    [true, false],
  );
});

test("names from Object.prototype are ids like any others", () => {
  const odd = { ...page(), criteria: [criterion("constructor", { toString: "L5", valueOf: "L5" })] };
  assert.equal(scoreAttempt(odd, attempt()).criteria[0].scored, false);
  assert.equal(first(["toString", "valueOf"], odd).level, "L5");
});

test("the reason names the missing must-haves and what is missing besides them", () => {
  const { reason } = first(["a2"]);
  assert.deepEqual(
    [reason.level, reason.missing.map(({ id }) => id), reason.ticked, reason.needed, reason.total, reason.more],
    ["L5", ["a1"], 1, 3, 5, 1],
  );
});

test("the reason in words is true in each case", () => {
  assert.equal(reasonText(first([])), "Not scored: nothing is ticked");
  assert.equal(
    reasonText(first(["a2"])),
    "L5 still needs the must-have “Says a1” and 1 other signal (1 of 5 ticked, 3 needed)",
  );
  assert.equal(reasonText(first(["a1"])), "L5 still needs 2 signals (1 of 5 ticked, 3 needed)");
  assert.equal(reasonText(first(["a2", "a3"])), "L5 still needs the must-have “Says a1” (2 of 5 ticked, 3 needed)");
  assert.equal(reasonText(first(["a1", "a2", "a3", "b1", "b2"])), "Every level is attained");
  const byHand = (ticks) =>
    reasonText(
      scoreAttempt(
        page(),
        play(tick(attempt(), ticks), [{ type: "override", criterion: "set-up", level: "L6", reason: "" }, 2]),
      ).criteria[0],
    );
  assert.deepEqual(
    [byHand([]), byHand(["a2"])],
    [
      "Set by hand; the ticks say nothing. L5 still needs the must-have “Says a1” and 2 other signals (0 of 5 ticked, 3 needed)",
      "Set by hand; the ticks say none. L5 still needs the must-have “Says a1” and 1 other signal (1 of 5 ticked, 3 needed)",
    ],
  );
});

test("each verdict begins exactly at its threshold", () => {
  // 20 criteria of equal weight: 17/20 is 0.85, 12/20 is 0.6, 7/20 is 0.35.
  const twenty = wide(Array(20).fill(1));
  const at = (n) =>
    scoreAttempt(
      twenty,
      tick(
        attempt(),
        Array.from({ length: n }, (_, k) => `s${k}`),
        twenty,
      ),
    ).verdicts[0].verdict;
  assert.deepEqual([20, 17, 16, 12, 11, 7, 6, 1].map(at), [
    "strong yes",
    "strong yes",
    "weak yes",
    "weak yes",
    "weak no",
    "weak no",
    "definite no",
    "definite no",
  ]);
});

test("a threshold in fractional weights is not missed by floating point", () => {
  const tenths = wide([0.1, 0.2, 0.3, 0.4]); // 0.1 + 0.2 + 0.3 is 0.6000000000000001, the sum 1; 0.2 + 0.4 is 0.6000000000000001
  const { share, verdict } = scoreAttempt(tenths, tick(attempt(), ["s0", "s1", "s2"], tenths)).verdicts[0];
  assert.ok(Math.abs(share - 0.6) < 1e-9);
  assert.equal(verdict, "weak yes");
  const thirds = wide([0.7, 0.1, 0.2], { verdicts: { strongYes: 0.8, weakYes: 0.6, weakNo: 0.35 } }); // 0.7 + 0.1 is 0.7999999999999999
  assert.equal(scoreAttempt(thirds, tick(attempt(), ["s0", "s1"], thirds)).verdicts[0].verdict, "strong yes");
});

test("weights count, and a higher level counts for the lower", () => {
  const three = wide([3, 1, 1]);
  const { verdicts } = scoreAttempt(three, tick(attempt(), ["s0", "t0"], three));
  assert.deepEqual(
    verdicts.map(({ level, points, weight, verdict }) => [level, points, weight, verdict]),
    [
      ["L5", 3, 5, "weak yes"],
      ["L6", 3, 5, "weak yes"],
    ],
  );
});

test("a criterion of weight zero changes no verdict, and weights that are no numbers do no harm", () => {
  const none = wide([0, 1]);
  assert.equal(scoreAttempt(none, tick(attempt(), ["s1"], none)).verdicts[0].share, 1);
  for (const odd of [wide([0, 0]), wide([NaN, -1, undefined])]) {
    const { verdicts } = scoreAttempt(odd, tick(attempt(), ["s0"], odd));
    for (const { share } of verdicts) assert.ok(share === null || (share >= 0 && share <= 1));
  }
});

test("unscored criteria do not attain, and the verdict says that they are not scored", () => {
  const five = wide([1, 1, 1, 1, 1]);
  const { verdicts, unscored } = scoreAttempt(five, tick(attempt(), ["s0", "s1", "s2"], five));
  assert.equal(verdicts[0].text, "yes so far: 2 of 5 criteria not scored");
  const one = scoreAttempt(five, tick(attempt(), ["s0"], five));
  assert.equal(one.verdicts[0].text, "open so far: 4 of 5 criteria not scored");
  const fifty = wide(Array(50).fill(1));
  const most = Array.from({ length: 49 }, (_, n) => `s${n}`);
  assert.equal(
    scoreAttempt(fifty, tick(attempt(), most, fifty)).verdicts[0].text,
    "strong yes so far: 1 of 50 criteria not scored",
  );
  assert.deepEqual(
    unscored.map(({ id }) => id),
    ["c3", "c4"],
  );
});

test("with nothing scored there is no verdict, no share and no gap", () => {
  const { verdicts, gap, scored } = scoreAttempt(page(), attempt());
  assert.deepEqual(
    [scored, gap, verdicts.map(({ verdict, share, text }) => [verdict, share, text])],
    [
      false,
      null,
      [
        [null, null, "not scored"],
        [null, null, "not scored"],
      ],
    ],
  );
  assert.deepEqual([scoreAttempt(page(), null).scored, verdicts.some(({ yes }) => yes)], [false, false]);
});

/** The first gap of ticks on criteria with these weights. */
const gapOf = (weights, ticks) => {
  const one = wide(weights);
  const { gap } = scoreAttempt(one, tick(attempt(), ticks, one));
  return gap && [gap.id, gap.level];
};

test("the first gap is the scored criterion that attains least, the heaviest among equals, then the first", () => {
  assert.deepEqual(gapOf([1, 1, 1], ["s0", "t1"]), ["c1", "L5"]);
  assert.deepEqual(gapOf([1, 2, 1], ["s0", "s1", "s2"]), ["c1", "L6"]);
  assert.deepEqual(gapOf([1, 1, 1], ["s0", "s1", "t0"]), ["c1", "L6"]);
  assert.deepEqual(gapOf([1, 1, 1], ["s0", "s1", "s2"]), ["c0", "L6"]);
});

test("a heavy criterion without a level comes before a light one at the lower level, whatever the verdict", () => {
  assert.deepEqual(gapOf([1, 2, 1, 1], ["s0", "t1", "s2", "s3"]), ["c1", "L5"]);
});

test("what is not scored is no gap", () => {
  assert.deepEqual(gapOf([1, 5], ["s0"]), ["c0", "L6"]);
  assert.equal(gapOf([1, 5], ["s0", "t0"]), null);
});

test("the progress page names the same gap as the case, of one attempt", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seeded(seed);
    const weights = [1, 2, 3].map(() => 1 + random.below(3));
    const one = wide(weights);
    const some = tick(
      attempt({ case: one.case.id }),
      ["s0", "t0", "s1", "t1", "s2", "t2"].filter(() => random.below(2) === 0),
      one,
    );
    const data = {
      cases: [{ ...one.case, round: one.round.id, criteria: one.criteria }],
      rounds: [one.round],
      drills: [],
    };
    const { gap } = scoreAttempt(one, some);
    assert.equal(aggregate(data, [some], NOON).weakest?.criterion, gap?.id, `seed ${seed}`);
  }
});

test("the fewest ticks that attain a level are those that the paper asks for", () => {
  const cases = JSON.parse(fs.readFileSync(path.join(root, "tests/fixtures/scoring.json"), "utf8"));
  for (const { pass, signals, musts, needed } of cases) {
    const names = Array.from({ length: signals }, (_, n) => `s${n}`);
    const one = {
      ...page(),
      round: { ...page().round, pass },
      criteria: [criterion("c", Object.fromEntries(names.map((name, n) => [name, n < musts ? "L5!" : "L5"])))],
    };
    const level = (n) => scoreAttempt(one, tick(attempt(), names.slice(0, n), one)).criteria[0].level;
    const what = JSON.stringify({ pass, signals, musts });
    assert.equal(level(needed), "L5", what);
    if (needed > 1) assert.equal(level(needed - 1), "none", what);
  }
  assert.ok(cases.length > 20);
});

test("a whole score has no gap", () => {
  assert.equal(gapOf([1, 1, 1], ["s0", "t0", "s1", "t1", "s2", "t2"]), null);
});

test("the next training is one not done yet, never the case itself", () => {
  const training = [
    { kind: "case", title: "Here", path: "here" },
    { kind: "case", title: "Done", path: "done" },
    { kind: "drill", title: "New", path: "new" },
  ];
  const one = criterion("c", { s: "L5" }, { training });
  assert.equal(nextTraining(one, "here", ["done"]).path, "new");
  assert.equal(nextTraining(one, "here", ["done", "new"]).path, "done");
  assert.equal(nextTraining(one, "here").path, "done");
  assert.equal(nextTraining({ ...one, training: training.slice(0, 1) }, "here"), null);
});

test("no tick ever lowers a level, a share or a verdict", () => {
  const order = [null, "definite no", "weak no", "weak yes", "strong yes"];
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const some = {
      ...page(),
      criteria: Array.from({ length: 1 + random.below(6) }, (_, n) =>
        criterion(
          `c${n}`,
          Object.fromEntries(
            Array.from({ length: random.below(9) }, (_, k) => [
              `c${n}s${k}`,
              random.choose(["L5", "L5!", "L6", "L6!"]),
            ]),
          ),
          { weight: random.below(4) },
        ),
      ),
    };
    some.round.pass = random.next();
    const names = some.criteria.flatMap(({ signals }) => signals.map(({ id }) => id)).sort(() => random.next() - 0.5);
    let so = attempt();
    let before = scoreAttempt(some, so);
    for (const name of names) {
      so = tick(so, [name], some);
      const after = scoreAttempt(some, so);
      after.criteria.forEach((one, n) => {
        assert.ok(one.rank >= before.criteria[n].rank, `seed ${seed}`);
      });
      after.verdicts.forEach((one, n) => {
        assert.ok((one.share ?? -1) >= (before.verdicts[n].share ?? -1), `seed ${seed}`);
        assert.ok(order.indexOf(one.verdict) >= order.indexOf(before.verdicts[n].verdict), `seed ${seed}`);
      });
      assert.ok((after.verdicts[0].share ?? 0) >= (after.verdicts[1].share ?? 0), `L5 before L6, seed ${seed}`);
      before = after;
    }
  }
});

test("what the reason asks for is enough, and one tick less is not", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const one = {
      ...page(),
      criteria: [
        criterion(
          "c",
          Object.fromEntries(
            Array.from({ length: 2 + random.below(9) }, (_, k) => [`s${k}`, random.choose(["L5", "L5!", "L6", "L6!"])]),
          ),
        ),
      ],
    };
    one.round.pass = random.next();
    const so = tick(
      attempt(),
      one.criteria[0].signals.filter(() => random.below(3) === 0).map(({ id }) => id),
      one,
    );
    const { reason } = scoreAttempt(one, so).criteria[0];
    if (!reason) continue;
    const open = one.criteria[0].signals
      .filter(({ id, level, must }) => level === reason.level && !must && !so.criteria.c?.ticks[id])
      .map(({ id }) => id);
    const asked = [...reason.missing.map(({ id }) => id), ...open.slice(0, reason.more)];
    assert.equal(asked.length, reason.missing.length + reason.more);
    const attained = (ticks) =>
      scoreAttempt(one, tick(so, ticks, one)).criteria[0].levels.find(({ level }) => level === reason.level).attained;
    assert.equal(attained(asked.slice(0, -1)), false, `seed ${seed}`);
    assert.equal(attained(asked), true, `seed ${seed}`);
  }
});

test("a comparison says where the reader is too generous and where too strict", () => {
  const sample = {
    id: "s",
    title: "",
    level: "L5",
    ticks: {
      a1: { shown: true, why: "said it" },
      a2: { shown: false, why: "did not" },
      b1: { shown: true, why: "yes" },
      c1: { shown: false, why: "no" },
    },
  };
  const { rows, agree, generous, strict, bias, text } = compareWithAuthor(
    page(),
    sample,
    tick(attempt(), ["a1", "a2", "a5"]),
  );
  assert.deepEqual([agree, generous, strict, bias], [2, 1, 1, 0]);
  assert.deepEqual(
    rows.map(({ signal, judgement }) => [signal.id, judgement]),
    [
      ["a1", "agree"],
      ["a2", "generous"],
      ["b1", "strict"],
      ["c1", "agree"],
    ],
  );
  assert.equal(rows[0].why, "said it");
  assert.equal(text, "Agreed on 2 of 4 signals: 1 too generous, 1 too strict; no bias either way");
});

test("scoring changes neither the page nor the attempt", () => {
  scoreAttempt(frozen(page()), frozen(tick(attempt(), ["a1"])));
});
