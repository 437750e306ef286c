// A case that is only read loads little; what practises and scores comes at the first sign of work, and nothing that
// was done before is lost.
import { gzipSync } from "node:zlib";
import { expect, on, SMALL_CASE, stored, test } from "./fixtures.js";
import { page as data } from "./made.js";

test.use({ awake: false });

const OWN = /\/casebook(-\w+|-mdbook-\w+|\/\w+)?\.(css|js)(\?|$)/;
const PART = /\/casebook\/\w+\.js\?/;
const ANY = /\/casebook[^.]*\.js/;
const PRACTICE = /\/casebook\/practice\.js\?/;
const BUNDLES = [
  "attempts",
  "board",
  "calibration",
  "cards",
  "copy",
  "drill",
  "drills",
  "estimate",
  "import",
  "lab",
  "outcome",
  "practice",
  "progress",
  "saves",
];
/** What comes with what is near the screen, which a reader scrolls past. */
const NEAR = ["estimate", "lab"];
const CASE = data.cases[0].path;
const toolbar = (page) => page.getByRole("group", { name: "Ways to work on this case", exact: true });
const drawn = (page) => page.locator('cb-case[data-scripts="drawn"]').waitFor({ state: "attached" });
const here = (page) => page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith("casebook:")));

/** Holds files back. Gives how to let them come. */
const hold = async (page, files = PRACTICE) => {
  let release = () => {};
  const gate = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(files, async (route) => {
    await gate;
    await route.continue();
  });
  return release;
};

