import assert from "node:assert/strict";
import { test } from "node:test";
import { Visit } from "../../../theme/src/case/visit.ts";
import { apply } from "../../../theme/src/core/actions.ts";
import { newAttempt } from "../../../theme/src/core/attempt.ts";
import { moment } from "../../../theme/src/core/clock.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import { disk, MINUTE, NOON, page } from "./fixtures.js";

const sample = { id: "sample", title: "A sample", level: "L5", ticks: {} };

/** A tab on a shared disk, and a visit of one case in it. */
const visitor = (all, { at = 0, data = page({ samples: [sample] }), act = null } = {}) => {
  const log = { changes: 0, switches: 0, events: [], acts: [] };
  const clock = { now: NOON + at };
  const store = openStore("book", all.tab());
  const visit = new Visit(data, store, {
    act,
    remember: (next) => log.acts.push(next),
    now: () => clock.now,
    onChange: () => {
      log.changes += 1;
    },
    beforeSwitch: () => {
      log.switches += 1;
    },
    emit: (type, { kind, action }) => log.events.push([type, kind, action].filter(Boolean).join(" ")),
  });
  return { visit, store, log, clock };
};
const tick = { type: "tick", criterion: "set-up", signal: "a1", hash: "hash-of-a1" };

test("a page without attempts is a question until the answer is asked for, for this visit, and looking makes none", () => {
  const { visit, store, log } = visitor(disk());
  assert.deepEqual([visit.attempt, visit.mode, store.list()], [null, "question", []]);
  visit.see("read");
  assert.deepEqual([visit.mode, log.acts, store.list()], ["read", ["read"], []]);
  assert.equal(visitor(disk(), { act: "read" }).visit.mode, "read");
  assert.equal(visitor(disk(), { act: "result" }).visit.mode, "question");
});

test("the first tick makes an attempt of kind score, with which the page opens again", () => {
  const all = disk();
  const { visit, log } = visitor(all, { act: "read" });
  visit.act(tick);
  assert.deepEqual([visit.mode, visit.attempt.kind], ["read", "score"]);
  assert.deepEqual(log.events, ["cb:attempt-started score", "cb:attempt-changed score tick"]);
  assert.deepEqual(visitor(all, { at: MINUTE }).visit.attempt, visit.attempt);
});

test("practice and interview are modes until they are finished, also on the next visit", () => {
  for (const kind of ["practice", "interview"]) {
    const all = disk();
    const { visit } = visitor(all);
    visit.begin(kind);
    assert.equal(visit.mode, kind);
    assert.equal(moment(visit.attempt, NOON).current, "set-up");
    visit.act({ type: "pause" });
    assert.equal(visitor(all).visit.mode, kind);
    visit.act({ type: "finish" });
    assert.deepEqual([visit.mode, visitor(all).visit.mode], ["review", "review"]);
  }
});

test("after Finish the answers wait for the score or a press, and a tick takes nobody from where they are", () => {
  const all = disk();
  const { visit } = visitor(all);
  visit.begin("practice");
  visit.see("read"); // pressed in vain while it runs
  assert.equal(visit.mode, "practice");
  visit.act({ type: "finish" });
  assert.equal(visit.mode, "review");
  const other = visitor(all);
  visit.see("score");
  visit.act(tick);
  assert.deepEqual([visit.mode, other.visit.mode, visitor(all).visit.mode], ["score", "review", "result"]);
  for (const act of ["result", "read", "review"]) {
    visit.see(act);
    assert.equal(visit.mode, act);
  }
  visit.close();
  assert.deepEqual([visit.mode, visit.attempt, visitor(all).visit.mode], ["hidden", null, "read"]);
});

test("what is going on comes before what was changed later", () => {
  const all = disk();
  const first = visitor(all);
  first.visit.begin("practice");
  const { id } = first.visit.attempt;
  const other = visitor(all);
  other.store.write(apply(newAttempt(page(), { id: "later", kind: "score", now: NOON + MINUTE }), tick, NOON + MINUTE));
  assert.equal(visitor(all, { at: 2 * MINUTE }).visit.attempt.id, id);
});

test("an attempt that was closed does not come back by itself, here or in another tab", () => {
  const all = disk();
  const { visit, clock } = visitor(all);
  visit.act(tick);
  const other = visitor(all);
  assert.equal(other.visit.attempt.id, visit.attempt.id);
  visit.close();
  assert.deepEqual([visit.attempt, other.visit.attempt, visitor(all).visit.attempt], [null, null, null]);
  clock.now += 1; // of two attempts of the same millisecond neither is the later
  visit.act(tick);
  assert.equal(other.visit.attempt.id, visit.attempt.id);
  assert.equal(visit.mine().length, 2);
});

test("a tab that is read takes part in what another one begins; a busy one does not", () => {
  const all = disk();
  const [one, two] = [visitor(all), visitor(all)];
  one.visit.begin("practice");
  assert.deepEqual([two.visit.mode, two.visit.attempt.id], ["practice", one.visit.attempt.id]);
  two.visit.act({ type: "finish" });
  assert.equal(one.visit.mode, "review");
  one.visit.openSample("sample");
  two.visit.begin("interview");
  assert.deepEqual([one.visit.mode, two.visit.mode], ["calibrate", "interview"]);
});

