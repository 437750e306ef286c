// The board: what an address asks for, which cards fit, and what is kept of saved cases.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exportFile } from "../../../theme/src/core/export.ts";
import { parseExport } from "../../../theme/src/core/import.ts";
import { filterOf, fits, isOpen, queryOf, resultText } from "../../../theme/src/core/pins.ts";
import { joinSaved, readSaved, savedToImport } from "../../../theme/src/core/saved.ts";
import { importAll } from "../../../theme/src/store/import-all.ts";
import { openSavedCases } from "../../../theme/src/store/saved-cases.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import { disk, NOON } from "./fixtures.js";

const KEY = "casebook:v1:book:saved:";
const saved = (id, isSaved, updatedAt) => ({ format: 1, book: "book", id, saved: isSaved, updatedAt });
const pin = (more = {}) => ({ round: "design", tags: ["ads", "two words"], saved: false, state: "none", ...more });
const fit = (query, one) => fits(one, filterOf(query));

test("a card fits one of the rounds, one of the states, the tag, and saved: all of them", () => {
  assert.ok(fit("", pin()));
  assert.ok(fit("round=data&round=design", pin()) && !fit("round=data", pin()));
  assert.ok(fit("tag=two+words", pin()) && !fit("tag=two", pin()));
  assert.ok(fit("saved=yes", pin({ saved: true })) && !fit("saved=yes", pin()));
  const states = { none: "new", started: "started", finished: "started", scored: "scored" };
  for (const [state, name] of Object.entries(states))
    for (const asked of ["new", "started", "scored"])
      assert.equal(fit(`state=${asked}`, pin({ state })), asked === name, `${state} ${asked}`);
  assert.ok(!fit("round=design&tag=ads&state=scored", pin()));
});

test("a query that is written says the same, and keeps what is not of the board", () => {
  const query = "search=ad%20rank&round=design&round=data&state=new&tag=two+words&saved=yes";
  const written = queryOf(filterOf(query), query);
  assert.deepEqual(filterOf(written), filterOf(query));
  assert.equal(new URLSearchParams(written).get("search"), "ad rank");
  assert.equal(queryOf(filterOf(""), query), "search=ad+rank");
  assert.ok(isOpen(filterOf("search=x")) && !isOpen(filterOf("saved=yes")));
});

test("how many fit is said in words", () => {
  assert.deepEqual(
    [resultText(2, 7), resultText(1, 1), resultText(0, 7)],
    ["2 of 7 cases", "1 of 1 case", "No case matches."],
  );
});

test("a case that is saved is so for the next page and for another tab, under a key of its own", () => {
  const all = disk();
  const [one, other] = [all.tab(), all.tab()].map((host) => openSavedCases("book", host));
  let heard = 0;
  other.onChange(() => {
    heard += 1;
  });
  assert.ok(one.set("ads", true, NOON));
  assert.deepEqual([...all.entries.keys()], [`${KEY}ads`]);
  assert.ok(other.isSaved("ads") && heard === 1);
  other.set("feed", true, NOON + 1);
  other.set("ads", false, NOON + 2);
  assert.deepEqual([one.isSaved("ads"), one.isSaved("feed")], [false, true]);
  assert.deepEqual(one.list(), [saved("ads", false, NOON + 2), saved("feed", true, NOON + 1)]);
  assert.deepEqual(openSavedCases("else", all.tab()).list(), []);
});

test("what was decided later wins, here and from a file, and taking a case off is a decision", () => {
  const [off, on] = [saved("a", false, 2), saved("a", true, 1)];
  assert.equal(joinSaved(off, on), off);
  assert.equal(joinSaved(on, off), off);
  assert.equal(joinSaved(saved("a", false, 1), on), on);
  assert.deepEqual(savedToImport([off], [on]), []);
  assert.deepEqual(savedToImport([on], [off, saved("b", true, 5)]), [off, saved("b", true, 5)]);
  assert.deepEqual(savedToImport([off], [{ ...off }]), []);
  const saves = openSavedCases("book", disk().tab());
  saves.set("a", true, 9);
  saves.join(off);
  assert.ok(saves.isSaved("a"));
});