test.describe("what is loaded", () => {
  /** Own files that were asked for, and their compressed weight in KB. */
  const watched = (page) => {
    const answers = [];
    page.on("response", (answer) => {
      if (OWN.test(answer.url())) answers.push({ url: answer.url(), body: answer.body() });
    });
    return async () => {
      const bodies = await Promise.all(answers.map(({ body }) => body));
      return {
        names: answers.map(({ url }) => new URL(url).pathname.match(/casebook[-/]?(\w*)/)[1]),
        weight: bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1024,
      };
    };
  };

  test("a line that arrives does not style the whole page anew", async ({ page, browser, at }) => {
    await page.goto(at.book(`${CASE}#scorecard`), { waitUntil: "networkidle" }); // with the styles of sheets
    await page.evaluate(() => {
      location.hash = "";
    });
    await expect(page.locator(".cb-prompt")).toBeVisible();
    await browser.startTracing(page, { categories: ["devtools.timeline"] });
    await page.evaluate(() => {
      document
        .querySelector(".cb-prompt")
        .append(Object.assign(document.createElement("p"), { textContent: "A line." }));
      document.body.getBoundingClientRect();
    });
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    const styled = traceEvents
      .filter(({ name }) => name === "UpdateLayoutTree")
      .map(({ args }) => args.elementCount ?? 0);
    expect(
      styled.some((count) => count > 0),
      "the line was styled",
    ).toBe(true);
    expect(Math.max(...styled)).toBeLessThan(300);
  });

  test("a page asks for no letters but regular, bold and italic ones and those of code", async ({ page, at }) => {
    const fonts = new Set();
    page.on("request", (request) => {
      if (/\.woff2/.test(request.url())) fonts.add(new URL(request.url()).pathname.match(/([a-z0-9]+)-\w+\.woff2$/)[1]);
    });
    await page.goto(at.book(CASE));
    await on(page).showAnswer(); // for this visit
    for (const place of ["index.html", CASE, `${CASE}#scorecard`, "progress.html"])
      await page.goto(at.book(place), { waitUntil: "networkidle" });
    expect([...fonts].filter((font) => !["500", "700", "italic", "regular"].includes(font))).toEqual([]);
    expect(fonts.has("regular")).toBe(true);
  });

  test("a case that is read asks for little, through scrolling, following a follow-up and printing; work asks for the rest once", async ({
    page,
    at,
  }) => {
    const asked = watched(page);
    await page.goto(at.book(CASE), { waitUntil: "networkidle" });
    await on(page).showAnswer();
    const form = page.locator(".cb-signals fieldset").first();
    await page.locator(".cb-prompt").hover();
    for (let turns = 0; turns < 40 && !(await form.evaluate((box) => box.matches(":hover"))); turns += 1) {
      await page.mouse.wheel(0, 200);
      await page.waitForTimeout(50);
    }
    expect(await form.evaluate((box) => box.matches(":hover")), "a form came under the pointer").toBe(true);
    await page.locator(".cb-follow-up > summary").first().click();
    await page.evaluate(() => {
      window.dispatchEvent(new Event("beforeprint"));
      window.dispatchEvent(new Event("afterprint"));
    });
    const read = await asked();
    const withoutNear = (names) => names.filter((name) => !NEAR.includes(name));
    expect(withoutNear(read.names)).toHaveLength(3);
    expect(read.weight).toBeGreaterThan(1);
    expect(read.weight).toBeLessThan(10 + 8.5);
    for (const sheet of ["scorecard", "interviewer"]) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, sheet);
      await expect(page.locator(`.cb-${sheet}`)).toBeVisible();
      await page.goBack();
    }
    const seen = await asked();
    expect(withoutNear(seen.names)).toHaveLength(4);
    expect(seen.names).toContain("sheets");
    expect(seen.weight - read.weight).toBeLessThan(2.25);
    await toolbar(page).hover();
    await on(page).button("Start practice").hover();
    await drawn(page);
    await on(page).button("Start practice").click();
    await page
      .getByRole("textbox", { name: /^Your notes/ })
      .first()
      .fill("a note");
    await on(page).finish();
    await on(page).showAnswer();
    await page.locator(".cb-signals").first().locator("[data-signal]").first().check();
    await expect(on(page).result).toContainText("so far");
    const all = await asked();
    expect(withoutNear(all.names)).toHaveLength(7);
    expect(withoutNear(all.names.filter((name) => BUNDLES.includes(name))).toSorted()).toEqual([
      "attempts",
      "outcome",
      "practice",
    ]);
    expect(all.weight).toBeLessThan(44.25 + 2.25 + 8.5);
  });

  test("a drill that is read asks for nothing more, and one that is practised for what practises it", async ({
    page,
    at,
  }) => {
    const asked = watched(page);
    await page.goto(at.book("drills/ml-fundamentals.html"));
    await on(page).button("Open all").click();
    await on(page).button("Close all").click();
    expect((await asked()).names).toHaveLength(3);
    await on(page).button("Practise").click();
    await expect(page.getByRole("timer")).toBeVisible();
    const all = await asked();
    expect(all.names.filter((name) => BUNDLES.includes(name)).toSorted()).toEqual(["attempts", "drill", "drills"]);
    expect(all.weight).toBeLessThan(27);
  });

  for (const [name, sign] of Object.entries({
    "the pointer over a form": async (page) => {
      await on(page).showAnswer();
      await page.locator(".cb-signals legend").first().hover();
    },
    "the focus in the toolbar": (page) => on(page).button("Start practice").focus(),
    "a touch": (page) => toolbar(page).dispatchEvent("pointerdown"),
  })) {
    test(`it comes with ${name}`, async ({ page, at }) => {
      await page.goto(at.small(SMALL_CASE));
      await expect(page.locator("cb-case")).toHaveAttribute("data-scripts", "awaited");
      await sign(page);
      await drawn(page);
    });
  }

  test("it comes at once where something is kept, here or by another tab, and where an address asks for it", async ({
    page,
    context,
    at,
  }) => {
    await page.goto(at.small(SMALL_CASE));
    await expect(page.locator("cb-case")).toHaveAttribute("data-scripts", "awaited");
    const other = await context.newPage();
    await other.goto(`${at.small(SMALL_CASE)}?attempt=none`);
    await drawn(other);
    await on(other).button("Start practice").click();
    await drawn(page);
    await expect.poll(() => on(page).mode()).toBe("practice");
    await expect(page.locator("#mdbook-sidebar .cb-mark")).toHaveCount(1);
    await on(page).finish();
    await page.goto(at.small("index.html"));
    await expect(page.locator("#mdbook-sidebar .cb-mark")).toHaveCount(1);
    await expect(page.locator(".cb-card-state").first()).toHaveText("Practised");
  });

  test("what judges an answer comes when it is about to be judged", async ({ page, at }) => {
    const asked = page.locator('script[src*="casebook/calibration.js"]');
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
    await toolbar(page).dispatchEvent("pointermove");
    await drawn(page);
    await expect(asked).toHaveCount(0);
    await on(page).button("Judge this answer").hover();
    await expect(asked).toHaveCount(1);
    expect(await on(page).mode()).toBe("read");
  });

  test("a page without attempts asks for none of the parts, the progress page for its own", async ({ page, at }) => {
    const asked = watched(page);
    await page.goto(at.book("guide/looking-back.html"), { waitUntil: "networkidle" });
    expect((await asked()).names).toHaveLength(3);
    await page.goto(at.book("progress.html"), { waitUntil: "networkidle" });
    const { names } = await asked();
    const parts = names.filter((name) => BUNDLES.includes(name));
    expect(parts.toSorted()).toEqual(["attempts", "cards", "copy", "drills", "progress", "saves"]);
  });
});

