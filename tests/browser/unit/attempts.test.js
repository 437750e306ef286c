import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { completeAttempt, newAttempt } from "../../../theme/src/core/attempt.ts";
import { checkAttempt } from "../../../theme/src/core/attempt-shape.ts";
import { moment } from "../../../theme/src/core/clock.ts";
import { plainText } from "../../../theme/src/core/plain-text.ts";
import { reconcile } from "../../../theme/src/core/reconcile.ts";
import { attempt, criterion, frozen, MINUTE, NOON, page, play, seeded, someAction, tick } from "./fixtures.js";

test("a new attempt names its book, case, round and kind, and has nothing in it", () => {
  assert.deepEqual(newAttempt(page(), { id: "x", kind: "calibration", now: NOON, sample: "good", clock: false }), {
    format: 1,
    id: "x",
    book: "book",
    case: "autocomplete",
    title: "Search autocomplete",
    round: "design",
    kind: "calibration",
    sample: "good",
    startedAt: NOON,
    updatedAt: NOON,
    finishedAt: null,
    clock: { on: false, log: [] },
    criteria: {},
    asked: {},
    shown: {},
    heard: {},
    changed: {},
    aside: {},
  });
});

test("an attempt begun at the epoch keeps its zero", () => {
  assert.equal(newAttempt(page(), { id: "x", kind: "score", now: 0 }).startedAt, 0);
});

test("a tick keeps the text, its hash and when it was made", () => {
  const some = play(attempt(), [{ type: "tick", criterion: "set-up", signal: "a1", hash: "h" }, 1]);
  assert.deepEqual(some.criteria["set-up"], {
    notes: "",
    evidence: "",
    ticks: { a1: { hash: "h", at: NOON + MINUTE } },
    override: null,
  });
  const worded = play(attempt(), [
    { type: "tick", criterion: "set-up", signal: "a1", hash: "h", text: "Says <it>" },
    1,
  ]);
  assert.deepEqual(worded.criteria["set-up"].ticks, { a1: { hash: "h", text: "Says <it>", at: NOON + MINUTE } });
});

test("ticking what is ticked changes nothing, and under a new hash scores it again", () => {
  const some = tick(attempt(), ["a1"]);
  assert.equal(tick(some, ["a1"]), some);
  const again = play(some, [{ type: "tick", criterion: "set-up", signal: "a1", hash: "new" }, 1]);
  assert.equal(again.criteria["set-up"].ticks.a1.hash, "new");
});

test("unticking takes the tick away wherever the signal stood, and remembers when", () => {
  const moved = play(
    attempt(),
    [{ type: "tick", criterion: "old-home", signal: "a1", hash: "h" }, 1],
    [{ type: "untick", criterion: "set-up", signal: "a1" }, 2],
  );
  assert.deepEqual([moved.criteria["old-home"].ticks, moved.changed], [{}, { "ticks/old-home/a1": NOON + 2 * MINUTE }]);
});

test("ticking a signal that moved brings its tick home", () => {
  const moved = play(
    attempt(),
    [{ type: "tick", criterion: "old-home", signal: "a1", hash: "h" }, 1],
    [{ type: "tick", criterion: "set-up", signal: "a1", hash: "h" }, 2],
  );
  assert.deepEqual(
    [Object.keys(moved.criteria["old-home"].ticks), Object.keys(moved.criteria["set-up"].ticks)],
    [[], ["a1"]],
  );
});

test("notes and evidence are kept per criterion, empty text included", () => {
  const some = play(
    attempt(),
    [{ type: "notes", criterion: "data", text: "N" }, 1],
    [{ type: "evidence", criterion: "data", text: "E" }, 2],
    [{ type: "notes", criterion: "data", text: "" }, 3],
  );
  assert.deepEqual([some.criteria.data.notes, some.criteria.data.evidence], ["", "E"]);
});

