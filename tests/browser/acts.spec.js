// The acts of a case: the question, practice, looking back, the score, the result; each fits a phone.
import { expect, MINUTE, NOON, on, SMALL_CASE, stored, test } from "./fixtures.js";
import { page as data } from "./made.js";

const PHONE = { width: 360, height: 740 };
const CASES = data.cases.map(({ path }) => path);

test("on a phone the way to begin is on the first screen, and answers open only when they are asked for", async ({
  page,
  at,
}) => {
  await page.setViewportSize(PHONE);
  for (const path of CASES) {
    await page.goto(at.book(path));
    await expect(on(page).button("Start practice")).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("list", { name: "Criteria and their minutes" })).toBeVisible();
    await expect(page.locator(".cb-criterion, .cb-one-minute").filter({ visible: true })).toHaveCount(0);
  }
  const primary = page.locator("main .cb-primary").filter({ visible: true });
  await expect(primary).toHaveCount(1);
  await on(page).showAnswer();
  await expect(page.locator(".cb-criterion").first()).toBeVisible();
  await page.goto(at.book("index.html"));
  await page.goto(at.book(CASES.at(-1)));
  await expect(page.locator(".cb-criterion").first()).toBeVisible(); // in this visit
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(at.book(CASES.at(-1)));
  await expect(page.locator(".cb-criterion").first()).toBeHidden();
});

test("answers that are opened are laid out near first, and soon all of them, as on a page that is loaded", async ({
  page,
  at,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto(at.book("cases/pin-recs.html"));
  const drawing = page.locator(".cb-criterion .cb-plot-drawing").last();
  const isLaidOut = () => drawing.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }));
  const atFirst = await on(page)
    .button("Show the answer")
    .evaluate((show) => {
      show.click();
      return document.querySelector(".cb-late") !== null;
    });
  expect(atFirst).toBe(true);
  await expect(page.locator(".cb-late")).toHaveCount(0);
  expect(await isLaidOut()).toBe(true);
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const opened = await height();
  await page.reload();
  await expect.poll(async () => Math.abs((await height()) - opened)).toBeLessThan(400); // the toolbar differs
});

test("a place in long answers is where a link, a search and the result say that it is", async ({ page, at }) => {
  await page.setViewportSize(PHONE);
  const place = page.locator("#core");
  const expectThere = async () => {
    await on(page).laidOut();
    await page.waitForTimeout(300);
    const top = await place.evaluate((heading) => heading.getBoundingClientRect().top);
    expect(top).toBeGreaterThan(-10);
    expect(top).toBeLessThan(200);
  };
  await page.goto(at.book("cases/pin-recs.html#core"));
  await expectThere();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  await page.goto(at.book("cases/pin-recs.html"));
  await expect(place).toBeHidden();
  await page.evaluate(() => {
    location.hash = "core";
  });
  await expectThere();

  await page.goto(at.book("cases/unsafe-content.html"));
  const see = on(page);
  await see.more("Score a spoken answer");
  await page.locator(".cb-walk-steps button").last().click();
  await page.locator("[data-scored] [data-signal]").first().check();
  await page.getByRole("region", { name: "Scoring" }).getByRole("button", { name: "Result" }).click();
  const read = see.result.getByRole("button", { name: /^Read the answer/ });
  const title = (await read.textContent()).replace("Read the answer: ", "");
  await read.click();
  await see.laidOut();
  await page.waitForTimeout(300);
  const section = page.locator(".cb-criterion").filter({ has: page.getByRole("heading", { name: title }) });
  await expect(section).toBeFocused();
  expect(Math.abs(await section.evaluate((one) => one.getBoundingClientRect().top))).toBeLessThan(200);
});

test("a reload while scoring comes back to the criterion that was in sight", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.more("Score a spoken answer");
  await see.signal("Defines success").check();
  await see.button("Next criterion").click();
  const bar = page.getByRole("region", { name: "Scoring" });
  await expect(bar).toContainText("2 of 2 Design");
  await page.reload();
  await expect(bar).toContainText("2 of 2 Design");
});

test("an address that names a place in the answers opens them there, but not while they are practised", async ({
  page,
  at,
}) => {
  await page.goto(at.small(`${SMALL_CASE}#design`));
  await expect(page.locator("#design")).toBeInViewport();
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  await page.goto(at.small(SMALL_CASE));
  await expect(page.locator("#design")).toBeHidden();
  await page.evaluate(() => {
    location.hash = "design";
  });
  await expect(page.locator("#design")).toBeInViewport();
  await on(page).button("Start practice").click();
  await page.evaluate(() => {
    location.hash = "related-articles-in-one-minute";
  });
  expect(await on(page).mode()).toBe("practice");
});