test("nothing moves when it comes, on a desk or a phone", async ({ page, at }) => {
  await page.goto(at.small(SMALL_CASE));
  await on(page).showAnswer(); // for this visit
  for (const width of [1400, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(at.small(SMALL_CASE));
    const places = () =>
      page.locator(".cb-criterion > h2, .cb-samples > h2, .cb-toolbar, fieldset, .cb-evidence").evaluateAll((all) =>
        all.map((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return [top + scrollY, bottom + scrollY].map(Math.round);
        }),
      );
    const before = await places();
    await toolbar(page).dispatchEvent("pointermove");
    await drawn(page);
    const after = await places();
    expect(after).toHaveLength(before.length);
    // Letters of another font may be a pixel higher.
    for (const [index, [top, bottom]] of before.entries())
      for (const [then, now] of [
        [top, after[index][0]],
        [bottom, after[index][1]],
      ])
        expect(Math.abs(then - now)).toBeLessThanOrEqual(2);
    await page.reload();
  }
});

test("a reload comes back to where the reader was", async ({ page, at }) => {
  await page.setViewportSize({ width: 412, height: 823 });
  await page.goto(at.book(CASE));
  await on(page).showAnswer();
  await on(page).laidOut();
  await page.locator(".cb-signals").nth(1).locator("[data-signal]").first().check();
  await expect.poll(async () => (await stored(page)).length).toBe(1);
  const top = () =>
    page
      .locator(".cb-criterion")
      .nth(1)
      .locator("fieldset")
      .evaluate((form) => form.getBoundingClientRect().top);
  const before = await top();
  for (let times = 0; times < 3; times += 1) {
    await page.reload();
    await drawn(page);
    // Letters that load late move a page of mdBook's by some lines; a place that is not found, by whole chapters.
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(400);
  }
});

for (const [name, place] of Object.entries({
  "the cards of the cases": "index.html",
  "a case": CASE,
  "the progress page": "progress.html",
})) {
  test(`nothing moves when the scripts come after the page was painted: ${name}`, async ({ page, at }) => {
    await page.setViewportSize({ width: 412, height: 823 }); // without mdBook's sidebar, which moves by itself
    const release = await hold(page, ANY);
    page.goto(at.book(place)).catch(() => {});
    await page.locator("main h1").waitFor();
    await page.evaluate(() =>
      document.fonts.ready.then(
        () =>
          new Promise((resolve) => {
            setTimeout(resolve, 300);
          }),
      ),
    );
    await page.evaluate(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
          window.shifts.push([value, ...sources.map(({ node }) => node?.className)]);
      }).observe({ type: "layout-shift" });
    });
    release();
    await page.waitForLoadState("networkidle");
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(resolve, 300);
        }),
    );
    const shifts = await page.evaluate(() => window.shifts);
    expect(
      shifts.reduce((sum, [value]) => sum + value, 0),
      JSON.stringify(shifts),
    ).toBeLessThan(0.02);
  });
}

