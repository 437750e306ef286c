// What the browser tests share: a page that fails a test on any script error and on any request that leaves the site,
// the book over http and from files, small books that can be built in several versions, and names as a reader sees them.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as base from "@playwright/test";
import axe from "axe-core";
import { serve } from "./server.js";
import { book, compiler, root } from "./where.js";

const SMALL_CASE = "cases/related-articles.html";
const NOON = Date.UTC(2025, 0, 15, 12);
const MINUTE = 60_000;

/**
 * Builds the book that `init` writes, changed by `edit(replace, folder)`, where `replace(file, from, to)` changes a text and fails
 * when it is not there. Gives the folder of HTML.
 */
const buildSmall = (name, edit = () => {}) => {
  base.test.skip(compiler === undefined, "needs the compiler: cargo build, or CASEBOOK_BIN");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `casebook-${name}-`));
  execFileSync(compiler, ["init", folder], { stdio: "pipe" });
  // The theme as it is now, which the compiler may not have inside yet.
  for (const [from, to] of [
    ["theme/dist", "theme"],
    ["src/casebook", "src/casebook"],
  ])
    fs.cpSync(path.join(root, from), path.join(folder, to), {
      recursive: true,
      filter: (file) => !file.includes("first-paint"),
    });
  edit((file, from, to) => {
    const place = path.join(folder, "src", file);
    const text = fs.readFileSync(place, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}`);
    fs.writeFileSync(place, text.replace(from, to));
  }, folder);
  const html = path.join(folder, "html");
  execFileSync(compiler, ["build", "-d", html], { cwd: folder, stdio: "pipe" });
  return html;
};

const test = base.test.extend({
  /** "http" or "file": how the book is visited. */
  site: ["http", { option: true }],

  /** Whether a case begins with its practice there, as after the first sign of work; what comes before is in parts.spec.js. */
  awake: [true, { option: true }],

  context: async ({ context, awake }, use) => {
    const wake = () =>
      document.querySelector(".cb-toolbar")?.dispatchEvent(new Event("pointermove", { bubbles: true }));
    if (awake) await context.addInitScript(`addEventListener("DOMContentLoaded", ${wake})`);
    await use(context);
  },

  /** The small book and a server of it, one a worker. */
  small: [
    async ({}, use) => {
      const html = buildSmall("small");
      const site = await serve(html);
      await use({ html, address: site.address });
      await site.close();
      fs.rmSync(path.dirname(html), { recursive: true, force: true });
    },
    { scope: "worker" },
  ],

  /** Other versions of the small book, gone after the test. */
  version: async ({}, use) => {
    const made = [];
    await use((name, edit) => {
      const html = buildSmall(name, edit);
      made.push(path.dirname(html));
      return html;
    });
    for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
  },

  /** Addresses of pages: of the small book, and of this repository's book. */
  at: async ({ site, small, baseURL }, use) => {
    const files = (folder) => (place) => {
      const [file] = place.split(/[?#]/);
      return pathToFileURL(path.join(folder, file)).href + place.slice(file.length);
    };
    await use(
      site === "file"
        ? { small: files(small.html), book: files(book) }
        : { small: (place) => `${small.address}/${place}`, book: (place) => `${baseURL}/${place}` },
    );
  },

  /** Script errors and requests of all pages of a test. */
  watch: [
    async ({ context }, use) => {
      const seen = { errors: [], requests: [], allowed: [] };
      context.on("weberror", (error) => seen.errors.push(String(error.error().stack ?? error.error())));
      context.on("console", (message) => {
        if (message.type() === "error") seen.errors.push(message.text());
      });
      context.on("request", (request) => seen.requests.push(request.url()));
      await use({ ...seen, allow: (pattern) => seen.allowed.push(pattern) });
      const away = seen.requests.filter(
        (url) => !/^(http:\/\/127\.0\.0\.1:\d+\/|file:\/\/|data:|blob:|about:)/.test(url),
      );
      base.expect(away, "requests that leave the site").toEqual([]);
      base
        .expect(
          seen.errors.filter((text) => !seen.allowed.some((pattern) => pattern.test(text))),
          "script errors",
        )
        .toEqual([]);
    },
    { auto: true },
  ],
});

/** Names as a reader sees them. */
const on = (page) => ({
  page,
  button: (name) => page.getByRole("button", { name, exact: true }),
  /** Presses what the menu below the question has. */
  more: async (name) => {
    await page.locator(".cb-toolbar summary").click();
    await page.locator(".cb-toolbar").getByRole("button", { name, exact: true }).click();
  },
  openMenu: () => page.locator(".cb-clock summary[aria-label=More]").click(),
  /** Presses what the menu of the clock has. */
  inMenu: async (name) => {
    await page.locator(".cb-clock summary[aria-label=More]").click();
    await page.getByRole("button", { name, exact: true }).click();
  },
  /** In the clock at the last criterion, before that in its menu. */
  finish: async () => {
    const finish = page.getByRole("button", { name: "Finish", exact: true });
    if (!(await finish.isVisible())) await page.locator(".cb-clock summary[aria-label=More]").click();
    await finish.click();
  },
  showAnswer: () => page.getByRole("button", { name: "Show the answer", exact: true }).click(),
  /** Once all of an answer that was opened is laid out, which takes a frame a section: none comes while a clock stands. */
  laidOut: () => expect(page.locator(".cb-late")).toHaveCount(0),
  /** The group of a criterion, in which a level can be set by hand. */
  override: async (title) => {
    const group = page.getByRole("group", { name: title, exact: true });
    const details = group.locator("details.cb-override");
    if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
    return group;
  },
  checkbox: (name) => page.getByRole("checkbox", { name, exact: true }),
  group: (name) => page.getByRole("group", { name, exact: true }),
  notes: (title) => page.getByRole("textbox", { name: `Your notes: ${title}`, exact: true }),
  evidence: (title) =>
    page.getByRole("group", { name: title, exact: true }).getByRole("textbox", { name: "Evidence", exact: true }),
  signal: (text) => page.getByRole("checkbox", { name: text }),
  attained: (title) => page.getByRole("group", { name: title, exact: true }).locator("output"),
  result: page.getByRole("region", { name: "Result", exact: true }),
  review: page.getByRole("region", { name: "Looking back", exact: true }),
  timer: page.getByRole("timer"),
  announced: page.getByRole("log"),
  mode: () => page.locator("cb-case").getAttribute("data-mode"),
});

/** All attempts as they are stored, oldest first. */
const stored = (page) =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.includes(":attempt:"))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .sort((a, b) => a.startedAt - b.startedAt),
  );

const THEMES = ["light", "rust", "coal", "navy", "ayu"];
const OF_COLORS = ["color-contrast", "link-in-text-block"];

const runAxe = async (page, include, options) => {
  // Without preload: to fetch the style sheets again is forbidden for files. What passes is not described: it takes long.
  const { violations: found } = await page.evaluate(
    ([selector, how]) => window.axe.run({ include: [[selector]] }, how),
    [include, { preload: false, resultTypes: ["violations"], ...options }],
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary.split("\n")[1] ?? ""}`),
  );
};

