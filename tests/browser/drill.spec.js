// The chapter of a drill: read, and practised question by question.
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, NOON, on, test, violations } from "./fixtures.js";

const DRILL = "drills/ml-fundamentals.html";
const SMALL = "drills/three.html";

/** The small book with a drill of three questions. */
const three = (version) =>
  version("drill", (_replace, folder) => {
    fs.writeFileSync(
      `${folder}/src/drills/three.md`,
      `+++
title = "Three"
trains = ["design/design"]
+++

An introduction.

## What is one? {#one}

The answer is uno.

## What is two? {#two}

The answer is due.

## What is three? {#three}

The answer is tre.
`,
    );
  });

const left = (page) => page.locator(".cb-drill-left");
const where = (page) => page.locator(".cb-drill-where");
const question = (page) => page.locator(".cb-question:visible h2");
/** The first press loads what practises: done when one question is alone. */
const untilPractised = (page) => expect(question(page)).toHaveCount(1);
const answer = (page) => page.locator(".cb-question:visible .cb-answer-box:visible");
const marks = (page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.includes(":drill:"))
      .flatMap((key) => Object.values(JSON.parse(localStorage.getItem(key)).marks))
      .filter(({ undoneAt }) => undoneAt === undefined)
      .sort((a, b) => a.at - b.at)
      .map(({ question: id, grade }) => `${id} ${grade}`),
  );
/** Read from the disk, as a book without a server is. */
const address = (html, place) => `${pathToFileURL(html).href}/${place}`;

test("all answers open and close with one press", async ({ page, at }) => {
  await page.goto(at.book(DRILL));
  const see = on(page);
  const answers = page.locator("cb-drill .cb-answer-box");
  const count = await answers.count();
  expect(count).toBeGreaterThan(5);
  await expect(left(page)).toHaveText(`${count} questions, 2 minutes each`);
  await see.button("Open all").click();
  await expect(page.locator("cb-drill .cb-answer-box[open]")).toHaveCount(count);
  await see.button("Close all").click();
  await expect(page.locator("cb-drill .cb-answer-box[open]")).toHaveCount(0);
});

test("a drill is practised from the first question to the last with the keyboard alone", { tag: "@file" }, async ({
  page,
  version,
}) => {
  await page.goto(address(three(version), SMALL));
  const press = async (name) => {
    for (let n = 0; n < 30; n += 1) {
      if (await page.evaluate((text) => document.activeElement.textContent.trim() === text, name)) break;
      await page.keyboard.press("Tab");
    }
    await expect(on(page).button(name)).toBeFocused();
    await page.keyboard.press("Enter");
  };
  await press("Practise");
  await untilPractised(page);
  await expect(question(page)).toHaveText("What is one?");
  await expect(question(page)).toBeFocused();
  await expect(where(page)).toContainText("3 questions · 0 known · 3 to go");
  await expect(answer(page)).toHaveCount(0);
  await press("Show the answer");
  await expect(answer(page)).toContainText("uno");
  await expect(answer(page).locator("summary")).toBeFocused();
  await press("Again");
  await expect(question(page)).toHaveText("What is two?");
  await press("Next unknown");
  await expect(question(page)).toHaveText("What is three?");
  await press("Show the answer");
  await press("Knew it");
  await expect(question(page)).toHaveText("What is one?");
  await expect(where(page)).toContainText("3 questions · 1 known · 2 to go");
  await press("Show the answer");
  await press("Knew it");
  await expect(question(page)).toHaveText("What is two?");
  await expect(on(page).button("Next unknown")).toBeDisabled();
  await press("Show the answer");
  await press("Knew it");
  await expect(left(page)).toHaveText("3 questions, 2 minutes each · 3 known · 0 to go");
  await expect(left(page)).toBeFocused();
  await expect(question(page)).toHaveCount(3);
  await expect(page.locator(".cb-answer-box[open]")).toHaveCount(0);
  await expect(page.locator("summary").first()).toContainText("knew it");
  expect(await marks(page)).toEqual(["one again", "three knew", "one knew", "two knew"]);
  await press("Practise all again");
  await expect(where(page)).toContainText("3 questions · 0 known · 3 to go");
});

