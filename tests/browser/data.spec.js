// The reader's data: import with its preview and its refusals, delete and undo, and storage that is blocked, full or
// damaged.
import fs from "node:fs";
import { expect, test, violations } from "./fixtures.js";
import { attempt, choose, DAY, page as data, exported, kept, key, MINUTE, NOON, open, THEMES } from "./made.js";

const [first, second] = data.cases;
const MARKUP = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>';
const items = (tab) => tab.locator(".cb-attempt");
const preview = (tab) => tab.getByRole("region", { name: "Preview of the import" });
const importButton = (tab) => tab.getByRole("button", { name: "Import" });
const progress = (at) => at.book("progress.html");
const later = (one, more = {}) => ({ ...one, updatedAt: one.updatedAt + MINUTE, ...more });

// ── Import ─────────────────────────────────────────────────────────────────────────────────────

test("the preview tells new, joined, older and same apart, and nothing changes before Import is pressed", async ({
  page,
  at,
}) => {
  const [newer, older, same, untouched] = [1, 2, 3, 4].map((day) =>
    attempt(first, { at: NOON + day * DAY, reach: "lowest", notes: `day ${day}` }),
  );
  const fresh = attempt(second, { reach: "all" });
  await open(page, progress(at), [newer, later(older), same, untouched]);
  const before = await kept(page);
  await choose(page, exported([fresh, later(newer, { title: "From the file" }), older, same]));
  await expect(preview(page)).toBeFocused();
  for (const text of ["has 4 attempts", "1 new", "1 joined", "1 older", "1 same"])
    await expect(preview(page)).toContainText(text);
  const rows = preview(page).getByRole("row");
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(1)).toContainText(`new${second.title}`);
  expect(await kept(page)).toEqual(before);
  await expect(importButton(page)).toHaveCount(1);
  await importButton(page).click();
  await expect(items(page)).toHaveCount(5);
  await expect(page.getByText("Imported: 1 new, 1 joined with yours; left alone: 1 older, 1 same.")).toBeVisible();
  const after = { ...before, [key(fresh.id)]: fresh, [key(newer.id)]: later(newer, { title: "From the file" }) };
  expect(await kept(page)).toEqual(after);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(4);
  expect(await kept(page)).toEqual(before);
});

test("Cancel leaves everything as it was, and the same file can be chosen again", { tag: "@file" }, async ({
  page,
  at,
}) => {
  await open(page, progress(at), []);
  for (const press of ["Cancel", "Import"]) {
    await choose(page, exported([attempt(first, { reach: "lowest" })]));
    await preview(page).getByRole("button", { name: press }).click();
    await expect(preview(page)).toBeHidden();
  }
  await expect(items(page)).toHaveCount(1);
});

test("a file without anything new says so and offers nothing to press but Close", async ({ page, at }) => {
  const one = attempt(first, { reach: "lowest" });
  await open(page, progress(at), [one]);
  await choose(page, exported([one]));
  await expect(preview(page)).toContainText("There is nothing in it to import.");
  await expect(preview(page).getByRole("button")).toHaveText(["Close"]);
});

