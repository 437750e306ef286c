import assert from "node:assert/strict";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { exportFile } from "../../../theme/src/core/export.ts";
import { parseExport, previewImport, takenFrom, wholeIn } from "../../../theme/src/core/import.ts";
import { exportReminder, markExported, markImported } from "../../../theme/src/store/export-reminder.ts";
import { importAll } from "../../../theme/src/store/import-all.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import { attempt, DAY, disk, effort, MINUTE, NOON, play, seeded, someAction, tick } from "./fixtures.js";

const KEY = "casebook:v1:book:";
const note = (text, criterion = "data", more = {}) => ({ type: "notes", criterion, text, ...more });
/** Changes from a store as an element hears them. */
const heard = (store) => {
  const list = [];
  store.onChange(({ type, id, elsewhere }) =>
    list.push([type, id, elsewhere].filter((one) => one !== undefined).join(" ")),
  );
  return list;
};
const quota = () => Object.assign(new Error("full"), { name: "QuotaExceededError" });
const denied = () => Object.assign(new Error("denied"), { name: "SecurityError" });
/** Reports to the console are part of one test only. */
const quiet = (run) => {
  const { error } = console;
  const said = [];
  console.error = (...words) => said.push(words);
  try {
    run();
  } finally {
    console.error = error;
  }
  return said;
};

test("what is written is read again, by this page and by the next", () => {
  const all = disk();
  const some = tick(attempt(), ["a1"]);
  const store = openStore("book", all.tab());
  assert.deepEqual(store.write(some), some);
  assert.deepEqual(store.read(some.id), some);
  assert.deepEqual(openStore("book", all.tab()).read(some.id), some);
  assert.deepEqual(openStore("book", all.tab()).list(), [some]);
});

test("one key holds one attempt, under the version and the book", () => {
  const all = disk();
  const some = openStore("book", all.tab()).write(attempt());
  assert.deepEqual([...all.entries.keys()].sort(), [`${KEY}attempt:${some.id}`, `${KEY}meta`]);
});

test("books that share an origin do not see each other, whatever their names", () => {
  const all = disk();
  const host = all.tab();
  const names = ["a", "a:attempt:b", "a:", "a%3A", "ab", "%E0%A4%A"];
  for (const name of names) openStore(name, host).write({ ...attempt(), book: name });
  for (const name of names) {
    assert.deepEqual(
      openStore(name, host)
        .list()
        .map(({ book }) => book),
      [name],
    );
    assert.equal(openStore(name, host).status().state, "ok");
  }
});

test("a page has one store a book", () => {
  const host = disk().tab();
  assert.equal(openStore("book", host), openStore("book", host));
  assert.notEqual(openStore("book", host), openStore("other", host));
});

test("the list is newest first", () => {
  const store = openStore("book", disk().tab());
  for (const startedAt of [5, 9, 0]) store.write({ ...attempt(), startedAt });
  assert.deepEqual(
    store.list().map(({ startedAt }) => startedAt),
    [9, 5, 0],
  );
});

test("a stored zero, false and empty text come back as they are", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  for (const [name, value] of [
    ["zero", 0],
    ["no", false],
    ["empty", ""],
  ])
    store.settings.set(name, value);
  const next = openStore("book", all.tab());
  assert.deepEqual(
    ["zero", "no", "empty", "missing", "constructor"].map((name) => next.settings.get(name)),
    [0, false, "", null, null],
  );
  const zero = { ...attempt(), startedAt: 0, finishedAt: 0, shown: { early: 0 }, updatedAt: 0 };
  store.write(zero);
  assert.deepEqual(next.read(zero.id), zero);
});

test("unknown fields survive a rewriting", () => {
  const all = disk();
  const some = { ...attempt(), future: [1] };
  all.entries.set(`${KEY}attempt:${some.id}`, JSON.stringify(some));
  openStore("book", all.tab()).update(some.id, (one) => play(one, [note("x"), 1]));
  assert.deepEqual(JSON.parse(all.entries.get(`${KEY}attempt:${some.id}`)).future, [1]);
});

