// The chapter of a drill.
import { expect, on, test, violations } from "./fixtures.js";

test("all answers open and close with one press", async ({ page, at }) => {
  await page.goto(at.book("drills/ml-fundamentals.html"));
  const see = on(page);
  const answers = page.locator("cb-drill details");
  const count = await answers.count();
  expect(count).toBeGreaterThan(5);
  await see.button("Open all").click();
  await expect(page.locator("cb-drill details[open]")).toHaveCount(count);
  await see.button("Close all").click();
  await expect(page.locator("cb-drill details[open]")).toHaveCount(0);
});

for (const width of [1280, 360]) {
  test(`axe finds nothing on open answers, and what scrolls can be reached (${width} pixels)`, async ({ page, at }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(at.book("drills/graph-coding.html"));
    await on(page).button("Open all").click();
    expect(await violations(page)).toEqual([]);
  });
}