test("export, wipe, import: everything is as before, and Undo after the wipe too", async ({ page, at }) => {
  const all = data.cases.flatMap((one, place) =>
    ["practice", "score", "interview", "calibration"].map((kind, index) =>
      attempt(one, {
        kind,
        at: NOON + (place * 10 + index) * MINUTE,
        reach: ["all", "lowest", "none"],
        notes: `${kind} “notes” \u2028 \0 𝄞`,
        minutes: kind === "practice" ? [5, 6] : null,
        more: { unknown: { kept: [null, 0, ""] } },
      }),
    ),
  );
  await open(page, progress(at), all);
  const before = await kept(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const text = fs.readFileSync(await (await download).path(), "utf8");
  await page.getByRole("button", { name: "Erase all attempts" }).click();
  await page.getByRole("button", { name: "Erase everything" }).click();
  await expect(page.getByText("No attempts yet")).toBeVisible();
  expect(await kept(page)).toEqual({});
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(all.length);
  expect(await kept(page)).toEqual(before);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await choose(page, text);
  await importButton(page).click();
  await expect(items(page)).toHaveCount(all.length);
  expect(await kept(page)).toEqual(before);
});

const good = () => attempt(first, { reach: "lowest" });
const refusals = {
  "not JSON": [() => "{ oops", "is not JSON"],
  empty: [() => "", "is empty"],
  "another kind of file": [() => JSON.stringify({ hello: "world" }), "kind is missing"],
  "a list": [() => "[]", "is not an export"],
  "another book": [() => exported([], { book: "someone-elses" }), "book is `someone-elses`"],
  "a newer format": [
    () => exported([good()], { format: 2 }),
    "comes from a newer version (format 2; this page reads 1)",
  ],
  "a newer attempt": [() => exported([good(), { ...good(), format: 7 }]), "comes from a newer version (format 7"],
  "one wrong type among good attempts": [
    () => exported([good(), { ...good(), startedAt: "yesterday" }]),
    "attempts[1].startedAt is not a time",
  ],
  "a number beyond all time": [
    () => exported([{ ...good(), updatedAt: 1e300 }]),
    "attempts[0].updatedAt is not a time",
  ],
  "a key that reaches the prototype": [
    () => exported([good()]).replace('"clock":', '"__proto__":{"harmed":true},"clock":'),
    "attempts[0].__proto__ is a key",
  ],
  "ticks that are a list": [
    () => exported([{ ...good(), criteria: { x: { ticks: [1] } } }]),
    "attempts[0].criteria.x.ticks is not an object",
  ],
  "the same id twice": [
    () => {
      const one = good();
      return exported([one, one]);
    },
    "attempts[1].id repeats that of attempts[0]",
  ],
  "nesting without end": [
    () => exported([{ ...good(), deep: JSON.parse("[".repeat(900) + "]".repeat(900)) }]),
    "is nested too deeply",
  ],
  "too many attempts": [() => exported(Array.from({ length: 10_001 }, () => 0)), "attempts are more than 10000"],
};

for (const [name, [file, reason]] of Object.entries(refusals)) {
  test(`a file is refused with the place and the reason, and nothing changes: ${name}`, async ({ page, at }) => {
    await open(page, progress(at), [good()]);
    const before = await page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
    await choose(page, file());
    await expect(page.locator("cb-import")).toContainText("was not imported; nothing has changed.");
    await expect(page.locator("cb-import")).toContainText(reason);
    await expect(preview(page)).toBeHidden();
    expect(await page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()))).toBe(before);
    expect(await page.evaluate(() => /** @type {any} */ ({}).harmed)).toBeUndefined();
    await expect(importButton(page)).toBeVisible(); // another file can be chosen
  });
}

test("markup in every string of a file stays text, in the refusal, the preview, the list and the open attempt", {
  tag: "@file",
}, async ({ page, at }) => {
  await open(page, progress(at), []);
  await choose(
    page,
    exported([{ ...good(), [MARKUP]: 1, kind: MARKUP }], { book: MARKUP }),
    `${MARKUP.replaceAll("/", "")}.json`,
  );
  await expect(page.locator("cb-import")).toContainText("attempts[0].kind is none of");
  const entry = {
    notes: MARKUP,
    evidence: MARKUP,
    ticks: { [MARKUP]: { hash: MARKUP, at: NOON } },
    override: { level: MARKUP, reason: MARKUP },
  };
  const hostile = (more) => ({
    ...good(),
    title: MARKUP,
    round: MARKUP,
    sample: MARKUP,
    criteria: { [MARKUP]: entry, [first.criteria[0].id]: entry },
    asked: { [MARKUP]: NOON },
    shown: { [MARKUP]: NOON },
    heard: { [MARKUP]: NOON },
    changed: { [MARKUP]: NOON },
    [MARKUP]: MARKUP,
    aside: { overwritten: [{ criterion: MARKUP, field: MARKUP, text: MARKUP, at: NOON }] },
    clock: { on: true, log: [{ at: NOON, type: "start", criterion: MARKUP }], [MARKUP]: MARKUP },
    ...more,
  });
  await choose(
    page,
    exported([hostile({}), hostile({ case: MARKUP, id: MARKUP })]),
    `${MARKUP.replaceAll("/", "")}.json`,
  );
  await expect(preview(page)).toContainText(MARKUP);
  await importButton(page).click();
  await expect(items(page)).toHaveCount(2);
  for (const summary of await items(page).locator("summary").all()) await summary.click();
  await expect(page.locator("cb-attempts")).toContainText(MARKUP);
  for (const place of ["index.html", "progress.html"]) {
    await page.goto(at.book(place));
    expect(
      await page.evaluate(() => [
        /** @type {any} */ (window).harmed,
        document.querySelectorAll("main img[src=x]").length,
      ]),
    ).toEqual([undefined, 0]);
  }
  await items(page).first().locator("summary").click();
  await items(page).first().getByRole("button", { name: "Delete" }).click();
  await expect(page.locator("cb-undo")).toContainText("<img");
  expect(await page.evaluate(() => /** @type {any} */ (window).harmed)).toBeUndefined();
});