test("what is not there reads as null, and updating it writes nothing", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  assert.equal(store.read("nobody"), null);
  assert.equal(
    store.update("nobody", () => assert.fail()),
    null,
  );
  assert.equal(all.entries.size, 0);
});

test("an update that changes nothing writes nothing and tells nobody", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const some = store.write(attempt());
  const list = heard(store);
  store.update(some.id, (one) => one);
  assert.deepEqual(list, []);
});

// ── Two tabs ─────────────────────────────────────────────────────────────────────────────────────

test("a tab hears its own changes and those of another", () => {
  const all = disk();
  const [here, there] = [openStore("book", all.tab()), openStore("book", all.tab())];
  const [mine, theirs] = [heard(here), heard(there)];
  const some = here.write(attempt());
  here.remove(some.id);
  assert.deepEqual(
    mine.filter((one) => one.startsWith("attempt")),
    [`attempt ${some.id} false`, `attempt ${some.id} false`],
  );
  assert.deepEqual(
    theirs.filter((one) => one.startsWith("attempt")),
    [`attempt ${some.id} true`, `attempt ${some.id} true`],
  );
});

test("a listener that left hears nothing more, and one that throws harms no other", () => {
  const store = openStore("book", disk().tab());
  let count = 0;
  const leave = store.onChange(() => {
    count += 1;
  });
  store.onChange(() => {
    throw new Error("mine");
  });
  const list = heard(store);
  const said = quiet(() => store.write(attempt()));
  assert.ok(count > 0 && list.length === count && said.length === count);
  const before = count;
  leave();
  quiet(() => store.write(attempt()));
  assert.equal(count, before);
});

test("changes of other books, of other programs and of session storage are nobody's business", () => {
  const host = disk().tab();
  const list = heard(openStore("book", host));
  for (const key of ["casebook:v1:other:meta", "mdbook-theme", "casebook:v1:book2:attempt:x"])
    host.fire("storage", { key });
  assert.deepEqual(list, []);
});

test("when everything was cleared, or the page comes back from the history cache, all is read again", () => {
  const host = disk().tab();
  const list = heard(openStore("book", host));
  host.fire("storage", { key: null });
  host.fire("pageshow", { persisted: false });
  host.fire("pageshow", { persisted: true });
  assert.deepEqual(list, ["all", "all"]);
});

test("a tab that slept adds its change and takes back nothing", () => {
  const all = disk();
  const awake = openStore("book", all.tab());
  const sleeper = openStore("book", all.tab({ asleep: true }));
  const some = awake.write(attempt());
  const stale = sleeper.read(some.id);
  awake.update(some.id, (one) => play(tick(one, ["a1"]), [note("from the other tab", "set-up"), 5]));
  sleeper.write(play(stale, [note("from the sleeper"), 9]));
  const both = awake.read(some.id);
  assert.deepEqual(
    [Object.keys(both.criteria["set-up"].ticks), both.criteria["set-up"].notes, both.criteria.data.notes],
    [["a1"], "from the other tab", "from the sleeper"],
  );
});

test("an older version written late changes nothing", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const old = store.write(attempt());
  const now = store.update(old.id, (one) => tick(one, ["a1"]));
  assert.deepEqual(store.write(old), now);
});

test("a joined version is newer than both it came from, so that an import knows it", () => {
  const all = disk();
  const [here, there] = [openStore("book", all.tab()), openStore("book", all.tab({ asleep: true }))];
  const base = here.write(attempt());
  there.read(base.id);
  const mine = here.update(base.id, (one) => play(one, [note("x"), 5]));
  const theirs = play(base, [note("y", "set-up"), 9]);
  const both = there.write(theirs);
  assert.ok(both.updatedAt > mine.updatedAt && both.updatedAt > theirs.updatedAt);
});

test("the same box written in two tabs keeps the later text and puts the other aside", () => {
  const all = disk();
  const [here, there] = [openStore("book", all.tab()), openStore("book", all.tab({ asleep: true }))];
  const base = here.write(attempt());
  const stale = there.read(base.id);
  here.write(play(base, [note("written here"), 1]));
  const both = there.write(play(stale, [note("written there"), 2]));
  assert.deepEqual(
    [both.criteria.data.notes, both.aside.overwritten.map(({ text }) => text)],
    ["written there", ["written here"]],
  );
});

