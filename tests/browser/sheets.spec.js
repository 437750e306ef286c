// The scorecard of a case, blank and filled; the page that prints the whole book.
import { expect, MINUTE, NOON, on, SMALL_CASE, test } from "./fixtures.js";
import { attempt, page as data, open } from "./made.js";

const count = (page) =>
  page.addInitScript(() => {
    window.printed = 0;
    window.print = () => {
      window.printed += 1;
    };
  });

test("Print blank scorecard goes to the blank sheet and prints", async ({ page, at }) => {
  await count(page);
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await see.signal("Defines success").check();
  await see.evidence("Goal").fill("a secret");
  await see.more("Print blank scorecard");
  expect(new URL(page.url()).hash).toBe("#scorecard");
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(1);
  await expect(page.locator(".cb-scorecard")).not.toContainText("a secret");
  await expect(page.locator(".cb-scorecard")).not.toHaveAttribute("data-filled");
});

test("More ways says what each way to print prints", { tag: "@file" }, async ({ page, at }) => {
  await count(page);
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  const ways = async () => {
    await page.locator(".cb-toolbar summary").click();
    const names = await page.locator(".cb-menu-items .cb-button").filter({ visible: true }).allTextContents();
    await page.locator(".cb-toolbar summary").click();
    return names.filter((name) => name.startsWith("Print"));
  };
  const [blank, interviewer, chapter] = await ways();
  expect([blank, interviewer, chapter]).toEqual([
    "Print blank scorecard",
    "Print interviewer's sheet, with answers",
    "Print chapter, with answers",
  ]);
  await see.more(interviewer);
  await expect(page.locator(".cb-interviewer")).toBeVisible();
  await page.goBack();
  await see.more(chapter);
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(2);
  await expect(page.locator(".cb-answer").first()).toBeVisible();
  await see.signal("Defines success").check();
  expect(await ways()).toEqual([blank, "Print filled scorecard", interviewer, chapter]);
  await see.more("Print filled scorecard");
  await expect(page.locator(".cb-scorecard")).toHaveAttribute("data-filled");
  await page.goBack();
  await see.more(blank);
  await expect(page.locator(".cb-scorecard")).not.toHaveAttribute("data-filled");
});

for (const [hash, sheet, other] of [
  ["scorecard", ".cb-scorecard", ".cb-interviewer"],
  ["interviewer", ".cb-interviewer", ".cb-scorecard"],
]) {
  for (const address of [`#${hash}`, `#${hash}-title`]) {
    test(`${address} shows that sheet in the place of the chapter, and back again`, async ({ page, at }) => {
      const chapter = page.locator(".cb-prompt, .cb-criterion, .cb-sources, main > h1");
      await page.goto(`${at.small(SMALL_CASE)}${address}`);
      await expect(page.locator(sheet)).toBeVisible();
      await expect(chapter.filter({ visible: true })).toHaveCount(0);
      await expect(page.locator(other)).toBeHidden();
      await page.locator(sheet).getByRole("link", { name: "Back to the chapter" }).click();
      await expect(page.locator(sheet)).toBeHidden();
      await on(page).showAnswer();
      await expect(chapter.filter({ visible: false })).toHaveCount(0);
    });
  }
}

test("a heading in the question that a sheet repeats leads to that sheet", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await page.locator(".cb-sheet-prompt").evaluate((prompt) => {
    prompt.insertAdjacentHTML("beforeend", '<h4 id="room-1">Room</h4>');
  });
  await page.evaluate(() => {
    location.hash = "room-1";
  });
  await expect(page.locator("#room-1")).toBeVisible();
  await expect(page.locator(".cb-prompt")).toBeHidden();
  await page.evaluate(() => {
    location.hash = "";
  });
  await expect(page.locator(".cb-prompt")).toBeVisible();
});

