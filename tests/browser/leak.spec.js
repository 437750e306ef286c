// While a case is practised, none of its answers' words is anywhere a reader comes across them: on the page, for a screen
// reader, in find-in-page, in the search, in the sidebar and on paper; from the first frame on, whatever happens.
import fs from "node:fs";
import path from "node:path";
import { expect, on, SMALL_CASE, serve, test } from "./fixtures.js";
import { seeded } from "./unit/fixtures.js";
import { root } from "./where.js";

const ANSWERS = ".cb-answer, .cb-signals, .cb-descriptors, .cb-samples, .cb-sources";

/** What the scripts of the theme and mdBook may say of themselves. */
const BUNDLES = ["attempts", "copy", "practice", "calibration"].map((name) => `src/casebook/${name}.js`);
const INTERFACE = ["theme/dist/casebook.js", ...BUNDLES]
  .map((file) => fs.readFileSync(path.join(root, file), "utf8"))
  .join("\n");

/** Words that are in answers and nowhere else on the page, the question and the names of criteria included. */
const secrets = (page) =>
  page.evaluate(
    ([answers, words]) => {
      const wordsOf = (text) => new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? []);
      const parts = [...document.querySelectorAll(`.cb-case :is(${answers})`)];
      const hidden = wordsOf(parts.map((part) => part.textContent).join(" "));
      const rest = document.body.cloneNode(true);
      for (const part of rest.querySelectorAll(`${answers}, script, .cb-sheet, .on-this-page, #mdbook-searchresults`))
        part.remove();
      const labels = [...rest.querySelectorAll("[aria-label], [title]")].map(
        (one) => `${one.ariaLabel} ${one.getAttribute("title")}`,
      );
      const open = wordsOf([rest.textContent, ...labels, words].join(" "));
      return [...hidden].filter((word) => !open.has(word));
    },
    [ANSWERS, INTERFACE],
  );

const found = (words, text) => {
  const there = new Set(text.toLowerCase().match(/[\p{L}\d]{4,}/gu) ?? []);
  return words.filter((word) => there.has(word));
};

const spoken = async (page) => {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  await client.detach();
  return nodes
    .map(({ name, value, description }) => [name, value, description].map((one) => one?.value ?? "").join(" "))
    .join("\n");
};

const seen = (page) => page.evaluate(() => document.body.innerText);

/** Everywhere at once; what was found, by place. */
const leaks = async (page, words) => {
  const all = {};
  all.text = found(words, await seen(page));
  all.spoken = found(words, await spoken(page));
  all.sidebar = found(words, await page.evaluate(() => document.querySelector("#mdbook-sidebar")?.innerText ?? ""));
  all.find = await page.evaluate(
    (list) => {
      getSelection()?.removeAllRanges();
      return list.filter((word) => window.find(word, false, false, true, true, false, false));
    },
    words.slice(0, 60),
  );
  await page.emulateMedia({ media: "print" });
  all.paper = found(words, await seen(page));
  await page.emulateMedia({ media: "screen" });
  const box = page.locator("#mdbook-searchbar");
  if (!(await box.isVisible())) await page.locator("#mdbook-search-toggle").click();
  all.search = [];
  for (const word of words.slice(0, 5)) {
    await box.fill(word);
    await box.press("End");
    const list = page.locator("#mdbook-searchresults");
    await page.waitForTimeout(150);
    const here = new URL(page.url()).pathname;
    const texts = await list
      .locator("li")
      .evaluateAll(
        (items, path) =>
          items.filter((item) => item.querySelector("a")?.pathname === path).map((item) => item.textContent),
        here,
      );
    all.search.push(...texts);
  }
  await page.keyboard.press("Escape");
  return all;
};
const NOTHING = { text: [], spoken: [], sidebar: [], find: [], paper: [], search: [] };

