import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { announcements } from "../../../theme/src/core/announcements.ts";
import { formatTime, formatTimeLeft, moment, readClock } from "../../../theme/src/core/clock.ts";
import { attempt, frozen, MINUTE, NOON, page, play, seeded, someAction } from "./fixtures.js";

const at = (minutes) => NOON + minutes * MINUTE;
const start = [{ type: "start", criterion: "set-up" }, 0];
const minutesOf = (attempt, now) => readClock(attempt, page(), at(now)).elapsed / MINUTE;
const keys = (list) => list.map(({ key }) => key);
/** Speaks as an element does: everything not stale, then marks all as heard. */
const speak = (attempt, now, more = page()) => {
  const found = announcements(attempt, more, null, at(now));
  return [
    found.filter(({ stale }) => !stale).map(({ text }) => text),
    apply(attempt, { type: "heard", keys: keys(found) }, at(now)),
  ];
};

test("a clock that was not started says ready and no time", () => {
  const { mode, elapsed, remaining, current, next, over, due } = readClock(attempt(), page(), at(100));
  assert.deepEqual(
    { mode, elapsed, remaining, current, next, over, due },
    { mode: "ready", elapsed: 0, remaining: 60 * MINUTE, current: null, next: "set-up", over: false, due: [] },
  );
});

test("elapsed time is wall-clock time, to the millisecond, after any gap", () => {
  const running = play(attempt(), start);
  assert.equal(readClock(running, page(), NOON + 1).elapsed, 1);
  assert.equal(minutesOf(running, 59), 59);
  assert.equal(minutesOf(running, 60 * 24 * 21), 60 * 24 * 21);
});

test("a pause stops it and resuming goes on", () => {
  const some = play(attempt(), start, [{ type: "pause" }, 10], [{ type: "resume" }, 100]);
  assert.deepEqual(
    [readClock(play(attempt(), start, [{ type: "pause" }, 10]), page(), at(50)).mode, minutesOf(some, 105)],
    ["paused", 15],
  );
});

test("time goes to the current criterion, also when it is visited again", () => {
  const some = play(
    attempt(),
    start,
    [{ type: "next", criterion: "data" }, 8],
    [{ type: "choose", criterion: "set-up" }, 20],
    [{ type: "next", criterion: "data" }, 25],
  );
  const { criteria, current, elsewhere } = readClock(some, page(), at(30));
  assert.deepEqual(
    criteria.map(({ id, planned, actual, over }) => [id, planned / MINUTE, actual / MINUTE, over / MINUTE]),
    [
      ["set-up", 10, 13, 3],
      ["data", 10, 17, 7],
    ],
  );
  assert.deepEqual([current, elsewhere, criteria.map((one) => one.current)], ["data", 0, [false, true]]);
});

test("choosing while paused moves on without counting", () => {
  const some = play(
    attempt(),
    start,
    [{ type: "pause" }, 5],
    [{ type: "next", criterion: "data" }, 50],
    [{ type: "resume" }, 60],
  );
  assert.deepEqual(
    readClock(some, page(), at(61)).criteria.map(({ actual }) => actual / MINUTE),
    [5, 1],
  );
});

test("time on a criterion that the case no longer has is kept apart, not lost", () => {
  const some = play(attempt(), start, [{ type: "next", criterion: "gone" }, 5]);
  const { elapsed, elsewhere, next } = readClock(some, page(), at(12));
  assert.deepEqual([elapsed, elsewhere, next], [12 * MINUTE, 7 * MINUTE, "set-up"]);
});

test("next is the following criterion, and null at the last", () => {
  const some = play(attempt(), start);
  assert.equal(readClock(some, page(), at(1)).next, "data");
  assert.equal(readClock(play(some, [{ type: "next", criterion: "data" }, 1]), page(), at(2)).next, null);
});

test("time is over exactly when the budget is used up, and goes on into overrun", () => {
  const some = play(attempt(), start);
  assert.equal(readClock(some, page(), at(60) - 1).over, false);
  assert.equal(readClock(some, page(), at(60)).over, true);
  const { mode, remaining, overrun } = readClock(some, page(), at(63));
  assert.deepEqual([mode, remaining, overrun], ["running", -3 * MINUTE, 3 * MINUTE]);
});

