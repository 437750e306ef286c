// Drill logs: what they say, how two versions become one, and how they are kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ask,
  askedIn,
  begin,
  drillLogsToImport,
  isRunUnderway,
  joinDrillLogs,
  latestMarks,
  mark,
  newDrillLog,
  nextToGo,
  placeToResume,
  QUESTION_MS,
  questionsToGo,
  reorder,
  show,
  stop,
  takeBack,
  timeLeft,
} from "../../../theme/src/core/drill-log.ts";
import { migrateDrillLog, readDrillLog } from "../../../theme/src/core/drill-log-shape.ts";
import { exportFile } from "../../../theme/src/core/export.ts";
import { parseExport } from "../../../theme/src/core/import.ts";
import { same } from "../../../theme/src/core/join.ts";
import { openDrillLogs } from "../../../theme/src/store/drill-logs.ts";
import { exportReminder, markExported } from "../../../theme/src/store/export-reminder.ts";
import { importAll } from "../../../theme/src/store/import-all.ts";
import { DAY, disk, frozen, MINUTE, NOON, processes, seeded } from "./fixtures.js";

const IDS = ["a", "b", "c", "d"];
const KEY = "casebook:v1:book:drill:drill";
const fresh = () => newDrillLog({ id: "drill", book: "book", title: "A drill" });
const question = (id) => ({ id, hash: `hash-of-${id}` });

let made = 0;
/** The log after a question was marked, and the mark's id. */
const marked = (log, id, grade = "knew", at = NOON) => {
  made += 1;
  return mark(log, question(id), grade, `mark-${made}`, at);
};

/** Some deed of a reader, on a page that has four questions. */
const deed = (log, random, name) => {
  const now = NOON + random.below(60) * MINUTE;
  const id = random.choose(IDS);
  return random.choose([
    () => mark(log, question(id), random.choose(["knew", "again"]), `${name}-${random.below(1e9)}`, now),
    () => mark(log, question(id), random.choose(["knew", "again"]), `${name}-${random.below(1e9)}`, now),
    () => takeBack(log, random.choose([...Object.keys(log.marks), "none"]), log.run, now),
    () => begin(log, IDS, now),
    () => ask(log, id, now),
    () => show(log, now),
    () => stop(log, now),
    () => reorder(log, random.below(2) === 0 ? ["c", "a"] : ["d"], now),
  ])();
};
const deeds = (log, random, name) =>
  frozen(Array.from({ length: random.below(10) }).reduce((so) => deed(so, random, name), log));

test("joining does not depend on who joins, in which order or how often, and loses no mark", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = seeded(seed);
    const base = deeds(fresh(), random, "base");
    const [a, b, c] = ["a", "b", "c"].map((name) => deeds(base, random, name));
    const say = `seed ${seed}`;
    const ab = joinDrillLogs(a, b);
    assert.ok(same(ab, joinDrillLogs(b, a)), `${say}: order`);
    assert.ok(same(joinDrillLogs(a, a), a), `${say}: itself`);
    assert.ok(same(joinDrillLogs(ab, b), ab) && same(joinDrillLogs(a, ab), ab), `${say}: again`);
    assert.ok(same(joinDrillLogs(ab, c), joinDrillLogs(a, joinDrillLogs(b, c))), `${say}: grouping`);
    assert.ok(same(joinDrillLogs(base, a), a), `${say}: grown from`);
    const all = new Set([...Object.keys(a.marks), ...Object.keys(b.marks)]);
    assert.deepEqual(new Set(Object.keys(ab.marks)), all, say);
    for (const [id, { undoneAt }] of Object.entries(ab.marks))
      assert.equal(
        undoneAt !== undefined,
        [a, b].some(({ marks }) => marks[id]?.undoneAt !== undefined),
        say,
      );
  }
});

test("the last mark of a question counts, unless it was taken back", () => {
  const knew = marked(fresh(), "a", "knew", NOON);
  const again = marked(knew, "a", "again", NOON + 1);
  assert.deepEqual(questionsToGo(knew, IDS), ["b", "c", "d"]);
  assert.deepEqual(questionsToGo(again, IDS), IDS);
  const undone = takeBack(again, `mark-${made}`, null, NOON + 2);
  assert.deepEqual(questionsToGo(undone, IDS), ["b", "c", "d"]);
  assert.equal(Object.keys(undone.marks).length, 2);
});

test("a mark of a later version means that the answer was known", () => {
  assert.deepEqual(questionsToGo(marked(fresh(), "a", "easy"), IDS), ["b", "c", "d"]);
});

test("of two marks, the later counts when the system clock was set back in between, too", () => {
  const log = marked(marked(fresh(), "a", "knew", NOON), "a", "again", NOON - DAY);
  assert.equal(latestMarks(log).get("a").grade, "again");
});

