// What ARCHITECTURE.md promises of the theme's sources: which way imports run, and what no module does.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { readModules, SOURCES } from "../../../theme/graph.mjs";

const { build } = createRequire(path.join(SOURCES, "../package.json"))("esbuild");

const modules = readModules();
const scripts = [...modules.keys()].filter((file) => file.endsWith(".ts"));
const source = (file) => fs.readFileSync(path.join(SOURCES, file), "utf8");
const code = (file) =>
  source(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
const folderOf = (file) => file.split("/")[0];
const inFolders = (...folders) => scripts.filter((file) => folders.includes(folderOf(file)));

/** Which folders each may import, itself apart. Styles are shared by all. */
const BELOW = {
  core: [],
  store: ["core"],
  page: ["core", "store", "styles"],
  elements: ["core", "store", "page", "styles"],
  saves: ["core", "store"],
  board: ["core", "store", "page"],
  cards: ["core", "store", "page", "elements", "styles"],
  copy: ["core", "store", "page", "elements", "styles"],
  estimate: ["core", "page", "styles"],
  case: ["core", "store", "page", "elements", "styles"],
  outcome: ["core", "store", "page", "elements", "case", "styles"],
  calibration: ["core", "store", "page", "elements", "case", "styles"],
  drills: ["core", "store"],
  drill: ["core", "store", "page", "elements", "drills", "styles"],
  progress: ["core", "store", "page", "elements", "copy", "cards", "drills", "saves", "styles"],
  import: ["core", "store", "page", "elements", "progress"],
  lab: ["core", "page"],
  "first-paint": ["core"],
  styles: [],
};

/** Imports that run the wrong way, types included. */
const wrongArrows = (graph) =>
  [...graph].flatMap(([file, imports]) =>
    imports
      .map((one) => one.file)
      .filter((to) => folderOf(to) !== folderOf(file) && !BELOW[folderOf(file)]?.includes(folderOf(to)))
      .map((to) => `${file} -> ${to}`),
  );

/** The files of a circle of imports, types included; none when there is no circle. */
const circle = (graph) => {
  const done = new Set();
  const walk = (file, path) => {
    if (path.includes(file)) return path.slice(path.indexOf(file));
    if (done.has(file)) return [];
    for (const { file: next } of graph.get(file)) {
      const found = walk(next, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const found = walk(file, []);
    if (found.length > 0) return found;
  }
  return [];
};

test("every folder has its place in the order, and imports run down it only", () => {
  assert.deepEqual([...new Set([...modules.keys()].map(folderOf))].sort(), Object.keys(BELOW).sort());
  assert.deepEqual(wrongArrows(modules), []);
});

test("no imports form a circle", () => {
  assert.deepEqual(circle(modules), []);
});

test("an arrow that runs up, a folder out of the order and a circle are each found", () => {
  const withArrow = (from, to) => new Map(modules).set(from, [...(modules.get(from) ?? []), { file: to }]);
  assert.deepEqual(wrongArrows(withArrow("core/time.ts", "store/storage.ts")), ["core/time.ts -> store/storage.ts"]);
  assert.deepEqual(wrongArrows(withArrow("helpers/a.ts", "core/time.ts")), ["helpers/a.ts -> core/time.ts"]);
  assert.deepEqual(wrongArrows(withArrow("case/notes.ts", "progress/view.ts")), ["case/notes.ts -> progress/view.ts"]);
  assert.ok(circle(withArrow("core/time.ts", "core/clock.ts")).includes("core/time.ts"));
});

test("every source is imported by something, but for the entries", () => {
  const imported = new Set([...modules.values()].flat().map(({ file }) => file));
  const isEntry = (file) =>
    file.endsWith("/index.ts") ||
    folderOf(file) === "first-paint" ||
    ["styles/mdbook.css", "styles/board.css", "styles/estimates.css", "styles/plots.css", "styles/sheets.css"].includes(
      file,
    );
  assert.deepEqual(
    [...modules.keys()].filter((file) => !imported.has(file) && !isEntry(file)),
    [],
  );
});

test("every module begins with its job, what goes in and out, and what it must not do", () => {
  for (const file of scripts) {
    const [comment] = source(file).match(/^\/\*[\s\S]*?\*\//) ?? [""];
    assert.match(comment, /^\/\*\n \* \S[\s\S]*?Input: [\s\S]*?Output: [\s\S]*?Must not: /, file);
  }
});

test("only a file that defines an element has a name like one, and it defines that one", () => {
  for (const file of scripts) {
    const defined = [...code(file).matchAll(/customElements\.define\("([\w-]+)"/g)].map(([, name]) => name);
    const name = path.basename(file, ".ts");
    assert.deepEqual(defined, name.startsWith("cb-") ? [name] : [], file);
  }
});

test("no module asks the network for anything, writes HTML, or looks elements up by document id", () => {
  const forbidden =
    /\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|outerHTML|insertAdjacentHTML|eval|getElementById)\b|document\.write|\bimport\(/;
  for (const file of scripts)
    assert.doesNotMatch(code(file).replace(/keyof typeof import\(.*?\)/, ""), forbidden, file);
});

test("only the safe storage, and the first paint that comes before it, touch the browser's storage", () => {
  const touches = /localStorage\.|\(localStorage\)|sessionStorage|\.setItem|\.getItem|removeItem|indexedDB/;
  const may = [
    "store/local-storage.ts",
    "store/visit-memory.ts",
    "store/visit-place.ts",
    "first-paint/board.ts",
    "first-paint/case.ts",
    "first-paint/depth.ts",
    "first-paint/drill.ts",
    "first-paint/progress.ts",
  ];
  assert.deepEqual(scripts.filter((file) => touches.test(code(file))).sort(), may.sort());
  for (const file of inFolders("first-paint")) assert.doesNotMatch(code(file), /setItem|removeItem/, file);
});

test("the core touches neither the page, nor the storage, nor the time of day", () => {
  const forbidden =
    /\b(document|window|location|localStorage|sessionStorage|navigator|setTimeout|setInterval|performance|Math\.random|Date\.now)\b|new Date\(\)/;
  for (const file of inFolders("core")) assert.doesNotMatch(code(file), forbidden, file);
});

test("the core and the store load where there is nothing but the language, and leave nothing behind", async () => {
  const contents = inFolders("core", "store").map(
    (file) => `export * as _${file.replace(/\W/g, "_")} from "./${file}";`,
  );
  const stdin = { contents: contents.join("\n"), resolveDir: SOURCES };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, format: "iife", globalName: "loaded" });
  const world = vm.createContext({});
  vm.runInContext(outputFiles[0].text, world);
  assert.deepEqual(Object.keys(world), ["loaded"]);
  assert.equal(Object.keys(world.loaded).length, contents.length);
});

test("nothing stored is read with a default that swallows zero", () => {
  for (const file of scripts) assert.doesNotMatch(code(file), /\|\| (null|""|\[\]|\{\})/, file);
});

test("what one bundle takes from another never changes", () => {
  for (const file of scripts) assert.doesNotMatch(code(file), /^export (let|var) /m, file);
});