test("an extension lengthens the round but neither a criterion's budget nor the way to a curveball", () => {
  const some = play(attempt(), start, [{ type: "extend", minutes: 5 }, 1]);
  const { budget, criteria, due } = readClock(some, page(), at(10));
  assert.deepEqual([budget / MINUTE, criteria[0].planned / MINUTE, due.map(({ id }) => id)], [65, 10, ["early"]]);
});

test("curveballs are due at their minute of elapsed time, in order, and fresh until shown", () => {
  const some = play(attempt(), start);
  const due = (attempt, now) =>
    ((state) => [state.due.map(({ id }) => id), state.fresh.map(({ id }) => id)])(readClock(attempt, page(), now));
  assert.deepEqual(due(some, at(10) - 1), [[], []]);
  assert.deepEqual(due(some, at(10)), [["early"], ["early"]]);
  assert.deepEqual(due(play(some, [{ type: "shown", id: "early" }, 11]), at(36)), [["early", "late"], ["late"]]);
  assert.deepEqual(due(play(some, [{ type: "pause" }, 5]), at(50)), [[], []]);
});

test("a curveball at minute zero is due as soon as the clock starts", () => {
  const soon = { ...page(), curveballs: [{ id: "now", criterion: "data", minute: 0, title: "Now" }] };
  assert.deepEqual(readClock(attempt(), soon, NOON).due, []);
  const some = play(attempt(), start);
  assert.equal(readClock(some, soon, NOON).due.length, 1);
  assert.deepEqual(keys(announcements(some, soon, null, NOON)), ["curveball:now"]);
});

test("finishing stops the clock for good; reopening pauses it", () => {
  const done = play(attempt(), start, [{ type: "finish" }, 30]);
  assert.deepEqual([readClock(done, page(), at(90)).mode, minutesOf(done, 90)], ["finished", 30]);
  const again = play(done, [{ type: "reopen" }, 100]);
  assert.deepEqual([readClock(again, page(), at(200)).mode, minutesOf(again, 200)], ["paused", 30]);
  assert.equal(minutesOf(play(again, [{ type: "resume" }, 200]), 205), 35);
});

test("a clock set back stands still, says so, and goes on from the next event", () => {
  const some = play(attempt(), start);
  const { elapsed, skewed, mode } = readClock(some, page(), at(-60));
  assert.deepEqual([elapsed, skewed, mode], [0, true, "running"]);
  assert.equal(readClock(some, page(), NOON).skewed, false);
  const healed = play(some, [{ type: "resume" }, -60]);
  assert.deepEqual(
    [readClock(healed, page(), at(-50)).elapsed / MINUTE, readClock(healed, page(), at(-50)).skewed],
    [10, false],
  );
  assert.equal(play(attempt(), start, [{ type: "resume" }, 5]).clock.log.length, 1); // not skewed: nothing to resume
});

test("a clock set back and put right again has lost nothing", () => {
  const some = play(attempt(), start);
  readClock(some, page(), at(-60));
  assert.equal(minutesOf(some, 20), 20);
});

test("no log and no moment ever makes time negative or not a number", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seeded(seed);
    let some = attempt();
    for (let n = 0; n < 20; n += 1) some = apply(some, someAction(random), at(random.below(200) - 100));
    for (const now of [at(random.below(400) - 200), 0, -1, NaN, Infinity, Number.MAX_VALUE]) {
      const { elapsed, actual, elsewhere, remaining } = readClock(some, page(), now);
      assert.ok(
        elapsed >= 0 && elsewhere >= 0 && [...actual.values()].every((ms) => ms >= 0),
        `seed ${seed}, now ${now}`,
      );
      assert.ok(!Number.isNaN(remaining) && !/NaN|-/.test(formatTime(elapsed)), `seed ${seed}, now ${now}`);
    }
  }
});

