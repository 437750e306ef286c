// Plots: what a screen reader hears, how large their text is, and how they follow a slider.
import { expect, test, violations } from "./fixtures.js";

const PAGE = "authors/plots.html";
const plot = (page, title) => page.locator(".cb-plot", { hasText: title });

/** The density of a beta distribution with whole parameters, computed independently. */
const beta = (x, a, b) => {
  let log = (a - 1) * Math.log(x) + (b - 1) * Math.log(1 - x);
  for (let n = 1; n < a + b; n += 1) log += Math.log(n);
  for (let n = 1; n < a; n += 1) log -= Math.log(n);
  for (let n = 1; n < b; n += 1) log -= Math.log(n);
  return Math.exp(log);
};

test("a plot has a name, a description and its data, and text that a phone can show", async ({ page, at }) => {
  for (const width of [360, 1100]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(at.book(PAGE));
    const drawing = page.getByRole("img", { name: "What is known of a save rate after some views" });
    await expect(drawing).toHaveAccessibleDescription(/^Two densities around 3%\./);
    const sizes = await page
      .locator(".cb-plot-drawing text")
      .evaluateAll((texts) =>
        texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a),
      );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await plot(page, "save rate").getByText("Data", { exact: true }).click();
  await expect(plot(page, "save rate").getByRole("row", { name: /^4%/ })).toContainText(
    beta(0.04, 4, 98).toPrecision(3),
  );
  expect(await violations(page)).toEqual([]);
});

test("a slider moves the lines, the mark, the axis and the table of a plot", { tag: "@file" }, async ({ page, at }) => {
  await page.goto(`${at.book(PAGE)}#estimate:saved=5`);
  const density = plot(page, "save rate");
  await expect(density).toHaveClass(/cb-changed/);
  const row = density.locator("tbody tr", { hasText: /^4%/ }).locator("td");
  await expect(row.first()).toHaveText(beta(0.04, 6, 96).toPrecision(3));
  // The curve is highest at the rate, and so is its mark.
  const places = (locator) =>
    locator.evaluate((path) =>
      path
        .getAttribute("d")
        .match(/[\d.]+ [\d.]+/g)
        .map((pair) => pair.split(" ").map(Number)),
    );
  const curve = await places(density.locator(".cb-plot-inside .cb-plot-1 .cb-plot-line"));
  const [top] = curve.toSorted((a, b) => a[1] - b[1]);
  const [[mark]] = await places(density.locator(".cb-plot-mark"));
  expect(Math.abs(top[0] - mark)).toBeLessThan(4);
  // The second density is lower than it was, and the axis follows.
  const highest = await density.locator(".cb-plot-y text").last().textContent();
  expect(Number(highest)).toBeGreaterThanOrEqual(beta(0.05, 51, 951));
  expect(Number(highest)).toBeLessThan(beta(0.03, 31, 971));
  await page.getByRole("button", { name: "Reset" }).last().click();
  await expect(density).not.toHaveClass(/cb-changed/);
  await expect(row.first()).toHaveText(beta(0.04, 4, 98).toPrecision(3));
});
