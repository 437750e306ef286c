// Nothing a reader wrote is lost: blocked, full and corrupt storage, two tabs, a deleted attempt.
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";

const notice = (page) => page.locator("cb-storage-status");

test("blocked storage is said before anything is written, and the text is there to copy", async ({ page, at }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await expect(notice(page)).toContainText("does not let the page store anything");
  await see.button("Start practice").click();
  await see.notes("Goal").fill("only here");
  await see.button("Next criterion").click();
  await see.finish();
  await see.showAnswer();
  await see.signal("Defines success").check();
  await expect(see.attained("Goal")).toHaveText("L5");
  await notice(page).locator("summary").first().click();
  await expect(notice(page).getByRole("textbox")).toHaveValue(/only here/);
});

test("storage that throws at every call does not stop the page", async ({ page, at, watch }) => {
  watch.allow(/toc-/); // mdBook's own sidebar
  await page.addInitScript(() => {
    for (const name of ["getItem", "setItem", "removeItem", "key"])
      Storage.prototype[name] = () => {
        throw new Error("no");
      };
  });
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("here");
  await see.finish();
  await expect(see.notes("Goal")).toHaveValue("here");
  await expect(notice(page)).toBeVisible();
});

test("full storage is said in words, and a retry saves what waited", { tag: "@file" }, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.button("Start practice").click();
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    window.full = true;
    Storage.prototype.setItem = function (key, value) {
      if (window.full) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  });
  await see.notes("Goal").fill("a thought that does not fit");
  await expect(notice(page)).toContainText("storage is full");
  await expect(see.notes("Goal")).toHaveValue("a thought that does not fit");
  expect((await stored(page))[0].criteria).toEqual({});
  // Leaving now asks first.
  const asked = page.waitForEvent("dialog");
  page.evaluate(() => location.reload()).catch(() => {});
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await page.evaluate(() => {
    window.full = false;
  });
  await notice(page).getByRole("button", { name: "Try to save again" }).click();
  await expect(notice(page)).toBeHidden();
  expect((await stored(page))[0].criteria.goal.notes).toBe("a thought that does not fit");
});

test("a corrupt attempt is set aside, said, and its text is there to copy", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await see.signal("Defines success").check();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes(":attempt:"));
    localStorage.setItem(key, `${localStorage.getItem(key).slice(0, -20)} <b>broken`);
  });
  await page.reload();
  await expect(notice(page)).toContainText("could not be read");
  await notice(page).locator("summary").first().click();
  await expect(notice(page).getByRole("textbox")).toHaveValue(/<b>broken/);
  await see.signal("Defines success").check();
  await page.reload();
  await expect(see.signal("Defines success")).toBeChecked();
  expect(
    await page.evaluate(() => Object.values(localStorage).filter((text) => text.includes("<b>broken")).length),
  ).toBe(1);
});

test("two tabs stay in step: practice, notes, ticks, Finish", async ({ page, context, at }) => {
  const [one, two] = [on(page), on(await context.newPage())];
  for (const { page: tab } of [one, two]) await tab.goto(at.small(SMALL_CASE));
  await one.button("Start practice").click();
  await expect.poll(() => two.mode()).toBe("practice");
  await one.notes("Goal").fill("from one");
  await expect(two.notes("Goal")).toHaveValue("from one");
  await two.button("Switch to Design").click();
  await two.notes("Design").fill("from two");
  await expect(one.notes("Design")).toHaveValue("from two");
  await two.button("Pause").click();
  await expect(one.button("Resume")).toBeVisible();
  await one.finish();
  await expect.poll(() => two.mode()).toBe("review");
  for (const see of [one, two]) await see.showAnswer();
  await two.signal("Defines success").check();
  await expect(one.signal("Defines success")).toBeChecked();
  await expect(one.attained("Goal")).toHaveText("L5");
  expect(await stored(page)).toHaveLength(1);
});

test("what two tabs type into one box at once is not lost", { tag: "@file" }, async ({ page, context, at }) => {
  const [one, two] = [on(page), on(await context.newPage())];
  await one.page.goto(at.small(SMALL_CASE));
  await one.button("Start practice").click();
  await two.page.goto(at.small(SMALL_CASE));
  await one.page.evaluate(() => {
    window.stop = Storage.prototype.setItem;
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await one.notes("Goal").fill("the words of one");
  await two.notes("Goal").fill("the words of two");
  await one.page.evaluate(() => {
    Storage.prototype.setItem = window.stop;
  });
  await one.button("Switch to Design").click();
  await one.notes("Design").fill("more");
  await one.finish();
  await one.showAnswer();
  const [attempt] = await stored(one.page);
  const all = JSON.stringify([attempt.criteria, attempt.aside]);
  for (const words of ["the words of one", "the words of two", "more"]) expect(all).toContain(words);
  await expect(one.result).toContainText("replaced by another tab");
});

test("an attempt deleted in another tab can be kept", { tag: "@file" }, async ({ page, context, at }) => {
  const [one, two] = [on(page), on(await context.newPage())];
  await one.page.goto(at.small(SMALL_CASE));
  await two.page.goto(at.small(SMALL_CASE));
  await one.button("Start practice").click();
  await one.notes("Goal").fill("do not lose me");
  await expect(two.notes("Goal")).toHaveValue("do not lose me");
  await two.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes(":attempt:")) localStorage.removeItem(key);
  });
  await expect(one.page.getByRole("alert")).toContainText("This attempt was deleted in another tab.");
  expect(await one.mode()).toBe("practice");
  await expect(one.page.getByRole("textbox", { name: "Text to copy" })).toHaveValue(/do not lose me/);
  await one.button("Keep it").click();
  await expect(one.notes("Goal")).toHaveValue("do not lose me");
  expect(await stored(one.page)).toHaveLength(1);
});

test("500 attempts in storage do not slow the page of a case", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const see = on(page);
  await see.showAnswer();
  await see.signal("Defines success").check();
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes(":attempt:"));
    const attempt = JSON.parse(localStorage.getItem(key));
    for (let n = 0; n < 500; n += 1) {
      const id = `copy-${n}`;
      localStorage.setItem(
        key.replace(attempt.id, id),
        JSON.stringify({ ...attempt, id, updatedAt: attempt.updatedAt - n - 1 }),
      );
    }
  });
  await page.reload();
  const spent = await page.evaluate(() => {
    const box = document.querySelectorAll(".cb-signals input")[1];
    const start = performance.now();
    box.click();
    return performance.now() - start;
  });
  expect(spent).toBeLessThan(200);
  await expect(see.attained("Goal")).toHaveText("L6");
});
