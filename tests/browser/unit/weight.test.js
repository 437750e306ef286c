// What a reader downloads for the casebook, compressed as a server sends it. The bounds are a little above what was
// measured, so that more weight is a decision. parts.spec.js holds what a page really asks for.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { root } from "../where.js";

const KB = 1024;
const EVERY_PAGE = ["theme/dist/casebook.css", "theme/dist/casebook-mdbook.css", "theme/dist/casebook.js"];
const ATTEMPTS = [...EVERY_PAGE, "src/casebook/attempts.js"];
const PAGES = {
  "a page that is only read, a case as well": { files: EVERY_PAGE, bound: 10.5 * KB },
  "any page, of a reader who has attempts": { files: ATTEMPTS, bound: 23.5 * KB },
  "a case that is worked on": { files: [...ATTEMPTS, "src/casebook/practice.js"], bound: 40.5 * KB },
  "the progress page": { files: [...ATTEMPTS, "src/casebook/progress.js"], bound: 35 * KB },
};

for (const [name, { files, bound }] of Object.entries(PAGES)) {
  test(`own styles and scripts stay below ${bound / KB} KB: ${name}`, (t) => {
    const bytes = files.reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(root, file))).length, 0);
    t.diagnostic(`${(bytes / KB).toFixed(1)} KB`);
    assert.ok(bytes <= bound, `${(bytes / KB).toFixed(1)} KB`);
  });
}