test("what a tab wrote itself is the base of its next writing", () => {
  const all = disk();
  const [here, there] = [openStore("book", all.tab({ asleep: true })), openStore("book", all.tab())];
  const base = here.write(attempt());
  there.update(base.id, (one) => play(one, [note("written there"), 1]));
  const both = here.write(play(base, [note("written here"), 2]));
  assert.deepEqual(
    [both.criteria.data.notes, both.aside.overwritten.map(({ text }) => text)],
    ["written here", ["written there"]],
  );
});

test("an update with the text the box showed keeps aside what another tab put there", () => {
  const all = disk();
  const [here, there] = [openStore("book", all.tab()), openStore("book", all.tab({ asleep: true }))];
  const base = here.write(attempt());
  here.update(base.id, (one) => play(one, [note("written here"), 1]));
  const both = there.update(base.id, (one) => play(one, [note("written there", "data", { was: "" }), 2]));
  assert.deepEqual(
    both.aside.overwritten.map(({ text }) => text),
    ["written here"],
  );
});

test("two tabs that act at random, awake or not, end with the same attempt, and every last tick of either is in it", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seeded(seed);
    const all = disk();
    const hosts = [all.tab({ asleep: random.below(2) === 0 }), all.tab({ asleep: random.below(2) === 0 })];
    const stores = hosts.map((host) => openStore("book", host));
    const { id } = stores[0].write(attempt());
    const own = stores.map((store) => store.read(id));
    for (let n = 0; n < 30; n += 1) {
      const who = random.below(2);
      // Half the time from what this tab last had, half the time from the newest.
      const action = someAction(random);
      const act = (one) => apply(one, action, NOON + n * MINUTE);
      own[who] = random.below(2) === 0 ? stores[who].write(act(own[who])) : stores[who].update(id, act);
    }
    const named = ["one", "other"].map((signal, who) =>
      stores[who].write(apply(own[who], { type: "tick", criterion: "set-up", signal, hash: "h" }, NOON + DAY)),
    );
    assert.equal(named.length, 2);
    assert.deepEqual(stores[0].read(id), stores[1].read(id), `seed ${seed}`);
    assert.deepEqual(
      ["one", "other"].filter((signal) => stores[0].read(id).criteria["set-up"].ticks[signal]),
      ["one", "other"],
      `seed ${seed}`,
    );
    assert.equal(stores[0].status().state, "ok");
  }
});

// ── Trouble ──────────────────────────────────────────────────────────────────────────────────────

test("blocked storage is known before anything is written, and the page works all the same", () => {
  for (const host of [
    {},
    { localStorage: null },
    {
      get localStorage() {
        throw denied();
      },
    },
  ]) {
    const store = openStore("book", host);
    assert.equal(store.status().state, "blocked");
    assert.match(store.status().message, /does not let the page store anything.*copy it before you close it/s);
    const some = store.write(tick(attempt(), ["a1"]));
    assert.deepEqual([store.read(some.id), store.list(), store.status().unsaved], [some, [some], [some]]);
    store.update(some.id, (one) => play(one, [note("kept"), 1]));
    assert.equal(store.read(some.id).criteria.data.notes, "kept");
    store.settings.set("zero", 0);
    assert.equal(store.settings.get("zero"), 0);
    store.remove(some.id).undo();
    assert.equal(store.list().length, 1);
    assert.equal(importAll(store, [attempt()]).ok, false);
    assert.equal(exportReminder(store, NOON).changes, 1);
  }
});