/** Remembers what each frame of every page from now on shows. */
const watchFrames = (page) =>
  page.addInitScript(() => {
    window.frames_ = [];
    const look = () => {
      if (document.body) window.frames_.push(document.body.innerText);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
const throttle = async (page, rate) => {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate });
};
const inFrames = async (page, words) =>
  found(words, await page.evaluate(() => [...new Set(window.frames_)].join("\n")));

test("the words of the answers are nowhere while a case is practised, and the test would find them", async ({
  page,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  await expect(on(page).button("Start practice")).toBeVisible();
  const words = await secrets(page);
  expect(words.length).toBeGreaterThan(40);
  expect(found(words, `${await seen(page)} ${await spoken(page)}`), "before anything was asked for").toEqual([]);
  await on(page).showAnswer();
  await on(page).laidOut();
  expect(found(words, await seen(page)).length).toBeGreaterThan(20);
  expect(found(words, await spoken(page)).length).toBeGreaterThan(20);
  await on(page).button("Start practice").click();
  expect(await leaks(page, words)).toEqual(NOTHING);
  await on(page).finish();
  await expect(on(page).review).toBeVisible();
  const { search: _, ...rest } = await leaks(page, words); // it is practised no longer
  expect(Object.values(rest).flat(), "after Finish").toEqual([]);
});

/** A case whose answers are made of every kind of block, in each other, with words that occur nowhere else. */
const generatedCase = (seed) => {
  const random = seeded(seed);
  const planted = [];
  const word = () => {
    planted.push(`zq${seed}x${planted.length}`);
    return planted.at(-1);
  };
  const footnotes = [];
  const inline = () =>
    random.choose([
      () => word(),
      () => `*${word()}*`,
      () => `**${word()}**`,
      () => `\`${word()}\``,
      () => `[${word()}](index.md "${word()}")`,
      () => `![${word()}](picture.svg)`,
      () => `<span title="${word()}">${word()}</span>`,
      () => {
        footnotes.push(word());
        return `${word()}[^n${seed}-${footnotes.length}]`;
      },
    ])();
  const indent = (text, by) => text.replace(/^(?=.)/gm, by);
  const quote = (text) => text.replace(/^/gm, "> ");
  const block = (depth) =>
    random.choose([
      () => `${inline()} ${inline()}.`,
      () => `- ${inline()}\n${depth > 0 ? `\n${indent(block(depth - 1), "  ")}\n` : ""}- ${inline()}`,
      () => `1. ${inline()}\n\n${depth > 0 ? indent(block(depth - 1), "   ") : `   ${inline()}`}`,
      () => quote(depth > 0 ? block(depth - 1) : inline()),
      () => `| ${word()} | ${word()} |\n|---|---|\n| ${inline()} | ${inline()} |`,
      () => `\`\`\`text\n${word()}\n\`\`\``,
      () => `<details>\n<summary>${word()}</summary>\n\n${inline()}\n\n</details>`,
      () => `#### ${word()}\n\n${inline()}`,
      () => {
        const label = `m${seed}x${planted.length}`;
        return quote(`${word()}[^${label}]\n\n[^${label}]: ${word()}\n\n    - ${word()}\n\n    ${word()}`);
      },
      () => `<div>\n\n${inline()}\n\n<p>${word()}<br>${word()}</p>\n\n</div>`,
    ])();
  const blocks = () => {
    const from = footnotes.length;
    const texts = Array.from({ length: 3 }, () => block(2));
    const notes = footnotes.slice(from).map((text, n) => `[^n${seed}-${from + n + 1}]: ${text}`);
    return [...texts, ...notes].join("\n\n");
  };
  const criterion = (title, id) => `## ${title}

${blocks()}

### In short

${blocks()}

### Signals

- [ ] L5!: Says ${word()} and ${word()} ^${id}-5
- [ ] L6: Says ${word()} ^${id}-6

### Pitfalls

- Forgets ${inline()} [@source].

### Alternatives

| Option | For | Against | Choose when |
|---|---|---|---|
| ${word()} | ${word()} | ${word()} | ${word()} |

### Follow-up: What about ${`open${seed}`}?

${blocks()}
`;
  const text = `+++
title = "Generated"
round = "design"
summary = "A case that is generated."

[[sources]]
id = "source"
title = "${word()}"
authors = "${word()}"
year = 2003
url = "https://example.com/"
+++

The question.

### In one minute

${blocks()}

${criterion("Goal", "goal")}
${criterion("Design", "design")}
### Curveball at 20: Something else

${blocks()}
`;
  return { text, planted: () => planted };
};

test("whatever blocks an answer is made of, none of its words is anywhere while the case is practised", async ({
  page,
  version,
}) => {
  test.setTimeout(180_000);
  const cases = [1, 2, 3].map(generatedCase);
  const html = version("generated", (_replace, folder) => {
    fs.writeFileSync(path.join(folder, "src/cases/picture.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    for (const [n, { text }] of cases.entries())
      fs.writeFileSync(path.join(folder, `src/cases/generated-${n}.md`), text);
  });
  const server = await serve(html);
  for (const [n, { planted }] of cases.entries()) {
    await page.goto(`${server.address}/cases/generated-${n}.html`);
    const see = on(page);
    await expect(see.button("Start practice")).toBeVisible();
    const before = found(planted(), await page.evaluate(() => document.querySelector(".cb-case").textContent));
    expect(before.length).toBeGreaterThan(30);
    await see.button("Start practice").click();
    expect(await leaks(page, planted()), `case ${n}`).toEqual(NOTHING);
    if (n === 0) await watchFrames(page);
    await throttle(page, 6);
    await page.reload();
    await expect(see.button("Pause")).toBeVisible({ timeout: 30_000 });
    expect(await page.evaluate(() => window.frames_.length)).toBeGreaterThan(1);
    expect(await inFrames(page, planted()), `frames of case ${n}`).toEqual([]);
    await throttle(page, 1);
  }
  await server.close();
});

test("the words of a drill's answers are nowhere while it is practised, but for the one that was asked for", async ({
  page,
  version,
}) => {
  const questions = ["first", "second"].map((name, n) => {
    const { text, planted } = generatedCase(n + 11);
    const answer = text.match(/### In one minute\n\n([\s\S]*?)\n## /)[1];
    return { name, answer, words: planted().filter((word) => answer.includes(word)) };
  });
  const html = version("drill", (_replace, folder) => {
    const parts = questions.map(({ name, answer }) => `## The ${name} question?\n\n${answer}`);
    fs.writeFileSync(path.join(folder, "src/drills/picture.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    fs.writeFileSync(
      path.join(folder, "src/drills/planted.md"),
      `+++\ntitle = "Planted"\n+++\n\n${parts.join("\n\n")}\n`,
    );
  });
  const server = await serve(html);
  await page.goto(`${server.address}/drills/planted.html`);
  const [first, second] = questions.map(({ words }) => words);
  expect(Math.min(first.length, second.length)).toBeGreaterThan(3);
  await on(page).button("Practise").click();
  await expect(page.getByRole("timer")).toBeVisible();
  expect(await leaks(page, [...first, ...second])).toEqual(NOTHING);
  await on(page).button("Show the answer").click();
  expect(found(first, await seen(page)).length).toBeGreaterThan(2);
  expect(await leaks(page, second), "the other answer").toEqual(NOTHING);
  await page.reload();
  await expect(page.getByRole("timer")).toBeVisible();
  expect(await leaks(page, second), "after a reload").toEqual(NOTHING);
  await server.close();
});

test("no frame of a reload shows an answer, however slow the processor", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  await on(page).button("Start practice").click();
  await on(page).notes("Goal").fill("kept");
  await watchFrames(page);
  await throttle(page, 6);
  for (let n = 0; n < 3; n += 1) {
    await page.reload();
    await expect(on(page).button("Pause")).toBeVisible({ timeout: 30_000 });
    expect(await page.evaluate(() => window.frames_.length)).toBeGreaterThan(1);
    expect(await inFrames(page, words)).toEqual([]);
  }
});

test("a practice script that comes long after the page is loaded shows no answer before", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  await on(page).button("Start practice").click();
  await watchFrames(page);
  await page.route("**/casebook/practice.js?*", async (route) => {
    await new Promise((resolve) => {
      setTimeout(resolve, 2000);
    });
    await route.continue();
  });
  await page.reload();
  await expect(on(page).button("Pause")).toBeVisible({ timeout: 30_000 });
  expect(await inFrames(page, words)).toEqual([]);
});

test("when the attempt is deleted in another tab, the practice goes on and no answer shows", async ({
  page,
  context,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("do not lose me");
  const two = await context.newPage();
  await two.goto(at.small("progress.html"));
  await two.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes(":attempt:")) localStorage.removeItem(key);
  });
  await expect(page.getByRole("alert")).toHaveText(/This attempt was deleted in another tab/);
  expect(await leaks(page, words)).toEqual(NOTHING);
  await see.notes("Goal").pressSequentially(" and this");
  await expect(see.notes("Goal")).toHaveValue("do not lose me and this");
  await expect(see.button("Keep it")).toBeInViewport();
  await see.button("Keep it").click();
  await expect.poll(() => see.mode()).toBe("practice");
  await page.reload();
  await expect(see.notes("Goal")).toHaveValue("do not lose me and this");
});

test("a practice is discarded or begun again without a glimpse of the answers", { tag: "@file" }, async ({
  page,
  at,
}) => {
  await page.goto(at.small(SMALL_CASE));
  const words = await secrets(page);
  const see = on(page);
  await see.button("Start practice").click();
  await see.notes("Goal").fill("first try");
  await see.inMenu("Begin again");
  await expect(see.notes("Goal")).toHaveValue("");
  expect(await leaks(page, words)).toEqual(NOTHING);
  await see.button("Undo").click();
  await expect(see.notes("Goal")).toHaveValue("first try");
  await see.inMenu("Discard");
  await expect(see.button("Start practice")).toBeVisible();
  expect(await leaks(page, words)).toEqual(NOTHING);
  await see.showAnswer();
  await see.laidOut();
  expect(found(words, await seen(page)).length).toBeGreaterThan(20);
});

test("a search by a case's name leads to the case and to no sheet", { tag: "@file" }, async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  const title = await page.locator("main h1").textContent();
  await page.locator("#mdbook-search-toggle").click();
  await page.locator("#mdbook-searchbar").fill(title);
  await page.locator("#mdbook-searchbar").press("End"); // mdBook searches when a key goes up
  const hits = page.locator("#mdbook-searchresults li a");
  await expect(hits.first()).toBeVisible();
  const hashes = await hits.evaluateAll((links) => links.map((link) => link.hash));
  expect(hashes.filter((hash) => /interviewer|scorecard-/.test(hash))).toEqual([]);
});

test("without scripts a sheet is on the page, although no search index holds it", async ({ browser, at }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [id, words] of [
    ["interviewer", "Contains answers"],
    ["scorecard", "Level attained"],
  ]) {
    await page.goto(`${at.small(SMALL_CASE)}#${id}`);
    const sheet = page.locator(`.cb-case > #${id}`);
    await expect(sheet).toBeVisible();
    expect(await sheet.innerHTML()).toContain(words);
    await expect(page.locator(".cb-prompt")).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(sheet).toBeVisible();
    await page.emulateMedia({ media: "screen" });
  }
  await context.close();
});
