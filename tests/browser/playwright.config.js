// Tests in real Chromium: the system's, over http, and those tagged @file from files, too. Builds nothing: CASEBOOK_BOOK names the book.
import os from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { book, port } from "./where.js";

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: "*.spec.js",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? [["list"], ["github"]] : [["list"]],
  // A busy machine may miss a moment; a broken page misses it every time. What needed a second try is listed as flaky.
  retries: process.env.CI ? 2 : 1,
  timeout: 60_000,
  // Pictures are of any machine, so that no name of a system is in theirs; one that is missing is an error.
  snapshotPathTemplate: "{testDir}/looks/pictures/{arg}{ext}",
  updateSnapshots: process.env.UPDATE ? "changed" : "none",
  // A shade of a panel is a few levels of a color: less than Playwright's own threshold.
  expect: { timeout: 10_000, toHaveScreenshot: { threshold: 0.04, maxDiffPixels: 100 } },
  outputDir: process.env.CASEBOOK_RESULTS ?? path.join(os.tmpdir(), `casebook-results-${port}`),
  webServer: {
    command: `node server.js ${JSON.stringify(book)} ${port}`,
    url: `http://127.0.0.1:${port}/index.html`,
    cwd: import.meta.dirname,
    reuseExistingServer: false,
  },
  projects: [
    { name: "http", use: { site: "http" } },
    { name: "file", use: { site: "file" }, grep: /@file/ },
  ],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    trace: "on-first-retry", // a trace copies the page at each step: almost half of the time
    launchOptions: {
      executablePath: process.env.CASEBOOK_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Letters are drawn in one way, however the machine likes its own.
        "--disable-lcd-text",
        "--font-render-hinting=none",
      ],
    },
  },
});
