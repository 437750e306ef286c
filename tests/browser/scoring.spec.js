// Scoring on the page of a case, with and without practice.
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";

test.beforeEach(async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await on(page).showAnswer();
});

test("each criterion is a fieldset named by its title, and each box by level, must and signal", async ({ page }) => {
  const see = on(page);
  for (const title of ["Goal", "Design"]) {
    await expect(see.group(title).locator("legend")).toHaveText(title);
    await expect(see.group(title).getByRole("textbox", { name: "Evidence", exact: true })).toBeVisible();
    await see.override(title);
    await expect(see.group(title).getByRole("combobox", { name: "Override", exact: true })).toBeVisible();
    await expect(see.group(title).getByRole("textbox", { name: "Reason", exact: true })).toBeVisible();
  }
  await expect(
    page.getByRole("checkbox", { name: "L5 must Defines success as a second article read, with a time", exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole("checkbox", { name: "L6 Says why the click rate alone would reward bad headlines", exact: true }),
  ).toBeVisible();
});

test("the first tick makes an attempt of kind score; a look at the page makes none", async ({ page }) => {
  const see = on(page);
  await see.more("Score a spoken answer");
  await expect(see.group("Goal").getByRole("checkbox").first()).toBeFocused();
  expect(await stored(page)).toEqual([]);
  await page.keyboard.press("Space");
  const [attempt] = await stored(page);
  expect(attempt.kind).toBe("score");
  expect(attempt.clock.log).toEqual([]);
});

test("the level attained changes with the ticks, and not scored is not zero", { tag: "@file" }, async ({ page }) => {
  const see = on(page);
  await expect(see.attained("Goal")).toHaveText("not scored");
  await see.signal("click-rate").or(see.signal("click rate")).check();
  await expect(see.attained("Goal")).toHaveText("no level");
  await expect(see.group("Goal")).toContainText("L5 still needs the must-have");
  await see.signal("Defines success").check();
  await expect(see.attained("Goal")).toHaveText("L6");
  await see.signal("click rate").uncheck();
  await expect(see.attained("Goal")).toHaveText("L5");
  await see.signal("Defines success").uncheck();
  await expect(see.attained("Goal")).toHaveText("not scored");
  await expect(see.attained("Design")).toHaveText("not scored");
});

test("the result has one verdict per level, the share, what is not scored, the first gap and one link", async ({
  page,
}) => {
  const see = on(page);
  await expect(see.result).toBeHidden();
  await see.signal("Defines success").check();
  await expect(see.result.getByRole("listitem").filter({ hasText: "L5" })).toContainText(
    "L5 open so far: 33% of the weight is at L5 (1 of 3)",
  );
  await expect(see.result.getByRole("listitem").filter({ hasText: "L6" })).toContainText(
    "L6 open so far: 0% of the weight is at L6 (0 of 3)",
  );
  await expect(see.result).toContainText("Not scored, which is not zero: Design.");
  await expect(see.result).toContainText("First gap: Goal, at L6. L6 still needs 1 signal");
  await see.signal("Sizes the table").check();
  await expect(see.result.getByRole("listitem").filter({ hasText: "L5" })).toContainText(
    "L5 strong yes: 100% of the weight is at L5 (3 of 3)",
  );
  await expect(see.result).toContainText("First gap: Design, at L6. L6 still needs 1 signal");
  await expect(see.result).not.toContainText("Not scored");
  await see.signal("Compares counting").check();
  await expect(see.result.getByRole("listitem").filter({ hasText: "L6" })).toContainText(
    "L6 weak yes: 67% of the weight is at L6 (2 of 3)",
  );
  await expect(see.result).toContainText("First gap: Goal, at L6. L6 still needs 1 signal");
});

test("the link under the first gap leads to what trains it", async ({ page }) => {
  const see = on(page);
  await see.signal("Sizes the table").check();
  await see.result.getByRole("link", { name: "Estimation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Estimation" })).toBeVisible();
});

test("a score of zero survives a reload", async ({ page }) => {
  const see = on(page);
  await see.signal("click rate").check();
  await see.signal("counts").or(see.signal("Compares counting")).check();
  const verdicts = await see.result.getByRole("list").first().innerText();
  expect(verdicts).toContain("0% of the weight is at L5 (0 of 3)");
  await page.reload();
  await expect(see.attained("Goal")).toHaveText("no level");
  await expect(see.attained("Design")).toHaveText("no level");
  expect(await see.result.getByRole("list").first().innerText()).toBe(verdicts);
});

test("an override needs a reason, in either order, and survives a reload", async ({ page }) => {
  const see = on(page);
  await see.override("Goal");
  const level = see.group("Goal").getByRole("combobox", { name: "Override" });
  const reason = see.group("Goal").getByRole("textbox", { name: "Reason" });
  await level.selectOption("L6");
  await expect(see.group("Goal")).toContainText("Give a reason");
  await expect(see.attained("Goal")).toHaveText("not scored");
  await reason.fill("Said all of it in the first minute");
  await expect(see.attained("Goal")).toHaveText("L6, set by hand (the ticks say not scored)");
  await page.reload();
  await expect(level).toHaveValue("L6");
  await expect(reason).toHaveValue("Said all of it in the first minute");
  await reason.fill("  ");
  await expect(see.attained("Goal")).toHaveText("not scored");
  await level.selectOption("");
  await expect(see.group("Goal")).not.toContainText("Give a reason");

  const other = await see.override("Design");
  await other.getByRole("textbox", { name: "Reason" }).fill("Drew it wrong");
  await expect(other).toContainText("Choose a level");
  await other.getByRole("combobox", { name: "Override" }).selectOption("none");
  await expect(see.attained("Design")).toHaveText("no level, set by hand (the ticks say not scored)");
  await expect(see.result).toContainText("Not scored, which is not zero: Goal.");
});

test("a new attempt begins empty, stays so, and the old one is kept", async ({ page }) => {
  const see = on(page);
  await see.signal("Defines success").check();
  await see.evidence("Goal").fill("he said so");
  await see.button("New attempt").click();
  await expect(see.signal("Defines success")).toBeHidden(); // the question again
  await see.showAnswer();
  await expect(see.signal("Defines success")).not.toBeChecked();
  await expect(see.evidence("Goal")).toHaveValue("");
  await expect(see.result).toBeHidden();
  await page.reload();
  await expect(see.signal("Defines success")).not.toBeChecked();
  await see.signal("Sizes the table").check();
  const attempts = await stored(page);
  expect(attempts).toHaveLength(2);
  expect(attempts[0].criteria.goal.evidence).toBe("he said so");
});

test("markup in evidence, notes and reasons stays text", async ({ page }) => {
  const see = on(page);
  const hostile = "</textarea><img src=x onerror=alert(1)><b>bold</b> {{ x }} &amp;";
  let asked = false;
  page.on("dialog", (dialog) => {
    asked = true;
    return dialog.dismiss();
  });
  await see.button("Start practice").click();
  await see.notes("Goal").fill(hostile);
  await see.finish();
  await see.review.getByRole("textbox", { name: "Why", exact: true }).fill(hostile);
  await see.showAnswer();
  await see.evidence("Goal").fill(hostile);
  await (await see.override("Goal")).getByRole("combobox", { name: "Override" }).selectOption("L5");
  await see.group("Goal").getByRole("textbox", { name: "Reason" }).fill(hostile);
  await page.reload();
  await expect(see.evidence("Goal")).toHaveValue(hostile);
  await expect(see.notes("Goal")).toHaveValue(hostile);
  await page.evaluate(() => {
    window.print = () => {};
  });
  await see.button("Print filled scorecard").click();
  const sheet = page.locator(".cb-scorecard");
  await expect(sheet.locator("[data-criterion=goal] .cb-sheet-evidence")).toContainText(hostile);
  await expect(page.locator("main :is(img[src=x], b:text-is('bold'))")).toHaveCount(0);
  expect(asked).toBe(false);
});

test("events tell others what the reader does", async ({ page }) => {
  const see = on(page);
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ["started", "changed", "finished"]) {
      document.addEventListener(`cb:attempt-${name}`, ({ type, detail }) =>
        window.heard.push(`${type} ${detail.kind} ${detail.action ?? ""}`.trim()),
      );
    }
  });
  await see.button("Start practice").click();
  await see.finish();
  await see.showAnswer();
  await see.signal("Defines success").check();
  expect(await page.evaluate(() => window.heard)).toEqual([
    "cb:attempt-started practice",
    "cb:attempt-finished practice finish",
    "cb:attempt-changed practice tick",
  ]);
});
