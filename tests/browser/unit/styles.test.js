// A page that is not ours looks with the theme as without it: every rule of the file that is on every page names
// something of ours. No rule makes browsers style a page anew at every change of it. Sizes and colors are those of
// styles/tokens.css, or have a name where they are needed.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../where.js";

/** The files with these endings below a folder of the repository: their paths in it, and their texts. */
const filesIn = (folder, ...endings) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => endings.includes(path.extname(file)))
    .map((file) => [file, fs.readFileSync(path.join(root, folder, file), "utf8")]);

/** A style sheet in pieces: what comes before each brace and semicolon, and which of them. */
const pieces = (css) =>
  [...css.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{};]*)([{};])/g)].map(([, text, mark]) => [text.trim(), mark]);

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
  for (const [selector, mark] of pieces(css)) {
    if (mark === "}") scopes.pop();
    if (mark !== "{") continue;
    const around = scopes.at(-1);
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
  assert.deepEqual(strangers(fs.readFileSync(path.join(root, "src/casebook/sheets.css"), "utf8")), []);
  const [, tokens] = css.match(/:root\{([^}]*)\}/);
  assert.deepEqual(
    tokens.split(";").filter((token) => !token.startsWith("--cb-")),
    [],
  );
});

/** What a selector is about: what comes behind its last combinator. */
const subjectOf = (selector) => {
  let depth = 0;
  let start = 0;
  for (const [place, letter] of [...selector].entries()) {
    depth += (letter === "(") - (letter === ")");
    if (depth === 0 && " >+~".includes(letter)) start = place + 1;
  }
  return selector.slice(start);
};

/** What each `:has()` of a selector asks for. */
const asked = (selector) =>
  [...selector.matchAll(/:has\(/g)].map(({ index }) => {
    let depth = 0;
    const end = [...selector].findIndex((letter, place) => {
      if (place >= index) depth += (letter === "(") - (letter === ")");
      return place > index + 4 && depth === 0;
    });
    return selector.slice(index, end);
  });

/**
 * Rules for the screen whose `:has()` is asked of any element, so that each change of the page asks all around it, or that
 * ask for what is not something, which each element that comes or goes may answer.
 */
const costly = (css) => {
  const found = [];
  const prints = [false];
  for (const [text, mark] of pieces(css)) {
    if (mark === "}") prints.pop();
    if (mark !== "{") continue;
    const rule = text.replace(/\s+/g, " ");
    const isPrint = prints.at(-1) || rule.startsWith("@media print");
    prints.push(isPrint);
    if (isPrint || rule.startsWith("@")) continue;
    for (const one of selectors(rule).map((part) => part.trim())) {
      const ofAny = subjectOf(one).includes(":has(") && !/^[\w.#[&]/.test(subjectOf(one));
      if (ofAny || asked(one).some((what) => what.includes(":not("))) found.push(one);
    }
  }
  return found;
};

test("a rule that makes each change of a page cost is found", () => {
  const css =
    "main > :not(:has(a b)), main:has(a) p { } .a:has( > b:not([c])) { } .a:has(b):not(.c) { } @media print { :has(a) { } }";
  assert.deepEqual(costly(css), ["main > :not(:has(a b))", ".a:has( > b:not([c]))"]);
});

test("no rule for the screen makes each change of a page cost", () => {
  const sheets = filesIn("theme/src", ".css");
  assert.ok(sheets.length > 10);
  assert.deepEqual(
    sheets.flatMap(([, css]) => costly(css)),
    [],
  );
});

/** What every declaration says, with the selectors and conditions around it. */
const declarations = (css) => {
  const found = [];
  const around = [];
  for (const [text, mark] of pieces(css)) {
    if (mark === "{") around.push(text);
    else if (text.includes(":")) {
      const [, property, value] = text.match(/^([\w-]+):\s*(.*)$/s);
      found.push({ where: around.join(" "), property, value });
    }
    if (mark === "}") around.pop();
  }
  return found;
};

const SIZE = /^(font-size|border-radius|(row-|column-)?gap|(margin|padding)(-[a-z-]+)?)$/;
const COLOR = /^(color|fill|stroke|background|(border|outline)(-[a-z-]+)?|[a-z-]+-color|box-shadow)$/;
const LENGTH = /\d(r?em|px)\b/;
const SHADE =
  /#[\da-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|light-dark)\(|color-mix\([^)]*\d%|\b(black|white|gr[ae]y|red)\b/i;

/**
 * Sizes and colors that are written out. One that only a part needs has a name there, as a custom property. Sheets
 * are in proportion to their paper, whose own units are points and millimeters.
 */
const literals = (css) =>
  declarations(css)
    .filter(({ where, property, value }) => {
      if (property.startsWith("--") || /cb-sheet|@page/.test(where)) return false;
      const own = value.replace(/var\([^()]*(\([^()]*\))?[^()]*\)/g, "");
      if (property === "line-height") return /[\d.]{2}|[2-9]/.test(own);
      return (SIZE.test(property) && LENGTH.test(own)) || (COLOR.test(property) && SHADE.test(own));
    })
    .map(({ where, property, value }) => `${where} { ${property}: ${value} }`);

test("a size and a color that are written out are found", () => {
  const css = `.cb-a { font-size: 0.9em; --cb-size: 3em; margin: 0 auto calc(2 * var(--cb-gap-1)); line-height: 1;
    @media print { & b { padding: var(--cb-gap-1) 3px; color: color-mix(in srgb, var(--fg) var(--cb-depth, 0%), var(--bg)) } } }
    .cb-b { background: color-mix(in srgb, var(--fg) 9%, var(--bg)); line-height: 1.45; border: 1px solid #ccc }
    .cb-sheet p { margin: 2em }`;
  assert.deepEqual(
    literals(css).map((one) => one.replace(/:.*/s, "")),
    [
      ".cb-a { font-size",
      ".cb-a @media print & b { padding",
      ".cb-b { background",
      ".cb-b { line-height",
      ".cb-b { border",
    ],
  );
});

test("sizes and colors are tokens or have a name", () => {
  const found = filesIn("theme/src", ".css")
    .filter(([file]) => !["tokens.css", "mdbook.css"].includes(path.basename(file)))
    .flatMap(([file, css]) => literals(css).map((one) => `${file}: ${one}`));
  assert.deepEqual(found, []);
});

test("every token is used, and every custom property that is used is set", () => {
  const textOf = (...files) => files.map(([, text]) => text).join("\n");
  const css = textOf(...filesIn("theme/src", ".css"));
  const around = textOf(...["theme/src", "theme/labs", "templates"].flatMap((folder) => filesIn(folder, ".ts", ".md")));
  const names = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, name]) => name));
  const used = names(css + around + textOf(...filesIn("src/covers", ".svg")), /var\((--cb-[\w-]+)/g);
  const set = names(css + around, /(?<!var\()(--cb-[\w-]+)(?=: |", )/g);
  const tokens = names(fs.readFileSync(path.join(root, "theme/src/styles/tokens.css"), "utf8"), /(--cb-[\w-]+): /g);
  assert.deepEqual(
    [...tokens].filter((token) => !used.has(token)),
    [],
  );
  assert.deepEqual(
    [...used].filter((token) => !set.has(token) && !token.startsWith("--cb-cover-")),
    [],
  );
});
