// Two tabs in processes of their own that type at once: no letter is missing afterwards.
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";

const RUNS = Number(process.env.CASEBOOK_RUNS ?? 2);
/** Types at a quick reader's pace words that occur once. */
const typing = async (see, title, name) => {
  await see.notes(title).focus();
  const words = Array.from({ length: 25 }, (_, n) => `${name}${n};`);
  await see.page.keyboard.type(words.join(""), { delay: 15 });
  return words;
};

const missing = (words, text) => words.filter((word) => !text.includes(word));
const shown = (page) =>
  page.evaluate(() =>
    [document.body.innerText, ...[...document.querySelectorAll("textarea")].map(({ value }) => value)].join("\n"),
  );

for (const [name, boxes] of [
  ["different boxes", ["Goal", "Design"]],
  ["the same box", ["Goal", "Goal"]],
])
  test(`two tabs that type at once in ${name} lose no letter`, async ({ page, context, at }) => {
    test.setTimeout(60_000 + RUNS * 60_000);
    const other = await context.newPage();
    for (let run = 0; run < RUNS; run += 1) {
      await page.goto(at.small(SMALL_CASE));
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await on(page).button("Start practice").click();
      await other.goto(at.small(SMALL_CASE));
      await on(page).notes(boxes[0]).focus(); // or else it closes when the other tab goes to its own
      if (boxes[1] !== boxes[0]) await on(other).button(`Switch to ${boxes[1]}`).click();
      await expect(on(other).notes(boxes[1])).toBeVisible();
      const words = await Promise.all([typing(on(page), boxes[0], "a"), typing(on(other), boxes[1], "b")]);
      for (const tab of [page, other]) await tab.evaluate(() => document.activeElement.blur());
      for (const tab of [page, other]) {
        await expect.poll(async () => missing(words.flat(), JSON.stringify(await stored(tab)))).toEqual([]);
        // In a box, or offered beside them.
        await expect.poll(async () => missing(words.flat(), await shown(tab))).toEqual([]);
      }
      await expect.poll(async () => JSON.stringify(await stored(page))).toBe(JSON.stringify(await stored(other)));
    }
  });
