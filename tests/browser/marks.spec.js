// Marks in the sidebar and on the cards, and what a rebuilt book does to them.
import fs from "node:fs";
import path from "node:path";
import { expect, expectAccessible, SMALL_CASE, serve, test } from "./fixtures.js";
import { attempt, DAY, page as data, NOON, open, roundOf } from "./made.js";

const [first, second, third] = data.cases;
const levels = roundOf(first).levels;
const card = (tab, one) =>
  tab
    .locator("main")
    .getByRole("listitem")
    .filter({ has: tab.getByRole("link", { name: one.title, exact: true }) });
const sidebar = (tab, name) => tab.getByRole("navigation", { name: "Table of contents" }).getByRole("link", { name });

for (const place of ["index.html", "cases/index.html"]) {
  test(`cards say not tried, practised, or the verdicts: ${place}`, async ({ page, at }) => {
    await open(page, at.book(place), [attempt(first, { reach: "lowest" }), attempt(second, { minutes: [1] })]);
    const said = levels.map((level, index) => `${level}: ${index === 0 ? "strong yes" : "definite no"}`).join(", ");
    await expect(card(page, first)).toContainText(said);
    await expect(card(page, second)).toContainText("Practised");
    await expect(card(page, third)).toContainText("Not tried yet");
  });
}

test("a card says how much is not scored, and hears what another tab does", async ({ page, at, context }) => {
  const one = attempt(first, { reach: ["all"] });
  await open(page, at.book("index.html"), [one]);
  await expect(card(page, first)).toContainText(
    `(${first.criteria.length - 1} of ${first.criteria.length} criteria not scored)`,
  );
  const other = await context.newPage();
  await other.goto(at.book("progress.html"));
  await other.getByRole("button", { name: "Erase all attempts" }).click();
  await other.getByRole("button", { name: "Erase everything" }).click();
  await expect(card(page, first)).toContainText("Not tried yet");
  await expect(page.locator(".cb-mark")).toHaveCount(0);
});

test("without JavaScript a card says nothing about attempts", async ({ browser, at }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at.book("index.html"));
  await expect(page.locator(".cb-card").first()).toBeVisible();
  for (const state of await page.locator(".cb-card-state").all()) await expect(state).toBeHidden();
  await context.close();
});

test("the sidebar marks cases begun and done, in words for those who do not see it, on every page", async ({
  page,
  at,
}) => {
  const begun = attempt(second, { minutes: [1] });
  begun.clock.log = begun.clock.log.filter(({ type }) => type !== "finish");
  begun.finishedAt = null;
  await open(page, at.book("progress.html"), [
    attempt(first, { reach: "lowest" }),
    attempt(first, { at: NOON + DAY }),
    begun,
    attempt(third, { kind: "calibration" }),
    attempt(first, { more: { case: "gone/../index" } }),
  ]);
  for (const place of ["progress.html", "index.html", first.path, "guide/start-here.html"]) {
    await page.goto(at.book(place));
    await expect(sidebar(page, first.title)).toHaveAccessibleName(`${first.title} (scored, 2 attempts)`);
    await expect(sidebar(page, second.title)).toHaveAccessibleName(`${second.title} (started, 1 attempt)`);
    await expect(sidebar(page, third.title)).toHaveAccessibleName(third.title);
    await expect(page.locator(".cb-mark")).toHaveCount(2);
  }
});

test("axe finds nothing on the landing page with states and marks, in any theme", async ({ page, at }) => {
  test.slow();
  await open(page, at.book("index.html"), [attempt(first, { reach: ["lowest"] }), attempt(second, { minutes: [1] })]);
  await expectAccessible(page);
});

test("a case that leaves the book keeps its attempts; a reworded signal asks for a new score", async ({
  page,
  version,
  small,
}) => {
  const changed = version("reworded", (_replace, folder) => {
    const file = path.join(folder, "src", SMALL_CASE.replace(".html", ".md"));
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replace(/^- \[ \] (\S+) (.*?)( \^\S+)?$/m, "- [ ] $1 $2, put another way$3"));
  });
  const server = await serve(small.html);
  await page.goto(`${server.address}/${SMALL_CASE}`);
  await page.getByRole("button", { name: "Show the answer", exact: true }).click();
  const boxes = page.locator(".cb-signals input[type=checkbox]");
  await boxes.first().check();
  await page.goto(`${server.address}/progress.html`);
  await expect(page.locator(".cb-attempt")).toHaveCount(1);
  await expect(page.locator("cb-heat-map")).not.toContainText("re-score");
  server.folder = changed;
  await page.reload();
  await expect(page.locator("cb-heat-map")).toContainText("re-score");
  await page.locator(".cb-attempt summary").click();
  await expect(page.locator(".cb-attempt")).toContainText("Reworded since: re-score");
  await page.evaluate(() => {
    for (const [name, text] of Object.entries(localStorage)) {
      if (name.includes(":attempt:"))
        localStorage.setItem(name, JSON.stringify({ ...JSON.parse(text), case: "left-the-book" }));
    }
  });
  await page.reload();
  await expect(page.locator(".cb-attempt")).toContainText("(no longer in the book)");
  await expect(page.locator(".cb-mark")).toHaveCount(0);
  await server.close();
});
