// Practice mode: what is out of sight, the buttons, notes, Finish, the review.
import { expect, MINUTE, NOON, on, SMALL_CASE, stored, test } from "./fixtures.js";

test.beforeEach(async ({ page, at }) => {
  await page.clock.install({ time: NOON });
  await page.goto(at.small(SMALL_CASE));
});

const SECRETS = [
  "a second article",
  "Item-to-item counts",
  "count which articles are read",
  "Defines success",
  "Optimises clicks",
  "What about an article",
  "The editors want no article twice",
  "Text vectors",
  "Amazon.com",
  "Names the user",
  "I would count pairs",
];

test("while practising, answers are out of sight, of the accessibility tree and of find-in-page", async ({ page }) => {
  const see = on(page);
  const main = page.locator("main");
  for (const secret of SECRETS.slice(0, 4)) expect(await main.innerText()).not.toContain(secret);
  await see.showAnswer();
  for (const secret of SECRETS.slice(0, 4)) await expect.poll(() => main.innerText()).toContain(secret);
  await see.button("Start practice").click();
  const text = await page.locator("body").innerText();
  const tree = await page.locator("body").ariaSnapshot();
  for (const secret of SECRETS) {
    expect(text, secret).not.toContain(secret);
    expect(tree, secret).not.toContain(secret);
    expect(await page.evaluate((words) => window.find(words), secret), secret).toBe(false);
  }
  await expect(page.getByRole("region", { name: "The question" })).toContainText("A newspaper has 200,000 articles");
  await expect(page.getByText("What is to be built, for whom")).toBeVisible();
});

test("the sidebar does not name the headings of the answers", async ({ page, at }) => {
  await page.goto(at.book("cases/search-autocomplete.html"));
  const headings = page.locator("#mdbook-sidebar .on-this-page");
  await expect(page.locator("#mdbook-sidebar").getByRole("link", { name: "Search autocomplete" })).toBeVisible();
  await expect(headings).toBeHidden();
  await on(page).showAnswer();
  await expect(headings).toBeVisible();
  await on(page).button("Start practice").click();
  await expect(headings).toBeHidden();
  await on(page).finish();
  await expect(headings).toBeHidden();
  await on(page).showAnswer();
  await expect(headings).toBeVisible();
});

test("the current criterion has its note box open, the others one line each, and all are saved while typing", async ({
  page,
}) => {
  const see = on(page);
  await see.button("Start practice").click();
  await expect(page.getByRole("textbox", { name: /^Your notes: / })).toHaveCount(1);
  await see.notes("Goal").pressSequentially("a second article");
  await see.button("Switch to Design").click();
  await expect(see.notes("Goal")).toBeHidden();
  await see.notes("Design").fill("count pairs");
  await page.clock.runFor(500);
  const [attempt] = await stored(page);
  expect(attempt.kind).toBe("practice");
  expect(attempt.criteria.goal.notes).toBe("a second article");
  expect(attempt.criteria.design.notes).toBe("count pairs");
});

test("a reload resumes the attempt by itself, with the last keystrokes", async ({ page }) => {
  const see = on(page);
  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  await see.notes("Goal").pressSequentially("every letter");
  await page.clock.fastForward("05:00");
  await page.reload();
  expect(await see.mode()).toBe("practice");
  await expect(see.notes("Goal")).toHaveValue("every letter");
  await expect(see.timer).toHaveText("25:00 left of 30:00");
  await expect(page.getByText("Defines success").filter({ visible: true })).toHaveCount(0);
});

