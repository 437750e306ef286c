// The board: filters by keyboard, in words and in the address; saving, also in two tabs; no script; paper; nothing moves.
import { expect, expectAccessible, on, test, violations } from "./fixtures.js";
import { attempt, page as data, open } from "./made.js";

test.use({ awake: false });

const { cases } = data;
const [first, second, third] = cases;
const cards = (page) => page.locator(".cb-pin:visible .cb-card-title");
const titles = (page) => cards(page).allTextContents();
const save = (page, { title }) => page.getByRole("button", { name: `Save ${title}`, exact: true });
const all = cases.map(({ title }) => title);
const roundTitle = ({ round }) => data.rounds.find(({ id }) => id === round).title;

for (const place of ["index.html", "cases/index.html"])
  test(`the cards are one list in the recommended order, each read once: ${place}`, async ({ page, at }) => {
    await page.goto(at.book(place));
    expect(await titles(page)).toEqual(all);
    await expect(page.locator(".cb-pins")).toHaveCount(1);
    await page.locator(".cb-card-title").first().focus();
    const seen = [];
    for (let step = 0; step < 2 * all.length; step += 1) {
      seen.push(
        await page.evaluate(
          () => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent,
        ),
      );
      await page.keyboard.press("Tab");
    }
    expect(seen).toEqual(all.flatMap((title) => [title, `Save ${title}`]));
    // What is decoration is not read, and is in no other element of the card.
    await expect(page.locator('.cb-cover[aria-hidden="true"] > svg')).toHaveCount(all.length);
  });

test("a filter works by keyboard, says how many fit, is in the address, and goes again", async ({ page, at }) => {
  await page.goto(at.book("index.html"));
  const round = page.getByRole("group", { name: "Round" }).getByRole("checkbox", { name: roundTitle(first) });
  const ofRound = cases.filter((one) => one.round === first.round).map(({ title }) => title);
  await round.focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("status").first()).toHaveText(`${ofRound.length} of ${all.length} cases`);
  expect(await titles(page)).toEqual(ofRound);
  expect(new URL(page.url()).searchParams.getAll("round")).toEqual([first.round]);
  // An arrow key must not turn the page.
  await page.keyboard.press("ArrowRight");
  await page.reload();
  await expect(cards(page)).toHaveText(ofRound);
  await expect(round).toBeChecked();
  await on(page).checkbox("Scored").check();
  await expect(page.getByRole("status").first()).toHaveText("No case matches.");
  await on(page).button("Show all").focus();
  await page.keyboard.press("Enter");
  expect(await titles(page)).toEqual(all);
  expect(new URL(page.url()).search).toBe("");
  await expect(page.locator("cb-filters input").first()).toBeFocused();
});

test("a tag and what a reader has done narrow the board down", { tag: "@file" }, async ({ page, at }) => {
  await open(page, at.book("index.html"), [attempt(first, { reach: "lowest" }), attempt(second, { minutes: [1] })]);
  await on(page).checkbox("Scored").check();
  await expect(cards(page)).toHaveText([first.title]);
  await on(page).checkbox("Started").check();
  await expect(cards(page)).toHaveText([first.title, second.title]);
  await on(page).button("Show all").click();
  const tags = page.getByRole("combobox", { name: "Tag" });
  const tag = await tags.locator("option").nth(1).textContent();
  await tags.selectOption(tag);
  const tagged = page.locator(".cb-pin:visible");
  await expect(tagged).not.toHaveCount(all.length);
  for (const card of await tagged.all())
    await expect(card.getByRole("listitem").filter({ hasText: tag })).toBeVisible();
});

