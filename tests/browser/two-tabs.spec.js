// Two tabs in processes of their own that type at once: no letter is missing afterwards.
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";

const RUNS = Number(process.env.CASEBOOK_RUNS ?? 4);
/** Types at a reader's pace, each key a word that occurs once. */
const typing = async (box, name) => {
  const words = [];
  for (let n = 0; n < 25; n += 1) {
    const word = `${name}${n};`;
    words.push(word);
    await box.pressSequentially(word, { delay: 15 });
  }
  return words;
};

for (const [name, boxes] of [
  ["different boxes", ["Goal", "Design"]],
  ["the same box", ["Goal", "Goal"]],
])
  test(`two tabs that type at once in ${name} lose no letter`, async ({ page, context, at, site }) => {
    test.skip(site === "file", "one origin per file");
    test.setTimeout(60_000 + RUNS * 30_000);
    const other = await context.newPage();
    for (let run = 0; run < RUNS; run += 1) {
      await page.goto(at.small(SMALL_CASE));
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await on(page).button("Start practice").click();
      await other.goto(at.small(SMALL_CASE));
      await expect(on(other).notes(boxes[1])).toBeVisible();
      const words = await Promise.all([typing(on(page).notes(boxes[0]), "a"), typing(on(other).notes(boxes[1]), "b")]);
      await page.waitForTimeout(700);
      for (const tab of [page, other]) await tab.evaluate(() => document.activeElement.blur());
      await expect
        .poll(async () => {
          const attempts = await stored(page);
          const text = JSON.stringify(attempts.map(({ criteria, aside }) => [criteria, aside]));
          return words.flat().filter((word) => !text.includes(word));
        })
        .toEqual([]);
      expect(await stored(page)).toEqual(await stored(other));
    }
  });
