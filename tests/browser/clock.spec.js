// The clock is wall-clock time, and what is announced is announced once.
import { expect, MINUTE, NOON, on, SMALL_CASE, stored, test } from "./fixtures.js";

const begin = async (page, at) => {
  await page.clock.install({ time: NOON });
  await page.goto(at.small(SMALL_CASE));
  await page.clock.pauseAt(NOON + MINUTE);
  await on(page).button("Start practice").click();
  return on(page);
};

const away = (page) => page.getByText(/^You were away from/);

/** Every text that any live region of the page was given, in order. */
const listen = (page) =>
  page.evaluate(() => {
    window.said = [];
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const region = (target.nodeType === 1 ? target : target.parentElement)?.closest(
          "[aria-live], [role=status], [role=alert], [role=log], output",
        );
        if (region && !region.hidden) window.said.push(...[...addedNodes].map((node) => node.textContent));
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });

test("the time is right after an hour of sleep, and what was missed is announced once that time is to count", {
  tag: "@file",
}, async ({ page, at }) => {
  const see = await begin(page, at);
  await page.clock.fastForward("01:00:07");
  await expect(see.timer).toHaveText("30:07 over 30:00");
  await expect(away(page)).toHaveText(
    "You were away from 15 Jan 2025, 12:01 to 15 Jan 2025, 13:01. What about that time?",
  );
  await expect(see.announced).toBeEmpty();
  await see.button("Count it").click();
  await expect(away(page)).toBeHidden();
  await expect(see.timer).toHaveText("30:07 over 30:00");
  await expect(see.announced).toContainText("Time is up");
  expect(await see.mode()).toBe("practice");
  expect((await stored(page))[0].finishedAt).toBe(null);
});

test("the time is right after the tab was closed and opened again", async ({ page, context, at }) => {
  await begin(page, at);
  await page.clock.fastForward("03:00");
  await page.close();
  const again = await context.newPage();
  await again.clock.fastForward("08:11");
  await again.goto(at.small(SMALL_CASE));
  await expect(on(again).timer).toHaveText("18:49 left of 30:00");
  await expect(again.getByText("1:11 over 10:00")).toBeVisible();
});

test("time away is left out when the reader says so, and nothing of it is announced", async ({ page, context, at }) => {
  const see = await begin(page, at);
  await page.clock.fastForward("02:00");
  await see.notes("Goal").fill("kept");
  await page.clock.fastForward("21:00:00");
  // Whoever presses where a button was presses nothing else.
  const pause = await see.button("Pause").boundingBox();
  await page.mouse.click(pause.x + pause.width / 2, pause.y + pause.height / 2);
  expect(await see.mode()).toBe("practice");
  await see.button("Leave it out").click();
  await expect(away(page)).toBeHidden();
  await expect(see.timer).toHaveText("28:00 left of 30:00");
  await expect(see.announced).toBeEmpty();
  await page.clock.runFor(MINUTE);
  await expect(see.timer).toHaveText("27:00 left of 30:00");
  await page.close();
  const again = await context.newPage();
  await again.clock.fastForward("08:00");
  await again.goto(at.small(SMALL_CASE));
  await expect(on(again).timer).toHaveText("19:00 left of 30:00");
  await expect(away(again)).toBeHidden();
});

test("a forgotten practice is discarded without an answer in sight, and Undo brings it back", { tag: "@file" }, async ({
  page,
  context,
  at,
}) => {
  const one = await begin(page, at);
  await one.notes("Goal").fill("kept");
  await page.close();
  const again = await context.newPage();
  const see = on(again);
  await again.clock.fastForward(21 * 24 * 60 * MINUTE);
  await again.goto(at.small(SMALL_CASE));
  await see.button("Discard the attempt").click();
  await expect(see.button("Start practice")).toBeVisible();
  expect(await see.mode()).toBe("hidden");
  expect(await stored(again)).toEqual([]);
  await see.button("Undo").click();
  await expect(see.notes("Goal")).toHaveValue("kept");
  await expect(see.button("Leave it out")).toBeVisible();
});

test("a reader who only speaks is asked after twenty minutes, at the next sign, and one who is busy in another tab is not", async ({
  page,
  context,
  at,
}) => {
  const see = await begin(page, at);
  await page.clock.runFor(4 * MINUTE);
  await page.mouse.move(200, 200);
  await page.clock.runFor(11 * MINUTE);
  await page.mouse.move(300, 300);
  await expect(away(page)).toBeHidden();
  await page.clock.runFor(21 * MINUTE);
  await expect(away(page)).toBeHidden();
  await page.mouse.move(200, 200);
  await expect(away(page)).toBeVisible();
  await see.button("Count it").press("Enter");
  await expect(page.getByRole("region", { name: "Clock" })).toBeFocused();
  await expect(see.timer).toHaveText("6:00 over 30:00");
  const two = await context.newPage();
  await two.clock.pauseAt(NOON + 46 * MINUTE);
  await two.goto(at.small(SMALL_CASE));
  await on(two).notes("Goal").fill("busy");
  await page.clock.runFor(2 * MINUTE);
  await expect(see.notes("Goal")).toHaveValue("busy");
  await page.mouse.move(320, 320);
  await expect(see.timer).toHaveText("17:00 over 30:00");
  await expect(away(page)).toBeHidden();
});

