// Erasing everything: it can be brought back for a day, also by the next page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore } from "../../../theme/src/store/storage.ts";
import { attempt, DAY, disk, NOON, play, tick } from "./fixtures.js";

const PREFIX = "casebook:v1:book:";
const visible = (all) => [...all.entries.keys()].filter((key) => !key.startsWith(`${PREFIX}erased`));

const full = () => {
  const all = disk();
  const store = openStore("book", all.tab());
  store.write(tick(attempt(), ["a1"]));
  store.write(play(attempt(), [{ type: "notes", criterion: "data", text: "mine" }, 1]));
  store.settings.set("countInterviews", true);
  all.entries.set(`${PREFIX}attempt:bad`, "{ damaged");
  all.entries.set("casebook:v1:other:meta", "{}");
  store.list();
  return { all, store };
};

test("all of the book goes, damaged texts and settings too, and nothing of another", () => {
  const { all, store } = full();
  store.eraseAll(NOON);
  assert.deepEqual(visible(all), ["casebook:v1:other:meta"]);
  assert.deepEqual([store.list(), store.status().state, store.settings.get("countInterviews")], [[], "ok", null]);
});

test("another page brings it back to the letter within a day", () => {
  const { all, store } = full();
  const before = [...all.entries].sort();
  store.eraseAll(NOON);
  const next = openStore("book", all.tab());
  assert.equal(next.erasedAt(NOON + DAY - 1), NOON);
  next.restoreErased();
  assert.deepEqual([...all.entries].sort(), before);
  assert.equal(next.erasedAt(NOON), null);
});

test("after a day, or when the reader says so, it is gone for good", () => {
  for (const forget of [(store) => store.erasedAt(NOON + DAY), (store) => store.forgetErased()]) {
    const { all, store } = full();
    store.eraseAll(NOON);
    forget(store);
    assert.equal(store.erasedAt(NOON), null);
    assert.deepEqual([...all.entries.keys()], ["casebook:v1:other:meta"]);
  }
});

test("what was written since stays, joined with what comes back", () => {
  const { all, store } = full();
  const [newest] = store.list();
  store.eraseAll(NOON);
  store.write(play(newest, [{ type: "evidence", criterion: "set-up", text: "since" }, 9]));
  store.settings.set("persisted", true);
  store.restoreErased();
  assert.equal(store.read(newest.id).criteria["set-up"].evidence, "since");
  assert.deepEqual(
    [store.list().length, store.settings.get("countInterviews"), store.settings.get("persisted")],
    [2, true, true],
  );
  assert.ok(visible(all).some((key) => key.includes(":aside:")));
});

test("erasing twice within a day loses neither what went first nor what went then", () => {
  const { all, store } = full();
  const first = store.list();
  store.eraseAll(NOON);
  const then = store.write(play(attempt(), [{ type: "notes", criterion: "data", text: "then" }, 1]));
  store.eraseAll(NOON + 60_000);
  assert.deepEqual(visible(all), ["casebook:v1:other:meta"]);
  store.restoreErased();
  assert.deepEqual(new Set(store.list().map(({ id }) => id)), new Set([...first, then].map(({ id }) => id)));
});

test("a full storage erases and restores all the same, for it needs no room for two", () => {
  const { all, store } = full();
  all.room = all.used() + 200;
  const before = store.list();
  store.eraseAll(NOON);
  store.restoreErased();
  assert.deepEqual(store.list(), before);
});

test("with hardly any room left, what is erased can be brought back, and what cannot be erased stays", () => {
  for (let room = 0; room < 120; room += 1) {
    const { all, store } = full();
    const before = store.list();
    all.room = all.used() + room;
    store.eraseAll(NOON);
    const next = openStore("book", all.tab());
    if (next.erasedAt(NOON) !== null) next.restoreErased();
    assert.deepEqual(next.list(), before, `${room}`);
  }
});

test("a tab in which an attempt is open does not bring it back when all is erased in another", () => {
  const { all, store } = full();
  const other = openStore("book", all.tab());
  const [one] = other.list();
  other.write(tick(one, ["a2"]));
  store.eraseAll(NOON);
  assert.deepEqual([other.list(), store.list()], [[], []]);
});

test("what could not be saved comes back with the rest, when storage is full and when it is blocked", () => {
  for (const fail of [{ name: "QuotaExceededError" }, { name: "SecurityError" }]) {
    const { all, store } = full();
    const [newest] = store.list();
    const isFull = fail.name === "QuotaExceededError";
    if (isFull) all.room = all.used() + 100;
    else all.fail = Object.assign(new Error("no"), fail);
    const text = "w".repeat(500);
    store.write(play(attempt(), [{ type: "notes", criterion: "data", text }, 1])); // exists on this page alone
    store.write(play(newest, [{ type: "evidence", criterion: "data", text }, 1])); // newer than what is stored
    assert.equal(store.status().unsaved.length, 2, fail.name);
    const before = store.list();
    store.eraseAll(NOON);
    assert.deepEqual([store.list(), store.status().unsaved, store.erasedUnsaved], [[], [], 2], fail.name);
    assert.equal(store.erasedAt(NOON + 1), NOON);
    store.restoreErased();
    assert.deepEqual(store.list(), before, fail.name);
    assert.deepEqual([store.erasedUnsaved, store.status().unsaved.length], [0, 2]);
    // And it is saved as soon as that is possible.
    Object.assign(all, { room: Infinity, fail: null });
    store.retry();
    assert.equal(openStore("book", all.tab()).list().length, 3);
  }
});

test("what could not be saved is forgotten with the rest, after a day or when the reader says so", () => {
  for (const forget of [(store) => store.erasedAt(NOON + DAY), (store) => store.forgetErased()]) {
    const all = disk({ room: 0 });
    const store = openStore("book", all.tab());
    store.write(tick(attempt(), ["a1"]));
    store.eraseAll(NOON);
    assert.equal(store.erasedAt(NOON), NOON);
    forget(store);
    assert.equal(store.erasedAt(NOON), null);
    store.restoreErased();
    assert.deepEqual(store.list(), []);
  }
});