test("how to begin is there before any script has come, for a reader of whom nothing is kept", async ({ page, at }) => {
  const release = await hold(page, ANY);
  page.goto(at.small("progress.html")).catch(() => {});
  await expect(page.locator(".cb-begin")).toBeVisible();
  const book = await page.locator("cb-progress").getAttribute("data-book");
  await page.evaluate((key) => localStorage.setItem(key, "{}"), `casebook:v1:${book}:attempt:one`);
  page.reload().catch(() => {});
  await page.waitForFunction(() => document.querySelector("cb-progress .cb-begin[hidden]"));
  release();
});

test.describe("what is done before it comes", () => {
  test.beforeEach(async ({ page, at }) => {
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
  });

  const ARRIVES = {
    "Start practice": async (page) => {
      await expect.poll(() => on(page).mode()).toBe("practice");
      expect(await stored(page)).toHaveLength(1);
    },
    Interview: async (page) => {
      await expect.poll(() => on(page).mode()).toBe("interview");
    },
    Calibrate: async (page) => {
      await expect.poll(() => on(page).mode()).toBe("calibrate");
    },
    "Judge this answer": async (page) => {
      await expect.poll(() => on(page).mode()).toBe("calibrate");
    },
    "Score a spoken answer": async (page) => {
      await expect(page.locator(".cb-signals input").first()).toBeFocused();
    },
    "Print blank scorecard": async (page) => {
      await expect.poll(() => page.evaluate(() => window.printed)).toBe(1);
      expect(new URL(page.url()).hash).toBe("#scorecard");
    },
  };
  for (const [name, arrived] of Object.entries(ARRIVES)) {
    test(`a press of ${name} is done when it has come, once`, { tag: "@file" }, async ({ page, site }) => {
      await page.evaluate(() => {
        window.printed = 0;
        window.print = () => {
          window.printed += 1;
        };
      });
      const release = await hold(page);
      const button = on(page).button(name).first();
      if (!(await button.isVisible())) await page.locator(".cb-toolbar summary").click();
      if (site === "file")
        await button.click(); // a file is there at once
      else {
        await button.dblclick();
        expect(await here(page)).toBe(false);
      }
      release();
      await drawn(page);
      await arrived(page);
    });
  }

  test.describe("in the meantime", () => {
    test("a press of a key is done when it has come", async ({ page }) => {
      const release = await hold(page);
      await on(page).button("Start practice").focus();
      await page.keyboard.press("Enter");
      release();
      await expect.poll(() => on(page).mode()).toBe("practice");
    });

    test("a practice without a clock is one when it has come", async ({ page }) => {
      const release = await hold(page);
      await on(page).more("Practice without a clock");
      release();
      await expect.poll(() => on(page).mode()).toBe("practice");
      expect((await stored(page))[0].clock.on).toBe(false);
    });

    test("ticks by box and by label show at once and are kept, and one taken back is not", async ({ page }) => {
      const release = await hold(page);
      const see = on(page);
      await see.signal("Defines success").check();
      await page.locator(".cb-signal-text").nth(1).click();
      const boxes = page.locator("[data-signal]:is(input)");
      await boxes.nth(2).check();
      await boxes.nth(2).uncheck();
      release();
      await drawn(page);
      await expect(boxes.nth(0)).toBeChecked();
      await expect(boxes.nth(1)).toBeChecked();
      await expect(boxes.nth(2)).not.toBeChecked();
      const [attempt] = await stored(page);
      expect(Object.values(attempt.criteria).flatMap(({ ticks }) => Object.keys(ticks))).toHaveLength(2);
      await expect(see.attained("Goal")).not.toHaveText("not scored");
    });

    test("what is typed while it comes is kept, letter by letter, with the caret where it was", async ({ page }) => {
      const release = await hold(page);
      const box = on(page).evidence("Goal");
      await box.pressSequentially("said so twce");
      for (let back = 0; back < 2; back += 1) await page.keyboard.press("ArrowLeft");
      release();
      await drawn(page);
      await page.keyboard.type("i");
      await expect(box).toHaveValue("said so twice");
      await expect.poll(async () => (await stored(page))[0]?.criteria.goal?.evidence).toBe("said so twice");
    });

    test("nothing can be typed before the words of another time have come", async ({ page }) => {
      await on(page).evidence("Goal").fill("first words");
      await expect.poll(async () => (await stored(page))[0]?.criteria.goal?.evidence).toBe("first words");
      const release = await hold(page);
      page.reload().catch(() => {});
      await page.locator('cb-case[data-scripts="awaited"]').waitFor({ state: "attached" });
      await expect(page.locator("cb-case .cb-evidence textarea").first()).toBeHidden();
      release();
      await expect(on(page).evidence("Goal")).toHaveValue("first words");
      await on(page).evidence("Goal").pressSequentially("more");
      await expect
        .poll(async () => (await stored(page))[0].criteria.goal.evidence)
        .toMatch(/^(first wordsmore|morefirst words)$/);
    });
  });
});