test("a file of 5 MB is previewed, imported when there is room, and otherwise refused whole", async ({ page, at }) => {
  const big = (notes) => attempt(first, { reach: "lowest", notes });
  await open(page, progress(at), [good()]);
  const before = await kept(page);
  await choose(page, exported([big("a".repeat(2_700_000)), big("b".repeat(2_700_000))])); // more than a browser keeps
  await expect(preview(page)).toContainText("2 new");
  await importButton(page).click();
  await expect(page.locator("cb-import")).toContainText(
    "Nothing was imported. The browser's storage has no room for it.",
  );
  expect(await kept(page)).toEqual(before);
  await choose(page, exported([big(`${"long ".repeat(800_000)}end`)]));
  await expect(preview(page)).toContainText("1 new");
  await importButton(page).click();
  await expect(items(page)).toHaveCount(2);
  await items(page).filter({ hasText: "practice" }).nth(1).locator("summary").click();
  await items(page).first().locator("summary").click();
  await expect(page.getByText("Shortened here; Copy text has all of it.")).toBeVisible();
});

test("the preview follows what another tab does meanwhile", { tag: "@file" }, async ({ page, at, context }) => {
  const one = attempt(first, { reach: "lowest" });
  await open(page, progress(at), []);
  await choose(page, exported([one]));
  await expect(preview(page)).toContainText("1 new");
  const other = await context.newPage();
  await other.goto(progress(at));
  await other.evaluate(([name, text]) => localStorage.setItem(name, text), [key(one.id), JSON.stringify(later(one))]);
  await expect(preview(page)).toContainText("1 older");
  await expect(preview(page)).toContainText("There is nothing in it to import.");
});

