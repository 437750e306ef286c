// A page that is not ours looks with the theme as without it: every rule of the file that is on every page names
// something of ours.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../where.js";

/** The selectors of a list that is separated by commas outside of parentheses. */
const selectors = (list) => {
  let depth = 0;
  const parts = [""];
  for (const letter of list) {
    depth += (letter === "(") - (letter === ")");
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
};

/** The rules of a style sheet that apply to an element without a class, an id or a name of ours. */
const strangers = (css) => {
  const found = [];
  const scopes = [false];
  for (const [, prelude, brace] of css.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{};]*)([{};])/g)) {
    if (brace === "}") scopes.pop();
    if (brace !== "{") continue;
    const [selector, around] = [prelude.trim(), scopes.at(-1)];
    const isCondition = selector.startsWith("@media") || selector.startsWith("@supports");
    const isOurs = around || selectors(selector).every((one) => one.includes("cb-"));
    if (!isOurs && !selector.startsWith("@")) found.push(selector);
    scopes.push(isCondition ? around : isOurs || selector.startsWith("@"));
  }
  return found;
};

test("a rule without anything of ours is found", () => {
  const css =
    "@media print { a:is(b, .cb-c), p { } @scope (html:has(cb-book)) { p { } } } .cb-x d { } @page { @top { } }";
  assert.deepEqual(strangers(css), ["a:is(b, .cb-c), p"]);
});

test("the styles that are on every page name something of ours, but for our colors and sizes", () => {
  const css = fs.readFileSync(path.join(root, "theme/dist/casebook.css"), "utf8");
  assert.deepEqual(strangers(css), [":root"]);
  const [, tokens] = css.match(/:root\{([^}]*)\}/);
  assert.deepEqual(
    tokens.split(";").filter((token) => !token.startsWith("--cb-")),
    [],
  );
});
