// Everybody: axe in every state, five themes, the keyboard alone, a phone, no JavaScript.
"use strict";
const { test, expect, on, stored, violations, SMALL_CASE } = require("./fixtures.js");

const CASE = "cases/search-autocomplete.html";
const theme = (page, name) => page.addInitScript((value) => localStorage.setItem("mdbook-theme", value), name);

for (const name of ["light", "rust", "coal", "navy", "ayu"]) {
  test(`axe finds nothing on a case that is read (${name})`, async ({ page, at }) => {
    await theme(page, name);
    await page.goto(at.book(CASE));
    expect(await violations(page)).toEqual([]);
  });
}

test("axe finds nothing on a phone, where tables and code scroll", async ({ page, at }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(at.book(CASE));
  expect(await violations(page)).toEqual([]);
});

for (const name of ["light", "navy"]) {
  test(`axe finds nothing while practising, in review, scored, interviewing and calibrating (${name})`, async ({ page, at }) => {
    test.slow();
    await theme(page, name);
    await page.clock.install();
    await page.goto(at.small(SMALL_CASE));
    const see = on(page);
    await see.button("Start practice").click();
    expect(await violations(page), "practice").toEqual([]);
    await page.clock.fastForward("28:00");
    expect(await violations(page), "practice, over budget, with curveballs").toEqual([]);
    await see.button("Finish").click();
    expect(await violations(page), "review").toEqual([]);
    await page.locator(".cb-signals input").first().check();
    await page.getByRole("combobox", { name: "Override" }).first().selectOption("L5");
    expect(await violations(page), "scored").toEqual([]);
    await see.button("Interview").click();
    expect(await violations(page), "interview").toEqual([]);
    await see.button("Finish").click();
    await see.button("Calibrate").click();
    expect(await violations(page), "calibrate").toEqual([]);
    await page.locator(".cb-signals input").first().check();
    await see.button("Compare").click();
    expect(await violations(page), "compared").toEqual([]);
  });
}

test("a whole attempt with the keyboard alone", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  const press = async (name, role = "button") => {
    const target = page.getByRole(role, { name }).filter({ visible: true }).first();
    for (let n = 0; n < 60 && !(await target.evaluate((element) => element === document.activeElement)); n += 1) await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
    if (role === "button") await page.keyboard.press("Enter");
    else await page.keyboard.press("Space");
  };
  const type = async (name, text) => {
    const target = page.getByRole("textbox", { name }).filter({ visible: true }).first();
    for (let n = 0; n < 60 && !(await target.evaluate((element) => element === document.activeElement)); n += 1) await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  };
  await page.locator("main").press("Tab");
  await press("Start practice");
  await type("Your notes: Goal", "typed");
  await page.keyboard.press("Shift+Tab");
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.locator(".cb-prompt").focus();
  await press("Next criterion");
  await expect(see.notes("Design")).toBeFocused();
  await page.keyboard.type("more");
  await page.locator(".cb-prompt").focus();
  await press("Finish");
  await expect(see.review.getByRole("heading")).toBeFocused();
  await press(/Defines success/, "checkbox");
  await type("Evidence", "said so");
  const choice = see.group("Goal").getByRole("combobox");
  for (let n = 0; n < 10 && !(await choice.evaluate((element) => element === document.activeElement)); n += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await type("Reason", "by hand");
  const [attempt] = await stored(page);
  expect(attempt.criteria.goal).toMatchObject({ notes: "typed", evidence: "said so", override: { level: "L5", reason: "by hand" } });
  expect(attempt.criteria.design.notes).toBe("more");
});

test("on a phone nothing is wider than the screen, and every control can be touched", async ({ page, at }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.clock.install();
  await page.goto(at.book(CASE));
  const see = on(page);
  const check = async (state) => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${state}: width`).toBeLessThanOrEqual(360);
    const small = await page.evaluate(() => [...document.querySelectorAll("cb-case :is(button, select, summary, input:not([type=checkbox])), cb-case label:has(input)")]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ text: element.textContent.slice(0, 40), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height < 24 || box.width < 24 || box.left < 0 || box.right > 360).map(({ text }) => text));
    expect(small, `${state}: too small or out of reach`).toEqual([]);
  };
  await check("read");
  await see.button("Start practice").click();
  await page.clock.fastForward("38:00");
  await check("practice");
  await see.button("Finish").click();
  await page.locator(".cb-signals input").first().check();
  await check("review");
  await see.button("Interview").click();
  await check("interview");
  await see.button("Finish").click();
  await see.button("Calibrate").click();
  await check("calibrate");
  await see.button("Compare").click();
  await check("compared");
});

test("the clock does not cover the note box that has the focus", async ({ page, at }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(at.book(CASE));
  const see = on(page);
  await see.button("Start practice").click();
  for (let n = 0; n < 4; n += 1) {
    await see.button("Next criterion").click();
    const covered = await page.evaluate(() => document.activeElement.getBoundingClientRect().top < document.querySelector(".cb-clock").getBoundingClientRect().bottom);
    expect(covered).toBe(false);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("everything is readable, and there is no control that does nothing", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    for (const text of ["A newspaper has 200,000", "The page serves a reader", "Defines success as a second article", "Optimises clicks",
      "What about an article published", "The editors want no article twice", "Text vectors", "The goal is that people", "Amazon.com"]) {
      await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
    }
    await page.getByText("What about an article published").first().click();
    await expect(page.getByText("Use the text: the nearest").filter({ visible: true })).toHaveCount(1);
    await page.getByText("What the author says", { exact: true }).click();
    await expect(page.getByText("Multiplies 200,000 by 100.").filter({ visible: true })).toHaveCount(1);
    await expect(page.getByRole("checkbox", { name: /Defines success/ })).toBeVisible();
    await expect(page.locator("cb-case .cb-button")).toHaveCount(0);
  });
});