test("the menu below the question closes with Escape, after a choice, and with a press elsewhere", {
  tag: "@file",
}, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const open = page.locator(".cb-toolbar details[open]");
  const summary = page.locator(".cb-toolbar summary");
  await summary.click();
  await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
  await expect(summary).toBeFocused();
  await summary.click();
  await page.locator(".cb-prompt").click();
  await expect(open).toHaveCount(0);
  await on(page).more("Score a spoken answer");
  await expect(open).toHaveCount(0);
  expect(await on(page).mode()).toBe("score");
});

test("the bar of a practice takes a fifth of a phone, a third with a curveball, and the question is one press away", async ({
  page,
  at,
}) => {
  await page.setViewportSize(PHONE);
  await page.clock.install({ time: NOON });
  await page.goto(at.book(CASES[0]));
  const see = on(page);
  await see.button("Start practice").click();
  const outcome = () =>
    page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("outcome.js")));
  expect(await outcome(), "what comes after a practice is not loaded when it begins").toBe(false);
  for (;;) {
    const { height } = await page.locator(".cb-clock").boundingBox();
    expect(height).toBeLessThanOrEqual(PHONE.height / 5);
    if (!(await see.button("Next criterion").isVisible())) break;
    await see.button("Next criterion").click();
  }
  for (let times = 0; times < 6; times += 1) {
    await page.clock.fastForward("09:00");
    await page.mouse.move(100 + times, 700); // still there
    const { height } = await page.locator(".cb-clock").boundingBox();
    expect(height, `after ${9 * (times + 1)} minutes`).toBeLessThanOrEqual(PHONE.height / 3);
    const cards = await page.locator(".cb-clock-log, .cb-clock-card span").all();
    for (const card of cards)
      expect(await card.evaluate((one) => one.scrollHeight - one.clientHeight), "all of it is in sight").toBeLessThan(
        2,
      );
  }
  const noted = page.getByRole("button", { name: /^Noted/ });
  await expect(noted).toHaveCount(1); // the latest; the others are marks
  await page
    .getByLabel(/^Curveball at \d+/)
    .first()
    .click();
  await expect(page.locator(".cb-clock-marks .cb-menu-text").first()).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Escape");
  await noted.click();
  expect((await page.locator(".cb-clock").boundingBox()).height).toBeLessThanOrEqual(PHONE.height / 5);
  const copy = page.locator(".cb-clock .cb-menu:has(summary:text('Question')) .cb-menu-text");
  await page.locator(".cb-clock summary", { hasText: "Question" }).click();
  await expect(copy).toBeInViewport();
  const prompt = await page.locator(".cb-prompt").innerText();
  expect((await copy.innerText()).trim()).toBe(prompt.trim());
  await page.keyboard.press("Escape");
  await expect(copy).toBeHidden();
});

test("what the reader thinks is weakest is kept before any answer is in sight, and set against the first gap", {
  tag: "@file",
}, async ({ page, at }) => {
  await page.clock.install({ time: NOON });
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  await page.clock.fastForward("05:00");
  await see.finish();
  await see.review.getByRole("combobox").selectOption({ label: "Design" });
  await see.review.getByRole("textbox", { name: "Why", exact: true }).fill("no numbers");
  await page.clock.runFor(500);
  expect((await stored(page))[0].weakest).toEqual({ criterion: "design", why: "no numbers" });
  await page.reload();
  await expect(see.review.getByRole("textbox", { name: "Why", exact: true })).toHaveValue("no numbers");
  await see.button("Score it").click();
  await expect(see.group("Design")).toBeHidden();
  await see.signal("Defines success").check();
  await see.button("Next criterion").click();
  await expect(see.group("Goal")).toBeHidden();
  await see.signal("Compares counting").check();
  await page.getByRole("region", { name: "Scoring" }).getByRole("button", { name: "Result" }).click();
  await expect(see.result.getByRole("heading", { name: "Result" })).toBeFocused();
  await expect(see.result).toContainText("First gap: Design, at L5");
  await expect(see.result).toContainText("You named this as your weakest part. no numbers");

  await see.button("The answer").click();
  await page.clock.fastForward("01:00");
  await see.more("Score a spoken answer"); // another one
  await expect(see.signal("click rate")).toBeVisible();
  await expect(see.signal("Defines success")).not.toBeChecked();
  await see.signal("click rate").check();
  await see.button("Next criterion").click();
  await see.signal("Sizes the table").check();
  await page.getByRole("region", { name: "Scoring" }).getByRole("button", { name: "Result" }).click();
  await expect(see.result).toContainText("Since your last attempt, on 15 Jan 2025");
  await expect(see.result).toContainText("Goal: down from L5 to no level");
  await expect(see.result).toContainText("Design: up from no level to L5");
});

