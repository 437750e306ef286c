// The book is built again between visits: signals reworded, moved and removed, criteria gone.
import fs from "node:fs";
import path from "node:path";
import { expect, on, SMALL_CASE, serve, stored, test } from "./fixtures.js";

let site;
test.afterEach(async () => {
  await site?.close();
});

const CASE = "cases/related-articles.md";

test("a reworded signal says re-score, a removed one is kept aside, and nothing is dropped", async ({
  page,
  small,
  version,
}) => {
  const later = version("later", (replace) => {
    replace(
      CASE,
      "Defines success as a second article read, with a time ^second-read",
      "Names the second article read as success ^second-read",
    );
    replace(
      CASE,
      "- [ ] L6: Compares counting with learned vectors by cost and freshness ^counts-or-vectors",
      "- [ ] L6: Compares two designs by a number ^two-designs",
    );
    replace("samples/related-articles/a-counting-answer.md", "counts-or-vectors", "two-designs");
  });
  site = await serve(small.html);
  await page.goto(`${site.address}/${SMALL_CASE}`);
  const see = on(page);
  await see.showAnswer();
  await see.signal("Defines success").check();
  await see.signal("Compares counting").check();
  await see.evidence("Goal").fill("kept");

  site.folder = later;
  await page.reload();
  await expect(see.signal("Names the second article read")).toBeChecked();
  await expect(see.attained("Goal")).toHaveText("L5"); // it counts
  const item = page.locator(".cb-signals li").filter({ hasText: "Names the second article" });
  await expect(item).toContainText("Re-score");
  await expect(see.result).toContainText("Re-score");
  await expect(see.result).toContainText("Compares counting with learned vectors by cost and freshness, ticked on");
  await expect(see.evidence("Goal")).toHaveValue("kept");
  await expect(see.attained("Design")).toHaveText("not scored");

  await page.getByRole("button", { name: /^Still true/ }).click();
  await expect(item).not.toContainText("Re-score");
  const [attempt] = await stored(page);
  expect(Object.keys(attempt.criteria.design.ticks)).toEqual(["counts-or-vectors"]);

  site.folder = small.html;
  await page.reload();
  await expect(see.signal("Compares counting")).toBeChecked(); // as it was
  await expect(page.locator(".cb-signals li").filter({ hasText: "Defines success" })).toContainText("Re-score");
});

test("a criterion renamed while practising keeps its time and its notes, by id", async ({ page, small, version }) => {
  const later = version("renamed", (replace) => {
    replace("rubrics/design.toml", 'title = "Goal"', 'title = "Purpose"');
    replace(CASE, "## Goal", "## Purpose");
  });
  site = await serve(small.html);
  await page.goto(`${site.address}/${SMALL_CASE}`);
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("mine");
  site.folder = later;
  await page.reload();
  expect(await see.mode()).toBe("practice");
  await expect(see.notes("Purpose")).toHaveValue("mine");
});

test("the text of a criterion that is gone is shown", async ({ page, small, version }) => {
  const later = version("gone", (replace) => {
    replace("rubrics/design.toml", 'id = "goal"', 'id = "purpose"');
  });
  site = await serve(small.html);
  await page.goto(`${site.address}/${SMALL_CASE}`);
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("words about the goal");
  await see.finish();
  site.folder = later;
  await page.reload();
  await expect(see.review).toContainText("Criteria no longer in this case");
  await see.showAnswer();
  await expect(see.result).toContainText("goal, notes");
  await expect(see.result).toContainText("words about the goal");
  await expect(see.notes("Goal")).toHaveValue("");
});

test("a case removed from the book leaves its attempts, and the others work", async ({ page, small, version }) => {
  const later = version("removed", (_replace, folder) => {
    const file = path.join(folder, "src", CASE);
    fs.renameSync(file, path.join(folder, "src/cases/another.md"));
    fs.rmSync(path.join(folder, "src/samples"), { recursive: true });
  });
  site = await serve(small.html);
  await page.goto(`${site.address}/${SMALL_CASE}`);
  const see = on(page);
  await see.showAnswer();
  await see.signal("Defines success").check();
  site.folder = later;
  await page.goto(`${site.address}/cases/another.html`);
  await see.showAnswer();
  await expect(see.signal("Defines success")).not.toBeChecked();
  await see.signal("Defines success").check();
  expect((await stored(page)).map((one) => one.case)).toEqual(["related-articles", "another"]);
});
