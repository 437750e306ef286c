// How much of the answers a reader sees: one minute, ten minutes or everything.
import { expect, expectAccessible, on, SMALL_CASE, test, violations } from "./fixtures.js";

const depth = (page, name) => page.getByRole("radio", { name });
const choice = (page) => page.getByRole("group", { name: "How much of the answer", exact: true });
const parts = (page) => ({
  minute: page.getByRole("heading", { name: "In one minute" }),
  heading: page.locator("#design"), // mdBook puts a sign before the one that an address names
  inShort: page.getByRole("region", { name: "In short: Design", exact: true }),
  answer: page.getByText("Item-to-item counts need one pass"),
  pitfalls: page.getByRole("region", { name: "Pitfalls: Goal", exact: true }),
  probe: page.getByText("What about an article published a minute ago?").first(),
  signals: page.getByRole("group", { name: "Design", exact: true }),
  samples: page.getByRole("region", { name: "Sample answers", exact: true }),
  sources: page.locator(".cb-sources"),
});
/** The names of the parts that are in sight. */
const shown = async (page) => {
  const all = Object.entries(parts(page));
  const seen = await Promise.all(all.map(async ([name, part]) => [name, await part.isVisible()]));
  return seen.filter(([, isVisible]) => isVisible).map(([name]) => name);
};
const ALL = Object.keys(parts({ getByRole: () => {}, getByText: () => ({ first: () => {} }), locator: () => {} }));
const TEN = ["minute", "heading", "inShort", "pitfalls", "sources"];

test.describe("on a page that is only read", () => {
  test.use({ awake: false });

  test("everything is shown until the reader chooses less, which is remembered and loads nothing", async ({
    page,
    at,
  }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(at.small(SMALL_CASE));
    await expect(choice(page)).toBeHidden();
    await on(page).showAnswer();
    await expect(choice(page)).toContainText("One minute 1 min read");
    await expect(depth(page, "Everything")).toBeChecked();
    expect(await shown(page)).toEqual(ALL);
    await depth(page, "Ten minutes").check();
    expect(await shown(page)).toEqual(TEN);
    await depth(page, "One minute").check();
    expect(await shown(page)).toEqual(["minute"]);
    await page.reload();
    await expect(depth(page, "One minute")).toBeChecked();
    expect(await shown(page)).toEqual(["minute"]);
    expect(asked.filter((url) => /\/casebook\/\w+\.js/.test(url))).toEqual([]);
  });

  test("what was chosen is there at the first paint, and nothing moves", { tag: "@file" }, async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer(); // for this visit
    await page.addInitScript(() => {
      localStorage.setItem("casebook:depth", "ten");
      globalThis.depths = new Set();
      const look = () => {
        const answer = document.querySelector(".cb-criterion .cb-answer > p");
        if (answer) globalThis.depths.add(answer.checkVisibility());
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(at.small(SMALL_CASE));
    await page.waitForFunction(() => globalThis.depths.size > 0);
    expect(await page.evaluate(() => [...globalThis.depths])).toEqual([false]);
  });

  test("arrow keys choose and do not turn the page", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
    const address = page.url();
    await depth(page, "Everything").focus();
    for (const name of ["One minute", "Ten minutes", "Everything"]) {
      await page.keyboard.press("ArrowRight");
      await expect(depth(page, name)).toBeChecked();
    }
    await page.keyboard.press("ArrowLeft");
    expect(await shown(page)).toEqual(TEN);
    expect(page.url()).toBe(address);
  });

  test("a link to what is hidden shows everything, and that is not remembered", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
    await depth(page, "One minute").check();
    await page.evaluate(() => {
      location.hash = "#design";
    });
    await expect(parts(page).heading).toBeInViewport();
    await expect(depth(page, "Everything")).toBeChecked();
    await page.goto("about:blank");
    await page.goto(at.small(`${SMALL_CASE}#design`));
    await expect(parts(page).heading).toBeInViewport();
    expect(await shown(page)).toEqual(ALL);
    await page.goto("about:blank");
    await page.goto(at.small(SMALL_CASE));
    await expect(depth(page, "One minute")).toBeChecked();
    await page.evaluate(() => {
      location.hash = "#scorecard";
    });
    await expect(page.locator(".cb-scorecard")).toBeVisible();
    await expect(page.locator("cb-case")).toHaveAttribute("data-depth", "one");
  });

  test("the paper has what was chosen, without the choice", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
    await depth(page, "Ten minutes").check();
    await page.emulateMedia({ media: "print" });
    expect(await shown(page)).toEqual(TEN);
    await expect(choice(page)).toBeHidden();
  });

  test("axe finds nothing at any depth, on a phone as well", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
    for (const name of ["One minute", "Ten minutes"]) {
      await depth(page, name).check();
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});

test("what is scored is there at every depth, with what is in short folded; so are the signals of an attempt", {
  tag: "@file",
}, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await depth(page, "One minute").check();
  const homes = page.locator(".cb-criterion > .cb-answer > .cb-in-short");
  const count = await homes.count();
  await see.more("Score a spoken answer");
  await expect(choice(page)).toBeHidden();
  await see.signal("Defines success").check();
  const folded = page.locator("[data-scored] .cb-folded > details");
  await expect(folded.locator("> summary")).toHaveText(["In short", "Model answer"]);
  for (const [place, name] of [".cb-in-short", ".cb-answer"].entries()) {
    await expect(folded.nth(place).locator(name)).toBeHidden();
    await folded.nth(place).locator("> summary").click();
    await expect(folded.nth(place).locator(name)).toBeVisible();
  }
  await see.button("The answer").click();
  await expect(depth(page, "One minute")).toBeChecked();
  await expect(homes).toHaveCount(count); // in their places again
  expect(await shown(page)).toEqual(["minute", "heading", "signals"]);
  await depth(page, "Ten minutes").check();
  expect(await shown(page)).toEqual(["minute", "heading", "inShort", "pitfalls", "signals", "sources"]);
  await see.button("Read the answer: Goal").click();
  await expect(depth(page, "Everything")).toBeChecked();
  await expect(page.locator("#goal")).toBeInViewport();
});

