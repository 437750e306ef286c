import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { moment } from "../../../theme/src/core/clock.ts";
import { join, same } from "../../../theme/src/core/join.ts";
import { attempt, frozen, MINUTE, NOON, play, seeded, someAction, tick } from "./fixtures.js";

/** Two or three tabs that went on from one attempt, their clocks a little apart. */
const tabs = (random, count) => {
  const act = (some, n) => {
    for (let k = 0; k < n; k += 1) some = apply(some, someAction(random), NOON + random.below(60) * MINUTE);
    return some;
  };
  const base = act(attempt(), random.below(8));
  return Array.from({ length: count }, () => frozen(act(base, random.below(8))));
};

test("joining does not depend on who joins, in which order, or how often", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const [a, b, c] = tabs(seeded(seed), 3);
    const ab = join(a, b);
    const say = `seed ${seed}`;
    assert.ok(same(ab, join(b, a)), `${say}: order`);
    assert.ok(same(join(a, a), a), `${say}: itself`);
    assert.ok(same(join(ab, b), ab) && same(join(a, ab), ab), `${say}: again`);
    assert.ok(same(join(ab, c), join(a, join(b, c))), `${say}: grouping`);
  }
});

test("a version joined with one it grew from is that version", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const [before] = tabs(random, 1);
    let after = before;
    for (let k = 0; k < 8; k += 1) after = apply(after, someAction(random), NOON + random.below(90) * MINUTE);
    assert.ok(same(join(before, after), after), `seed ${seed}`);
  }
});

test("ticks of two tabs come together, and what one took away stays away", () => {
  const base = tick(attempt(), ["a1", "a2"]);
  const one = play(tick(base, ["a3"]), [{ type: "untick", criterion: "set-up", signal: "a1" }, 5]);
  const other = tick(base, ["c1"], undefined, NOON + 9 * MINUTE);
  const both = join(one, other);
  assert.deepEqual(
    [Object.keys(both.criteria["set-up"].ticks).sort(), Object.keys(both.criteria.data.ticks)],
    [["a2", "a3"], ["c1"]],
  );
});

test("a tick made after another tab's unticking wins, and the other way about", () => {
  const base = tick(attempt(), ["a1"]);
  const off = play(base, [{ type: "untick", criterion: "set-up", signal: "a1" }, 5]);
  const on = play(base, [{ type: "tick", criterion: "set-up", signal: "a1", hash: "new" }, 6]);
  assert.deepEqual(Object.keys(join(off, on).criteria["set-up"].ticks), ["a1"]);
  const offLater = play(base, [{ type: "untick", criterion: "set-up", signal: "a1" }, 7]);
  assert.deepEqual(Object.keys(join(offLater, on).criteria["set-up"].ticks), []);
});

test("a stale tab that writes later takes back no other field", () => {
  const base = attempt();
  const one = play(
    base,
    [{ type: "notes", criterion: "set-up", text: "first" }, 1],
    [{ type: "evidence", criterion: "data", text: "seen" }, 2],
    [{ type: "finish" }, 3],
  );
  const stale = play(base, [{ type: "notes", criterion: "data", text: "second" }, 50]);
  const both = join(one, stale);
  assert.deepEqual(
    [both.criteria["set-up"].notes, both.criteria.data.notes, both.criteria.data.evidence, both.finishedAt],
    ["first", "second", "seen", NOON + 3 * MINUTE],
  );
});

test("clearing a text, an override or a mark later than the other tab's change stays", () => {
  const base = play(
    attempt(),
    [{ type: "notes", criterion: "data", text: "x" }, 1],
    [{ type: "override", criterion: "data", level: "L5", reason: "" }, 1],
    [{ type: "asked", id: "late" }, 1],
  );
  const cleared = play(
    base,
    [{ type: "notes", criterion: "data", text: "" }, 2],
    [{ type: "clear-override", criterion: "data" }, 2],
    [{ type: "asked", id: "late", on: false }, 2],
  );
  const both = join(cleared, play(base, [{ type: "notes", criterion: "set-up", text: "y" }, 9]));
  assert.deepEqual([both.criteria.data.notes, both.criteria.data.override, both.asked], ["", null, {}]);
});

test("events of two clocks are united once each, in order, and the time adds up", () => {
  const base = play(attempt(), [{ type: "start", criterion: "set-up" }, 0]);
  const one = play(base, [{ type: "pause" }, 10], [{ type: "resume" }, 20]);
  const other = play(base, [{ type: "extend", minutes: 5 }, 5]);
  const { log } = join(one, other).clock;
  assert.deepEqual(
    log.map(({ type }) => type),
    ["start", "extend", "pause", "resume"],
  );
  assert.equal(moment(join(one, other), NOON + 30 * MINUTE).elapsed, 20 * MINUTE);
});

test("both tabs pressing Next go to the same criterion, not one further", () => {
  const base = play(attempt(), [{ type: "start", criterion: "set-up" }, 0]);
  const both = join(
    play(base, [{ type: "next", criterion: "data" }, 5]),
    play(base, [{ type: "next", criterion: "data" }, 6]),
  );
  assert.equal(moment(both, NOON + 7 * MINUTE).current, "data");
});

test("a finish in one tab holds against a late pause in another, and a reopening takes it back", () => {
  const base = play(attempt(), [{ type: "start", criterion: "set-up" }, 0]);
  const done = play(base, [{ type: "finish" }, 10]);
  const both = join(done, play(base, [{ type: "pause" }, 9], [{ type: "resume" }, 12]));
  assert.deepEqual([both.finishedAt, moment(both, NOON + 50 * MINUTE).mode], [NOON + 10 * MINUTE, "finished"]);
  const again = play(done, [{ type: "reopen" }, 20]);
  assert.equal(join(again, done).finishedAt, null);
});

