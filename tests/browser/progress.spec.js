// The progress page as a reader sees it: empty, with attempts, on a phone, by keyboard, without JavaScript.
import fs from "node:fs";
import { expect, expectAccessible, test } from "./fixtures.js";
import { attempt, DAY, page as data, kept, key, MINUTE, NOON, open, roundOf } from "./made.js";

const [first, second] = data.cases;
const round = roundOf(first);
const [lowest] = round.levels;
const highest = round.levels.at(-1);
const heading = (tab, name) => tab.getByRole("heading", { level: 2, name });
const items = (tab) => tab.locator(".cb-attempt");

test("when empty it says how to start, with a link to a first case", async ({ page, at }) => {
  await open(page, at.book("progress.html"), []);
  await expect(page.getByText("No attempts yet")).toBeVisible();
  await expect(page.locator("main").getByRole("link", { name: `Begin with ${first.title}` })).toHaveAttribute(
    "href",
    first.path,
  );
  await expect(page.getByRole("button", { name: "Import" })).toBeVisible();
  for (const name of ["Export", "Delete", "Undo", "Erase all attempts"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  for (const name of ["Cases and criteria", "Trend", "Attempts"]) await expect(heading(page, name)).toHaveCount(0);
  await page.getByRole("link", { name: `Begin with ${first.title}` }).click();
  await expect(page).toHaveURL(new RegExp(`${first.path}$`));
});

test("the map names the level of every criterion, and tells no level, not scored and re-score apart", async ({
  page,
  at,
}) => {
  const some = attempt(first, { reach: ["all", "lowest", "none"] });
  const changed = first.criteria[0].signals[0];
  some.criteria[first.criteria[0].id].ticks[changed.id].hash = "another";
  await open(page, at.book("progress.html"), [some]);
  const table = page.getByRole("table", { name: round.title }).first();
  const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: first.title, exact: true }) });
  const expected = first.criteria.map((_, place) => [`${highest} re-score`, lowest, "no level"][place] ?? "not scored");
  const cells = row.getByRole("cell");
  await expect(cells).toHaveCount(first.criteria.length);
  for (const [place, name] of expected.entries()) await expect(cells.nth(place)).toHaveAccessibleName(name);
  await expect(table.getByRole("columnheader")).toHaveText(["Case", ...first.criteria.map(({ title }) => title)]);
  for (const header of await table.locator("thead th").all()) await expect(header).toHaveAttribute("scope", "col");
  await expect(row.getByRole("rowheader").getByRole("link")).toHaveAttribute("href", first.path);
  const shapes = await row.locator(".cb-level-mark").evaluateAll((marks) => marks.map(({ outerHTML }) => outerHTML));
  expect(new Set(shapes.slice(0, 4)).size).toBe(4); // a shape of its own for each state
  expect(await page.locator("cb-heat-map").getByText("A level needs all of its must-haves").count()).toBe(1);
});

test("the map shows the latest scored attempt, each round its own table with its own criteria", async ({
  page,
  at,
}) => {
  const all = data.cases.map((one, place) => attempt(one, { reach: "lowest", at: NOON + place * DAY }));
  await open(page, at.book("progress.html"), [
    ...all,
    attempt(first, { reach: "all", at: NOON + 9 * DAY }),
    attempt(first, { at: NOON + 10 * DAY }),
  ]);
  const rounds = data.rounds.filter(({ id }) => data.cases.some((one) => one.round === id));
  await expect(page.locator("cb-heat-map table")).toHaveCount(rounds.length);
  const cells = page.locator("cb-heat-map tbody tr", { hasText: first.title }).getByRole("cell");
  for (const cell of await cells.all()) await expect(cell).toHaveAccessibleName(highest);
});