/**
 * What is wrong with colors. Of all elements whose text has the same size and colors, down to the last background, one
 * is asked.
 */
const colorViolations = async (page, include) => {
  await page.evaluate((selector) => {
    const grounds = new Map(); // what an element is drawn on
    const groundOf = (element) => {
      if (!element) return "";
      if (!grounds.has(element)) {
        const { color, backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
        grounds.set(
          element,
          [color, backgroundColor, backgroundImage, opacity, groundOf(element.parentElement)].join(),
        );
      }
      return grounds.get(element);
    };
    const seen = new Set();
    for (const marked of document.querySelectorAll("[data-color]")) marked.removeAttribute("data-color");
    for (const element of document.querySelectorAll(`${selector}, ${selector} *`)) {
      const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!hasText || !element.checkVisibility()) continue;
      const { fontSize, fontWeight } = getComputedStyle(element);
      const looks = [fontSize, fontWeight, groundOf(element)].join();
      if (!seen.has(looks)) element.setAttribute("data-color", "");
      seen.add(looks);
    }
  }, include);
  return runAxe(page, "[data-color]", { runOnly: OF_COLORS });
};

/** Violations of WCAG and of axe's good practice as short lines. */
const violations = async (page, include = "main") => {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const withoutColors = Object.fromEntries(OF_COLORS.map((rule) => [rule, { enabled: false }]));
  return [...(await runAxe(page, include, { rules: withoutColors })), ...(await colorViolations(page, include))];
};

/** The whole page, mdBook's part of it too: every rule in the light theme, and those of colors in each other theme. */
const expectAccessible = async (page, state = "") => {
  for (const theme of THEMES) {
    // mdBook's own switch, which also exchanges the style of code.
    await page.evaluate((name) => document.querySelector(`#mdbook-theme-${name}`).click(), theme);
    const found = theme === "light" ? await violations(page, "html") : await colorViolations(page, "html");
    base.expect(found, `${state} ${theme}`).toEqual([]);
  }
};

export const { expect } = base;
export { buildSmall, expectAccessible, MINUTE, NOON, on, SMALL_CASE, serve, stored, test, violations };
