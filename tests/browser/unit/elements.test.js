"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const { theme } = require("./load.js");

const files = fs.readdirSync(theme).filter((name) => name.endsWith(".js"));
const source = (name) => fs.readFileSync(path.join(theme, name), "utf8");
const code = (name) => source(name).replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

const parts = JSON.parse(fs.readFileSync(path.join(theme, "../parts.json"), "utf8"));

test("every source is in exactly one part, and every source of a part is there", () => {
  for (const kind of ["css", "js"]) {
    const listed = Object.values(parts).flatMap((part) => part[kind]).map((name) => `${name}.${kind}`);
    assert.deepEqual(listed.sort(), fs.readdirSync(theme).filter((name) => name.endsWith(`.${kind}`)).sort());
  }
});

test("the parts that a script asks for, and those that a part needs, are there", () => {
  const asked = files.flatMap((name) => [...code(name).matchAll(/\bload\("(\w+)"/g)].map(([, part]) => part));
  assert.deepEqual([...new Set(asked)].sort(), Object.keys(parts).filter((name) => name !== "casebook").sort());
  for (const { needs = [] } of Object.values(parts)) for (const name of needs) assert.ok(Object.hasOwn(parts, name), name);
});

test("every script begins with its job, what goes in and out, and what it must not do", () => {
  for (const name of files) {
    assert.match(source(name), /^\/\*\n \* \S[\s\S]*?Input: [\s\S]*?Must not: [\s\S]*?\*\/\n\(\(\) => \{\n {2}"use strict";\n/, name);
  }
});

test("no script asks the network for anything, writes HTML, or looks elements up by document id", () => {
  for (const name of files) {
    assert.doesNotMatch(code(name), /\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|outerHTML|insertAdjacentHTML|eval|getElementById)\b|document\.write|\bimport\(/, name);
  }
});

test("only the guard touches the storage", () => {
  for (const name of files.filter((one) => one !== "guard.js")) assert.doesNotMatch(code(name), /localStorage\.|sessionStorage|\.setItem|\.getItem|indexedDB/, name);
});

test("what was stored is not read with a default that swallows zero", () => {
  for (const name of files) assert.doesNotMatch(code(name), /\|\| (null|""|\[\]|\{\})/, name);
});