test("what to train next is one link, and an unfinished attempt can be gone on with", async ({ page, at }) => {
  const reach = first.criteria.map((_, place) => (place === 1 ? "none" : "all"));
  const running = attempt(second, { at: NOON + DAY, minutes: [], more: { finishedAt: null } });
  running.clock.log = running.clock.log.filter(({ type }) => type !== "finish");
  await open(page, at.book("progress.html"), [attempt(first, { reach }), running]);
  const next = page.locator("cb-next");
  await expect(next).toContainText(`First gap: ${first.criteria[1].title}, at ${lowest} (${round.title}).`);
  await expect(next).toContainText(`Your lowest level: no level in ${first.title}.`);
  const training = first.criteria[1].training.find(({ path }) => path !== first.path);
  const train = next.locator(".cb-weakest a");
  await expect(train).toHaveCount(1);
  const [ink, paper] = await train.evaluate((link) => [
    getComputedStyle(link).color,
    getComputedStyle(link).backgroundColor,
  ]);
  expect(ink).not.toBe(paper);
  if (training) await expect(next.locator(".cb-weakest a")).toHaveAttribute("href", training.path);
  await expect(next.getByRole("link", { name: `Resume ${second.title}` })).toHaveAttribute(
    "href",
    `${second.path}?attempt=${running.id}`,
  );
});

test("a weak criterion that nothing else trains links to its answer in the case", async ({ page, at }) => {
  const alone = data.cases.find(({ criteria }) => criteria.some(({ training }) => training.length === 0));
  test.skip(!alone, "every criterion of this book has a drill or another case");
  const place = alone.criteria.findIndex(({ training }) => training.length === 0);
  await open(page, at.book("progress.html"), [
    attempt(alone, { reach: alone.criteria.map((_, at) => (at === place ? "none" : "all")) }),
  ]);
  const link = page.locator(".cb-weakest a");
  await expect(link).toHaveAttribute("href", `${alone.path}#${alone.criteria[place].id}`);
  await link.click();
  await expect(page.locator(`[id="${alone.criteria[place].id}"]`)).toBeVisible();
});

test("the trend has a drawing per case over real time, with words and a table that say the same", async ({
  page,
  at,
}) => {
  const sameRound = data.cases.find((one) => one !== first && one.round === first.round);
  test.skip(!sameRound, "this book has one case per round");
  await open(page, at.book("progress.html"), [
    attempt(first, { reach: "none" }),
    attempt(sameRound, { reach: "all", at: NOON + DAY / 2 }),
    attempt(first, { reach: "lowest", at: NOON + DAY }),
    attempt(first, { reach: "all", at: NOON + 10 * DAY }),
  ]);
  const figures = page.getByRole("figure");
  await expect(figures).toHaveCount(1); // of the case that was scored once there is no line
  await expect(figures).toContainText(
    `${first.title}3 attempts from 3 Mar 2025 to 13 Mar 2025. ${round.levels
      .map((level) => `${level} from definite no (0%) to strong yes (100%)`)
      .join(", ")}.`,
  );
  for (const date of ["3 Mar 2025", "13 Mar 2025"]) await expect(figures.locator("svg")).toContainText(date);
  const marks = await figures.locator("[data-level='0'] path").getAttribute("d");
  const places = [...marks.matchAll(/M([\d.]+)/g)].map(([, x]) => Number(x));
  expect(places).toHaveLength(3);
  expect((places[1] - places[0]) / (places[2] - places[0])).toBeCloseTo(0.1);
  await page.getByText("Figures of 4 attempts").click();
  const rows = page.locator("cb-trend tbody tr");
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(0).getByRole("cell")).toHaveText(round.levels.map(() => "strong yes 100%"));
  await expect(rows.nth(3).getByRole("cell")).toHaveText(round.levels.map(() => "definite no 0%"));
});

test("the reader's own guesses are set against the first gap, in one line and per attempt", { tag: "@file" }, async ({
  page,
  at,
}) => {
  const guessed = (place, weakest, day) =>
    attempt(first, {
      reach: first.criteria.map((_, n) => (n === place ? "none" : "all")),
      at: NOON + day * DAY,
      more: { weakest: { criterion: first.criteria[weakest].id } },
    });
  await open(page, at.book("progress.html"), [guessed(1, 0, 0), guessed(1, 1, 1), guessed(0, 0, 2)]);
  await expect(page.locator("cb-next")).toContainText("You named the first gap yourself in 2 of 3 attempts.");
  await expect(page.getByRole("list", { name: "Your guesses, the latest last" }).getByRole("listitem")).toHaveText([
    /named another/,
    /named: /,
    /named: /,
  ]);
  const [one, two] = first.criteria.map(({ title }) => title);
  await expect(items(page).nth(0)).toContainText(`First gap: ${one}, as you had said`);
  await expect(items(page).nth(2)).toContainText(`First gap: ${two}; you had said ${one}`);
  await items(page).nth(2).locator("summary").click();
  await expect(items(page).nth(2)).toContainText(
    `First gap: ${two}, at ${lowest}. You had named ${one} as your weakest part.`,
  );
});