test("storage that throws at every touch never makes the store throw", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const some = store.write(attempt());
  all.fail = denied();
  for (const use of [
    () => store.list(),
    () => store.read(some.id),
    () => store.read("x"),
    () => store.write(tick(some, ["a1"])),
    () => store.update(some.id, (one) => tick(one, ["a2"])),
    () => store.remove("x"),
    () => store.settings.get("x"),
    () => store.settings.set("x", 1),
    () => store.status(),
    () => store.retry(),
    () => importAll(store, [some]),
    () => store.discard("x"),
    () => markExported(store, [], NOON),
    () => exportReminder(store, NOON),
  ])
    assert.doesNotThrow(use);
  assert.equal(store.status().state, "blocked");
  all.fail = null;
  assert.equal(store.retry().state, "ok");
  assert.deepEqual(Object.keys(openStore("book", all.tab()).read(some.id).criteria["set-up"].ticks), ["a1", "a2"]);
});

test("trouble that comes later is told, once, and so is its end", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const list = heard(store);
  all.fail = denied();
  store.list();
  store.list();
  assert.deepEqual(list, ["status"]);
  all.fail = null;
  store.write(attempt());
  assert.deepEqual(
    list.filter((one) => one === "status"),
    ["status", "status"],
  );
});

test("blocked storage that is known from the start is told by asking, not by an event", () => {
  const store = openStore("book", {});
  const list = heard(store);
  assert.equal(store.status().state, "blocked");
  assert.deepEqual(list, []);
});

test("settings that cannot be saved are kept on the page, all of them", () => {
  const store = openStore("book", {});
  const list = heard(store);
  store.settings.set("one", 1);
  store.settings.set("two", 2);
  assert.deepEqual(
    [store.settings.get("one"), store.settings.get("two"), list],
    [1, 2, ["settings false", "settings false"]],
  );
});

test("settings are heard of in the other tab", () => {
  const all = disk();
  const [here, there] = [openStore("book", all.tab()), openStore("book", all.tab())];
  const list = heard(there);
  here.settings.set("one", 1);
  assert.deepEqual([list, there.settings.get("one")], [["settings true"], 1]);
});

test("trying again while there is still no room says so", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  all.room = 10;
  const some = store.write(attempt());
  assert.deepEqual([store.retry().state, store.retry().unsaved], ["full", [some]]);
});

test("full storage is said with what is not saved, and saved once there is room", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const old = store.write(attempt());
  all.room = all.used() + 100;
  const list = heard(store);
  const some = store.write(play(attempt(), [note("x".repeat(500)), 1]));
  assert.deepEqual([store.status().state, store.status().unsaved], ["full", [some]]);
  assert.ok(list.includes("status"));
  assert.deepEqual(store.read(some.id), some);
  assert.equal(openStore("book", all.tab()).read(some.id), null);
  store.remove(old.id);
  all.room = 0;
  const told = list.length;
  store.write(attempt());
  assert.ok(list.slice(told).includes("status"), "each unsaved attempt is told");
  all.room = Infinity;
  const { state, unsaved } = store.retry();
  assert.deepEqual([state, unsaved], ["ok", []]);
  assert.deepEqual(openStore("book", all.tab()).read(some.id), some);
});

test("deleting an attempt makes room for what waited", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const large = store.write(play(attempt(), [note("x".repeat(5000)), 1]));
  all.room = all.used() + 100;
  const some = store.write(play(attempt(), [note("y".repeat(500)), 1]));
  assert.equal(store.status().state, "full");
  store.remove(large.id);
  assert.equal(store.status().state, "ok");
  assert.deepEqual(openStore("book", all.tab()).read(some.id), some);
});

test("a full storage leaves the last saved version as it was", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const some = store.write(play(attempt(), [note("saved"), 1]));
  all.room = all.used();
  store.update(some.id, (one) => play(one, [note("s".repeat(999)), 2]));
  assert.equal(openStore("book", all.tab()).read(some.id).criteria.data.notes, "saved");
  assert.equal(store.read(some.id).criteria.data.notes.length, 999);
});