test("Print filled scorecard fills it from the attempt, and a blank one is blank again", { tag: "@file" }, async ({
  page,
  at,
}) => {
  await count(page);
  await page.clock.install({ time: NOON });
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  const sheet = page.locator(".cb-scorecard");
  const blank = await sheet.innerHTML();
  await page.clock.pauseAt(NOON + MINUTE);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("drew the loop");
  await page.clock.fastForward("07:12");
  await see.finish();
  await see.showAnswer();
  await see.signal("Defines success").check();
  await see.evidence("Goal").fill("said: half a minute");
  await (await see.override("Design")).getByRole("combobox").selectOption("L6");
  await see.group("Design").getByRole("textbox", { name: "Reason" }).fill("by a number");
  await see.button("Print filled scorecard").click();
  await expect.poll(() => page.evaluate(() => window.printed)).toBe(1);
  await expect(sheet).toHaveAttribute("data-filled");
  const goal = sheet.locator("[data-criterion=goal]");
  await expect(goal.locator("[data-signal=second-read]")).toContainText("✓");
  await expect(goal.locator("[data-signal=click-rate-misleads]")).not.toContainText("✓");
  await expect(goal.locator(".cb-sheet-evidence")).toHaveText("said: half a minuteNotesdrew the loop");
  await expect(goal.locator(".cb-sheet-minutes")).toContainText("7:12");
  await expect(goal.locator("[data-circled]")).toHaveText("L5");
  await expect(sheet.locator("[data-criterion=design] [data-circled]")).toHaveText("L6");
  await expect(sheet.locator("[data-criterion=design] .cb-sheet-evidence")).toContainText(
    "Level set by hand: by a number",
  );
  for (const level of ["L5", "L6"])
    await expect(sheet.locator(`.cb-sheet-verdict[data-level=${level}] [data-circled]`)).toHaveCount(1);
  await expect(sheet.locator(".cb-sheet-verdict[data-level=L5] [data-circled]")).toContainText("strong yes");
  await expect(sheet.locator(".cb-sheet-remark")).toContainText("L5: strong yes");
  await page.goBack();
  await see.more("Print blank scorecard");
  expect(await sheet.innerHTML()).toBe(blank);
});

test("the address of an attempt and its sheet shows that attempt on the sheet", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await see.evidence("Goal").fill("of the first");
  const [key] = await page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes(":attempt:")));
  const id = key.slice(key.lastIndexOf(":") + 1);
  // A later attempt is what the page opens with by itself.
  await page.evaluate(
    ([from, to]) => {
      const attempt = JSON.parse(localStorage.getItem(from));
      attempt.id = "later";
      attempt.updatedAt += 1000;
      attempt.criteria.goal.evidence = "of the later";
      localStorage.setItem(to, JSON.stringify(attempt));
    },
    [key, key.replace(id, "later")],
  );
  await page.goto("about:blank");
  await page.goto(`${at.small(SMALL_CASE)}?attempt=${id}#scorecard`);
  await expect(page.locator(".cb-scorecard .cb-sheet-evidence").first()).toHaveText("of the first");
  await expect(page.locator(".cb-scorecard")).toBeVisible();
  await expect(page.locator(".cb-criterion").first()).toBeHidden();
  await page.locator(".cb-scorecard .cb-sheet-back").click();
  await expect(page.locator(".cb-scorecard")).toBeHidden();
  await expect(see.evidence("Goal")).toHaveValue("of the first");
  await page.locator(".cb-sheet-links a[href='#scorecard']").click();
  await expect(page.locator(".cb-scorecard")).toBeVisible();
  await expect(page.locator(".cb-scorecard")).not.toHaveAttribute("data-filled");
});

test("no sheet and no other attempt stands in the way of what is going on", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await see.signal("Defines success").check();
  const id = await page.evaluate(
    () => JSON.parse(localStorage.getItem(Object.keys(localStorage).find((name) => name.includes(":attempt:")))).id,
  );
  await page.goto("about:blank");
  await page.goto(`${at.small(SMALL_CASE)}?attempt=${id}`);
  await see.button("The answer").click();
  await see.button("Start practice").click();
  await expect(page.locator(".cb-sheet-links a").first()).toBeHidden();
  await page.reload();
  expect(await see.mode()).toBe("practice");
  await page.evaluate(() => {
    location.hash = "#interviewer";
  });
  await expect(see.notes("Goal")).toBeVisible();
  await expect(page.locator(".cb-interviewer")).toBeHidden();
  await page.goto("about:blank");
  await page.goto(at.small(`${SMALL_CASE}#interviewer`));
  await expect(see.notes("Goal")).toBeVisible();
});

test("the page that prints the whole book stays as the server wrote it, whatever a reader has stored", async ({
  page,
  at,
}) => {
  test.slow(); // all chapters on one page
  await count(page);
  const [first] = data.cases;
  await page.goto(at.book(first.path));
  await on(page).button("Start practice").click();
  await open(page, at.book("index.html"), [attempt(first, { reach: "lowest", notes: "Private" })]);
  await page.goto(at.book("print.html"));
  await expect(page.locator("cb-case")).not.toHaveCount(0);
  await expect(page.locator("cb-case[data-mode=read]")).toHaveCount(await page.locator("cb-case").count());
  await expect(page.locator("cb-case .cb-button").filter({ visible: true })).toHaveCount(0);
  await expect(page.locator(".cb-toolbar").first()).toBeAttached();
  await expect(page.locator(".cb-toolbar, .cb-judge").filter({ visible: true })).toHaveCount(0);
  await expect(page.locator("cb-progress")).toHaveCount(1);
  await expect(page.locator("cb-attempts, cb-heat-map")).toHaveCount(0);
  await expect(page.locator("cb-case .cb-answer").first()).toBeVisible();
  const repeated = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("main [id]")].map(({ id }) => id);
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  });
  expect(repeated).toEqual([]);
});
