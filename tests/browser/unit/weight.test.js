// What a reader downloads for the casebook, compressed as a server sends it. More weight than these bounds is a decision.
// parts.spec.js holds what a page really asks for.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { root } from "../where.js";

const KB = 1024;
const EVERY_PAGE = ["theme/dist/casebook.css", "theme/dist/casebook-mdbook.css", "theme/dist/casebook.js"];
const bundles = (...names) => names.map((name) => `src/casebook/${name}.js`);
const ATTEMPTS = [...EVERY_PAGE, ...bundles("attempts")];
const WORK = [...ATTEMPTS, ...bundles("practice")];
const CASE_PAGE = ["theme/dist/first-paint-case.js", "theme/dist/first-paint-depth.js"];
const BOARD = ["theme/dist/board.css", "theme/dist/first-paint-board.js"];
const DRILL_PAGE = ["theme/dist/first-paint-drill.js"];
const PAGES = {
  "the scripts inside the page of a case": { files: CASE_PAGE, bound: 1.4 * KB },
  "the script inside the page of a drill": { files: DRILL_PAGE, bound: 0.6 * KB },
  "the styles and the script inside a page with the board": { files: BOARD, bound: 2.4 * KB },
  "the board, of a reader who saves or filters": {
    files: [...EVERY_PAGE, ...BOARD, ...bundles("board", "saves")],
    bound: 14.75 * KB,
  },
  "a page that is only read, a case as well": { files: EVERY_PAGE, bound: 10 * KB },
  "a sheet that is looked at or printed": { files: ["src/casebook/sheets.css"], bound: 2.25 * KB },
  "an estimate that comes near": { files: bundles("estimate"), bound: 8.5 * KB },
  "any page, of a reader who has attempts": { files: ATTEMPTS, bound: 21.25 * KB },
  "the cards of cases, of a reader who has attempts": { files: [...ATTEMPTS, ...bundles("cards")], bound: 23.75 * KB },
  "a case that is practised": { files: WORK, bound: 36 * KB },
  "a case that is interviewed, looked back on or scored": {
    files: [...WORK, ...bundles("outcome")],
    bound: 44.5 * KB,
  },
  "a case of which a sample answer is judged": { files: [...WORK, ...bundles("calibration")], bound: 38.75 * KB },
  "the progress page while a file is imported": {
    files: [...ATTEMPTS, ...bundles("cards", "copy", "drills", "saves", "progress", "import")],
    bound: 44.5 * KB,
  },
  "the progress page": {
    files: [...ATTEMPTS, ...bundles("cards", "copy", "drills", "saves", "progress")],
    bound: 41 * KB,
  },
  "a drill that is practised": {
    files: [...DRILL_PAGE, ...ATTEMPTS, ...bundles("drills", "drill")],
    bound: 27.25 * KB,
  },
};

for (const file of fs.readdirSync(path.join(root, "src/labs")).filter((name) => name.endsWith(".js")))
  PAGES[`the lab ${file}, with what runs it`] = { files: [`src/labs/${file}`, ...bundles("lab")], bound: 9 * KB };

for (const [name, { files, bound }] of Object.entries(PAGES)) {
  test(`own styles and scripts stay below ${bound / KB} KB: ${name}`, (t) => {
    const bytes = files.reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(root, file))).length, 0);
    t.diagnostic(`${(bytes / KB).toFixed(1)} KB`);
    assert.ok(bytes <= bound, `${(bytes / KB).toFixed(1)} KB`);
  });
}