test("damaged events are passed over", () => {
  const log = [
    null,
    {},
    { at: NaN, type: "start" },
    { at: NOON, type: "start", criterion: "data" },
    { at: at(1), type: "dance" },
    { at: at(2), type: "extend", minutes: "x" },
    { at: at(2), type: "extend", minutes: -9 },
  ];
  const { elapsed, budget } = readClock({ ...attempt(), clock: { on: true, log } }, page(), at(3));
  assert.deepEqual([elapsed, budget], [3 * MINUTE, 60 * MINUTE]);
  assert.equal(moment({ ...attempt(), clock: undefined }, NOON).mode, "ready");
});

test("each announcement is made once, in order, second by second", () => {
  let some = play(attempt(), start);
  const said = [];
  for (let second = 0; second <= 70 * 60; second += 1) {
    const [words, next] = speak(some, second / 60);
    for (const word of words) said.push([second / 60, word]);
    some = next;
  }
  assert.deepEqual(said, [
    [10, "The budget for Title of set-up is used up"],
    [10, "Curveball: Twice the load"],
    [35, "Curveball: A new market"],
    [55, "Five minutes left"],
    [60, "Time is up; the attempt goes on until you finish it"],
  ]);
});

test("after a gap everything missed is found, what is no longer true is stale, and nothing comes twice", () => {
  const [said, heard] = speak(play(attempt(), start), 61);
  assert.deepEqual(said.sort(), [
    "Curveball: A new market",
    "Curveball: Twice the load",
    "The budget for Title of set-up is used up",
    "Time is up; the attempt goes on until you finish it",
  ]);
  assert.deepEqual(speak(heard, 62)[0], []);
});

test("announcements between two instants leave out what was due before", () => {
  const some = play(attempt(), start);
  assert.deepEqual(keys(announcements(some, page(), at(10), at(35))), ["curveball:late"]);
  assert.deepEqual(keys(announcements(some, page(), at(35) - 1, at(35))), ["curveball:late"]);
  assert.deepEqual(keys(announcements(some, page(), at(35), at(54))), []);
});

test("any cutting of the time into pieces gives each announcement exactly once", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seeded(seed);
    let some = play(attempt(), start);
    for (let n = 0, now = 0; n < 8; n += 1) {
      now += random.next() * 12;
      some = play(some, [
        random.choose([
          { type: "pause" },
          { type: "resume" },
          { type: "extend", minutes: 5 },
          { type: "next", criterion: "data" },
          { type: "next", criterion: "set-up" },
        ]),
        now,
      ]);
    }
    const cuts = [0, ...Array.from({ length: 10 }, () => random.next() * 200).sort((a, b) => a - b), 200];
    const pieces = cuts
      .slice(1)
      .flatMap((end, n) => keys(announcements(some, page(), at(n === 0 ? -1 : cuts[n]), at(end))));
    assert.deepEqual(pieces.sort(), keys(announcements(some, page(), null, at(200))).sort(), `seed ${seed}`);
    assert.equal(new Set(pieces).size, pieces.length, `seed ${seed}`);
  }
});

test("an announcement says when it became due, pauses included", () => {
  const some = play(attempt(), start, [{ type: "pause" }, 5], [{ type: "resume" }, 25]);
  const found = announcements(some, page(), null, at(31));
  assert.deepEqual(found.map(({ key, at: when }) => [key, (when - NOON) / MINUTE]).sort(), [
    ["budget:set-up", 30],
    ["curveball:early", 30],
  ]);
});

test("more time brings a new five-minute warning and a new end, only where they are still ahead", () => {
  const some = play(attempt(), start, [{ type: "extend", minutes: 5 }, 61]);
  assert.deepEqual(keys(announcements(some, page(), at(61), at(66))), ["over@65"]);
  const early = play(attempt(), start, [{ type: "extend", minutes: 5 }, 56]);
  assert.deepEqual(keys(announcements(early, page(), at(50), at(66))), ["five-left@60", "five-left@65", "over@65"]);
  const late = play(attempt(), start, [{ type: "extend", minutes: 5 }, 70]);
  assert.deepEqual(keys(announcements(late, page(), at(61), at(90))), []);
});

test("an end that an extension took back is stale", () => {
  const some = play(attempt(), start, [{ type: "extend", minutes: 15 }, 61]);
  const found = announcements(some, page(), at(50), at(62)).map(({ key, stale }) => [key, stale]);
  assert.deepEqual(found, [
    ["five-left@60", true],
    ["over@60", true],
  ]);
});