test("a clock set back does not undo the order of the log", () => {
  const base = play(attempt(), [{ type: "start", criterion: "set-up" }, 60]);
  const back = play(base, [{ type: "pause" }, 10]); // set back by an hour
  assert.deepEqual(
    join(base, back).clock.log.map(({ type }) => type),
    ["start", "pause"],
  );
});

test("a text that both changed since the base is kept aside, and nothing else is", () => {
  const base = play(attempt(), [{ type: "notes", criterion: "data", text: "base" }, 1]);
  const one = play(base, [{ type: "notes", criterion: "data", text: "one" }, 2]);
  const other = play(base, [{ type: "notes", criterion: "data", text: "other" }, 3]);
  const both = join(one, other, base);
  assert.equal(both.criteria.data.notes, "other");
  assert.deepEqual(
    both.aside.overwritten.map(({ criterion, field, text }) => [criterion, field, text]),
    [["data", "notes", "one"]],
  );
  assert.deepEqual(join(one, base, base).aside, {});
  assert.deepEqual(join(one, play(one, [{ type: "notes", criterion: "data", text: "one more" }, 4]), base).aside, {});
  assert.ok(same(join(both, one), both));
});

test("two tabs' guesses at the weakest part are joined part by part, and a reason that lost is kept aside", () => {
  const base = attempt();
  const one = play(base, [{ type: "weakest", criterion: "data" }, 1], [{ type: "weakest", why: "of one", by: "1" }, 2]);
  const two = play(base, [{ type: "weakest", why: "of two", by: "2" }, 3]);
  const both = join(one, two, base);
  assert.deepEqual(both.weakest, { criterion: "data", why: "of two" });
  assert.deepEqual(both.aside.overwritten, [
    { criterion: "data", field: "weakest", text: "of one", at: NOON + 2 * MINUTE },
  ]);
  assert.ok(same(both, join(two, one)));
  assert.deepEqual(join(one, base).weakest, one.weakest);
  assert.equal("weakest" in join(base, tick(base, ["a1"])), false); // an older one has none
});

test("unknown fields of both versions are there, of two the later one", () => {
  const base = attempt();
  const both = join({ ...base, x: 1, y: 1 }, { ...base, updatedAt: base.updatedAt + 1, y: 2, z: 2, aside: { q: 1 } });
  assert.deepEqual([both.x, both.y, both.z, both.aside], [1, 2, 2, { q: 1 }]);
});

test("versions changed at the very same moment are joined alike from both sides", () => {
  const base = attempt();
  const one = {
    ...base,
    title: "one",
    aside: { overwritten: [{ criterion: "data", field: "notes", text: "one", at: 5 }] },
  };
  const other = {
    ...base,
    title: "other",
    aside: { overwritten: [{ criterion: "data", field: "notes", text: "other", at: 5 }] },
  };
  assert.ok(same(join(one, other), join(other, one)));
  assert.equal(join(one, other).aside.overwritten.length, 2);
});

test("unknown fields inside criteria, clock and what is aside are joined like those outside", () => {
  const base = attempt();
  const side = (name, updatedAt) => ({
    ...base,
    updatedAt,
    clock: { on: true, log: [], [name]: 1, both: name },
    aside: { [name]: 1 },
    criteria: { data: { notes: "", evidence: "", ticks: {}, override: null, [name]: 1, both: name } },
  });
  const { clock, aside, criteria } = join(side("late", NOON + 5), side("early", NOON));
  assert.deepEqual(
    [clock.late, clock.early, clock.both, aside, criteria.data.late, criteria.data.early, criteria.data.both],
    [1, 1, "late", { early: 1, late: 1 }, 1, 1, "late"],
  );
});

test("an override's reason that lost is kept aside too, and texts aside stand in order of time", () => {
  const base = attempt();
  const by = (reason, minute) => play(base, [{ type: "override", criterion: "data", level: "L5", reason }, minute]);
  const both = join(by("first", 1), by("second", 2), base);
  assert.deepEqual(
    both.aside.overwritten.map(({ field, text }) => [field, text]),
    [["override", "first"]],
  );
  const more = join(
    { ...both, aside: { overwritten: [{ criterion: "data", field: "notes", text: "x", at: NOON + 90 * MINUTE }] } },
    {
      ...both,
      aside: { overwritten: [{ criterion: "data", field: "notes", text: "y", at: 5 }, ...both.aside.overwritten] },
    },
  );
  assert.deepEqual(
    more.aside.overwritten.map(({ text }) => text),
    ["y", "first", "x"],
  );
});

test("an end that only one version knows, without an event for it, is kept", () => {
  const base = attempt();
  assert.equal(join({ ...base, finishedAt: 0 }, { ...base, updatedAt: NOON + 1 }).finishedAt, 0);
  assert.equal(join({ ...base, finishedAt: 5 }, { ...base, finishedAt: 0, updatedAt: NOON + 1 }).finishedAt, 0);
});

test("versions without dates of their own, as another program may write, are joined all the same", () => {
  const plain = { ...attempt(), criteria: { data: { notes: "foreign", evidence: "", ticks: {}, override: null } } };
  const edited = play(plain, [{ type: "notes", criterion: "data", text: "mine" }, 5]);
  const beside = play(plain, [{ type: "notes", criterion: "set-up", text: "beside" }, 50]);
  const both = join(edited, beside);
  assert.deepEqual([both.criteria.data.notes, both.criteria["set-up"].notes], ["mine", "beside"]);
});

test("two different attempts are never joined", () => {
  assert.throws(() => join(attempt(), attempt()), /not two versions/);
});