test("what waits to be saved is not lost to what another tab writes into the same box", () => {
  const all = disk();
  const one = openStore("book", all.tab());
  const { id } = one.write(attempt());
  const two = openStore("book", all.tab());
  two.read(id);
  all.room = all.used();
  one.update(id, (so) => play(so, [note("words of one"), 1]));
  all.room = Infinity;
  two.update(id, (so) => play(so, [note("words of two"), 2]));
  const both = (so) => JSON.stringify([so.criteria.data.notes, so.aside.overwritten.map(({ text }) => text)]);
  assert.equal(both(one.read(id)), '["words of two",["words of one"]]');
  assert.equal(one.retry().state, "ok");
  assert.equal(both(openStore("book", all.tab()).read(id)), '["words of two",["words of one"]]');
});

test("damaged text is set aside and handed out, and the other attempts are read", () => {
  const kinds = [
    "",
    "{",
    "null",
    "5",
    '"text"',
    "[]",
    "{}",
    '{"format":1}',
    JSON.stringify({ ...attempt(), id: "another" }),
    JSON.stringify({ ...attempt({ id: "bad" }), criteria: 5 }),
    JSON.stringify({ ...attempt({ id: "bad" }), criteria: { data: { ticks: { x: null } } } }),
  ];
  for (const text of kinds) {
    const all = disk();
    const good = openStore("book", all.tab()).write(attempt());
    all.entries.set(`${KEY}attempt:bad`, text);
    const store = openStore("book", all.tab());
    const list = heard(store);
    assert.deepEqual(store.list(), [good]);
    assert.deepEqual(
      [store.status().state, store.status().damaged],
      ["corrupt", [{ key: `${KEY}aside:attempt:bad`, text }]],
      text,
    );
    assert.match(store.status().message, /set aside, not deleted/);
    assert.ok(list.includes("status"));
    assert.equal(all.entries.has(`${KEY}attempt:bad`), false);
    assert.equal(openStore("book", all.tab()).status().state, "corrupt", "said on the next visit too");
  }
});

test("a second damaged text under the same id does not take the first one's place", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  for (const text of ["first", "second", "first"]) {
    all.entries.set(`${KEY}attempt:bad`, text);
    assert.equal(store.read("bad"), null);
  }
  assert.deepEqual(
    store.status().damaged.map(({ text }) => text),
    ["first", "second"],
  );
});

test("damaged text is discarded when the reader says so, and comes back with undo", () => {
  const all = disk();
  all.entries.set(`${KEY}attempt:bad`, "damaged");
  const store = openStore("book", all.tab());
  store.list();
  const list = heard(store);
  const { undo } = store.discard(`${KEY}aside:attempt:bad`);
  assert.deepEqual(list, ["status"]);
  assert.equal(store.status().state, "ok");
  undo();
  assert.deepEqual(
    store.status().damaged.map(({ text }) => text),
    ["damaged"],
  );
  store.discard("mdbook-theme");
  const some = store.write(attempt());
  store.discard(`${KEY}attempt:${some.id}`);
  assert.deepEqual(store.read(some.id), some);
});

test("damaged text takes its own place when there is no room for a copy beside it", () => {
  const all = disk();
  all.entries.set(`${KEY}attempt:bad`, "x".repeat(1000));
  all.room = all.used() + 10; // the name of the copy is six characters longer
  const store = openStore("book", all.tab());
  assert.equal(store.read("bad"), null);
  assert.deepEqual([...all.entries.keys()], [`${KEY}aside:attempt:bad`]);
  assert.deepEqual(store.status().damaged, [{ key: `${KEY}aside:attempt:bad`, text: "x".repeat(1000) }]);
});

test("damaged text for which there is no other room at all stays where it is, and is handed out", () => {
  const all = disk();
  const key = `${KEY}attempt:bad`;
  all.entries.set(key, "x".repeat(1000));
  all.room = all.used() + 2;
  const store = openStore("book", all.tab());
  assert.deepEqual([store.read("bad"), store.read("bad"), store.list()], [null, null, []]);
  assert.deepEqual(
    [[...all.entries.keys()], store.status().state, store.status().damaged],
    [[key], "corrupt", [{ key, text: "x".repeat(1000) }]],
  );
  const { undo } = store.discard(key);
  assert.deepEqual([all.entries.size, store.status().damaged], [0, []]);
  undo();
  assert.deepEqual([...all.entries.keys()], [key]);
});