test("a press counts after the clock was set back, and a text that cannot be read is not written over while the disk is full", () => {
  const all = disk();
  const saves = openSavedCases("book", all.tab());
  saves.set("a", true, 2000);
  assert.ok(saves.set("a", false, 1000) && !saves.isSaved("a"));
  all.entries.set(`${KEY}b`, "damaged");
  all.fail = Object.assign(new Error("full"), { name: "QuotaExceededError" });
  assert.equal(saves.set("b", true, 1), false);
  assert.equal(all.entries.get(`${KEY}b`), "damaged");
  all.fail = null;
  assert.equal(saves.set("b", true, 2), true);
  assert.ok(saves.isSaved("b") && [...all.entries.values()].includes("damaged"));
});

test("an import keeps a text that cannot be read aside, and puts it back with Undo", () => {
  const all = disk();
  const host = all.tab();
  const [store, saves] = [openStore("book", host), openSavedCases("book", host)];
  all.entries.set(`${KEY}b`, "damaged");
  const texts = () => [...all.entries].filter(([key]) => /:saved:/.test(key));
  const before = texts();
  const written = [saves.key("b"), JSON.stringify(saved("b", true, 1))];
  const { ok, undo } = importAll(store, [], [...saves.aside("b"), written]);
  assert.ok(ok && saves.isSaved("b") && [...all.entries.values()].includes("damaged"));
  assert.deepEqual(saves.aside("b"), []);
  undo();
  assert.deepEqual(texts(), before);
});

test("what cannot be stored is saved until the page is left, and stored with the next press", () => {
  const all = disk();
  const saves = openSavedCases("book", all.tab());
  all.fail = Object.assign(new Error("full"), { name: "QuotaExceededError" });
  assert.equal(saves.set("a", true, 1), false);
  all.fail = null;
  assert.ok(saves.isSaved("a") && all.entries.size === 0);
  assert.equal(saves.set("a", false, 2), true);
  assert.deepEqual(readSaved(all.entries.get(`${KEY}a`), "a"), saved("a", false, 2));
});

test("a newer version's is left alone, and what cannot be read is set aside", () => {
  const all = disk();
  const saves = openSavedCases("book", all.tab());
  const newer = JSON.stringify({ ...saved("a", true, 1), format: 2 });
  all.entries.set(`${KEY}a`, newer);
  all.entries.set(`${KEY}b`, "{");
  assert.deepEqual([saves.list(), saves.isSaved("a"), saves.isSaved("b")], [[], false, false]);
  assert.equal(saves.set("a", true, 3), false);
  saves.set("b", true, 3);
  assert.equal(all.entries.get(`${KEY}a`), newer);
  assert.equal(all.entries.get("casebook:v1:book:aside:saved:b"), "{");
  assert.ok(saves.isSaved("b"));
});

test("an export has saved cases and gives them back; a file with a damaged one is refused", () => {
  const list = [saved("a", true, 1), saved("b", false, 2)];
  const file = exportFile("book", [], NOON, [], list).text;
  assert.deepEqual(parseExport(file, "book").saved, list);
  assert.ok(!("saved" in JSON.parse(exportFile("book", [], NOON).text)));
  assert.deepEqual(parseExport(exportFile("book", [], NOON).text, "book").saved, []);
  for (const [change, place] of [
    [{ saved: "yes" }, "saved[0].saved"],
    [{ book: "else" }, "saved[0].book"],
    [{ updatedAt: -1 }, "saved[0].updatedAt"],
    [{ format: 2 }, "format"],
    [{ id: "b" }, "saved[1].id"],
  ]) {
    const broken = JSON.parse(file);
    Object.assign(broken.saved[0], change);
    const parsed = parseExport(JSON.stringify(broken), "book");
    assert.deepEqual([parsed.ok, parsed.errors?.[0].place], [false, place]);
  }
});

test("erasing everything takes saved cases along, and brings them back", () => {
  const all = disk();
  const host = all.tab();
  const saves = openSavedCases("book", host);
  saves.set("a", true, 1);
  const store = openStore("book", host);
  store.eraseAll(NOON);
  assert.deepEqual(saves.list(), []);
  store.restoreErased();
  assert.ok(saves.isSaved("a"));
});
