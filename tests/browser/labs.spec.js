// Labs in a browser: played by keyboard, over http and from files, on a phone, without motion, without scripts, and out
// of the way while the case is practised.
import { expect, expectAccessible, on, SMALL_CASE, serve, stored, test } from "./fixtures.js";

test.use({ awake: false });

const LABS = {
  allocation: "impression-allocation",
  autocomplete: "search-autocomplete",
  "two-cuts": "unsafe-content",
  "position-bias": "click-probability",
  "interest-vectors": "pin-recs",
  "batch-statistics": "pin-recs",
};

/** Opens the whole answer of a case and goes to a lab. What is laid out on the way moves it, so it takes a few looks. */
const goTo = async (page, name) => {
  const show = page.getByRole("button", { name: "Show the answer", exact: true });
  if (await show.isVisible()) await show.click();
  const everything = page.getByText("Everything", { exact: true });
  if ((await everything.count()) > 0) await everything.first().click();
  const lab = page.locator(`cb-lab[data-lab="${name}"]`);
  await expect(async () => {
    await lab.evaluate((element) => element.scrollIntoView({ block: "start" }));
    await expect(lab.locator(".cb-lab-stage")).toBeVisible({ timeout: 400 });
  }).toPass();
  return lab;
};

const predict = async (lab) => {
  const options = lab.getByRole("radio");
  if ((await options.count()) > 0) await options.first().check();
  else await lab.getByRole("spinbutton").fill("40");
  await lab.getByRole("button", { name: "Commit to it", exact: true }).click();
};

/** The buttons under a lab: a step, a run, start over. */
const bar = (lab) => lab.locator(".cb-lab-stage > .cb-lab-bar > button");
const end = (lab) => lab.locator(".cb-lab-end");
const said = (lab) => lab.locator(".cb-lab-said");

test("a lab is played by keyboard from the prediction to what it teaches", { tag: "@file" }, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const lab = await goTo(page, "counts");
  await expect(lab.locator(".cb-lab-twin")).toBeHidden();
  const [step] = await bar(lab).all();
  await expect(step).toBeDisabled();

  await lab.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page).toHaveURL(/related-articles/); // the arrows turned no page
  await page.keyboard.press("Enter");
  await expect(step).toBeFocused();
  await expect(lab.locator(".cb-lab-prediction")).toContainText("2,000");

  const rows = lab.locator("tbody tr").filter({ visible: true });
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("Space");
  await expect(rows).toHaveCount(2);
  await expect(said(lab)).toContainText("visits read both");
  while (await step.isEnabled()) await page.keyboard.press("Enter");
  await expect(end(lab)).toBeVisible();
  await expect(end(lab)).toBeFocused();
  await expect(end(lab)).toContainText("You predicted: 2,000.");

  // As it was before, and the same draw again.
  const text = await lab.locator("tbody").first().innerText();
  await lab.getByRole("button", { name: "Start over", exact: true }).click();
  await expect(end(lab)).toBeHidden();
  await lab.getByRole("button", { name: "Run", exact: true }).click();
  await expect(end(lab)).toBeVisible();
  expect(await lab.locator("tbody").first().innerText()).toBe(text);
});

test("a setting that the lab does not have is said, and one in the address counts", async ({ page, version }) => {
  const html = version("labs", (replace) => replace("cases/related-articles.md", "seed = 7", "seed = 7\nsede = 8"));
  const server = await serve(html);
  const share = async (query) => {
    await page.goto(`${server.address}/${SMALL_CASE}${query}`);
    const lab = await goTo(page, "counts");
    await expect(lab.getByRole("alert")).toHaveText("This lab has no setting sede.");
    await predict(lab);
    await bar(lab).first().click();
    await bar(lab).first().click();
    return said(lab).innerText();
  };
  const [seven, three] = [await share(""), await share("?counts.seed=3")];
  expect(await share("?counts.seed=7&counts.share=much")).toBe(seven);
  expect(three).not.toBe(seven);
  const lab = page.locator("cb-lab");
  await lab.getByRole("button", { name: "Another draw", exact: true }).click();
  await expect(page).toHaveURL(/counts\.seed=8/);
  await server.close();
});

for (const [name, chapter] of Object.entries(LABS)) {
  test(`${name}: played to its end on a phone without motion, no step takes long`, { tag: "@file" }, async ({
    page,
    at,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(at.book(`cases/${chapter}.html`));
    const lab = await goTo(page, name);
    await predict(lab);
    const client = await page.context().newCDPSession(page);
    await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const step = bar(lab).first();
    const took = await step.evaluate((button) => {
      let least = Infinity;
      for (let n = 0; n < 3; n += 1) {
        const from = performance.now();
        button.click();
        least = Math.min(least, performance.now() - from);
      }
      return least;
    });
    await client.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    // The aim is 50 ms. Of three steps the one that other work held up least, and twice the aim for a busy machine.
    expect(took).toBeLessThan(100);
    await bar(lab).nth(1).click();
    await expect(end(lab)).toBeVisible();
    expect((await said(lab).innerText()).length).toBeGreaterThan(40);
    await expect(end(lab).locator("a")).toHaveAttribute("href", /^#/);
    const target = await end(lab).locator("a").getAttribute("href");
    await expect(page.locator(`[id="${target.slice(1)}"]`)).toHaveCount(1);
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(screen);
    const cut = await lab.evaluate((element) => {
      const edge = element.getBoundingClientRect().right + 10;
      return [...element.querySelectorAll(".cb-lab-stage *")].filter((one) => one.getBoundingClientRect().right > edge)
        .length;
    });
    expect(cut, "nothing is cut off at the side").toBe(0);
  });
}

test("a lab is accessible before, during and after its run, in every theme", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const lab = await goTo(page, "counts");
  await expectAccessible(page, "before");
  await predict(lab);
  await bar(lab).first().click();
  await expectAccessible(page, "during");
  await bar(lab).nth(1).click();
  await expect(end(lab)).toBeVisible();
  await expectAccessible(page, "after");
});

test("on paper a lab is what it is without scripts", async ({ page, at, browser }) => {
  await page.goto(at.small(SMALL_CASE));
  const lab = await goTo(page, "counts");
  await page.emulateMedia({ media: "print" });
  await expect(lab.locator(".cb-lab-stage")).toBeHidden();
  await expect(lab.getByRole("table")).toBeVisible();

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(at.small(SMALL_CASE));
  await expect(plain.locator("cb-lab").getByRole("cell", { name: "2.1%", exact: true })).toBeVisible();
  await plain.close();
});

test("a lab neither shows nor loads while its case is practised, and not before it is near", async ({ page, at }) => {
  const asked = [];
  page.on("request", (request) => {
    if (/\/(labs\/|casebook\/lab\.js)/.test(request.url())) asked.push(request.url());
  });
  const see = on(page);
  await page.goto(at.book("cases/impression-allocation.html"));
  await see.button("Start practice").click();
  await expect(see.timer).toBeVisible();
  await expect.poll(() => stored(page)).toHaveLength(1);
  const lab = page.locator("cb-lab");
  await expect(lab).toBeHidden();
  for (const y of [2000, 8000, 0]) await page.evaluate((to) => scrollTo(0, to), y);
  await page.emulateMedia({ media: "print" });
  await expect(lab).toBeHidden();
  expect(asked).toEqual([]);
});