test("discarding a damaged text that a sound attempt has replaced leaves the attempt", () => {
  const all = disk();
  const some = attempt();
  const key = `${KEY}attempt:${some.id}`;
  const sound = JSON.stringify(some);
  all.entries.set(key, "x".repeat(sound.length));
  all.room = all.used();
  const store = openStore("book", all.tab());
  store.read(some.id);
  all.entries.set(key, sound);
  assert.deepEqual(store.read(some.id), some);
  store.discard(key);
  assert.deepEqual([store.read(some.id), store.status().damaged], [some, []]);
});

test("damaged text that can be copied but not removed is said once", () => {
  const all = disk();
  all.entries.set(`${KEY}attempt:bad`, "damaged");
  const host = all.tab();
  host.localStorage.removeItem = () => {
    throw denied();
  };
  const store = openStore("book", host);
  store.list();
  store.list();
  assert.deepEqual(
    store.status().damaged.map(({ text }) => text),
    ["damaged"],
  );
});

test("damaged settings are set aside and begin anew", () => {
  for (const text of ["{", "[]", "null", "7"]) {
    const all = disk();
    all.entries.set(`${KEY}meta`, text);
    const store = openStore("book", all.tab());
    assert.equal(store.settings.get("lastExportAt"), null);
    store.settings.set("lastExportAt", 0);
    assert.equal(store.settings.get("lastExportAt"), 0);
    assert.deepEqual(store.status().damaged, [{ key: `${KEY}aside:meta`, text }]);
  }
});

test("writing over a damaged text sets it aside first", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const some = store.write(attempt());
  all.entries.set(`${KEY}attempt:${some.id}`, "damaged");
  store.write(tick(some, ["a1"]));
  assert.deepEqual(
    [Object.keys(store.read(some.id).criteria), store.status().damaged.map(({ text }) => text)],
    [["set-up"], ["damaged"]],
  );
});

test("an attempt of a newer version is left as it is, and said", () => {
  const all = disk();
  const some = attempt();
  const text = JSON.stringify({ ...some, format: 2, criteria: "otherwise" });
  all.entries.set(`${KEY}attempt:${some.id}`, text);
  const store = openStore("book", all.tab());
  assert.deepEqual([store.read(some.id), store.list()], [null, []]);
  assert.match(store.status().message, /newer version/);
  store.write(some);
  store.remove(some.id);
  assert.equal(importAll(store, [attempt(), some]).ok, false);
  assert.equal(all.entries.get(`${KEY}attempt:${some.id}`), text);
  assert.deepEqual(store.status().damaged, []);
  const other = openStore("book", all.tab());
  const list = heard(other);
  other.list();
  other.list();
  assert.deepEqual(list, ["status"]);
  all.entries.set(`${KEY}attempt:${some.id}`, JSON.stringify(some));
  assert.deepEqual([other.read(some.id), other.status().message], [some, ""]);
});

// ── Deleting, importing, exporting ───────────────────────────────────────────────────────────────

test("a deletion is undone to the letter", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const some = store.write({ ...tick(attempt(), ["a1"]), future: 1 });
  const text = all.entries.get(`${KEY}attempt:${some.id}`);
  const { undo } = store.remove(some.id);
  assert.deepEqual([store.read(some.id), store.list(), all.entries.has(`${KEY}attempt:${some.id}`)], [null, [], false]);
  undo();
  assert.equal(all.entries.get(`${KEY}attempt:${some.id}`), text);
  undo();
  assert.equal(store.list().length, 1);
});

test("an import writes all, as they are, and is undone", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const old = store.write(tick(attempt(), ["a1", "a2"]));
  const newer = { ...old, updatedAt: old.updatedAt + 5, criteria: {} };
  const fresh = attempt();
  const list = heard(store);
  const { ok, undo } = importAll(store, [newer, fresh]);
  assert.deepEqual(list, ["all"]);
  assert.deepEqual([ok, store.read(old.id).criteria, store.list().length], [true, {}, 2]);
  undo();
  assert.deepEqual(list, ["all", "all"]);
  assert.deepEqual(store.list(), [old]);
});