test("a reload goes on where it was, with the same time, and shows nothing else before", async ({ page, version }) => {
  await page.clock.install({ time: NOON });
  const place = address(three(version), SMALL);
  await page.goto(place);
  await page.clock.pauseAt(NOON + 60_000);
  await on(page).button("Practise").click();
  await on(page).button("Next unknown").click();
  await page.clock.fastForward("00:40");
  await expect(on(page).timer).toHaveText("1:20");
  await page.addInitScript(() => {
    window.frames_ = [];
    new MutationObserver(() => window.frames_.push(document.querySelector("main")?.innerText ?? "")).observe(document, {
      childList: true,
      subtree: true,
    });
  });
  await page.reload();
  await expect(question(page)).toHaveText("What is two?");
  await expect(on(page).timer).toHaveText("1:20");
  expect(await page.evaluate(() => window.frames_.join())).not.toMatch(/uno|due|tre|What is one|What is three/);
  await on(page).button("Show the answer").click();
  await page.clock.fastForward("05:00");
  await expect(on(page).timer).toHaveText("1:20");
  await page.clock.fastForward("10:00");
  await page.reload();
  await expect(on(page).button("Resume")).toBeVisible();
  await expect(question(page)).toHaveCount(3);
  await on(page).button("Resume").click();
  await expect(question(page)).toHaveText("What is two?");
  await expect(on(page).timer).toHaveText("2:00");
  await on(page).button("Stop").click();
  await expect(on(page).button("Resume")).toBeFocused();
  await page.reload();
  await expect(on(page).button("Resume")).toBeVisible();
});

test("after two minutes it says once that the time is up, and waits", { tag: "@file" }, async ({ page, version }) => {
  await page.clock.install({ time: NOON });
  await page.goto(address(three(version), SMALL));
  await on(page).button("Practise").click();
  await untilPractised(page);
  const said = page.locator(".cb-drill-panel [role=status]");
  await page.clock.fastForward("01:59");
  await expect(on(page).timer).toHaveText("0:01");
  await expect(said).toHaveText("");
  await page.clock.fastForward("00:31");
  await expect(said).toHaveText("Time is up.");
  await expect(on(page).timer).toHaveText("−0:30");
  await expect(question(page)).toHaveText("What is one?");
  await on(page).button("Next unknown").click();
  await expect(said).toHaveText("");
});

test("a mark is undone, and its question is there again with its answer", { tag: "@file" }, async ({
  page,
  version,
}) => {
  await page.goto(address(three(version), SMALL));
  const see = on(page);
  await see.button("Practise").click();
  await see.button("Show the answer").click();
  await see.button("Knew it").click();
  await expect(page.locator("cb-undo")).toContainText("Knew it: What is one?");
  await expect(question(page)).toBeFocused();
  await see.button("Undo").click();
  await expect(question(page)).toHaveText("What is one?");
  await expect(answer(page)).toContainText("uno");
  await expect(see.button("Knew it")).toBeFocused();
  expect(await marks(page)).toEqual([]);
});

test("shuffled, every question still comes once", { tag: "@file" }, async ({ page, version }) => {
  await page.goto(address(three(version), SMALL));
  const see = on(page);
  await see.button("Practise").click();
  await see.button("Shuffle").click();
  const asked = [];
  for (let n = 0; n < 3; n += 1) {
    asked.push(await question(page).textContent());
    await see.button("Show the answer").click();
    await see.button("Knew it").click();
  }
  expect(asked.sort()).toEqual(["What is one?", "What is three?", "What is two?"]);
  await expect(left(page)).toHaveText("3 questions, 2 minutes each · 3 known · 0 to go");
});

test("two tabs join their marks, and a drill that is only read stays so", async ({ page, context, at }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) await tab.goto(at.book(DRILL));
  const total = await page.locator(".cb-question").count();
  const know = async (tab) => {
    await on(tab).button("Show the answer").click();
    await on(tab).button("Knew it").click();
  };
  await on(page).button("Practise").click();
  await know(page);
  await expect(left(other)).toHaveText(`${total} questions, 2 minutes each · 1 known · ${total - 1} to go`);
  await expect(question(other)).toHaveCount(total);
  await on(other).button("Resume").click();
  await know(other);
  await expect(where(page)).toContainText("2 known");
  await expect(question(page)).toHaveText(await question(other).textContent());
  await know(page);
  await expect(where(other)).toContainText("3 known");
  await on(other).button("Stop").click();
  await expect(on(page).button("Resume")).toBeVisible();
  expect(await marks(page)).toHaveLength(3);
});

