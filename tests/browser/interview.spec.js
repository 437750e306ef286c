// The interviewer's view.
import { expect, MINUTE, NOON, on, SMALL_CASE, stored, test } from "./fixtures.js";

test.beforeEach(async ({ page, at }) => {
  await page.clock.install({ time: NOON });
  await page.goto(at.small(SMALL_CASE));
  await page.clock.pauseAt(NOON + MINUTE);
});

test("answers are open, the clock runs, and questions are marked as asked", { tag: "@file" }, async ({ page }) => {
  const see = on(page);
  const answers = page.locator(".cb-probe p");
  await expect(answers.filter({ hasText: "Use the text: the nearest articles" })).toBeHidden();
  await see.more("Interview");
  await expect(answers.filter({ hasText: "Use the text: the nearest articles" })).toBeVisible();
  await expect(answers.filter({ hasText: "becomes an input at request time" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^Your notes/ })).toHaveCount(0);
  await page.clock.fastForward("02:00");
  await expect(see.timer).toHaveText("28:00 left of 30:00");

  const asked = page.getByRole("checkbox", { name: "Asked", exact: true });
  await expect(asked).toHaveCount(2);
  await page
    .getByRole("group", { name: "What about an article published a minute ago?" })
    .getByRole("checkbox")
    .check();
  await see.signal("Defines success").check();
  await see.evidence("Goal").fill("minute 3");
  await page.reload();
  expect(await see.mode()).toBe("interview");
  await expect(asked.first()).toBeChecked();
  await expect(asked.last()).not.toBeChecked();
  await see.finish();
  await expect(see.review).toContainText("Interview on");
  await expect(see.review).toContainText("1 of 2 questions asked.");
  const [attempt] = await stored(page);
  expect(attempt.kind).toBe("interview");
  expect(attempt.criteria.goal.evidence).toBe("minute 3");
  expect(attempt.finishedAt).not.toBe(null);
});

test("an answer that the interviewer closes stays closed, and all close afterwards", async ({ page }) => {
  const see = on(page);
  const answer = page.locator(".cb-probe p").filter({ hasText: "Use the text: the nearest articles" });
  await see.more("Interview");
  await expect(answer).toBeVisible();
  await page.locator("summary").filter({ hasText: "What about an article" }).click();
  await expect(answer).toBeHidden();
  await page.clock.runFor(3000);
  await expect(answer).toBeHidden();
  await see.finish();
  await expect(page.locator(".cb-probe p").filter({ hasText: "becomes an input at request time" })).toBeHidden();
});

test("a curveball is announced at its minute", async ({ page }) => {
  const see = on(page);
  await see.more("Interview");
  await page.clock.runFor("20:05");
  await expect(see.announced).toContainText("Curveball at 20 The editors want no article twice in a day");
});

test("no clock belongs to its attempt: not of a practice to an interview, and not back", { tag: "@file" }, async ({
  page,
}) => {
  const see = on(page);
  await see.more("Practice without a clock");
  await expect(see.timer).toBeHidden();
  await see.finish();
  await see.showAnswer();
  await see.button("New attempt").click();
  await see.more("Interview");
  await expect(see.timer).toBeVisible();
  await see.openMenu();
  await see.checkbox("No clock").check();
  await expect(see.timer).toBeHidden();
  await see.finish();
  await see.showAnswer();
  await see.button("New attempt").click();
  await see.button("Start practice").click();
  await expect(see.timer).toBeVisible();
});
