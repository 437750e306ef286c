// Everybody: axe on every kind of page and in every state, five themes, the keyboard alone, a phone, no JavaScript.
import { expect, expectAccessible, on, SMALL_CASE, stored, test, violations } from "./fixtures.js";
import { page as data } from "./made.js";

const CASE = "cases/search-autocomplete.html";
// By their kind; the landing page and the progress page, empty and full, are in their own files.
const PAGES = {
  "a case": CASE,
  "the scorecard of a case": `${CASE}#scorecard`,
  "the interviewer's sheet of a case": `${CASE}#interviewer`,
  "the cases": "cases/index.html",
  "a chapter of the guide": "guide/estimation.html",
  "a drill": "drills/ml-fundamentals.html",
  "the drills": "drills/index.html",
  "a rubric": "rubrics/ml-system-design.html",
  "the rubrics": "rubrics/index.html",
  "the scorecards": "scorecards.html",
  "the format": "authors/format.html",
  "the rules": "authors/rules.html",
  "the stored data": "authors/data.html",
  "no such page": "404.html",
};

for (const [name, place] of Object.entries(PAGES)) {
  test(`axe finds nothing in any theme on the whole page: ${name}`, async ({ page, at }) => {
    test.slow();
    await page.goto(at.book(place));
    for (const details of await page.locator("cb-drill details").all())
      await details.evaluate((element) => {
        element.open = true;
      });
    await expectAccessible(page);
  });
}

for (const { path, title } of data.cases) {
  test(`axe finds nothing on the whole page of the case ${title}`, async ({ page, at }) => {
    test.skip(path === CASE, "is among the pages above");
    await page.goto(at.book(path));
    expect(await violations(page, "html")).toEqual([]);
  });
}

test("axe finds nothing on a phone, where tables and code scroll", async ({ page, at }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(at.book(CASE));
  expect(await violations(page)).toEqual([]);
});

const STATES = {
  practice: async ({ see, check }) => {
    await see.button("Start practice").click();
    await check("practice");
    await see.page.clock.fastForward("28:00");
    await check("after being away");
    await see.button("Count it").click();
    await check("practice, over budget, with curveballs");
  },
  "the review, unscored and scored": async ({ see, check }) => {
    await see.button("Start practice").click();
    await see.finish();
    await check("review");
    await see.button("Score it").click();
    await check("score");
    await see.page.locator("[data-scored] .cb-signals input").first().check();
    await (await see.override("Goal")).getByRole("combobox", { name: "Override" }).selectOption("L5");
    await check("scored");
    await see.button("Result").click();
    await check("result");
    await see.button("The answer").click();
    await check("the answer");
  },
  "an interview": async ({ see, check }) => {
    await see.more("Interview");
    await check("interview");
  },
  calibration: async ({ see, check }) => {
    await see.more("Calibrate");
    await check("calibrate");
    await see.page.locator(".cb-signals input").first().check();
    await see.button("Compare").click();
    await see.button("Compare").click(); // it asked about criteria without a tick
    await check("compared");
  },
};

for (const [name, play] of Object.entries(STATES)) {
  test(`axe finds nothing in any theme on the whole page: ${name}`, async ({ page, at }) => {
    test.slow();
    await page.clock.install();
    await page.goto(at.small(SMALL_CASE));
    await play({ see: on(page), check: (state) => expectAccessible(page, state) });
  });
}

test("a keyboard reaches mdBook's switch of the sidebar, and a screen reader hears its state", async ({ page, at }) => {
  await page.goto(at.book("index.html"));
  const button = page.getByRole("banner").getByRole("button", { name: "Toggle Table of Contents" });
  await expect(button).toHaveCount(1);
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await button.focus();
  const place = await button.boundingBox();
  for (const [key, open] of [
    ["Enter", false],
    [" ", true],
  ]) {
    await page.keyboard.press(key);
    await expect(button).toHaveAttribute("aria-expanded", String(open));
    const sidebar = page.locator("#mdbook-sidebar");
    if (open) await expect(sidebar).toBeVisible();
    else await expect(sidebar).toBeHidden();
    await expect(button).toBeFocused();
  }
  await expect(page.locator("label.icon-button")).toBeHidden();
  expect(place.width).toBeGreaterThanOrEqual(24);
});

