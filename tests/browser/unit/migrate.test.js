// Data of older editions stays readable: a file that the scripts of the first edition exported (commit edab4f2), and what
// every later format owes to the one before.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { exportFile } from "../../../theme/src/core/export.ts";
import { parseExport } from "../../../theme/src/core/import.ts";
import { migrate } from "../../../theme/src/core/migrate.ts";
import { migrateExport } from "../../../theme/src/core/migrate-export.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import { root } from "../where.js";
import { attempt, disk, NOON } from "./fixtures.js";

const text = fs.readFileSync(path.join(root, "tests/fixtures/first-edition.json"), "utf8");
const first = JSON.parse(text);

test("an export of the first edition is imported to the letter", () => {
  const { ok, attempts } = parseExport(text, "book");
  assert.equal(ok, true);
  assert.deepEqual(attempts, first.attempts);
  assert.deepEqual(JSON.parse(exportFile("book", attempts, first.exportedAt).text), first);
});

test("what the first edition stored is read, changed and written, and none of it is set aside", () => {
  const all = disk();
  for (const one of first.attempts) all.entries.set(`casebook:v1:book:attempt:${one.id}`, JSON.stringify(one));
  const store = openStore("book", all.tab());
  assert.equal(store.list().length, first.attempts.length);
  for (const one of first.attempts) {
    const changed = store.update(one.id, (now) => apply(now, { type: "notes", criterion: "new", text: "added" }, NOON));
    const { new: added, ...others } = changed.criteria;
    assert.equal(added.notes, "added");
    assert.deepEqual(others, one.criteria);
    assert.deepEqual(changed.clock, one.clock);
  }
  assert.equal(store.status().state, "ok");
});

// Made up: an edition 0 that called notes `text`, and one before it with the case as `name`.
const STEPS = {
  [-1]: ({ name, ...rest }) => ({ ...rest, case: name }),
  0: ({ text: notes, ...rest }) => ({ ...rest, criteria: { data: { notes } } }),
};
const old = { ...attempt(), format: 0, text: "written long ago" };

test("an older attempt goes through every step to the current format", () => {
  const { case: name, ...rest } = old;
  const now = migrate({ ...rest, name, format: -1 }, STEPS);
  assert.deepEqual([now.format, now.case, now.criteria.data.notes], [1, name, "written long ago"]);
});

test("this format, a newer one, one without a step and no attempt at all stay the same object", () => {
  for (const value of [attempt(), { ...attempt(), format: 2 }, { format: -7 }, { format: "0" }, null, 5, "x", []])
    assert.equal(migrate(value, STEPS), value);
});

test("an older export is migrated whole or not at all", () => {
  const file = { format: 0, kind: "casebook-export", book: "book", exportedAt: 5, attempts: [old, old] };
  const now = migrateExport(file, STEPS);
  assert.deepEqual([now.format, now.attempts.map(({ format }) => format)], [1, [1, 1]]);
  for (const odd of [
    { ...file, attempts: [old, { format: -7 }] },
    { ...file, attempts: 5 },
    { ...file, format: 0.5 },
  ])
    assert.equal(migrateExport(odd, STEPS), odd);
});