test("a text that another tab wrote meanwhile is kept aside when it is replaced", () => {
  const theirs = play(attempt(), [{ type: "notes", criterion: "data", text: "theirs" }, 1]);
  const mine = play(theirs, [{ type: "notes", criterion: "data", text: "mine", was: "" }, 2]);
  assert.equal(mine.criteria.data.notes, "mine");
  assert.deepEqual(mine.aside.overwritten, [
    { criterion: "data", field: "notes", text: "theirs", at: NOON + 2 * MINUTE },
  ]);
  const twice = play({ ...mine, aside: { ...mine.aside, strange: 1 } }, [
    { type: "notes", criterion: "data", text: "third", was: "" },
    3,
  ]);
  assert.deepEqual([twice.aside.overwritten.map(({ text }) => text), twice.aside.strange], [["theirs", "mine"], 1]);
  assert.match(plainText(mine, page()), /\nReplaced by another tab \(notes, Title of data\):\ntheirs\n/);
  assert.match(plainText(mine), /\nReplaced by another tab \(notes, data\):\ntheirs\n/);
  const usual = play(
    theirs,
    [{ type: "notes", criterion: "data", text: "the", was: "theirs" }, 2],
    [{ type: "notes", criterion: "data", text: "the end", was: "" }, 3],
  );
  assert.deepEqual(usual.aside, {});
});

test("a guess at the weakest part keeps what it leaves out, and a reason that another tab wrote is kept aside", () => {
  const guessed = play(
    attempt(),
    [{ type: "weakest", criterion: "data" }, 1],
    [{ type: "weakest", why: "no numbers" }, 2],
  );
  assert.deepEqual(guessed.weakest, { criterion: "data", why: "no numbers" });
  assert.equal(apply(guessed, { type: "weakest", criterion: "data", why: "no numbers" }, NOON), guessed);
  const replaced = play(guessed, [{ type: "weakest", why: "mine", was: "" }, 3]);
  assert.deepEqual(replaced.weakest, { criterion: "data", why: "mine" });
  assert.equal(replaced.aside.overwritten[0].text, "no numbers");
  assert.match(plainText(replaced, page()), /Weakest part: .+\nmine\n/);
  assert.deepEqual(checkAttempt(replaced), []);
  assert.notDeepEqual(checkAttempt({ ...replaced, weakest: { why: 1 } }), []);
});

test("an override is set, changed and cleared; clearing none changes nothing", () => {
  const some = play(attempt(), [{ type: "override", criterion: "data", level: "L6", reason: "heard it" }, 1]);
  assert.deepEqual(some.criteria.data.override, { level: "L6", reason: "heard it" });
  assert.equal(play(some, [{ type: "override", criterion: "data", level: "L6", reason: "heard it" }, 2]), some);
  const clear = play(some, [{ type: "clear-override", criterion: "data" }, 2]);
  assert.equal(clear.criteria.data.override, null);
  assert.equal(play(clear, [{ type: "clear-override", criterion: "data" }, 3]), clear);
});

test("the clock's actions happen only where they make sense", () => {
  const mode = (some) => moment(some, NOON + 60 * MINUTE).mode;
  const types = (...steps) =>
    play(attempt(), ...steps.map((type, n) => [{ type, criterion: "set-up", minutes: 5 }, n])).clock.log.map(
      (event) => event.type,
    );
  assert.deepEqual(types("pause", "resume", "reopen"), []);
  assert.deepEqual(types("start", "start", "resume", "pause", "pause", "resume"), ["start", "pause", "resume"]);
  assert.deepEqual(types("start", "finish", "finish", "pause", "resume", "extend", "next"), ["start", "finish"]);
  assert.deepEqual(types("start", "next"), ["start"]); // already there
  assert.equal(mode(play(attempt(), [{ type: "finish" }, 1])), "finished");
});

test("an extension that is no number of minutes is passed over", () => {
  const some = attempt();
  for (const minutes of [0, -5, NaN, Infinity, 1e9, "5", undefined]) {
    const after = apply(some, { type: "extend", minutes }, NOON);
    assert.ok(after === some || minutes === "5", String(minutes));
  }
});