test("an attempt deleted in another tab is kept here until the reader says what to do", () => {
  const all = disk();
  const [one, two] = [visitor(all), visitor(all)];
  one.visit.begin("practice");
  one.visit.act({ type: "notes", criterion: "data", text: "words" });
  const { id } = one.visit.attempt;
  const { undo } = two.store.remove(id);
  assert.deepEqual([one.visit.attempt.id, one.visit.mode, one.visit.lost.length], [id, "practice", 1]);
  one.visit.act({ type: "notes", criterion: "data", text: "words and more" });
  assert.equal(one.visit.lost[0].criteria.data.notes, "words and more");
  assert.equal(one.store.read(id), null);
  undo();
  assert.deepEqual([one.visit.lost, one.visit.attempt.id], [[], id]);
  assert.equal(two.store.read(id).criteria.data.notes, "words and more");
  two.store.remove(id);
  one.visit.act({ type: "notes", criterion: "data", text: "words" });
  one.visit.keepLost();
  assert.equal(two.store.read(id).criteria.data.notes, "words");
  assert.equal(one.visit.mode, "practice");
});

test("what was deleted in another tab is still offered when the reader begins another attempt", () => {
  const all = disk();
  const [one, two] = [visitor(all), visitor(all)];
  one.visit.begin("practice");
  one.visit.act({ type: "notes", criterion: "data", text: "words" });
  two.store.remove(one.visit.attempt.id);
  one.visit.begin("practice");
  const { id } = one.visit.attempt;
  assert.equal(one.visit.lost[0].criteria.data.notes, "words");
  one.visit.keepLost();
  assert.deepEqual([one.visit.attempt.id, one.visit.lost, one.visit.mine().length], [id, [], 2]);
});

test("an undone deletion is not deleted again by a tab that hears of it late", () => {
  const all = disk();
  const late = all.tab({ asleep: true });
  const one = visitor(all);
  one.visit.begin("practice");
  const { id } = one.visit.attempt;
  const store = openStore("book", late);
  const hooks = { now: () => NOON, onChange: () => {}, beforeSwitch: () => {}, emit: () => {} };
  const visit = new Visit(page({ samples: [] }), store, hooks);
  const { undo } = one.store.remove(id);
  late.fire("storage", { key: `casebook:v1:book:attempt:${id}`, newValue: null });
  undo();
  assert.deepEqual([visit.attempt.id, one.store.read(id)?.id], [id, id]);
});

test("a discarded practice shows no answer until it is asked for, and comes back", () => {
  const all = disk();
  const { visit, store } = visitor(all);
  visit.begin("practice");
  visit.act({ type: "finish" });
  visit.begin("practice");
  const { id } = visit.attempt;
  const { undo } = visit.discard();
  assert.deepEqual([visit.mode, visit.attempt, store.read(id)], ["hidden", null, null]);
  undo();
  assert.deepEqual([visit.mode, visit.attempt.id], ["practice", id]);
  visit.discard();
  assert.equal(visitor(all, { act: "hidden" }).visit.mode, "hidden");
  visit.see("read");
  assert.equal(visit.mode, "read");
});

test("a practice begun again is another one with the same choice of clock, and can be taken back", () => {
  const { visit } = visitor(disk());
  visit.begin("practice", { clock: false });
  visit.act({ type: "notes", criterion: "data", text: "words" });
  const { id } = visit.attempt;
  const { undo } = visit.beginAgain();
  assert.deepEqual([visit.mode, visit.attempt.clock.on, visit.mine().length], ["practice", false, 1]);
  assert.notEqual(visit.attempt.id, id);
  undo();
  assert.deepEqual([visit.attempt.id, visit.attempt.criteria.data.notes, visit.mine().length], [id, "words", 1]);
});

test("a sample's ticks are apart from the reader's own, gone on with, and not kept when there are none", () => {
  const all = disk();
  const { visit, clock } = visitor(all);
  visit.act(tick);
  clock.now += MINUTE;
  const own = visit.attempt.id;
  visit.openSample("sample");
  assert.deepEqual([visit.mode, visit.attempt.criteria], ["calibrate", {}]);
  visit.leaveSample();
  assert.deepEqual([visit.attempt.id, visit.mine().length], [own, 1]);
  visit.openSample("sample");
  const { id } = visit.attempt;
  visit.act({ ...tick, signal: "a2", hash: "hash-of-a2" });
  assert.equal(visitor(all).visit.mode, "calibrate");
  visit.leaveSample();
  assert.equal(visitor(all).visit.attempt.id, own);
  visit.openSample("sample");
  assert.deepEqual([visit.attempt.id, Object.keys(visit.attempt.criteria["set-up"].ticks)], [id, ["a2"]]);
  visit.act({ type: "compared", agree: 1, generous: 2, strict: 0 });
  visit.openSample("sample");
  assert.notEqual(visit.attempt.id, id);
});

test("a sample that left the book does not open the page", () => {
  const all = disk();
  const { visit } = visitor(all);
  visit.openSample("sample");
  visit.act(tick);
  assert.equal(visitor(all, { data: page() }).visit.mode, "question");
});

test("before another attempt takes the place, what is being typed is asked for", () => {
  const { visit, log } = visitor(disk());
  for (const step of [
    () => visit.begin("practice"),
    () => visit.begin("practice"),
    () => visit.close(),
    () => visit.openSample("sample"),
    () => visit.leaveSample(),
  ]) {
    const before = log.switches;
    step();
    assert.ok(log.switches > before, String(step));
  }
});
