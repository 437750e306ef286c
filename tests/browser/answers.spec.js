// Answers of a case that is being practised do not show by the back door: before the scripts run, or in the search.
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";
import { page as data } from "./made.js";

const ANSWERS = ".cb-case :is(.cb-answer, .cb-signals, .cb-descriptors, .cb-samples, .cb-sources)";
const SCRIPTS = /\/casebook(-\w+|\/\w+)?\.js/;
const shown = (page) =>
  page.locator(ANSWERS).evaluateAll((parts) => parts.filter((part) => part.checkVisibility()).length);

/** Loads the page while its later scripts do not come, and waits until what is there was painted. Gives how to let them come. */
const paint = async (page, go) => {
  let open = () => {};
  const gate = new Promise((resolve) => {
    open = resolve;
  });
  const hold = async (route) => {
    await gate;
    await route.continue();
  };
  await page.route(SCRIPTS, hold);
  const loaded = go();
  await page.locator(".cb-sheet").last().waitFor({ state: "attached" });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await page.evaluate(() => customElements.get("cb-case") === undefined)).toBe(true);
  return async () => {
    open();
    await loaded;
    await page.unroute(SCRIPTS, hold);
  };
};

test("a reload while practising paints no answer, also before the scripts run", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await on(page).button("Start practice").click();
  await on(page).notes("Goal").fill("kept");
  await expect.poll(async () => (await stored(page))[0].criteria.goal?.notes).toBe("kept");
  const release = await paint(page, () => page.reload());
  expect(await shown(page)).toBe(0);
  await expect(page.locator(".cb-prompt")).toContainText("A newspaper has 200,000");
  await release();
  await expect(on(page).notes("Goal")).toHaveValue("kept");
  expect(await shown(page)).toBe(0);
  await on(page).finish();
  expect(await shown(page)).toBe(0);
  await on(page).showAnswer();
  expect(await shown(page)).toBeGreaterThan(5);
});

test("a paused practice that was left is out of sight when its case is opened again, and only there", async ({
  page,
  at,
}) => {
  await page.goto(at.book(data.cases[0].path));
  await on(page).button("Start practice").click();
  await on(page).button("Pause").click();
  await page.goto(at.book("index.html"));
  await page.goto(at.book(data.cases[1].path));
  await on(page).showAnswer();
  for (const [place, few] of [
    [data.cases[0].path, true],
    [data.cases[1].path, false], // what this visit asked for
  ]) {
    const release = await paint(page, () => page.goto(at.book(place)));
    if (few) expect(await shown(page)).toBe(0);
    else expect(await shown(page)).toBeGreaterThan(5);
    await release();
    await expect(page.locator(".cb-toolbar, .cb-clock").filter({ visible: true }).first()).toBeVisible();
  }
});

test("after Finish a reload shows no answer before it was asked for; then, and in an interview, they are there at once", async ({
  page,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  await on(page).button("Start practice").click();
  await on(page).finish();
  let release = await paint(page, () => page.reload());
  expect(await shown(page)).toBe(0);
  await release();
  await on(page).showAnswer();
  release = await paint(page, () => page.reload());
  expect(await shown(page)).toBeGreaterThan(5);
  await release();
  await on(page).more("Interview");
  release = await paint(page, () => page.reload());
  expect(await shown(page)).toBeGreaterThan(5);
  await release();
});

test("where the scripts do not arrive, a practised case is readable", async ({ page, at, watch }) => {
  watch.allow(/Failed to load resource|ERR_FAILED/);
  await page.goto(at.small(SMALL_CASE));
  await on(page).button("Start practice").click();
  await page.route(SCRIPTS, (route) => route.abort());
  await page.reload();
  await expect.poll(() => shown(page)).toBeGreaterThan(5);
});

test("a damaged attempt does not stop the page before it is painted", { tag: "@file" }, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await on(page).button("Start practice").click();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes(":attempt:"));
    localStorage.setItem(`${key}-damaged`, `${localStorage.getItem(key)} and more`);
    localStorage.setItem(`${key}-odd`, '{"case":"related-articles","finishedAt":null,"kind":"practice"}');
  });
  const release = await paint(page, () => page.reload());
  expect(await shown(page)).toBe(0);
  await release();
});

