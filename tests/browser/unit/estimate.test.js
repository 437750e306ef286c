// The browser computes and writes what the program does. The fixtures are the program's own values and texts, for
// expressions that it generated (tests/suite/estimates.rs); CASEBOOK_ESTIMATES names a file with more.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { breaks, evaluate, inOrder, run, swings } from "../../../theme/src/core/estimate.ts";
import { figure, format, lookOf } from "../../../theme/src/core/figure.ts";
import { fragmentOf, readFragment } from "../../../theme/src/core/moved.ts";
import { root } from "../where.js";

const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const fixtures = [read(path.join(root, "tests/fixtures/estimates/estimates.json"))];
if (process.env.CASEBOOK_ESTIMATES) fixtures.push(...read(process.env.CASEBOOK_ESTIMATES));

test("programs have the values that they have in Rust", () => {
  let compared = 0;
  for (const { programs } of fixtures) {
    const values = programs.map(({ value }) => value ?? Number.NaN);
    for (const { program, value } of programs) {
      if (value === null) continue;
      const found = run(program, values);
      const difference = Math.abs(found - value) / Math.max(Math.abs(value), Number.MIN_VALUE);
      assert.ok(difference <= 1e-12, `${JSON.stringify(program)} is ${found}, not ${value}`);
      compared += 1;
    }
  }
  assert.ok(compared > (fixtures.length > 1 ? 1_000 : 100), `${compared}`);
});

test("distributions are right to nine digits, by values of mpmath", () => {
  const rows = JSON.parse(fs.readFileSync(path.join(root, "tests/fixtures/plots/distributions.json"), "utf8"));
  assert.ok(rows.length > 300);
  for (const [name, ...values] of rows) {
    const expected = values.pop();
    const found = run([...values, name], []);
    assert.ok(Math.abs(found / expected - 1) < 1e-9, `${name}(${values}) is ${found}, not ${expected}`);
  }
});

test("numbers have the texts that they have in Rust", () => {
  for (const { texts } of fixtures) {
    assert.ok(texts.length > 400);
    for (const [value, digits, scale, grouped, text] of texts)
      assert.equal(format(value, digits, scale, grouped), text, `${value} ${digits} ${scale} ${grouped}`);
  }
});

test("a look has the factor, the digits and the currency that the page says", () => {
  assert.equal(figure(lookOf("1 2 k"), 52_777.8), "53k");
  assert.equal(figure(lookOf("0.01 2 -"), 0.456), "46");
  assert.equal(figure(lookOf("1 1 -, $"), -1_234), "-$1,234");
});

/** load → peak = load × each × 2.5; two limits; `fixed` has nothing to do with it. */
const NAPKIN = inOrder([
  { index: 2, name: "peak", program: [[0], [1], "*", 2.5, "*"], look: "1 2 k", unit: "", limit: ["<=", [100]] },
  { index: 0, name: "load", program: [10], look: "1 2 k", unit: "", range: [5, 20] },
  { index: 1, name: "each", program: [2], look: "1 2 k", unit: "", range: [1, 10], limit: [">=", [1]] },
  { index: 3, name: "fixed", program: [7], look: "1 2 k", unit: "", range: [1, 9], limit: ["<=", [[4]]] },
  { index: 4, name: "quota", program: [6], look: "1 2 k", unit: "" },
]);
const change = (moved = {}, factors = {}) => ({
  moved: new Map(Object.entries(moved).map(([index, value]) => [Number(index), value])),
  factors: new Map(Object.entries(factors).map(([index, value]) => [Number(index), value])),
});

test("what follows from a change is computed in order, whatever the order of the page", () => {
  assert.deepEqual(evaluate(NAPKIN, change()), [10, 2, 50, 7, 6]);
  assert.deepEqual(evaluate(NAPKIN, change({ 1: 4 }, { 0: 10 })), [100, 4, 1000, 7, 6]);
});

test("limits break at the factor of the load that reaches them, at once, or never", () => {
  const found = breaks(NAPKIN, change(), 0);
  assert.ok(Math.abs(found.get(2) - 2) < 1e-6, `${found.get(2)}`);
  assert.equal(found.get(1), Number.POSITIVE_INFINITY);
  assert.equal(found.get(3), 1);
  assert.ok(Math.abs(breaks(NAPKIN, change({ 1: 1 }), 0).get(2) - 4) < 1e-6);
});

test("a result moves with each assumption that it follows from, and is as it was afterwards", () => {
  assert.deepEqual(
    [...swings(NAPKIN, change(), 2)],
    [
      [0, [25, 100]],
      [1, [25, 250]],
    ],
  );
  assert.deepEqual([...swings(NAPKIN, change({ 0: 20 }), 2)][1], [1, [50, 500]]);
});

test("what is moved survives an address, and an address of somebody else moves nothing", () => {
  const moved = {
    values: new Map([
      ["a-b", 0.5],
      ["é", -1e-9],
    ]),
    factors: new Map([["load", 10]]),
  };
  const fragment = fragmentOf(moved);
  assert.equal(fragment, "#estimate:a-b=0.5&%C3%A9=-1e-9&load=x10");
  assert.deepEqual(readFragment(fragment), moved);
  const nothing = { values: new Map(), factors: new Map() };
  assert.equal(fragmentOf(nothing), "");
  for (const other of ["", "#a=1", "#estimate:", "#estimate:a=", "#estimate:%E0%A4%A=1", "#estimate:a=x-2&b=1e&=3"])
    assert.deepEqual(readFragment(other), nothing, other);
});
