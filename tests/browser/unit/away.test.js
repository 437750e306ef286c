// A forgotten practice: what counts as a sign of the reader, and the time that is left out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { lastDeed } from "../../../theme/src/core/away.ts";
import { moment } from "../../../theme/src/core/clock.ts";
import { aggregate } from "../../../theme/src/core/progress.ts";
import { attempt, MINUTE, NOON, page, play } from "./fixtures.js";

const at = (minutes) => NOON + minutes * MINUTE;
const begun = () => play(attempt(), [{ type: "start", criterion: "set-up" }, 0]);

test("what the reader did is a sign, and what the page did by itself is none", () => {
  const some = play(begun(), [{ type: "notes", criterion: "data", text: "x" }, 4]);
  assert.equal(lastDeed(some), at(4));
  assert.equal(
    lastDeed(play(some, [{ type: "heard", keys: ["over@60"] }, 60], [{ type: "shown", id: "late" }, 61])),
    at(4),
  );
  for (const action of [
    { type: "pause" },
    { type: "tick", criterion: "data", signal: "c1", hash: "h" },
    { type: "asked", id: "late", on: true },
  ])
    assert.equal(lastDeed(play(some, [action, 9])), at(9), action.type);
});

test("time that is left out is in neither the round nor the criterion, and the clock runs on", () => {
  const back = apply(begun(), { type: "leave-out", since: at(12), until: at(30_000) }, at(30_002));
  assert.deepEqual(
    [moment(back, at(30_003)).mode, moment(back, at(30_003)).elapsed, moment(back, at(30_003)).actual.get("set-up")],
    ["running", 15 * MINUTE, 15 * MINUTE],
  );
});

test("nothing is left out of a clock that does not run, before its last event or after now", () => {
  const paused = play(begun(), [{ type: "pause" }, 5]);
  assert.equal(apply(paused, { type: "leave-out", since: at(2), until: at(9) }, at(9)), paused);
  const next = play(begun(), [{ type: "next", criterion: "data" }, 8]);
  assert.equal(
    moment(apply(next, { type: "leave-out", since: at(2), until: at(20) }, at(20)), at(20)).elapsed,
    8 * MINUTE,
  );
  assert.equal(
    moment(apply(next, { type: "leave-out", since: at(50), until: at(60) }, at(20)), at(20)).elapsed,
    20 * MINUTE,
  );
});

test("an attempt that was forgotten says nothing about minutes over budget", () => {
  const { round, criteria } = page();
  const data = { cases: [{ ...page().case, round: round.id, criteria }], rounds: [round], drills: [] };
  const over = (minutes) => aggregate(data, [play(begun(), [{ type: "finish" }, minutes])], at(minutes)).overBudget;
  assert.equal(over(90)[0].mean, 80 * MINUTE);
  assert.deepEqual(over(30_252), []);
});