test("undoing an import leaves what was changed since", () => {
  const store = openStore("book", disk().tab());
  const [one, other] = [attempt(), attempt()];
  const { undo } = importAll(store, [one, other]);
  store.update(one.id, (some) => tick(some, ["a1"]));
  undo();
  assert.deepEqual(
    store.list().map(({ id }) => id),
    [one.id],
  );
});

test("an import for which there is no room changes nothing", () => {
  const all = disk();
  const store = openStore("book", all.tab());
  const old = store.write(attempt());
  const before = [...all.entries];
  all.room = all.used() + 1500;
  const { ok, message } = importAll(store, [
    { ...old, updatedAt: old.updatedAt + 1 },
    attempt(),
    play(attempt(), [note("x".repeat(9000)), 1]),
    attempt(),
  ]);
  assert.deepEqual([ok, message], [false, "Nothing was imported. The browser's storage has no room for it."]);
  assert.deepEqual([...all.entries].sort(), before.sort());
  assert.equal(store.status().state, "ok");
});

test("a whole round trip: export, lose everything, import", () => {
  const store = openStore("book", disk().tab());
  for (let n = 0; n < 5; n += 1) store.write(tick(attempt(), ["a1"]));
  const { text } = exportFile("book", store.list(), NOON);
  const fresh = openStore("book", disk().tab());
  const found = parseExport(text, "book");
  assert.equal(importAll(fresh, found.attempts).ok, true);
  assert.deepEqual(fresh.list(), store.list());
  assert.equal(previewImport(fresh.list(), found.attempts).counts.same, 5);
});

test("the browser is asked to keep the storage at the first save, once", async () => {
  const all = disk();
  let asked = 0;
  const navigator = {
    storage: {
      persist: () => {
        asked += 1;
        return Promise.resolve(true);
      },
    },
  };
  const store = openStore("book", all.tab({ navigator }));
  store.list();
  assert.equal(asked, 0);
  const some = store.write(attempt());
  store.write(tick(some, ["a1"]));
  openStore("book", all.tab({ navigator })).write(attempt());
  assert.equal(asked, 1);
  await Promise.resolve();
  assert.equal(store.settings.get("persisted"), true);
});

test("the browser is asked once a page where the asking cannot be noted", () => {
  let asked = 0;
  const host = disk().tab({
    navigator: {
      storage: {
        persist: () => {
          asked += 1;
          return Promise.resolve(false);
        },
      },
    },
  });
  const { setItem } = host.localStorage;
  host.localStorage.setItem = (key, value) => {
    if (key.endsWith(":meta")) throw quota();
    setItem(key, value);
  };
  const store = openStore("book", host);
  store.write(attempt());
  store.write(attempt());
  assert.equal(asked, 1);
});

test("a browser that cannot keep storage, or refuses, does no harm", async () => {
  for (const navigator of [
    undefined,
    {},
    { storage: {} },
    {
      storage: {
        persist: () => {
          throw denied();
        },
      },
    },
    { storage: { persist: () => Promise.reject(denied()) } },
    { storage: { persist: () => undefined } },
  ]) {
    const store = openStore("book", disk().tab({ navigator }));
    assert.doesNotThrow(() => store.write(attempt()));
    await Promise.resolve();
    assert.equal(store.status().state, "ok");
  }
});

test("the reminder to export comes after seven days with changes, and not before", () => {
  const store = openStore("book", disk().tab());
  assert.deepEqual(exportReminder(store, NOON), { due: false, lastExportAt: null, changes: 0 });
  const some = store.write(attempt());
  assert.equal(exportReminder(store, NOON + 7 * DAY).due, false);
  assert.equal(exportReminder(store, NOON + 7 * DAY + 1).due, true);
  markExported(store, store.list(), NOON + 8 * DAY);
  assert.deepEqual(exportReminder(store, NOON + 80 * DAY), { due: false, lastExportAt: NOON + 8 * DAY, changes: 0 });
  store.update(some.id, (one) => play(one, [note("new"), 60 * 24 * 9]));
  assert.equal(exportReminder(store, NOON + 15 * DAY).due, false);
  assert.deepEqual(exportReminder(store, NOON + 15 * DAY + 1), { due: true, lastExportAt: NOON + 8 * DAY, changes: 1 });
});