test("pause, resume, five more minutes, next criterion", { tag: "@file" }, async ({ page }) => {
  const see = on(page);
  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  const said = page.getByRole("region", { name: "Clock" }).getByRole("status"); // for a screen reader
  await page.clock.fastForward("02:00");
  await see.button("Pause").click();
  await expect(see.button("Resume")).toBeFocused();
  await expect(said).toHaveText("28:00 left of 30:00, paused");
  await page.clock.fastForward("30:00");
  await expect(see.timer).toHaveText("28:00 left of 30:00, paused");
  await see.button("Resume").click();
  await expect(said).toHaveText("Running: 28:00 left of 30:00");
  await page.clock.fastForward("01:00");
  await expect(see.timer).toHaveText("27:00 left of 30:00");
  await see.inMenu("Add 5 minutes");
  await expect(see.timer).toHaveText("32:00 left of 35:00");
  await expect(said).toHaveText("5 minutes added: 32:00 left of 35:00");
  await see.button("Next criterion").click();
  await expect(see.notes("Design")).toBeFocused();
  await expect(said).toHaveText("Design 15:00 left of 15:00");
  await page.clock.fastForward("04:00");
  await expect(page.getByText("4:00 of 15:00")).toBeVisible();
  await expect(page.getByText("3:00 of 10:00")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Budget used: Design" })).toBeVisible();
  await expect(see.button("Next criterion")).toBeHidden();
  await expect(see.button("Finish")).toBeVisible();
  await see.button("Previous criterion").click();
  await expect(see.notes("Goal")).toBeFocused();
  await expect(see.button("Previous criterion")).toBeDisabled();
  await page.clock.fastForward("08:30");
  await expect(page.getByText("11:30 of 10:00, 1:30 over")).toBeVisible();
  await expect(page.getByText("1:30 over 10:00")).toBeVisible();
  await see.finish();
  await expect(see.review).toContainText("15:30 of 35:00 (5 min added). Design 11:00 under, Goal 1:30 over.");
});

test("Finish shows planned against actual minutes and no answer, which comes next to the notes when it is asked for", async ({
  page,
}) => {
  const see = on(page);
  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("my goal");
  await page.clock.fastForward("09:00");
  await see.notes("Goal").press("End");
  await page.clock.fastForward("03:00");
  await see.button("Next criterion").click();
  await page.clock.fastForward("05:30");
  await see.finish();
  await expect(see.review).toContainText("17:30 of 30:00. Design 9:30 under, Goal 2:00 over.");
  for (const secret of SECRETS) expect(await page.locator("body").innerText()).not.toContain(secret);
  await expect(see.review.getByRole("heading")).toBeFocused();
  await see.review.getByText("The minutes in a table").click();
  await expect(see.review.getByRole("row", { name: "Goal 10:00 12:00 2:00 over" })).toBeVisible();
  await expect(see.review.getByRole("row", { name: "Design 15:00 5:30 9:30 under" })).toBeVisible();
  await expect(see.review.getByRole("row", { name: "The round 30:00 17:30 12:30 under" })).toBeVisible();
  await expect(see.notes("Goal")).toHaveValue("my goal");
  await see.showAnswer();
  await expect(see.notes("Goal")).toHaveValue("my goal");
  await expect(page.getByText("The page serves a reader")).toBeVisible();
  await see.button("Score").click();
  await expect(see.group("Goal").getByRole("checkbox").first()).toBeFocused();
  await see.signal("Defines success").check();
  const attempts = await stored(page);
  expect(attempts).toHaveLength(1);
  expect(Object.keys(attempts[0].criteria.goal.ticks)).toEqual(["second-read"]);
  await page.reload();
  expect(await see.mode()).toBe("score");
  await expect(see.signal("Defines success")).toBeChecked();
});

test("a Finish that came too early can be taken back", { tag: "@file" }, async ({ page }) => {
  const see = on(page);
  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  await page.clock.fastForward("04:00");
  await see.finish();
  await page.clock.fastForward("20:00");
  await see.button("Resume the practice").click();
  await expect(see.timer).toHaveText("26:00 left of 30:00");
  await expect(page.getByText("Defines success").filter({ visible: true })).toHaveCount(0);
});

test("without a clock no time is shown or announced, and the minutes are there behind a choice", async ({ page }) => {
  const see = on(page);
  await page.clock.pauseAt(NOON + MINUTE);
  await see.more("Practice without a clock");
  await page.clock.fastForward("29:00");
  await expect(see.timer).toBeHidden();
  await expect(see.button("Pause")).toBeHidden();
  await expect(see.button("Next criterion")).toBeVisible();
  await expect(see.announced).not.toContainText("left");
  await expect(see.announced).toContainText("The editors want no article twice");
  await see.finish();
  await expect(see.review.getByRole("table")).toBeHidden();
  await see.review.getByText("You chose no clock").click();
  await see.review.getByText("The minutes in a table").click();
  await expect(see.review.getByRole("row", { name: "Goal 10:00 29:00" })).toBeVisible();
});

test("the clock can be switched off and on while practising", async ({ page }) => {
  const see = on(page);
  await see.button("Start practice").click();
  await see.button("Pause").click();
  await see.openMenu();
  await see.checkbox("No clock").check();
  await expect(see.timer).toBeHidden();
  await see.checkbox("No clock").uncheck();
  await expect(see.timer).toBeVisible();
  await expect(see.button("Pause")).toBeVisible(); // it went on
});

test("arrow keys do not turn the page, in a note box or on a button", async ({ page }) => {
  const see = on(page);
  const address = page.url();
  await see.button("Start practice").click();
  await see.notes("Goal").fill("words");
  for (const key of ["ArrowRight", "ArrowLeft", "s", "?"]) await page.keyboard.press(key);
  await expect(see.notes("Goal")).toHaveValue(/s/);
  await see.button("Pause").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("ArrowRight");
  expect(page.url()).toBe(address);
  expect(await see.mode()).toBe("practice");
});

test("a new practice begins with empty boxes and keeps the old one", async ({ page }) => {
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("first");
  await see.finish();
  await page.clock.fastForward("01:00");
  await see.showAnswer();
  await see.button("Start practice").click();
  await expect(see.notes("Goal")).toHaveValue("");
  await see.notes("Goal").fill("second");
  expect((await stored(page)).map(({ criteria }) => criteria.goal.notes)).toEqual(["first", "second"]);
});