test("the first press of Tab skips what is around the chapter", { tag: "@file" }, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await expect(page.getByRole("link", { name: "Skip to the question" })).not.toBeInViewport();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the question" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(page.locator(".cb-prompt")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(on(page).button("Start practice")).toBeFocused();
  await page.goto(at.small("index.html"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("a search for a word of the book finds chapters for readers, not for authors", async ({ page, at }) => {
  await page.goto(at.book("index.html"));
  await page.locator("#mdbook-search-toggle").click();
  await page.locator("#mdbook-searchbar").fill("curveball");
  await page.locator("#mdbook-searchbar").press("End"); // mdBook searches when a key goes up
  const hits = page.locator("#mdbook-searchresults li a");
  await expect(hits.first()).toBeVisible();
  const paths = await hits.evaluateAll((links) => links.map((link) => link.pathname));
  expect(paths.filter((path) => path.includes("/authors/") && !path.endsWith("/data.html"))).toEqual([]);
});

test("a whole attempt with the keyboard alone", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  const press = async (name, role = "button") => {
    const target = page.getByRole(role, { name }).filter({ visible: true }).first();
    for (let n = 0; n < 60 && !(await target.evaluate((element) => element === document.activeElement)); n += 1)
      await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
    if (role === "button") await page.keyboard.press("Enter");
    else await page.keyboard.press("Space");
  };
  const type = async (name, text) => {
    const target = page.getByRole("textbox", { name }).filter({ visible: true }).first();
    for (let n = 0; n < 60 && !(await target.evaluate((element) => element === document.activeElement)); n += 1)
      await page.keyboard.press("Tab");
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
  await press("Score it");
  await press(/Defines success/, "checkbox");
  await type("Evidence", "said so");
  const byHand = see.group("Goal").locator("summary");
  for (let n = 0; n < 10 && !(await byHand.evaluate((element) => element === document.activeElement)); n += 1)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const choice = see.group("Goal").getByRole("combobox");
  for (let n = 0; n < 10 && !(await choice.evaluate((element) => element === document.activeElement)); n += 1)
    await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await type("Reason", "by hand");
  const [attempt] = await stored(page);
  expect(attempt.criteria.goal).toMatchObject({
    notes: "typed",
    evidence: "said so",
    override: { level: "L5", reason: "by hand" },
  });
  expect(attempt.criteria.design.notes).toBe("more");
});

test("on a phone nothing is wider than the screen, and every control can be touched", { tag: "@file" }, async ({
  page,
  at,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.clock.install();
  await page.goto(at.book(CASE));
  const see = on(page);
  const check = async (state) => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${state}: width`).toBeLessThanOrEqual(360);
    const small = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "cb-case :is(button, select, summary, input:not([type=checkbox], [type=radio])), cb-case label:has(input)",
          ),
        ]
          .filter((element) => element.checkVisibility())
          .map((element) => ({ text: element.textContent.slice(0, 40), box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height < 24 || box.width < 24 || box.left < 0 || box.right > 360)
          .map(({ text }) => text),
      );
    await expect.poll(small, `${state}: too small or out of reach`).toEqual([]); // what comes near is laid out a frame later
  };
  await check("question");
  await see.showAnswer();
  await check("read");
  await see.button("Start practice").click();
  await page.clock.fastForward("38:00");
  await check("away");
  await see.button("Count it").click();
  await check("practice");
  await see.finish();
  await check("review");
  await see.button("Score it").click();
  await page.locator("[data-scored] .cb-signals input").first().check();
  await check("score");
  await see.button("Result").click();
  await check("result");
  await see.button("The answer").click();
  await see.more("Interview");
  await check("interview");
  await see.finish();
  await see.showAnswer();
  await see.more("Calibrate");
  await check("calibrate");
  await see.button("Compare").click();
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
    const covered = await page.evaluate(
      () =>
        document.activeElement.getBoundingClientRect().top <
        document.querySelector(".cb-clock").getBoundingClientRect().bottom,
    );
    expect(covered).toBe(false);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("everything is readable, and there is no control that does nothing", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    for (const text of [
      "A newspaper has 200,000",
      "The page serves a reader",
      "Defines success as a second article",
      "Optimises clicks",
      "What about an article published",
      "The editors want no article twice",
      "Text vectors",
      "The goal is that people",
      "Amazon.com",
    ]) {
      await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
    }
    await page.getByText("What about an article published").first().click();
    await expect(page.getByText("Use the text: the nearest").filter({ visible: true })).toHaveCount(1);
    await page.getByText("What the author says", { exact: true }).click();
    await expect(page.getByText("Multiplies 200,000 by 100.").filter({ visible: true })).toHaveCount(1);
    await expect(page.getByRole("checkbox", { name: /Defines success/ })).toBeVisible();
    await expect(page.getByText("nothing you tick or write on this page is kept")).toBeVisible();
    await expect(page.locator("cb-case .cb-button").filter({ visible: true })).toHaveCount(0);
  });

  test("a sheet is on paper in the place of the chapter, and all are on the page of scorecards", async ({
    page,
    at,
  }) => {
    const isPaper = (sheet) =>
      expect(sheet.locator(".cb-sheet-paper")).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await page.goto(at.small(`${SMALL_CASE}#scorecard`));
    await expect(page.locator(".cb-scorecard")).toBeVisible();
    await expect(page.locator(".cb-prompt")).toBeHidden();
    await isPaper(page.locator(".cb-scorecard"));
    await page.goto(at.small("scorecards.html"));
    await isPaper(page.locator(".cb-scorecard").first());
  });
});

test("a keyboard folds a part of the sidebar, and a screen reader hears whether it is open", async ({ page, at }) => {
  await page.goto(at.book("progress.html"));
  const fold = page
    .getByRole("navigation", { name: "Table of contents" })
    .getByRole("button", { name: "Chapters of Cases" });
  const chapter = page.locator("#mdbook-sidebar").getByRole("link", { name: data.cases[0].title });
  const open = (await fold.getAttribute("aria-expanded")) === "true";
  await fold.focus();
  for (const [key, state] of [
    ["Enter", !open],
    [" ", open],
  ]) {
    await page.keyboard.press(key);
    await expect(fold).toHaveAttribute("aria-expanded", String(state));
    await expect(chapter).toBeVisible({ visible: state });
  }
});