test("the choice is away in a practice, in looking back and in an interview, which shows everything", async ({
  page,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await depth(page, "One minute").check();
  await see.button("Start practice").click();
  await expect(choice(page)).toBeHidden();
  await see.finish();
  await expect(see.review).toBeVisible();
  await expect(choice(page)).toBeHidden();
  await see.review.getByRole("button", { name: "Show the answer" }).click();
  await expect(depth(page, "One minute")).toBeChecked();
  await see.more("Interview");
  await expect(choice(page)).toBeHidden();
  await expect(parts(page).answer).toBeVisible();
  await expect(parts(page).probe).toBeVisible();
});

test("a case without anything in short offers no ten minutes, and shows everything to who chose them", async ({
  page,
  version,
}) => {
  const { serve } = await import("./server.js");
  const html = version("without-in-short", (replace) => {
    for (const begin of ["I would call it", "I count which"]) {
      replace("cases/related-articles.md", `### In short\n\n${begin}`, begin);
    }
  });
  const server = await serve(html);
  await page.addInitScript(() => localStorage.setItem("casebook:depth", "ten"));
  await page.goto(`${server.address}/${SMALL_CASE}`);
  await on(page).showAnswer();
  await expect(choice(page).getByRole("radio")).toHaveCount(2);
  await expect(depth(page, "Everything")).toBeChecked();
  await expect(parts(page).answer).toBeVisible();
  await depth(page, "One minute").check();
  await expect(parts(page).answer).toBeHidden();
  await server.close();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("everything is shown, and no choice", async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await expect(choice(page)).toBeHidden();
    expect(await shown(page)).toEqual(ALL);
  });
});