test("a tab that cannot draw shows the right time when it can", async ({ page, at }) => {
  const see = await begin(page, at);
  // Throttled: the time goes on, no timer fires.
  await page.clock.setSystemTime(NOON + MINUTE + 14 * MINUTE + 5_000);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(see.timer).toHaveText("15:55 left of 30:00");
  await expect(away(page)).toBeVisible();
});

test("nothing is announced in a hidden tab, and all of it when it is seen again", async ({ page, at }) => {
  const see = await begin(page, at);
  const hide = (hidden) =>
    page.evaluate((now) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => now });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await hide(true);
  await page.clock.fastForward("21:30");
  await expect(see.announced).toBeEmpty();
  await expect(page).toHaveTitle(/^⚑ /);
  await hide(false);
  await expect(page).not.toHaveTitle(/⚑/);
  await see.button("Count it").click();
  await expect(see.announced).toContainText("The editors want no article twice in a day");
  await expect(see.announced).toContainText("it came while this page was closed or hidden");
});

test("a clock set back stops the time, says so, and Resume goes on", async ({ page, at }) => {
  const see = await begin(page, at);
  await page.clock.fastForward("05:00");
  await see.button("Pause").click();
  await see.button("Resume").click();
  await page.clock.setSystemTime(NOON - 60 * MINUTE);
  await page.clock.runFor(1000);
  await expect(page.getByText("The computer’s clock was set back")).toBeVisible();
  await expect(see.timer).toHaveText("25:00 left of 30:00");
  await see.button("Resume").click();
  await page.clock.fastForward("02:00");
  await expect(page.getByText("The computer’s clock was set back")).toBeHidden();
  await expect(see.timer).toHaveText("23:00 left of 30:00");
});

test("five minutes left, budget used up, curveball and time over are each heard once, never each second", async ({
  page,
  at,
}) => {
  const see = await begin(page, at);
  await listen(page);
  for (let minute = 0; minute < 32; minute += 1) await page.clock.runFor(MINUTE);
  const said = (await page.evaluate(() => window.said)).map((text) => text.trim());
  const heard = (words) => said.filter((text) => text.includes(words)).length;
  expect(heard("Five minutes left")).toBe(1);
  expect(heard("The budget for Goal is used up")).toBe(1);
  expect(heard("The editors want no article twice in a day")).toBe(1);
  expect(heard("Time is up")).toBe(1);
  expect(said).toHaveLength(4);
  await page.reload();
  await see.button("Count it").click();
  await listen(page);
  await page.clock.runFor(MINUTE);
  expect(await page.evaluate(() => window.said)).toEqual([]);
});

test("a curveball shows at its minute, once, and stays in reach", async ({ page, at }) => {
  const see = await begin(page, at);
  const curveball = page.getByText("The editors want no article twice in a day");
  await page.clock.runFor(19 * MINUTE + 55_000);
  await expect(curveball.filter({ visible: true })).toHaveCount(0);
  await page.clock.runFor(6_000);
  await expect(curveball.filter({ visible: true })).toHaveCount(1);
  await expect(see.announced).not.toContainText("arrived");
  await page.getByRole("button", { name: /^Noted/ }).click();
  await expect(curveball.filter({ visible: true })).toHaveCount(0);
  await page.getByLabel("Curveball at 20").click();
  await expect(curveball.filter({ visible: true })).toHaveCount(1);
  await expect(see.announced).not.toContainText("The editors");
  await page.reload();
  await page.getByLabel("Curveball at 20").click();
  await expect(curveball.filter({ visible: true })).toHaveCount(1);
  await expect(see.announced).not.toContainText("The editors");
});

test("a curveball whose minute passed while the tab was closed shows when it is opened", async ({
  page,
  context,
  at,
}) => {
  await begin(page, at);
  await page.clock.fastForward("03:00");
  await page.close();
  const again = await context.newPage();
  await again.clock.fastForward("24:00");
  await again.goto(at.small(SMALL_CASE));
  await on(again).button("Count it").click();
  await expect(on(again).announced).toContainText("The editors want no article twice in a day");
  await expect(on(again).announced).toContainText("it came while this page was closed or hidden");
  expect(Object.keys((await stored(again))[0].shown)).toHaveLength(1);
});

test("the time does not run before Start practice or after Finish", async ({ page, at }) => {
  const see = await begin(page, at);
  await page.clock.fastForward("06:00");
  await see.finish();
  await page.clock.fastForward("50:00");
  await page.reload();
  await see.review.getByText("The minutes in a table").click();
  await expect(see.review.getByRole("row", { name: "The round 30:00 6:00 24:00 under" })).toBeVisible();
});
