// Calibration against the author of a sample answer.
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";

const REASON = "Never asks whether the click rate is enough.";

test.beforeEach(async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await on(page).showAnswer();
});

test("the author's ticks are out of sight until Compare, which lays them beside the reader's", async ({ page }) => {
  const see = on(page);
  await expect(page.getByText(REASON)).toBeHidden();
  await see.signal("Sizes the table").check(); // the reader's own
  await see.more("Calibrate");
  await expect(page.getByRole("heading", { name: "Calibrate", exact: true })).toBeFocused();
  await expect(page.getByText("The goal is that people read a second article")).toBeVisible();
  await expect(page.getByText("The page serves a reader")).toBeHidden();
  await expect(see.signal("Sizes the table")).not.toBeChecked();
  await see.signal("click rate").check();
  await see.signal("Defines success").check();
  expect(await page.locator("body").ariaSnapshot()).not.toContain(REASON);
  await see.button("Compare").click();
  await see.button("Compare").click();

  const comparison = page.getByRole("region", { name: "Comparison" });
  await expect(comparison).toContainText("Agreed on 2 of 4 signals: 1 too generous, 1 too strict");
  await expect(comparison).toContainText("the author judged this answer to be at L5");
  await expect(comparison.getByRole("row", { name: "Goal L6 L5" })).toBeVisible();
  await expect(comparison.getByRole("row", { name: "Design no level L5" })).toBeVisible();
  const item = (text) => page.locator(".cb-signals li").filter({ hasText: text });
  await expect(item("click rate")).toContainText(`Too generous here. The author: missed. ${REASON}`);
  await expect(item("Sizes the table")).toContainText("Too strict here. The author: shown. Multiplies 200,000 by 100.");
  await expect(item("Defines success")).toContainText("You agree.");
  await expect(see.signal("Defines success")).toBeDisabled();

  const [own, attempt] = (await stored(page)).sort((a, b) => (a.kind < b.kind ? 1 : -1));
  expect(attempt).toMatchObject({
    kind: "calibration",
    sample: "a-counting-answer",
    comparison: { agree: 2, generous: 1, strict: 1 },
  });
  expect(Object.keys(own.criteria.design.ticks)).toEqual(["table-size"]);

  await see.button("Back to the case").click();
  await expect(see.signal("Sizes the table")).toBeChecked();
  await expect(see.signal("Defines success")).not.toBeChecked();
  await expect(page.getByText("You agree.")).toHaveCount(0);
  await expect(page.getByText("The page serves a reader")).toBeVisible();
});

test("a reload in the middle keeps the ticks and what is out of sight", async ({ page }) => {
  const see = on(page);
  await see.more("Calibrate");
  await see.signal("Defines success").check();
  await page.reload();
  expect(await see.mode()).toBe("calibrate");
  await expect(see.signal("Defines success")).toBeChecked();
  await expect(page.getByText(REASON)).toBeHidden();
  await see.button("Back to the case").click();
  await page.reload();
  expect(await see.mode()).toBe("read");
  await see.more("Calibrate");
  await expect(see.signal("Defines success")).toBeChecked(); // gone on with
  expect(await stored(page)).toHaveLength(1);
});

test("looking at a sample and going back leaves no attempt", async ({ page }) => {
  const see = on(page);
  await see.button("Judge this answer").click();
  await see.button("Back to the case").click();
  expect(await stored(page)).toEqual([]);
  await expect(page.getByRole("article").getByText("The goal is that people read a second article")).toBeVisible();
});

test("a second calibration begins without ticks, and the first comparison stays", { tag: "@file" }, async ({
  page,
}) => {
  const see = on(page);
  await see.more("Calibrate");
  await see.signal("click rate").check();
  await see.button("Compare").click();
  await expect(page.getByText("Nothing is ticked under Design")).toBeVisible();
  await see.button("Compare").click();
  await see.button("Back to the case").click();
  await page.getByText("What the author says", { exact: true }).click(); // known now
  await expect(page.getByText(REASON)).toBeVisible();
  await see.more("Calibrate");
  await expect(see.signal("click rate")).not.toBeChecked();
  await expect(see.signal("click rate")).toBeEnabled();
  await expect(page.getByText(REASON)).toBeHidden();
  expect((await stored(page)).filter(({ comparison }) => comparison)).toHaveLength(1);
});

test("of several samples, the one that was compared longest ago comes next", async ({ page, at }) => {
  await page.goto(at.book("cases/pin-recs.html"));
  const see = on(page);
  const titles = [];
  for (let round = 0; round < 7; round += 1) {
    await see.more("Calibrate");
    titles.push(await page.locator(".cb-calibrate-answer h3").textContent());
    await see.button("Compare").click();
    await see.button("Compare").click();
    await see.button("Back to the case").click();
  }
  const [one, two, three] = titles;
  expect(new Set([one, two, three]).size).toBe(3);
  expect(titles).toEqual([one, two, three, one, two, three, one]);
});
