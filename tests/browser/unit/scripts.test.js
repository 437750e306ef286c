"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { theme, pure } = require("./load.js");

const core = [...pure, "guard", "storage"];
const source = (name) => fs.readFileSync(path.join(theme, `${name}.js`), "utf8");
const code = (name) => source(name).replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");

test("the core loads as classic scripts where there is nothing but the language, and makes one name", () => {
  const world = vm.createContext({});
  for (const name of core) vm.runInContext(source(name), world, { filename: name });
  assert.deepEqual(Object.keys(world), ["casebook"]);
  assert.deepEqual(Object.keys(world.casebook).sort(), ["attempts", "clock", "guard", "joining", "merge", "progress", "scoring", "storage"]);
});

test("pure files touch neither the page, nor the storage, nor the time of day", () => {
  for (const name of pure) {
    assert.doesNotMatch(code(name), /\b(document|window|localStorage|sessionStorage|navigator|fetch|setTimeout|setInterval|performance|Math\.random|Date\.now)\b|new Date\(\)/, name);
  }
});

test("only the guard touches the storage", () => {
  for (const name of core.filter((one) => one !== "guard")) assert.doesNotMatch(code(name), /localStorage|setItem|getItem|removeItem/, name);
});

test("no script asks the network for anything or writes HTML", () => {
  const every = fs.readdirSync(theme).filter((file) => file.endsWith(".js")).map((file) => path.basename(file, ".js"));
  assert.ok(every.length > core.length);
  for (const name of every) assert.doesNotMatch(code(name), /\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|outerHTML|insertAdjacentHTML|eval)\b|document\.write|\bimport\(/, name);
});

test("nothing stored is read with a default that swallows zero", () => {
  for (const name of core) assert.doesNotMatch(code(name), /\|\| (null|""|\[\]|\{\})/, name);
});

test("every script begins with its job, strict mode and the one namespace", () => {
  for (const name of core) {
    assert.match(source(name), /^\/\*\n \* [A-Z][\s\S]*?Input:[\s\S]*?Must not:[\s\S]*?\*\/\n\(\(\) => \{\n {2}"use strict";\n {2}const casebook = \(globalThis\.casebook \?\?= /, name);
  }
});