test("a day is the longest extension", () => {
  const some = attempt();
  assert.notEqual(apply(some, { type: "extend", minutes: 1440 }, NOON), some);
  assert.equal(apply(some, { type: "extend", minutes: 1441 }, NOON), some);
});

test("choosing no criterion, as after the last one, changes nothing", () => {
  const some = play(attempt(), [{ type: "start", criterion: "data" }, 0]);
  assert.equal(play(some, [{ type: "next", criterion: null }, 1]), some);
  const ready = attempt();
  assert.equal(play(ready, [{ type: "next", criterion: null }, 1]), ready);
});

test("events get the next place in the log, also after events without one", () => {
  const some = {
    ...attempt(),
    clock: {
      on: true,
      log: [
        { at: NOON, type: "start" },
        { at: NOON + 1, type: "pause" },
      ],
    },
  };
  assert.equal(play(some, [{ type: "resume" }, 1]).clock.log[2].n, 2);
  assert.equal(
    play({ ...some, clock: { on: true, log: [{ ...some.clock.log[0], n: 7 }] } }, [{ type: "pause" }, 1]).clock.log[1]
      .n,
    8,
  );
});

test("finish keeps when, reopen takes it back, and ticks may follow a finish", () => {
  const done = play(attempt(), [{ type: "start", criterion: "set-up" }, 0], [{ type: "finish" }, 30]);
  assert.equal(done.finishedAt, NOON + 30 * MINUTE);
  assert.equal(tick(done, ["a1"]).finishedAt, done.finishedAt);
  assert.equal(play(done, [{ type: "reopen" }, 40]).finishedAt, null);
});

test("asked is a mark that can be taken back; shown and heard stay", () => {
  const some = play(
    attempt(),
    [{ type: "asked", id: "late" }, 1],
    [{ type: "shown", id: "late" }, 2],
    [{ type: "heard", keys: ["a", "b"] }, 3],
  );
  assert.deepEqual(
    [Object.keys(some.asked), Object.keys(some.shown), Object.keys(some.heard)],
    [["late"], ["late"], ["a", "b"]],
  );
  const more = play(
    some,
    [{ type: "asked", id: "early" }, 4],
    [{ type: "shown", id: "early" }, 4],
    [{ type: "heard", keys: ["c", "a"] }, 4],
  );
  assert.deepEqual(
    [Object.keys(more.asked), Object.keys(more.shown), Object.keys(more.heard)],
    [
      ["late", "early"],
      ["late", "early"],
      ["a", "b", "c"],
    ],
  );
  assert.equal(more.heard.a, some.heard.a);
  assert.deepEqual(play(some, [{ type: "asked", id: "late", on: false }, 4]).asked, {});
  assert.equal(
    play(
      some,
      [{ type: "shown", id: "late" }, 9],
      [{ type: "heard", keys: ["b"] }, 9],
      [{ type: "asked", id: "late" }, 9],
    ),
    some,
  );
});

test("only the first comparison counts for the bias", () => {
  const once = play(attempt(), [{ type: "compared", agree: 1, generous: 2, strict: 0 }, 1]);
  assert.equal(once.case, "autocomplete");
  assert.deepEqual(once.comparison, { agree: 1, generous: 2, strict: 0, at: NOON + MINUTE });
  assert.equal(play(once, [{ type: "compared", agree: 3, generous: 0, strict: 0 }, 2]), once);
});

test("an action that changes nothing gives the same attempt, and an unknown one is an error", () => {
  const some = attempt();
  for (const action of [
    { type: "untick", criterion: "set-up", signal: "a1" },
    { type: "notes", criterion: "data", text: "" },
    { type: "clock", on: true },
    { type: "heard", keys: [] },
  ]) {
    assert.equal(apply(some, action, NOON + 1), some, action.type);
  }
  assert.throws(() => apply(some, { type: "dance" }, NOON), /unknown action: dance/);
});