test("blocked storage does not stop the practice, and it is said", { tag: "@file" }, async ({ page, version }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  await page.goto(address(three(version), SMALL));
  const see = on(page);
  await see.button("Practise").click();
  await expect(page.getByRole("alert")).toContainText("Your marks are on this page only");
  await see.button("Show the answer").click();
  await see.button("Knew it").click();
  await expect(where(page)).toContainText("1 known");
});

test("a reworded question keeps its mark and says so", async ({ page, version }) => {
  await page.goto(address(three(version), SMALL));
  const see = on(page);
  await see.button("Practise").click();
  await see.button("Show the answer").click();
  await see.button("Again").click();
  await see.button("Stop").click();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes(":drill:"));
    localStorage.setItem(key, localStorage.getItem(key).replace(/"hash":"\w+"/, '"hash":"another"'));
  });
  await page.reload();
  await expect(page.locator(".cb-question-mark").first()).toHaveText(/^again, .*, reworded since$/);
  await expect(left(page)).toHaveText("3 questions, 2 minutes each · 0 known · 3 to go");
});

test("when its bundle does not come, the drill is as the server wrote it", async ({ page, at, watch }) => {
  watch.allow(/./);
  await page.goto(at.book(DRILL));
  await on(page).button("Practise").click();
  await expect(where(page)).toBeVisible();
  await page.route("**/casebook/drill.js?*", (route) => route.abort());
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("did not load");
  await expect(page.locator(".cb-question").first()).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the answers open one by one, and no button is there that does nothing", async ({ page, at }) => {
    await page.goto(at.book(DRILL));
    await expect(page.locator("main button:visible")).toHaveCount(0);
    await expect(left(page)).toContainText("2 minutes each");
    const first = page.locator(".cb-answer-box").first();
    await first.locator("> summary").click();
    await expect(first).toHaveAttribute("open", "");
  });
});

test("the progress page says what is left of each drill, exports the marks and imports them", { tag: "@file" }, async ({
  page,
  at,
}) => {
  await page.goto(at.book(DRILL));
  const see = on(page);
  const total = await page.locator(".cb-question").count();
  await see.button("Practise").click();
  await see.button("Show the answer").click();
  await see.button("Knew it").click();
  await page.goto(at.book("progress.html"));
  const line = page.getByRole("main").getByRole("listitem").filter({ hasText: "ML fundamentals" });
  await expect(line).toContainText(`${total} questions · 1 known · ${total - 1} to go`);
  const download = page.waitForEvent("download");
  await see.button("Export").click();
  await expect(page.getByText("Exported the marks of 1 drill to")).toBeVisible();
  const file = await (await download).path();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(line).toHaveCount(0);
  await page.locator("input[type=file]").setInputFiles({
    name: "mine.json",
    mimeType: "application/json",
    buffer: fs.readFileSync(file),
  });
  const preview = page.getByRole("region", { name: "Preview of the import" });
  await expect(preview).toContainText("mine.json has 0 attempts and the marks of 1 drill.");
  await expect(preview).toContainText("Drill marks not here yet: 1.");
  await preview.getByRole("button", { name: "Import" }).click();
  await expect(line).toContainText("1 known");
  await see.button("Undo").click();
  await expect(line).toHaveCount(0);
});

for (const width of [1280, 360]) {
  test(`axe finds nothing while a drill is read or practised, and what scrolls can be reached (${width} pixels)`, async ({
    page,
    at,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(at.book("drills/graph-coding.html"));
    const see = on(page);
    await see.button("Open all").click();
    expect(await violations(page)).toEqual([]);
    await see.button("Practise").click();
    await expect(see.button("Show the answer")).toBeInViewport();
    expect(await violations(page), "a question").toEqual([]);
    await see.button("Show the answer").click();
    await expect(see.button("Knew it")).toBeInViewport();
    expect(await violations(page), "an answer").toEqual([]);
    await see.button("Again").click();
    await see.button("Stop").click();
    expect(await violations(page), "with a mark").toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
