// While a case is practised, none of its answers' words is anywhere a reader comes across them: on the page, for a screen
// reader, in find-in-page, in the search, in the sidebar and on paper; from the first frame on, whatever happens.
import { expect, on, SMALL_CASE, test } from "./fixtures.js";

const ANSWERS = ".cb-answer, .cb-signals, .cb-descriptors, .cb-samples, .cb-sources";

/** Words that are in answers and nowhere else on the page, the question and the names of criteria included. */
const secrets = (page) =>
  page.evaluate((answers) => {
    const wordsOf = (text) => new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? []);
    const parts = [...document.querySelectorAll(`.cb-case :is(${answers})`)];
    const hidden = wordsOf(parts.map((part) => part.textContent).join(" "));
    const rest = document.body.cloneNode(true);
    for (const part of rest.querySelectorAll(`${answers}, script, .cb-sheet, .on-this-page, #mdbook-searchresults`))
      part.remove();
    const open = wordsOf(rest.textContent);
    return [...hidden].filter((word) => !open.has(word));
  }, ANSWERS);

const found = (words, text) => {
  const there = new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? []);
  return words.filter((word) => there.has(word));
};

const spoken = async (page) => {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  return nodes
    .map(({ name, value, description }) => [name, value, description].map((one) => one?.value ?? "").join(" "))
    .join("\n");
};

const seen = (page) => page.evaluate(() => document.body.innerText);

/** Everywhere at once; what was found, by place. */
const leaks = async (page, words) => {
  const all = {};
  all.text = found(words, await seen(page));
  all.spoken = found(words, await spoken(page));
  all.sidebar = found(words, await page.evaluate(() => document.querySelector("#mdbook-sidebar")?.innerText ?? ""));
  all.find = await page.evaluate(
    (list) => {
      getSelection()?.removeAllRanges();
      return list.filter((word) => window.find(word, false, false, true, true, false, false));
    },
    words.slice(0, 60),
  );
  await page.emulateMedia({ media: "print" });
  all.paper = found(words, await seen(page));
  await page.emulateMedia({ media: "screen" });
  const box = page.locator("#mdbook-searchbar");
  if (!(await box.isVisible())) await page.locator("#mdbook-search-toggle").click();
  all.search = [];
  for (const word of words.slice(0, 5)) {
    await box.fill(word);
    await box.press("End");
    const list = page.locator("#mdbook-searchresults");
    await page.waitForTimeout(150);
    const here = new URL(page.url()).pathname;
    const texts = await list
      .locator("li")
      .evaluateAll(
        (items, path) =>
          items.filter((item) => item.querySelector("a")?.pathname === path).map((item) => item.textContent),
        here,
      );
    all.search.push(...texts);
  }
  await page.keyboard.press("Escape");
  return all;
};
const NOTHING = { text: [], spoken: [], sidebar: [], find: [], paper: [], search: [] };

/** Remembers what each frame of every page from now on shows. */
const watchFrames = (page) =>
  page.addInitScript(() => {
    window.frames_ = [];
    const look = () => {
      if (document.body) window.frames_.push(document.body.innerText);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
const inFrames = async (page, words) =>
  found(words, await page.evaluate(() => [...new Set(window.frames_)].join("\n")));

test("the words of the answers are nowhere while a case is practised, and the test would find them", async ({
  page,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  await expect(on(page).button("Start practice")).toBeVisible();
  const words = await secrets(page);
  expect(words.length).toBeGreaterThan(40);
  expect(found(words, await seen(page)).length).toBeGreaterThan(20);
  expect(found(words, await spoken(page)).length).toBeGreaterThan(20);
  await on(page).button("Start practice").click();
  expect(await leaks(page, words)).toEqual(NOTHING);
});

test("no frame of a reload shows an answer, however slow the processor", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  await on(page).button("Start practice").click();
  await on(page).notes("Goal").fill("kept");
  await watchFrames(page);
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  for (let n = 0; n < 3; n += 1) {
    await page.reload();
    await expect(on(page).button("Pause")).toBeVisible({ timeout: 30_000 });
    expect(await page.evaluate(() => window.frames_.length)).toBeGreaterThan(1);
    expect(await inFrames(page, words)).toEqual([]);
  }
});

test("a practice script that comes long after the page is loaded shows no answer before", async ({
  page,
  at,
  site,
}) => {
  test.skip(site === "file", "scripts can be held back over http only");
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  await on(page).button("Start practice").click();
  await watchFrames(page);
  await page.route("**/casebook/practice.js?*", async (route) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 2000);
    });
    await route.continue();
  });
  await page.reload();
  await expect(on(page).button("Pause")).toBeVisible({ timeout: 30_000 });
  expect(await inFrames(page, words)).toEqual([]);
});

test("when the attempt is deleted in another tab, the practice goes on and no answer shows", async ({
  page,
  context,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("do not lose me");
  const two = await context.newPage();
  await two.goto(at.small("progress.html"));
  await two.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes(":attempt:")) localStorage.removeItem(key);
  });
  await expect(page.getByRole("alert")).toHaveText(/This attempt was deleted in another tab/);
  expect(await leaks(page, words)).toEqual(NOTHING);
  await see.notes("Goal").pressSequentially(" and this");
  await expect(see.notes("Goal")).toHaveValue("do not lose me and this");
  await expect(see.button("Keep it")).toBeInViewport();
  await see.button("Keep it").click();
  await expect.poll(() => see.mode()).toBe("practice");
  await page.reload();
  await expect(see.notes("Goal")).toHaveValue("do not lose me and this");
});

test("a practice is discarded or begun again without a glimpse of the answers", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("first try");
  await see.button("Begin again").click();
  await expect(see.notes("Goal")).toHaveValue("");
  expect(await leaks(page, words)).toEqual(NOTHING);
  await see.button("Undo").click();
  await expect(see.notes("Goal")).toHaveValue("first try");
  await see.button("Discard").click();
  await expect(see.button("Start practice")).toBeVisible();
  expect(await leaks(page, words)).toEqual(NOTHING);
  await see.button("Show the answers").click();
  expect(found(words, await seen(page)).length).toBeGreaterThan(20);
});