test.describe("a part that does not come", () => {
  test.beforeEach(({ watch }) => watch.allow(/Failed to load resource|ERR_FAILED/));

  for (const part of ["attempts", "practice"]) {
    test(`the page says so beside its toolbar and is as the server wrote it: ${part}`, { tag: "@file" }, async ({
      page,
      at,
    }) => {
      await page.route(new RegExp(`/casebook/${part}\\.js`), (route) => route.abort());
      await page.goto(at.small(SMALL_CASE));
      await on(page).button("Start practice").click();
      await expect(page.getByRole("alert")).toContainText("did not load");
      await expect(page.getByRole("alert")).toContainText("Reload the page");
      await expect(toolbar(page)).toBeHidden();
      await expect(page.locator("cb-case")).toHaveAttribute("data-mode", "read");
      await expect(page.locator(".cb-verdict").first()).toBeVisible();
      await on(page).signal("Defines success").check();
      await expect(on(page).signal("Defines success")).toBeChecked();
      expect(await here(page)).toBe(false);
    });
  }

  const JUDGED = /\/casebook\/calibration\.js/;

  test("what is ticked before an answer can be judged is kept with it, and no answer shows", async ({ page, at }) => {
    const release = await hold(page, JUDGED);
    await page.goto(at.small(SMALL_CASE));
    await on(page).more("Calibrate");
    await expect(page.getByRole("heading", { name: "Calibrate", exact: true })).toBeFocused();
    await on(page).signal("Defines success").check();
    await expect(page.locator(".cb-answer, .cb-verdict").filter({ visible: true })).toHaveCount(0);
    release();
    await on(page).button("Compare").click();
    await on(page).button("Compare").click();
    await expect(page.getByRole("region", { name: "Comparison" })).toBeVisible();
    const [attempt] = await stored(page);
    expect(Object.keys(attempt.criteria.goal.ticks)).toHaveLength(1);
    expect(attempt.comparison).toBeDefined();
  });

  test("where what judges an answer does not come, the page says so and what is ticked is kept", {
    tag: "@file",
  }, async ({ page, at }) => {
    await page.route(JUDGED, (route) => route.abort());
    await page.goto(at.small(SMALL_CASE));
    await on(page).showAnswer();
    await on(page).more("Calibrate");
    await expect(page.getByRole("alert").filter({ hasText: "did not load" })).toBeVisible();
    await on(page).signal("Defines success").check();
    await on(page).button("Back to the case").click();
    await expect(page.locator(".cb-sample").first()).toBeVisible();
    await page.unroute(JUDGED);
    await on(page).more("Calibrate");
    await expect(on(page).button("Compare")).toBeVisible();
    await expect(on(page).signal("Defines success")).toBeChecked();
    await expect(page.getByRole("alert").filter({ hasText: "did not load" })).toHaveCount(0);
  });

  test("where the texts to copy do not come, the page says what may be lost and tries again", { tag: "@file" }, async ({
    page,
    at,
  }) => {
    const COPY = /\/casebook\/copy\.js/;
    await page.route(COPY, (route) => route.abort());
    await page.goto(at.small(SMALL_CASE));
    await on(page).button("Start practice").click();
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await on(page).notes("Goal").fill("only here");
    const notice = page.getByRole("alert").filter({ hasText: "did not load" });
    await expect(notice).toContainText("storage is full");
    await expect(on(page).notes("Goal")).toHaveValue("only here");
    await page.unroute(COPY);
    await on(page).button("Try again").click();
    await expect(page.locator("cb-storage-status")).toContainText("Not saved");
    await expect(notice).toBeHidden();
  });

  test("where what a sheet looks like does not come, the page says so, and asks again", async ({ page, at }) => {
    const SHEETS = /\/casebook\/sheets\.css/;
    await page.route(SHEETS, (route) => route.abort());
    const follow = (hash) =>
      page.evaluate((to) => {
        location.hash = to;
      }, hash);
    await page.goto(at.small(SMALL_CASE));
    await follow("scorecard");
    const notice = page.getByRole("alert").filter({ hasText: "did not load" });
    await expect(notice).toBeVisible();
    await expect(page.locator(".cb-scorecard")).toBeHidden();
    await page.unroute(SHEETS);
    await follow("");
    await follow("scorecard");
    await expect(page.locator(".cb-scorecard")).toBeVisible();
    await follow("");
    await expect(notice).toHaveCount(0);
  });

  test("the progress page says that the attempts are still there", { tag: "@file" }, async ({ page, at }) => {
    await page.route(PART, (route) => route.abort());
    await page.goto(at.small("progress.html"));
    await expect(page.getByRole("alert")).toContainText("They are still in this browser");
  });

  test("without the file of every page there is no toolbar that would do nothing", async ({ page, at }) => {
    await page.route(OWN, (route) => (route.request().url().includes(".js") ? route.abort() : route.continue()));
    await page.goto(at.small(SMALL_CASE));
    await expect(toolbar(page)).toBeHidden();
    await expect(page.locator(".cb-prompt")).toBeVisible();
  });
});

test("a script of a book's own hears and reads attempts, as the page Stored data says", async ({ page, at }) => {
  await page.goto(at.small("index.html"));
  const none = await page.evaluate(async () => {
    await casebook.parts.load("attempts");
    return casebook.storage.open(document.querySelector("cb-book").dataset.id).list();
  });
  expect(none).toEqual([]);
  await page.goto(at.small(SMALL_CASE));
  await page.evaluate(() => {
    document.addEventListener("cb:attempt-finished", ({ detail }) => {
      const book = document.querySelector("cb-book").dataset.id;
      const attempt = casebook.storage.open(book).read(detail.id);
      window.heard = [attempt.kind, casebook.clock.moment(attempt, Date.now()).mode];
    });
  });
  await on(page).button("Start practice").click();
  await on(page).finish();
  expect(await page.evaluate(() => window.heard)).toEqual(["practice", "finished"]);
});
