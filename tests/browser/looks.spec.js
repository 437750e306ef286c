// How every kind of page looks, in two themes and two widths, held against pictures of how it looked (looks/pictures/). The
// book is small and the tests' own, all its letters are boxes and its clock stops, so that nothing but looks makes a
// difference. UPDATE=1 takes the pictures anew that differ.
import fs from "node:fs";
import path from "node:path";
import { test as base, buildSmall, expect, MINUTE, NOON, on, SMALL_CASE, serve } from "./fixtures.js";
import { attempt, DAY, dataOf, open } from "./made.js";

const OWN = path.join(import.meta.dirname, "looks");
const THEMES = ["light", "coal"];
const SCREENS = { wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
/** So high that a part of a page is whole in it, with nothing over it that stays at the edge of the window. */
const HIGH = 2400;
/** A4 without the margins of a sheet, in CSS pixels. */
const PAPER = { width: 726, height: 1058 };

const test = base.extend({
  /** The book of the pictures and the data of its progress page, one a worker. */
  pictured: [
    async ({}, use) => {
      const html = buildSmall("looks", (replace, folder) => {
        fs.cpSync(path.join(OWN, "book"), folder, { recursive: true });
        replace("../book.toml", 'mdbook.css"', 'mdbook.css", "theme/boxes.css"');
        replace(
          "SUMMARY.md",
          "- [Cases]",
          "- [A page of prose](guide.md)\n- [A page for authors](authors.md)\n- [Cases]",
        );
      });
      const site = await serve(html);
      await use({ data: dataOf(html), at: (place) => `${site.address}/${place}` });
      await site.close();
      fs.rmSync(path.dirname(html), { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
});

test.use({ viewport: SCREENS.wide, contextOptions: { reducedMotion: "reduce" } });

test.beforeEach(async ({ page }) => {
  test.slow(); // on a busy machine: two dozen pictures are a few seconds on another
  await page.addInitScript(() => localStorage.setItem("mdbook-sidebar", "hidden"));
  await page.clock.install({ time: NOON });
});

/** Compares a page from its top on, or a part of it, in each theme and width. Nothing is wider than a phone. */
const compare = async (page, name, part = null, { themes = THEMES, ready = null, ...options } = {}) => {
  for (const [width, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(part ? { ...size, height: HIGH } : size);
    for (const theme of themes) {
      await page.evaluate((one) => document.querySelector(`#mdbook-theme-${one}`).click(), theme);
      await page.evaluate(() => document.activeElement.blur());
      await page.mouse.move(0, 0);
      if (!part) await page.evaluate(() => scrollTo(0, 0));
      await ready?.();
      await expect.soft(part ?? page).toHaveScreenshot(`${name}-${width}-${theme}.png`, options);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(wide, `${name}: how wide the page is`).toBe(size.width);
  }
};

/** Attempts at all cases but the last, from weak to strong, some days apart. */
const attempts = ({ cases, ...data }) => {
  const all = { ...data, cases };
  const [first, second] = cases;
  return [
    attempt(first, { reach: ["lowest", "none"], minutes: [9, 19], notes: "Readers who read on", data: all }),
    attempt(second, { reach: "lowest", at: NOON + DAY, minutes: [12, 12], data: all }),
    attempt(first, { reach: ["all", "lowest"], at: NOON + 3 * DAY, minutes: [11, 14], data: all }),
  ];
};

for (const [name, place] of Object.entries({
  cases: "cases/index.html",
  rubrics: "rubrics/index.html",
  rubric: "rubrics/design.html",
  prose: "guide.html",
  authors: "authors.html",
  "progress-empty": "progress.html",
  drill: "drills/three.html",
}))
  test(`${name}`, async ({ page, pictured }) => {
    await page.goto(pictured.at(place));
    await compare(page, name);
  });

test("the board and the progress page of a reader with attempts", async ({ page, pictured }) => {
  await page.clock.setSystemTime(NOON + 4 * DAY);
  await open(page, pictured.at("index.html"), attempts(pictured.data));
  await expect(page.locator('.cb-card-state[data-state="scored"]')).toHaveCount(2);
  await on(page).button("Save Related articles").click();
  await compare(page, "board");
  await page.goto(pictured.at("progress.html"));
  await expect(page.locator(".cb-heat").first()).toBeVisible();
  await compare(page, "progress");
});

test("a case, from its question to what there is to learn", async ({ page, pictured }) => {
  await page.goto(pictured.at(SMALL_CASE));
  const see = on(page);
  await page.locator('cb-case[data-scripts="drawn"]').waitFor();
  await compare(page, "case-question");

  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("Somebody reads a second article.");
  await page.clock.fastForward("09:00");
  await page.mouse.move(100, 700);
  await page.clock.fastForward("04:00");
  await see.button("Next criterion").click();
  await see.notes("Design").fill("Count pairs, keep the best hundred.");
  await page.clock.fastForward("09:00");
  await compare(page, "case-practice");

  await see.finish();
  await expect(see.review).toBeVisible();
  await compare(page, "case-looking-back");

  await see.button("Score it").click();
  await see.signal("Defines success").check();
  await page.clock.runFor(500);
  await compare(page, "case-score");

  await see.button("Next criterion").click();
  await see.signal("Compares counting").check();
  await page.getByRole("region", { name: "Scoring" }).getByRole("button", { name: "Result" }).click();
  await page.clock.runFor(500);
  await compare(page, "case-result");

  await see.button("The answer").click();
  await page.clock.runFor(500);
  await compare(page, "case-answers");
});

test("a case that is scored, in the themes between the lightest and the darkest", async ({ page, pictured }) => {
  await page.clock.pauseAt(NOON + MINUTE);
  await page.goto(pictured.at(SMALL_CASE));
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("Somebody reads a second article.");
  await see.finish();
  await see.button("Score it").click();
  await see.signal("Defines success").check();
  await compare(page, "case-score", null, { themes: ["rust", "navy", "ayu"] });
});

test("the menus of a case: ways to work on it, and what its clock offers", async ({ page, pictured }) => {
  await page.clock.pauseAt(NOON + MINUTE);
  await page.goto(pictured.at(SMALL_CASE));
  const see = on(page);
  const opened = (menu) => async () => {
    if (!(await menu.evaluate((one) => one.open))) await menu.locator("summary").first().click();
  };
  await compare(page, "menu-ways", null, { ready: opened(page.locator(".cb-toolbar details")) });
  await see.button("Start practice").click();
  await compare(page, "menu-clock", null, { ready: opened(page.locator(".cb-clock details").first()) });
});

test("a case that somebody else is asked", async ({ page, pictured }) => {
  await page.clock.pauseAt(NOON + MINUTE);
  await page.goto(pictured.at(SMALL_CASE));
  const see = on(page);
  await see.more("Interview");
  await expect(see.timer).toBeVisible();
  await page.clock.fastForward("02:00");
  await see.evidence("Goal").fill("minute 3");
  await page.clock.runFor(500);
  await compare(page, "interview");
});

test("a sample that was judged, beside its author's ticks", async ({ page, pictured }) => {
  await page.goto(pictured.at(SMALL_CASE));
  const see = on(page);
  await see.more("Calibrate");
  await see.signal("click rate").check();
  await see.signal("Defines success").check();
  await compare(page, "calibration");
  await see.button("Compare").click();
  await see.button("Compare").click();
  await compare(page, "calibration-compared", page.getByRole("region", { name: "Comparison" }));
});

test("the parts of an answer", async ({ page, pictured }) => {
  await page.goto(pictured.at(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await see.laidOut();
  for (const [name, selector] of Object.entries({
    criterion: '.cb-criterion[data-criterion="goal"]',
    estimate: ".cb-estimate",
    plot: ".cb-plot",
    diagram: ".cb-diagram",
    lab: ".cb-lab",
    alternatives: ".cb-alternatives",
  })) {
    const part = page.locator(selector).first();
    await part.scrollIntoViewIfNeeded();
    if (name === "estimate") await expect(part.getByRole("slider").first()).toBeVisible();
    if (name === "lab") await expect(part.locator(".cb-lab-stage")).toBeVisible();
    // The letters of a drawing are scaled, and then each machine has its own edges of them.
    await compare(page, `part-${name}`, part, name === "diagram" ? { threshold: 0.2 } : {});
  }
});

test("a drill that is practised", async ({ page, pictured }) => {
  await page.goto(pictured.at("drills/three.html"));
  const see = on(page);
  await see.button("Practise").click();
  await expect(page.locator(".cb-question:visible h2")).toHaveCount(1);
  await page.clock.pauseAt(NOON + 10 * MINUTE);
  await see.button("Show the answer").click();
  await page.clock.runFor(500);
  await compare(page, "drill-practised");
});

test("sheets of paper, whatever the theme", async ({ page, pictured }) => {
  await page.addInitScript(() => {
    localStorage.setItem("mdbook-theme", "coal");
    window.print = () => {};
  });
  await page.setViewportSize(PAPER);
  const { cases } = pictured.data;
  const one = cases.find(({ path: place }) => place === SMALL_CASE);
  const done = { reach: ["lowest", "none"], minutes: [9, 19], notes: "Readers who read on", data: pictured.data };
  await open(page, pictured.at(SMALL_CASE), [attempt(one, done)]);
  const print = async (name, sheet) => {
    await page.emulateMedia({ media: "print" });
    await expect.soft(page.locator(sheet)).toHaveScreenshot(`sheet-${name}.png`);
    await page.emulateMedia({ media: "screen" });
  };
  const see = on(page);
  await see.result.getByRole("button", { name: "Print filled scorecard", exact: true }).click();
  await expect(page.locator(".cb-scorecard")).toHaveAttribute("data-filled");
  await print("filled", ".cb-scorecard");
  for (const [name, hash] of Object.entries({ blank: "scorecard", interviewer: "interviewer" })) {
    await page.goto(pictured.at("index.html"));
    await page.goto(pictured.at(`${SMALL_CASE}#${hash}`));
    await print(name, `#${hash}`);
  }
});