test("a walk through scoring is short on a phone, with the level and the verdict in sight, and folds the model answer", async ({
  page,
  at,
}) => {
  await page.setViewportSize(PHONE);
  await page.goto(at.book(CASES[0]));
  const see = on(page);
  await see.more("Score a spoken answer");
  const bar = page.getByRole("region", { name: "Scoring" });
  await expect(bar).toContainText("not scored");
  let total = 0;
  for (let n = 1; n <= data.cases[0].criteria.length; n += 1) {
    total += await page.evaluate(() => document.documentElement.scrollHeight);
    const boxes = page.locator("[data-scored] fieldset input[type=checkbox]");
    await expect(boxes.first()).toBeFocused();
    await expect(page.locator("[data-scored] .cb-legend")).toContainText(/L5.* needs .*signal/);
    await boxes.last().check();
    await expect(bar).toBeInViewport({ ratio: 0.9 });
    await expect(bar).toContainText("no level");
    await expect(bar).toContainText(/L5 (open|no|definite no)/);
    await bar.locator(".cb-primary").click();
  }
  // All of it together is shorter than half of what it was on one page; what is in sight at a time, than a tenth.
  expect(total / data.cases[0].criteria.length).toBeLessThan(6000);
  await expect(see.result).toBeVisible();
  await see.button("Score").click();
  const folded = page.locator("[data-scored] .cb-folded > details").last();
  await expect(folded.locator(".cb-answer")).toBeHidden();
  await folded.locator("> summary").click();
  await expect(folded.locator(".cb-answer")).toBeVisible();
  await see.button("The answer").click();
  await expect(page.locator(".cb-criterion > .cb-answer").first()).toBeVisible(); // in its place again
});

test("where what comes after a practice does not load, the page says so, and the answers and another try are there", {
  tag: "@file",
}, async ({ page, at, watch }) => {
  watch.allow(/Failed to load resource|ERR_FAILED/);
  await page.route(/\/casebook\/outcome\.js/, (route) => route.abort());
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("kept");
  await see.finish();
  await expect(page.getByRole("alert")).toContainText("did not load");
  await expect(page.locator(".cb-answer").first()).toBeHidden();
  await page.unroute(/\/casebook\/outcome\.js/);
  await see.button("Try again").click();
  await expect(see.button("Score it")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(see.notes("Goal")).toHaveValue("kept");
});

/** Milliseconds from a press to the next frame that the page painted after it. */
const pressed = async (page, control) => {
  await control.hover(); // as a hand does, before it presses
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.frame = new Promise((resolve) => {
      const press = ({ timeStamp }) =>
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
      addEventListener("click", press, { capture: true, once: true });
    });
  });
  await control.click();
  return page.evaluate(() => window.frame);
};

test("on a slow processor, every step is on the screen soon", async ({ page, at, context }) => {
  await page.goto(at.book(CASES[0]));
  const browser = await context.newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const see = on(page);
  const took = {};
  const press = async (name, control) => {
    took[name] = Math.round(await pressed(page, control));
  };
  await press("Start practice", see.button("Start practice"));
  await press("Next criterion", see.button("Next criterion"));
  await see.openMenu();
  await press("Finish", see.button("Finish"));
  await press("Score it", see.button("Score it"));
  await press("a tick", page.locator("[data-scored] [data-signal]").first());
  await press("The answer", see.button("The answer"));
  // Measured on an idle machine: Start 132 ms, Next 62, Finish 133, Score it 94, a tick 59, The answer 140. The aim is 200 ms,
  // and a busy machine gets five times as much.
  expect(
    Object.values(took).filter((time) => time > 1000),
    JSON.stringify(took),
  ).toEqual([]);
});

test("nothing moves on a reload, whatever of an attempt is in sight", async ({ page, at }) => {
  await page.setViewportSize({ width: 412, height: 823 }); // without mdBook's sidebar, which moves by itself
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries())
        window.shifts.push([value, ...sources.map(({ node }) => node?.className ?? node?.nodeName)]);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(at.book(CASES[0]));
  const see = on(page);
  const expectStill = async (act) => {
    await page.reload();
    await page.waitForFunction(() => document.querySelector("cb-case").dataset.scripts === "drawn");
    await page.waitForTimeout(700);
    const shifts = await page.evaluate(() => window.shifts);
    const sum = shifts.reduce((total, [value]) => total + value, 0);
    expect(sum, `${act}: ${JSON.stringify(shifts)}`).toBeLessThan(0.02);
  };
  await see.button("Start practice").click();
  await page.getByRole("textbox", { name: /^Your notes/ }).fill("some\nlines\nof notes");
  await see.button("Next criterion").click();
  await expectStill("practice");
  await see.finish();
  await expect(see.review).toBeVisible();
  await expectStill("looking back");
  await see.button("Score it").click();
  await page.locator("[data-scored] [data-signal]").first().check();
  await expectStill("the score");
  await see.button("Result").click();
  await expectStill("the result");
  await see.button("The answer").click();
  await expectStill("the answer");
});