test("what is announced at the very moment of a pause is not announced again after it", () => {
  const some = play(
    attempt(),
    start,
    [{ type: "pause" }, 10],
    [{ type: "resume" }, 20],
    [{ type: "pause" }, 65],
    [{ type: "resume" }, 66],
    [{ type: "pause" }, 70],
  );
  const found = keys(announcements(some, page(), null, at(99)));
  assert.deepEqual([...found].sort(), ["budget:set-up", "curveball:early", "curveball:late", "five-left@60"]);
  assert.deepEqual(keys(announcements(play(some, [{ type: "resume" }, 80]), page(), at(70), at(99))), ["over@60"]);
});

test("the five-minute warning is stale once four minutes are left, a budget's once the reader moved on, all after a finish", () => {
  const some = play(attempt(), start);
  const stale = (attempt, now) =>
    Object.fromEntries(announcements(attempt, page(), null, at(now)).map(({ key, stale }) => [key, stale]));
  assert.equal(stale(some, 55)["five-left@60"], false);
  assert.equal(stale(some, 56 - 1 / 60)["five-left@60"], false);
  assert.equal(stale(some, 56)["five-left@60"], true);
  assert.equal(stale(some, 56)["budget:set-up"], false);
  assert.equal(stale(play(some, [{ type: "next", criterion: "data" }, 11]), 12)["budget:set-up"], true);
  assert.deepEqual(new Set(Object.values(stale(play(some, [{ type: "finish" }, 61]), 62))), new Set([true]));
});

test("a reopening of what was not finished, from a log of two tabs, changes nothing", () => {
  const log = [
    { at: NOON, type: "start", criterion: "data" },
    { at: at(1), type: "reopen" },
    { at: at(2), type: "finish" },
  ];
  const some = { ...attempt(), clock: { on: true, log: log.slice(0, 2) } };
  assert.deepEqual([moment(some, at(9)).mode, minutesOf(some, 9)], ["running", 9]);
  const unstarted = { ...attempt(), clock: { on: true, log: [log[2], { at: at(3), type: "reopen" }] } };
  assert.equal(moment(unstarted, at(9)).mode, "ready");
});

test("a budget is used up once, however often the criterion is visited", () => {
  const some = play(
    attempt(),
    start,
    [{ type: "next", criterion: "data" }, 12],
    [{ type: "next", criterion: "set-up" }, 14],
  );
  assert.deepEqual(
    keys(announcements(some, page(), null, at(30))).filter((key) => key.startsWith("budget")),
    ["budget:set-up"],
  );
});

test("without a clock time is recorded, curveballs come, and nothing about time is announced", () => {
  const some = play(attempt(), [{ type: "clock", on: false }, 0], start);
  const state = readClock(some, page(), at(90));
  assert.deepEqual([state.on, state.elapsed, state.due.length], [false, 90 * MINUTE, 2]);
  assert.deepEqual(keys(announcements(some, page(), null, at(90))), ["curveball:early", "curveball:late"]);
});

test("a round of five minutes has no five-minute warning", () => {
  const short = { ...page(), round: { ...page().round, minutes: 5 } };
  assert.deepEqual(keys(announcements(play(attempt(), start), short, null, at(6))), ["over@5"]);
});

test("minutes and seconds read as a clock", () => {
  assert.deepEqual([0, 999, 1000, 65_000, 3_900_000, -30_500, NaN, -999].map(formatTime), [
    "0:00",
    "0:00",
    "0:01",
    "1:05",
    "65:00",
    "−0:30",
    "0:00",
    "0:00",
  ]);
});

test("elapsed and remaining always add up to the budget", () => {
  const some = play(attempt(), start);
  const { elapsed, remaining } = readClock(some, page(), NOON + 1500);
  assert.deepEqual([formatTime(elapsed), formatTimeLeft(remaining)], ["0:01", "59:59"]);
});

test("reading the clock changes nothing", () => {
  const some = frozen(play(attempt(), start));
  const data = frozen(page());
  readClock(some, data, at(40));
  announcements(some, data, null, at(40));
});