test("import with a keyboard alone, and axe finds nothing in preview and refusal", async ({ page, at }) => {
  await open(page, progress(at), [good()]);
  const chooser = page.waitForEvent("filechooser");
  await importButton(page).focus();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({
    name: "x.json",
    mimeType: "application/json",
    buffer: Buffer.from(exported([good(), attempt(second, { reach: "all" })])),
  });
  await expect(preview(page)).toBeFocused();
  for (const theme of THEMES) {
    await page.evaluate((name) => {
      document.documentElement.className = `${name} js sidebar-visible`;
    }, theme);
    expect(await violations(page)).toEqual([]);
  }
  await page.keyboard.press("ArrowRight"); // stays on the page
  await page.keyboard.press("Tab");
  await expect(importButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(items(page)).toHaveCount(3);
  await choose(page, "{");
  await expect(page.locator("cb-import")).toContainText("was not imported");
  expect(await violations(page)).toEqual([]);
});

// ── Delete ─────────────────────────────────────────────────────────────────────────────────────

test("Delete says what it did and until when Undo works; Undo brings back the very same", async ({ page, at }) => {
  const all = [good(), attempt(second, { at: NOON + DAY, notes: "Precious", more: { unknown: 1 } })];
  await open(page, progress(at), all);
  const before = await kept(page);
  await items(page).first().locator("summary").click();
  await items(page).first().getByRole("button", { name: "Delete" }).click();
  await expect(items(page)).toHaveCount(1);
  await expect(page.locator("cb-undo")).toContainText(`Deleted: ${second.title}, 4 Mar 2025`);
  await expect(page.locator("cb-undo")).toContainText(
    "You can undo until you delete, import or discard something else, or leave this page.",
  );
  expect(Object.keys(await kept(page))).toEqual([key(all[0].id)]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
  expect(await kept(page)).toEqual(before);
});

test("the next deletion takes the offer over, and leaving the page ends it", async ({ page, at }) => {
  await open(page, progress(at), [good(), attempt(second, { at: NOON + DAY, notes: "x" })]);
  for (const left of [1, 0]) {
    await items(page).first().locator("summary").click();
    await items(page).first().getByRole("button", { name: "Delete" }).click();
    await expect(items(page)).toHaveCount(left);
  }
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Undo" })).toBeInViewport();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(1);
  await expect(items(page)).toContainText(first.title);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.locator("cb-undo")).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await expect(items(page)).toHaveCount(1);
});

test("events tell others what the reader did", async ({ page, at }) => {
  const one = good();
  await open(page, progress(at), [one]);
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ["cb:attempts-deleted", "cb:attempts-restored", "cb:attempts-exported", "cb:attempts-imported"])
      document.addEventListener(type, ({ detail }) => window.heard.push([type, detail]));
  });
  const two = attempt(second, { reach: "all" });
  await items(page).first().locator("summary").click();
  await items(page).first().getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(1);
  await choose(page, exported([two]));
  await importButton(page).click();
  await expect(items(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Export" }).click();
  const heard = await page.evaluate(() => window.heard);
  expect(heard).toEqual([
    ["cb:attempts-deleted", { ids: [one.id] }],
    ["cb:attempts-restored", { ids: [one.id] }],
    ["cb:attempts-imported", { ids: [two.id], counts: { new: 1, joined: 0, older: 0, same: 0 } }],
    ["cb:attempts-exported", { name: expect.stringMatching(/\.json$/), attempts: 2 }],
  ]);
});

// ── Reminder ───────────────────────────────────────────────────────────────────────────────────

test("a reminder to export is due after a week, at the top too, and goes with the export", async ({ page, at }) => {
  await page.clock.setFixedTime(NOON + 6 * DAY);
  await open(page, progress(at), [good()]);
  const reminder = page.locator("cb-data .cb-notice");
  await expect(reminder).toBeHidden();
  await page.clock.setFixedTime(NOON + 8 * DAY);
  await page.reload();
  await expect(reminder).toContainText("1 attempt is not in any export yet. Export a file now");
  await page.getByRole("link", { name: "Keep them in a file" }).click();
  await expect(page.getByRole("button", { name: "Export" })).toBeInViewport();
  await page.getByRole("button", { name: "Export" }).click();
  await expect(reminder).toBeHidden();
  await expect(page.locator("cb-data")).toContainText("last exported 11 Mar 2025");
  await page.reload();
  await expect(reminder).toBeHidden();
});

test("what came in a file needs no export, and the page says where it is", async ({ page, at }) => {
  await page.clock.setFixedTime(NOON + 30 * DAY);
  await page.goto(progress(at));
  await choose(page, exported([good()]));
  await importButton(page).click();
  await expect(items(page)).toHaveCount(1);
  const where = page.locator("cb-data");
  await expect(where).toContainText("1 attempt in this browser, as they are in the file you imported.");
  await expect(where.locator(".cb-notice")).toBeHidden();
  await page.reload();
  await expect(where.locator(".cb-notice")).toBeHidden();
});

// ── Storage that fails ─────────────────────────────────────────────────────────────────────────

test("blocked storage is said in words, and the page is otherwise itself", { tag: "@file" }, async ({ page, at }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    }),
  );
  await page.goto(progress(at));
  await expect(page.getByRole("alert")).toContainText("This browser does not let the page store anything.");
  await expect(page.getByText("No attempts yet")).toBeVisible();
  await choose(page, exported([good()]));
  await importButton(page).click();
  await expect(page.locator("cb-import")).toContainText(
    "Nothing was imported. The browser does not let the page store anything.",
  );
});