test("a run asks what is not known, in order, and again comes round after the others", () => {
  let log = begin(marked(fresh(), "b"), IDS, NOON);
  const asked = [];
  for (let n = 0; askedIn(log.run) && n < 20; n += 1) {
    const { question: id } = askedIn(log.run);
    asked.push(id);
    log = marked(log, id, asked.length === 1 ? "again" : "knew", NOON + n);
    log = ask(log, nextToGo(log, IDS, id), NOON + n);
  }
  assert.deepEqual(asked, ["a", "c", "d", "a"]);
  assert.equal(placeToResume(log, IDS), null);
});

test("when all are known, a run asks all of them again", () => {
  const known = IDS.reduce((log, id) => marked(log, id), fresh());
  const log = begin(known, IDS, NOON + DAY);
  assert.equal(askedIn(log.run).question, "a");
  assert.deepEqual(questionsToGo(log, IDS, log.run.since), IDS);
  assert.deepEqual(questionsToGo(log, IDS), [], "and knows that they were known");
  assert.equal(nextToGo(marked(log, "a", "knew", NOON + DAY + 1), IDS, "a"), "b");
});

test("a shuffled order is kept, and questions that the book gained come last", () => {
  const log = reorder(begin(fresh(), ["a", "b", "c"], NOON), ["c", "gone", "a", "b"], NOON);
  assert.deepEqual(
    ["c", "a", "b", "d"],
    [null, "c", "a", "b"].map((after) => nextToGo(log, IDS, after)),
  );
});

test("a run that was stopped goes on where it was, or at the next when that is known by now", () => {
  const stopped = stop(ask(begin(fresh(), IDS, NOON), "c", NOON + 1), NOON + 2);
  assert.equal(isRunUnderway(stopped.run, NOON + 3), false);
  assert.equal(placeToResume(stopped, IDS), "c");
  assert.equal(placeToResume(marked(stopped, "c"), IDS), "d");
  assert.equal(placeToResume(stopped, ["a", "b", "d"]), "a", "its question has left the drill");
});

test("the clock is the wall clock from the question to its answer", () => {
  const asked = ask(fresh(), "a", NOON);
  assert.equal(timeLeft(askedIn(asked.run), NOON + 30_000), QUESTION_MS - 30_000);
  assert.equal(timeLeft(askedIn(asked.run), NOON + 3 * MINUTE), -MINUTE);
  assert.equal(timeLeft(askedIn(asked.run), NOON - DAY), QUESTION_MS, "set back, no time passes");
  const shown = show(asked, NOON + MINUTE);
  assert.equal(timeLeft(askedIn(shown.run), NOON + DAY), MINUTE);
  assert.equal(show(shown, NOON + DAY), shown, "shown once");
});

test("a page that opens soon after goes on by itself, a later one does not", () => {
  const { run } = show(ask(fresh(), "a", NOON), NOON + 5 * MINUTE);
  assert.equal(isRunUnderway(run, NOON + 14 * MINUTE), true);
  assert.equal(isRunUnderway(run, NOON + 15 * MINUTE), false);
  for (const nothing of [null, undefined, ask(fresh(), null, NOON).run])
    assert.equal(isRunUnderway(nothing, NOON), false);
});

test("taking a mark back returns to its question, and leaves what another tab marked meanwhile", () => {
  const before = show(begin(fresh(), IDS, NOON), NOON + 1);
  const mine = ask(mark(before, question("a"), "knew", "mine", NOON + 2), "b", NOON + 2);
  const both = mark(mine, question("d"), "knew", "theirs", NOON + 3);
  const back = takeBack(both, "mine", before.run, NOON + 4);
  assert.deepEqual(questionsToGo(back, IDS), ["a", "b", "c"]);
  assert.deepEqual([askedIn(back.run).question, askedIn(back.run).shownAt], ["a", NOON + 1]);
});

// ── Kept ────────────────────────────────────────────────────────────────────────────────────────

const logsOf = (tab) => openDrillLogs("book", tab);
const know = (logs, id, at = NOON) => logs.update("drill", (log) => marked(log ?? fresh(), id, "knew", at));
const toGo = (logs) => questionsToGo(logs.read("drill"), IDS);

test("what is marked is read again by the next page, and fields that nobody knows stay", () => {
  const all = disk();
  know(logsOf(all.tab()), "a");
  const log = { ...JSON.parse(all.entries.get(KEY)), future: [1] };
  all.entries.set(KEY, JSON.stringify(log));
  const logs = logsOf(all.tab());
  know(logs, "b");
  assert.deepEqual(toGo(logsOf(all.tab())), ["c", "d"]);
  assert.deepEqual(JSON.parse(all.entries.get(KEY)).future, [1]);
});