test("what came in a file is in a file, until it changes here", () => {
  const take = (store, incoming) => {
    const preview = previewImport(store.list(), incoming);
    assert.ok(importAll(store, takenFrom(preview)).ok);
    markImported(store, wholeIn(preview));
  };
  const store = openStore("book", disk().tab());
  const changes = () => exportReminder(store, NOON).changes;
  const mine = store.write(play(attempt(), [note("mine"), 1]));
  const [old, both] = [attempt(), attempt()];
  take(store, [old, both]);
  assert.equal(changes(), 1); // that which was written here
  store.update(old.id, (one) => play(one, [note("new"), 5]));
  assert.equal(changes(), 2);
  // Both sides wrote something: no file has what is here now. Of one that has all of it, it has.
  store.update(both.id, (one) => play(one, [note("here"), 5]));
  take(store, [play(both, [{ type: "evidence", criterion: "data", text: "there" }, 6])]);
  assert.equal(changes(), 3);
  take(store, [tick(store.read(both.id), ["a1"], undefined, NOON + 9 * 60_000)]);
  assert.equal(changes(), 2);
  markExported(store, store.list(), NOON);
  assert.deepEqual([changes(), store.settings.get("imported")], [0, {}]);
  store.update(mine.id, (one) => play(one, [note("again"), 90]));
  assert.equal(changes(), 1);
  for (const odd of [null, "text", [1], { [mine.id]: "x" }]) {
    store.settings.set("imported", odd);
    assert.equal(changes(), 1, JSON.stringify(odd));
  }
});

test("an attempt from the epoch is a change like any other", () => {
  const store = openStore("book", disk().tab());
  store.write({ ...attempt(), startedAt: 0, updatedAt: 0 });
  assert.equal(exportReminder(store, NOON).changes, 1);
});

test("changes dated by a skewed clock do not remind for ever", () => {
  const store = openStore("book", disk().tab());
  store.write({ ...attempt(), updatedAt: NOON + 9000 * DAY });
  markExported(store, store.list(), NOON);
  assert.equal(exportReminder(store, NOON + 30 * DAY).due, false);
});

test("new ids are UUIDs with and without a browser's help", () => {
  const hosts = [
    { crypto: globalThis.crypto },
    { crypto: { getRandomValues: (bytes) => globalThis.crypto.getRandomValues(bytes) } },
    {},
  ];
  for (const more of hosts) {
    const store = openStore("book", disk().tab(more));
    const ids = Array.from({ length: 200 }, () => store.newId());
    assert.ok(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
      ids[0],
    );
    assert.equal(new Set(ids).size, 200);
  }
});

test("500 attempts are listed fast", () => {
  const all = disk();
  const random = seeded(4);
  for (let n = 0; n < 500; n += 1) {
    let some = attempt({ startedAt: NOON + n });
    for (let k = 0; k < 40; k += 1) some = apply(some, someAction(random), NOON + k * MINUTE);
    some = play(some, [note("x".repeat(3000)), 60]);
    all.entries.set(`${KEY}attempt:${some.id}`, JSON.stringify(some));
  }
  const took = effort(() => assert.equal(openStore("book", all.tab()).list().length, 500));
  assert.ok(took < 150, `${took} ms`);
});

test("quota errors of every browser are told from other failures", () => {
  for (const [error, state] of [
    [quota(), "full"],
    [{ name: "NS_ERROR_DOM_QUOTA_REACHED" }, "full"],
    [{ code: 22 }, "full"],
    [{ code: 1014 }, "full"],
    [denied(), "blocked"],
    [null, "blocked"],
  ]) {
    const host = disk().tab();
    host.localStorage.setItem = () => {
      throw error;
    };
    const store = openStore("book", host);
    store.write(attempt());
    assert.equal(store.status().state, state);
  }
});