test("one scored attempt makes a table and no line", async ({ page, at }) => {
  await open(page, at.book("progress.html"), [attempt(first, { reach: "lowest" })]);
  await expect(page.locator("cb-trend svg")).toHaveCount(0);
  await expect(page.locator("cb-trend").getByRole("cell").first()).toHaveText("strong yes 100%");
});

test("minutes over budget are by criterion, and what kept to its budget is named too", { tag: "@file" }, async ({
  page,
  at,
}) => {
  const minutes = first.criteria.map(({ minutes: budget }, place) => (place === 1 ? budget + 6 : budget - 1));
  await open(page, at.book("progress.html"), [attempt(first, { minutes })]);
  const table = page.getByRole("table", { name: "Minutes over budget by criterion" });
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table.getByRole("row").nth(1)).toContainText(first.criteria[1].title);
  await expect(table.getByRole("cell").first()).toHaveText("6.0 min");
  await expect(page.locator("cb-over-budget")).toContainText(`Within budget: ${first.criteria[0].title}`);
});

test("the running bias of calibrations is said in words and numbers", async ({ page, at }) => {
  const compared = (agree, generous, strict) => ({ comparison: { agree, generous, strict, at: NOON } });
  await open(page, at.book("progress.html"), [
    attempt(first, { kind: "calibration", reach: "all", more: compared(5, 3, 1) }),
    attempt(second, { kind: "calibration", reach: "all", more: compared(5, 2, 0) }),
  ]);
  await expect(page.locator("cb-bias")).toContainText(
    "Too generous by 4 of 16 signals net (25%). Over 2 calibrations.",
  );
  await expect(page.locator("cb-bias").getByRole("cell")).toHaveText(["16", "10", "5", "1"]);
  await expect(heading(page, "Cases and criteria")).toHaveCount(0); // a sample's ticks are not the reader's level
});

test("interviews count in the map, the trend and the cards when the reader says so, and are in the list anyway", async ({
  page,
  at,
}) => {
  await open(page, at.book("progress.html"), [
    attempt(first, { reach: "lowest" }),
    attempt(first, { kind: "interview", reach: "all", at: NOON + DAY }),
  ]);
  const cell = page.locator("cb-heat-map tbody tr", { hasText: first.title }).getByRole("cell").first();
  await expect(cell).toHaveAccessibleName(lowest);
  await expect(items(page)).toHaveCount(2);
  const mark = page.locator(".cb-mark");
  await expect(mark).toHaveText("✓ (scored, 1 attempt)");
  await page.getByRole("checkbox", { name: "Count interviews" }).check();
  await expect(cell).toHaveAccessibleName(highest);
  await expect(mark).toHaveText("✓ (scored, 2 attempts)");
  await page.reload();
  await expect(page.getByRole("checkbox", { name: "Count interviews" })).toBeChecked();
  await expect(cell).toHaveAccessibleName(highest);
});