test.describe("search", () => {
  const search = async (page, words) => {
    const box = page.locator("#mdbook-searchbar");
    if (!(await box.isVisible())) await page.locator("#mdbook-search-toggle").click();
    await box.fill(words);
    await box.press("End"); // mdBook searches when a key goes up
  };
  const results = (page) => page.locator("#mdbook-searchresults li");
  const note = (page) => page.locator(".cb-search-note");
  const [first] = data.cases;
  const of = (page, one) => results(page).filter({ has: page.locator(`a[href*="${one.path.replace(/.*\//, "")}"]`) });

  test("a case that is being practised is left out of the results, on every page, and the page says so", {
    tag: "@file",
  }, async ({ page, at }) => {
    await page.goto(at.book(first.path));
    await search(page, first.title);
    await expect(of(page, first)).not.toHaveCount(0);
    await expect(note(page)).toBeHidden();
    await on(page).button("Start practice").click();
    await expect(of(page, first)).toHaveCount(0);
    for (const place of [first.path, "index.html"]) {
      await page.goto(at.book(place));
      await search(page, first.title);
      await expect(note(page)).toHaveText(`Left out while you practise: ${first.title}.`);
      await expect(of(page, first)).toHaveCount(0);
    }
    await page.goto(at.book(first.path));
    await search(page, "the");
    await page.keyboard.press("Escape");
    await on(page).finish();
    await search(page, first.title);
    await expect(note(page)).toBeHidden();
    await expect(of(page, first)).not.toHaveCount(0);
  });

  test("an address with a search in it shows nothing of the case, however late the scripts come", async ({
    page,
    at,
  }) => {
    await page.goto(at.book(first.path));
    await on(page).button("Start practice").click();
    await page.route("**/casebook/attempts.js?*", async (route) => {
      // mdBook fills the list before our scripts have run.
      await new Promise((resolve) => {
        setTimeout(resolve, 3000);
      });
      await route.continue();
    });
    await page.goto(at.book(`${first.path}?search=latency`));
    await expect(note(page)).toHaveText(`Left out while you practise: ${first.title}.`, { timeout: 20_000 });
    await expect(of(page, first)).toHaveCount(0);
  });

  test("other results stay, and Enter opens the first of them", async ({ page, at }) => {
    const words = "latency";
    await page.goto(at.book(first.path));
    await search(page, words);
    await expect(results(page).first()).toBeVisible();
    const others = await results(page)
      .locator("a")
      .evaluateAll(
        (links, path) => links.map(({ pathname }) => pathname).filter((name) => !name.endsWith(path)),
        first.path,
      );
    expect(others.length).toBeGreaterThan(0);
    await on(page).button("Start practice").click();
    await page.reload();
    await search(page, words);
    await expect(results(page)).toHaveCount(others.length);
    await page.locator("#mdbook-searchbar").press("Enter");
    await expect(page).toHaveURL(new RegExp(others[0]));
  });

  test("a word of the search inside a formula leaves the formula in one piece", async ({ page, at }) => {
    await page.goto(at.book("cases/click-probability.html?highlight=viewed"));
    await page.locator("math mark").first().waitFor({ state: "attached" });
    const heights = await page
      .locator("math:has(mark)")
      .first()
      .evaluate((math) => {
        const height = () => {
          const copy = math.cloneNode(true);
          document.querySelector("main").prepend(copy);
          const all = copy.getBoundingClientRect().height;
          copy.remove();
          return all;
        };
        const marked = height();
        for (const mark of math.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
        return [marked, height()];
      });
    expect(heights[0]).toBeLessThan(heights[1] * 1.5); // one line as before, not three
  });
});