test("a saved case comes first at the next visit, is said to be saved, and can be taken off", async ({ page, at }) => {
  await page.goto(at.book("index.html"));
  await save(page, third).focus();
  await page.keyboard.press("Enter");
  await expect(save(page, third)).toHaveAttribute("aria-pressed", "true");
  expect(await titles(page)).toEqual(all); // nothing moves under the hand
  await page.reload();
  expect(await titles(page)).toEqual([third.title, ...all.filter((title) => title !== third.title)]);
  await on(page).checkbox("Saved").check();
  await expect(cards(page)).toHaveText([third.title]);
  await save(page, third).click();
  await expect(save(page, third)).toHaveAttribute("aria-pressed", "false");
  await page.goto(at.book("cases/index.html"));
  expect(await titles(page)).toEqual(all);
});

test("two tabs that save keep both, and hear of each other", async ({ page, context, at }) => {
  await page.goto(at.book("index.html"));
  const other = await context.newPage();
  await other.goto(at.book("index.html"));
  await Promise.all([save(page, first).click(), save(other, second).click()]);
  for (const tab of [page, other])
    for (const one of [first, second]) await expect(save(tab, one)).toHaveAttribute("aria-pressed", "true");
  await save(other, first).click();
  await expect(save(page, first)).toHaveAttribute("aria-pressed", "false");
});

test("saved cases are exported, erased with the rest, and brought back", async ({ page, at }) => {
  await page.goto(at.book("index.html"));
  await save(page, first).click();
  await expect(save(page, first)).toHaveAttribute("aria-pressed", "true");
  await page.goto(at.book("progress.html"));
  await expect(page.getByText("1 saved case in this browser")).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), on(page).button("Export").click()]);
  const text = await (await file.createReadStream()).toArray();
  expect(JSON.parse(Buffer.concat(text)).saved).toMatchObject([{ id: first.id, saved: true }]);
  await on(page).button("Erase all attempts").click();
  await on(page).button("Erase everything").click();
  await page.goto(at.book("index.html"));
  await expect(save(page, first)).toHaveAttribute("aria-pressed", "false");
  await page.goto(at.book("progress.html"));
  await on(page).button("Undo").click();
  await page.goto(at.book("index.html"));
  await expect(save(page, first)).toHaveAttribute("aria-pressed", "true");
});

test("a reader who only looks loads no bundle", async ({ page, at }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(at.book("index.html"));
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => /casebook\/\w+\.js/.test(url))).toEqual([]);
});

test("when what saves and filters does not load, its controls go", async ({ page, at, watch }) => {
  watch.allow(/board\.js|ERR_FAILED|Failed to load/);
  await page.route(/casebook\/board\.js/, (route) => route.abort());
  await page.goto(at.book("index.html?round=nothing"));
  await expect(page.locator(".cb-save:visible, cb-filters:visible")).toHaveCount(0);
  expect(await titles(page)).toEqual(all);
});

test("without JavaScript all cards are there and no control is, whatever the address says", async ({ browser, at }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(at.book("index.html?round=nothing"));
  expect(await titles(page)).toEqual(all);
  await expect(page.locator("main :is(button, input, select):visible")).toHaveCount(0);
  await context.close();
});

test("on paper the board is a list without pictures and controls", async ({ page, at }) => {
  await page.goto(at.book("index.html"));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("main :is(.cb-cover, button, cb-filters, cb-save):visible")).toHaveCount(0);
  const left = await page.locator(".cb-pin").evaluateAll((pins) => pins.map((pin) => pin.getBoundingClientRect().left));
  expect(new Set(left).size).toBe(1);
  expect(await titles(page)).toEqual(all);
});

test("axe finds nothing on a filtered board with saved and scored cases", async ({ page, at }) => {
  test.slow();
  await open(page, at.book("index.html"), [attempt(first, { reach: "lowest" })]);
  await save(page, first).click();
  await on(page).checkbox(roundTitle(first)).check();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await violations(page)).toEqual([]);
});

for (const width of [360, 1280, 1920])
  test(`nothing moves while the board loads, and nothing is wider than the page: ${width}`, async ({ page, at }) => {
    await page.addInitScript(() => {
      window.shifted = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) window.shifted += value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(at.book("cases/index.html"));
    await save(page, third).click();
    await page.reload();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => window.shifted)).toBeLessThanOrEqual(0.02);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