test("an attempt opens to all its text: notes, evidence, override, reworded and removed signals, other tabs' words", async ({
  page,
  at,
}) => {
  const [criterion, other] = first.criteria;
  const some = attempt(first, {
    reach: ["lowest"],
    notes: "My notes\nin two lines",
    evidence: "Said so",
    minutes: first.criteria.map(({ minutes }) => minutes),
  });
  const [known] = Object.keys(some.criteria[criterion.id].ticks);
  some.criteria[criterion.id].ticks[known] = { hash: "another", text: "As it was ticked", at: NOON };
  some.criteria[criterion.id].ticks["left-the-case"] = { hash: "x", text: "Left the <case>", at: NOON };
  some.criteria[criterion.id].ticks["without-words"] = { hash: "x", at: NOON };
  some.criteria[other.id] = { notes: "", evidence: "", ticks: {}, override: { level: highest, reason: "Went deeper" } };
  some.criteria["old-criterion"] = {
    notes: "Kept words",
    evidence: "",
    ticks: {},
    override: { level: "L9", reason: "Long ago" },
  };
  some.aside = { overwritten: [{ criterion: criterion.id, field: "notes", text: "Words of the other tab", at: NOON }] };
  some.asked = { "what-if-empty": NOON };
  await open(page, at.book("progress.html"), [some]);
  const item = items(page).first();
  await expect(item.getByText("My notes")).toHaveCount(0); // not built before it is opened
  await item.locator("summary").click();
  await expect(item.locator(".cb-written-text").first()).toHaveText("My notes\nin two lines", { useInnerText: true });
  for (const text of [
    "Said so",
    "As it was ticked Reworded since: re-score",
    "Left the <case> no longer in the case",
    "without-words no longer in the case",
    `Level set by hand: ${highest}.`,
    "Went deeper",
    "old-criterion (no longer in the case)",
    "Kept words",
    "Long ago",
    "Words of the other tab",
    "what-if-empty",
    ` min of ${round.minutes}`,
  ]) {
    await expect(item).toContainText(text);
  }
});

test("its filled scorecard is one link away, also when it is not the latest attempt", async ({ page, at }) => {
  const some = attempt(first, { reach: ["lowest"], evidence: "Said so in the first minute" });
  await open(page, at.book("progress.html"), [some, attempt(first, { at: NOON + DAY, reach: "all" })]);
  await items(page).nth(1).locator("summary").click();
  await items(page).nth(1).getByRole("link", { name: "Filled scorecard" }).click();
  await expect(page).toHaveURL(new RegExp(`${first.path}\\?attempt=${some.id}#scorecard$`));
  const sheet = page.locator(".cb-scorecard");
  await expect(sheet).toContainText("Said so in the first minute");
  await expect(sheet.locator("[data-ticked]")).toHaveCount(
    Object.keys(some.criteria[first.criteria[0].id].ticks).length,
  );
});

test("attempts of a case that left the book are listed, opened, exported and deleted like others", {
  tag: "@file",
}, async ({ page, at }) => {
  const gone = attempt(first, {
    reach: "lowest",
    notes: "About a case long gone",
    more: { case: "gone", title: "A case long gone" },
  });
  await open(page, at.book("progress.html"), [gone]);
  const item = items(page).first();
  await expect(item).toContainText("A case long gone (no longer in the book)");
  await item.locator("summary").click();
  await expect(item).toContainText("About a case long gone");
  await expect(item.getByRole("link")).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  expect(JSON.parse(fs.readFileSync(await (await download).path(), "utf8")).attempts).toEqual([gone]);
  await item.getByRole("button", { name: "Delete" }).click();
  await expect(items(page)).toHaveCount(0);
  expect(await kept(page)).toEqual({});
});

test("two tabs stay in step, and what is open stays open", async ({ page, at, context }) => {
  const one = attempt(first, { reach: "lowest", notes: "Before" });
  const two = attempt(second, { reach: "lowest", at: NOON - DAY, notes: "Read me" });
  await open(page, at.book("progress.html"), [one, two]);
  await items(page).nth(1).locator("summary").click();
  const other = await context.newPage();
  await other.goto(at.book("progress.html"));
  await other.locator(".cb-attempt").first().locator("summary").click();
  await other.locator(".cb-attempt").first().getByRole("button", { name: "Delete" }).click();
  await expect(items(page)).toHaveCount(1);
  await expect(items(page).first()).toContainText("Read me");
  await other.getByRole("button", { name: "Undo" }).click();
  await expect(items(page)).toHaveCount(2);
  await other.evaluate(
    ([name, text]) => localStorage.setItem(name, text),
    [key(one.id), JSON.stringify({ ...attempt(first, { reach: "all" }), id: one.id })],
  );
  await expect(
    page.locator("cb-heat-map tbody tr", { hasText: first.title }).getByRole("cell").first(),
  ).toHaveAccessibleName(highest);
});