test("full storage: what cannot be saved is said, stays on the page, can be copied, and is saved once there is room", async ({
  page,
  at,
}) => {
  const one = attempt(first, { reach: "lowest", notes: "Do not lose me" });
  await open(page, progress(at), [one]);
  await items(page).first().locator("summary").click();
  await items(page).first().getByRole("button", { name: "Delete" }).click();
  await page.evaluate(() => {
    window.setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("alert")).toContainText("The browser's storage is full");
  await expect(items(page)).toHaveCount(1);
  await page.getByText(`Not saved: ${first.title}`).click();
  await expect(page.getByRole("textbox", { name: "Text to copy" })).toHaveValue(/Do not lose me/);
  await page.evaluate(() => {
    Storage.prototype.setItem = window.setItem;
  });
  await page.getByRole("button", { name: "Try to save again" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await kept(page)).toEqual({ [key(one.id)]: one });
});

test("when storage is full, what was not saved can be brought back after everything was erased", {
  tag: "@file",
}, async ({ page, at }) => {
  await open(page, progress(at), [good(), attempt(first, { notes: "Do not lose me", at: NOON + DAY })]);
  await items(page).first().locator("summary").click();
  await items(page).first().getByRole("button", { name: "Delete" }).click();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`Not saved: ${first.title}`)).toBeVisible();
  await page.getByRole("button", { name: "Erase all attempts" }).click();
  await page.getByRole("button", { name: "Erase everything" }).click();
  await expect(page.getByText("for 1 attempt that could not be saved, until you leave this page")).toBeVisible();
  await page.locator("cb-data").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`Not saved: ${first.title}`)).toBeVisible();
  await expect(items(page)).toHaveCount(2);
});

test("a damaged attempt is set aside and said, with its text; discarding it can be undone", { tag: "@file" }, async ({
  page,
  at,
}) => {
  await page.goto(progress(at));
  await page.evaluate(
    ([name, text]) => localStorage.setItem(name, text),
    [key("broken"), `{"notes": "half a ${MARKUP}`],
  );
  await open(page, progress(at), [good()]);
  await expect(page.getByRole("alert")).toContainText("Something in storage could not be read.");
  await expect(items(page)).toHaveCount(1);
  await page.getByText("Cannot be read: attempt:broken").click();
  await expect(page.getByRole("textbox", { name: "Text to copy" })).toHaveValue(`{"notes": "half a ${MARKUP}`);
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("alert")).toContainText("Something in storage could not be read.");
  expect(await violations(page)).toEqual([]);
});

test("an attempt of a newer version is left as it is, and said", async ({ page, at }) => {
  const newer = { ...good(), format: 9 };
  await open(page, progress(at), [newer, good()]);
  await expect(page.getByRole("alert")).toContainText("written by a newer version of this book");
  await expect(items(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Erase all attempts" }).click();
  await page.getByRole("button", { name: "Erase everything" }).click();
  expect(await kept(page)).toEqual({});
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(1);
  expect((await kept(page))[key(newer.id)]).toEqual(newer);
});

test("erasing asks with the number and the last export, and is undone by the next page too", async ({ page, at }) => {
  await open(page, progress(at), [good(), good()]);
  await page.getByRole("button", { name: "Erase all attempts" }).click();
  await expect(page.getByText("Erase 2 attempts,")).toContainText("Nothing was ever exported.");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(items(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Erase all attempts" }).click();
  await page.getByRole("button", { name: "Erase everything" }).click();
  await expect(page.getByText("No attempts yet")).toBeVisible();
  await page.goto(at.book("index.html"));
  await page.goto(progress(at));
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(2);
});

test("Copy text copies, and where the browser refuses it shows the text selected", async ({ page, at, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, progress(at), [attempt(first, { reach: "lowest", notes: "Copy me" })]);
  await items(page).first().locator("summary").click();
  await page.getByRole("button", { name: "Copy text" }).click();
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("Copy me");
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  await page.getByRole("button", { name: "Copy text" }).click();
  const box = page.getByRole("textbox", { name: "Text to copy" });
  await expect(box).toBeFocused();
  expect(
    await box.evaluate(({ selectionStart, selectionEnd, value }) => [selectionStart, selectionEnd === value.length]),
  ).toEqual([0, true]);
});