test("updatedAt grows with every change, also when the clock is set back or makes no sense", () => {
  let some = attempt();
  for (const [n, now] of [NOON - MINUTE, NOON - MINUTE, 0, -5, NaN, Infinity, 1e300, NOON].entries()) {
    const after = apply(some, { type: "notes", criterion: "data", text: `text ${n}` }, now);
    assert.ok(after.updatedAt > some.updatedAt && Number.isFinite(after.updatedAt), String(now));
    some = after;
  }
});

test("updatedAt is beyond every moment in the attempt, foreign ones included", () => {
  const future = {
    ...attempt(),
    changed: { "notes/data": NOON * 2 },
    criteria: { data: { ticks: { c1: { hash: "h", at: NOON * 3 } } } },
  };
  assert.ok(play(future, [{ type: "untick", criterion: "data", signal: "c1" }, 1]).updatedAt > NOON * 3);
});

test("what follows the largest count that a file may bring can still be read back", () => {
  const log = [{ at: NOON, type: "start", n: 1_000_000 }];
  const some = { ...attempt(), clock: { on: true, log } };
  assert.deepEqual(checkAttempt(some), []);
  assert.deepEqual(checkAttempt(play(some, [{ type: "pause" }, NOON + MINUTE])), []);
});

test("what a skewed clock wrote can still be read back", () => {
  for (const now of [-1e15, 1e300, NaN]) {
    const some = play(newAttempt(page(), { id: "x", kind: "practice", now }), [{ type: "start" }, 0]);
    const after = apply(apply(some, { type: "pause" }, now), { type: "finish" }, now);
    assert.deepEqual(checkAttempt(JSON.parse(JSON.stringify(after))), []);
  }
});

test("unknown fields survive every action, at every depth", () => {
  const random = seeded(7);
  let some = {
    ...attempt(),
    future: { a: 1 },
    clock: { on: true, log: [{ at: NOON, type: "start", n: 0, why: "x" }], speed: 2 },
    criteria: {
      "set-up": {
        notes: "",
        evidence: "",
        override: { level: "L5", reason: "", by: "me" },
        ticks: { a1: { hash: "h", at: 1, color: "red" } },
        stars: 3,
      },
    },
    aside: { strange: [1] },
  };
  for (let n = 0; n < 300; n += 1) {
    const action = someAction(random);
    if (action.signal === "a1" || action.type === "clear-override") continue;
    some = apply(some, action, NOON + n);
  }
  assert.deepEqual(
    [
      some.future,
      some.clock.speed,
      some.clock.log[0].why,
      some.criteria["set-up"].stars,
      some.criteria["set-up"].ticks.a1.color,
      some.criteria["set-up"].override.by,
      some.aside.strange,
    ],
    [{ a: 1 }, 2, "x", 3, "red", "me", [1]],
  );
});

test("no action changes its arguments", () => {
  const random = seeded(3);
  let some = frozen(attempt());
  for (let n = 0; n < 500; n += 1) some = frozen(apply(some, frozen(someAction(random)), NOON + n * MINUTE));
});

test("ids that are names of Object.prototype are ids, and __proto__ reaches no prototype", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const some = play(
      attempt(),
      [{ type: "tick", criterion: name, signal: name, hash: "h" }, 1],
      [{ type: "notes", criterion: name, text: "N" }, 2],
      [{ type: "asked", id: name }, 3],
      [{ type: "shown", id: name }, 4],
      [{ type: "heard", keys: [name] }, 5],
      [{ type: "override", criterion: name, level: "L5", reason: "" }, 6],
    );
    assert.deepEqual(Object.keys(some.criteria), [name]);
    assert.deepEqual(Object.keys(some.asked), [name]);
    assert.equal(Object.hasOwn(some.criteria, name), true);
    assert.equal({}.hash ?? {}.notes ?? null, null);
    assert.deepEqual(
      play(some, [{ type: "untick", criterion: name, signal: name }, 7]).changed[`ticks/${name}/${name}`],
      NOON + 7 * MINUTE,
    );
  }
});

