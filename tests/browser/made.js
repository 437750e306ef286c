// Attempts for the book under test, made by the real pure core from the data of its progress page, and ways to put
// them where a reader's are.
import fs from "node:fs";
import path from "node:path";
import { apply } from "../../theme/src/core/actions.ts";
import { newAttempt } from "../../theme/src/core/attempt.ts";
import { attemptPrefix } from "../../theme/src/core/storage-keys.ts";
import { book } from "./where.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = Date.UTC(2025, 2, 3, 12);

/** The data of the progress page of a built book. */
const dataOf = (folder) =>
  JSON.parse(
    fs
      .readFileSync(path.join(folder, "progress.html"), "utf8")
      .match(/<cb-progress[\s\S]*?class="cb-data">([\s\S]*?)<\/script>/)[1],
  );
const page = dataOf(book);
const roundOf = (one, data = page) => data.rounds.find(({ id }) => id === one.round);

let made = 0;
const nextId = () => {
  made += 1;
  return `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`;
};

/** The signals whose ticks make a criterion reach: everything, the lowest level, no level at all, or nothing scored. */
const ticked = (criterion, round, reach) => {
  const [lowest] = round.levels;
  if (reach === "all") return criterion.signals;
  if (reach === "lowest") return criterion.signals.filter(({ level }) => level === lowest);
  if (reach === "none") return criterion.signals.filter(({ level, must }) => level === lowest && !must).slice(0, 1);
  return [];
};

/**
 * An attempt on a case of the page data. `reach`: by the criterion's place, or one for all; `minutes`: by place, spent on
 * a clock that then finishes; `texts`: notes and evidence for the first criterion; `data`: of the case's book.
 */
const attemptOn = (
  one,
  { at = NOON, kind = "practice", reach = [], minutes = null, notes = "", evidence = "", more = {}, data = page } = {},
) => {
  const round = roundOf(one, data);
  let attempt = newAttempt({ book: data.book, case: one, round }, { id: nextId(), kind, now: at });
  let now = at;
  const act = (action) => {
    attempt = apply(attempt, action, now);
  };
  if (minutes) {
    act({ type: "start", criterion: one.criteria[0].id });
    one.criteria.forEach((_, place) => {
      now += (minutes[place] ?? 0) * MINUTE;
      const next = one.criteria[place + 1];
      act(next ? { type: "next", criterion: next.id } : { type: "finish" });
    });
  }
  one.criteria.forEach((criterion, place) => {
    const how = typeof reach === "string" ? reach : reach[place];
    for (const { id, hash } of ticked(criterion, round, how))
      act({ type: "tick", criterion: criterion.id, signal: id, hash, text: `Words of ${id}` });
  });
  const [first] = one.criteria;
  if (notes) act({ type: "notes", criterion: first.id, text: notes });
  if (evidence) act({ type: "evidence", criterion: first.id, text: evidence });
  return { ...attempt, ...more };
};

const key = (id, ofBook = page.book) => attemptPrefix(ofBook) + id;
const exported = (attempts, more = {}) =>
  JSON.stringify({ format: 1, kind: "casebook-export", book: page.book, exportedAt: NOON, attempts, ...more });

/** Opens an address with these attempts in storage; they are put there once. */
const open = async (tab, address, attempts) => {
  await tab.goto(address);
  if (attempts.length === 0) return;
  await tab.evaluate(
    (entries) => {
      for (const [name, text] of entries) localStorage.setItem(name, text);
    },
    attempts.map((one) => [key(one.id, one.book), JSON.stringify(one)]),
  );
  await tab.reload();
};

/** Everything of this book in storage, parsed, by key. */
const kept = (tab) =>
  tab.evaluate(
    (prefix) =>
      Object.fromEntries(
        Object.keys(localStorage)
          .filter((name) => name.startsWith(prefix))
          .sort()
          .map((name) => [name, JSON.parse(localStorage.getItem(name))]),
      ),
    attemptPrefix(page.book),
  );

/** Chooses a file as a reader does: by the button. */
const choose = async (tab, text, name = "export.json") => {
  const chooser = tab.waitForEvent("filechooser");
  await tab.getByRole("button", { name: "Import" }).click();
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  // Until the file is read, the button of its preview is that which chooses another.
  await tab
    .locator("cb-import .cb-status")
    .filter({ hasText: /^Reading / })
    .waitFor({ state: "detached" });
};

const THEMES = ["light", "rust", "coal", "navy", "ayu"];

export { attemptOn as attempt, choose, DAY, dataOf, exported, kept, key, MINUTE, NOON, open, page, roundOf, THEMES };