test("marks of tabs in processes of their own all arrive, and no tab ever misses one of its own", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const all = processes();
    const tabs = [all.tab(), all.tab(), all.tab()].map(({ host }) => ({ logs: logsOf(host), given: [] }));
    for (let n = 0; n < 12; n += 1) {
      const name = `s${seed}-${n}`;
      const { logs, given } = random.choose(tabs);
      given.push(name);
      logs.update("drill", (log) => mark(log ?? fresh(), question(random.choose(IDS)), "knew", name, NOON + n));
      for (let steps = random.below(4); steps > 0; steps -= 1) all.step(random);
      for (const tab of tabs)
        for (const own of tab.given) assert.ok(tab.logs.read("drill").marks[own], `seed ${seed}: ${own}`);
    }
    all.settle(random);
    const stored = JSON.parse(all.shared.get(KEY));
    assert.deepEqual(Object.keys(stored.marks).sort(), tabs.flatMap(({ given }) => given).sort(), `seed ${seed}`);
    for (const { logs } of tabs) assert.ok(same(logs.read("drill"), stored), `seed ${seed}`);
  }
});

test("what another tab erased does not come back with the next mark", () => {
  const all = disk();
  const [one, two] = [all.tab(), all.tab()].map(logsOf);
  know(one, "a");
  two.store.eraseAll(NOON);
  assert.equal(one.read("drill"), null);
  know(one, "b");
  assert.deepEqual(toGo(two), ["a", "c", "d"]);
  two.store.restoreErased();
  assert.deepEqual(
    [toGo(one), toGo(two)],
    [
      ["c", "d"],
      ["c", "d"],
    ],
  );
  assert.equal(all.entries.get("casebook:v1:book:meta").includes("marks"), false);
});

test("a log that cannot be read is set aside, and one of a newer version is left as it is", () => {
  const all = disk();
  all.entries.set(KEY, '{"format": 1, "id": "drill", "marks": 5}');
  const logs = logsOf(all.tab());
  assert.equal(logs.read("drill"), null);
  assert.match(logs.store.status().damaged[0].text, /"marks": 5/);
  const newer = JSON.stringify({ format: 2, id: "drill" });
  all.entries.set(KEY, newer);
  know(logs, "a");
  assert.deepEqual([logs.isNewer("drill"), logs.isSaved("drill"), all.entries.get(KEY)], [true, false, newer]);
  assert.deepEqual(toGo(logs), ["b", "c", "d"], "on this page it goes on");
});

test("what did not fit is kept on the page, and saved with the next mark that does", () => {
  const all = disk({ room: 10 });
  const logs = logsOf(all.tab());
  know(logs, "a");
  assert.deepEqual([logs.isSaved("drill"), toGo(logs), all.entries.has(KEY)], [false, ["b", "c", "d"], false]);
  all.room = Infinity;
  know(logs, "b");
  assert.deepEqual([logs.isSaved("drill"), toGo(logsOf(all.tab()))], [true, ["c", "d"]]);
});

test("a log of an older format is brought up to date where the way is known, and no other value is touched", () => {
  for (const value of [null, 5, "x", [], {}, { format: 0 }, { format: 2 }, fresh()])
    assert.equal(migrateDrillLog(value), value);
  assert.deepEqual(readDrillLog(fresh()), fresh());
  assert.equal(readDrillLog({ format: 0, id: "drill", book: "book", updatedAt: 0 }), null);
});

test("an export has the logs, an import joins them mark by mark, and undo takes just that back", () => {
  const [here, there] = [disk(), disk()].map((one) => logsOf(one.tab()));
  know(here, "a");
  know(there, "b");
  const { text } = exportFile("book", [], NOON, there.list());
  const { drills } = parseExport(text, "book");
  assert.deepEqual(drills, there.list());
  const { logs, marks, whole } = drillLogsToImport(here.list(), drills);
  assert.deepEqual([logs.length, marks, whole], [1, 1, []]);
  assert.deepEqual(drillLogsToImport([], drills), { logs: drills, marks: 1, whole: drills });
  const { ok, undo } = importAll(
    here.store,
    [],
    logs.map((log) => [here.key(log.id), JSON.stringify(log)]),
  );
  assert.deepEqual([ok, toGo(here)], [true, ["c", "d"]]);
  assert.deepEqual(drillLogsToImport(here.list(), drills), { logs: [], marks: 0, whole: [] });
  undo();
  assert.deepEqual(toGo(here), ["b", "c", "d"]);
});

test("an import that does not fit changes nothing", () => {
  const all = disk();
  const logs = logsOf(all.tab());
  know(logs, "a");
  all.room = all.used();
  const before = [...all.entries];
  const more = marked(logs.read("drill"), "b");
  assert.equal(importAll(logs.store, [], [[logs.key("drill"), JSON.stringify(more)]]).ok, false);
  assert.deepEqual([...all.entries], before);
});

test("marks that are in no file are in the reminder to export", () => {
  const logs = logsOf(disk().tab());
  know(logs, "a");
  const due = (at) => exportReminder(logs.store, at, logs.list());
  assert.deepEqual([due(NOON + 7 * DAY).due, due(NOON + 7 * DAY + 1).due, due(NOON).changes], [false, true, 1]);
  markExported(logs.store, logs.list(), NOON + 8 * DAY);
  assert.equal(due(NOON + 30 * DAY).changes, 0);
});