test("what an older or foreign writer left out is filled in, and nothing it wrote is changed", () => {
  const least = {
    format: 1,
    id: "x",
    book: "b",
    case: "c",
    kind: "score",
    startedAt: 0,
    updatedAt: 0,
    extra: 1,
    criteria: { data: { ticks: {} } },
  };
  const full = completeAttempt(frozen(least));
  assert.deepEqual(
    [full.title, full.finishedAt, full.clock, full.criteria.data, full.extra, full.startedAt],
    ["c", null, { on: true, log: [] }, { notes: "", evidence: "", ticks: {}, override: null }, 1, 0],
  );
  assert.deepEqual(completeAttempt(full), full);
});

test("reconciling tells reworded and removed signals from those of today, and drops none", () => {
  let some = tick(attempt(), ["a1", "c1"]);
  some = play(
    some,
    [{ type: "tick", criterion: "set-up", signal: "a2", hash: "before" }, 1],
    [{ type: "tick", criterion: "set-up", signal: "gone", hash: "g" }, 2],
  );
  const { reworded, removed, removedCriteria, removedOverrides } = reconcile(frozen(some), frozen(page()));
  assert.deepEqual(reworded, [{ criterion: "set-up", signal: "a2", text: "Says a2" }]);
  assert.deepEqual(removed, [{ criterion: "set-up", signal: "gone", tick: { hash: "g", at: NOON + 2 * MINUTE } }]);
  assert.deepEqual([removedCriteria, removedOverrides], [[], []]);
});

test("a removed criterion keeps its notes, evidence and ticks", () => {
  const some = play(
    attempt(),
    [{ type: "notes", criterion: "old", text: "kept" }, 1],
    [{ type: "override", criterion: "data", level: "L9", reason: "r" }, 2],
  );
  const { removedCriteria, removedOverrides } = reconcile(some, page());
  assert.deepEqual(
    removedCriteria.map(({ id, entry }) => [id, entry.notes]),
    [["old", "kept"]],
  );
  assert.deepEqual(removedOverrides, [{ criterion: "data", override: { level: "L9", reason: "r" } }]);
});

test("of a case that lost all its criteria everything that was ticked is named", () => {
  const { removed, removedCriteria } = reconcile(tick(attempt(), ["a1", "c1"]), { ...page(), criteria: [] });
  assert.deepEqual(
    [removed.map(({ signal }) => signal), removedCriteria.map(({ id }) => id)],
    [
      ["a1", "c1"],
      ["set-up", "data"],
    ],
  );
});

test("a signal that comes back counts as before, because reconciling moved nothing", () => {
  const some = tick(attempt(), ["a1"]);
  assert.equal(reconcile(some, { ...page(), criteria: [criterion("data", {})] }).removed.length, 1);
  assert.deepEqual(reconcile(some, page()), { reworded: [], removed: [], removedCriteria: [], removedOverrides: [] });
});

test("the reader's words come out as plain text, markup as it is, with or without the case", () => {
  const some = play(
    tick(attempt(), ["a1"]),
    [{ type: "notes", criterion: "set-up", text: "<b>note</b>" }, 1],
    [{ type: "evidence", criterion: "set-up", text: "line" }, 2],
    [{ type: "override", criterion: "set-up", level: "L6", reason: "said more" }, 3],
  );
  assert.equal(
    plainText(some, page()),
    "Search autocomplete\n\nTitle of set-up\n[x] Says a1\nLevel set to L6: said more\nNotes:\n<b>note</b>\nEvidence:\nline\n",
  );
  assert.match(plainText(some), /^Search autocomplete\n\nset-up\n\[x\] Says a1\n/);
  const wordless = play(attempt(), [{ type: "tick", criterion: "data", signal: "c1", hash: "h" }, 1]);
  assert.match(plainText(wordless), /\n\[x\] c1\n/);
  assert.match(plainText(wordless, page()), /\n\[x\] Says c1\n/);
});
