// The chapter of a drill.
"use strict";
const { test, expect, on, violations } = require("./fixtures.js");

test("all answers open and close with one press, and axe finds nothing", async ({ page, at }) => {
  await page.goto(at.book("drills/ml-fundamentals.html"));
  const see = on(page);
  const answers = page.locator("cb-drill details");
  const count = await answers.count();
  expect(count).toBeGreaterThan(5);
  expect(await violations(page)).toEqual([]);
  await see.button("Open all").click();
  await expect(page.locator("cb-drill details[open]")).toHaveCount(count);
  expect(await violations(page)).toEqual([]);
  await see.button("Close all").click();
  await expect(page.locator("cb-drill details[open]")).toHaveCount(0);
});