test("with a keyboard alone: open, delete, undo, and no arrow key leaves the page", async ({ page, at }) => {
  await open(page, at.book("progress.html"), [attempt(first, { reach: "lowest", notes: "Mine" })]);
  const tabTo = async (target) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("not reached by Tab");
  };
  await page.locator("main h1").click(); // begin where reading begins
  await tabTo(page.locator(".cb-scrolling").first());
  await page.keyboard.press("ArrowRight");
  await tabTo(items(page).first().locator("summary"));
  await page.keyboard.press("Enter");
  await tabTo(page.getByRole("button", { name: "Delete" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(items(page).first().locator("summary")).toBeFocused();
  await expect(page.getByText("Undone.")).toBeVisible();
  await expect(page).toHaveURL(/progress\.html$/);
});

test("without JavaScript it says so, and shows no dead control", async ({ browser, at }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at.book("progress.html"));
  await expect(page.locator(".cb-without-script")).toBeVisible();
  await expect(page.locator("main").getByRole("button")).toHaveCount(0);
  await context.close();
});

test("Export saves one file with every attempt as it is stored", async ({ page, at }) => {
  const all = [
    attempt(first, { reach: "lowest", notes: "Mine" }),
    attempt(second, { at: NOON + DAY, more: { later: { kept: true } } }),
  ];
  await open(page, at.book("progress.html"), all);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`casebook-${data.book}-${new Date().toISOString().slice(0, 10)}.json`);
  const { exportedAt, attempts, ...rest } = JSON.parse(fs.readFileSync(await saved.path(), "utf8"));
  expect(rest).toEqual({ format: 1, kind: "casebook-export", book: data.book });
  expect(Math.abs(exportedAt - Date.now())).toBeLessThan(MINUTE);
  expect(attempts).toEqual(all.toReversed());
  await expect(page.getByText("Exported 2 attempts to")).toBeVisible();
});

const full = () => [
  ...data.cases.map((one, place) =>
    attempt(one, {
      at: NOON + place * DAY,
      reach: ["all", "lowest", "none"],
      minutes: one.criteria.map(({ minutes }) => minutes + 2),
      notes: "Notes",
    }),
  ),
  attempt(first, { at: NOON + 9 * DAY, kind: "interview", reach: "lowest" }),
  attempt(first, {
    at: NOON + 9 * DAY,
    kind: "calibration",
    more: { comparison: { agree: 3, generous: 1, strict: 0, at: NOON } },
  }),
  attempt(second, { at: NOON + 10 * DAY, more: { case: "gone", title: "Gone" }, notes: "x" }),
];

test("axe finds nothing on the page, empty and full, in any theme", async ({ page, at }) => {
  test.slow();
  await open(page, at.book("progress.html"), []);
  await expectAccessible(page, "empty");
  await open(page, at.book("progress.html"), full());
  await items(page).nth(2).locator("summary").click();
  for (const figures of await page.locator("cb-trend summary").all()) await figures.click();
  await items(page).first().locator("summary").click();
  await items(page).first().getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await expectAccessible(page, "full");
});

for (const width of [320, 360, 768]) {
  test(`at ${width} px nothing makes the page scroll sideways, open or closed`, { tag: "@file" }, async ({
    page,
    at,
  }) => {
    await page.setViewportSize({ width, height: 740 });
    const long = "W".repeat(3000);
    await open(page, at.book("progress.html"), [
      ...full(),
      attempt(first, { at: NOON + 20 * DAY, notes: long, more: { title: long } }),
      attempt(first, { at: NOON + 21 * DAY, more: { case: long.slice(0, 200), title: long }, notes: long }),
    ]);
    for (const summary of await page.locator(".cb-attempt > details > summary").all()) await summary.click();
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])).toEqual([width, width]);
    for (const target of await page.locator("main :is(button, a.cb-button, select, summary):visible").all()) {
      const { height } = await target.boundingBox();
      expect(height).toBeGreaterThanOrEqual(24);
    }
  });
}
