// The browser makes the ticks that the program makes (preprocessor/src/plot/scale.rs, whose tests have the same values).
import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, drawPlot } from "../../../theme/src/core/plot.ts";
import { around, placeOn, ticksOf, tickText, valueAt } from "../../../theme/src/core/scale.ts";

const scale = (low, high, log = false) => ({ low, high, log, before: "", behind: "" });
const texts = (low, high, log) => ticksOf(scale(low, high, log)).map((tick) => tickText(scale(low, high, log), tick));

test("ticks are those a person would choose", () => {
  assert.deepEqual(texts(0, 1), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
  assert.deepEqual(texts(-3, 3), ["−3", "−2", "−1", "0", "1", "2", "3"]);
  assert.deepEqual(texts(0, 100e3), ["0", "20k", "40k", "60k", "80k", "100k"]);
  assert.deepEqual(texts(0, 5000), ["0", "1k", "2k", "3k", "4k", "5k"]);
  assert.deepEqual(texts(0, 2.5e-6), ["0", "5e−7", "1e−6", "1.5e−6", "2e−6", "2.5e−6"]);
  assert.deepEqual(texts(1, 1e4, true), ["1", "10", "100", "1k", "10k"]);
  assert.deepEqual(texts(0.01, 0.5, true), ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]);
  assert.deepEqual(texts(1, 1e12, true), ["1", "100", "10k", "1M", "100M", "10bn", "1T"]);
});

test("an axis ends on ticks and keeps zero where it is near", () => {
  const near = (found, expected) =>
    expected.every((end, at) => Math.abs(found[at] - end) < 1e-6 * Math.abs(end) + 1e-9);
  assert.ok(near(around(3, 97, false, false), [0, 100]));
  assert.ok(near(around(91, 97, false, false), [91, 97]));
  assert.ok(near(around(5, 5, false, false), [2.5, 7.5]));
  assert.ok(near(around(24e6, 24e9, true, false), [20e6, 50e9]));
  assert.ok(near(around(7, 7, true, false), [5, 10]));
});

test("a place and its value belong together", () => {
  for (const log of [false, true])
    for (const value of [2, 10, 50]) {
      const one = scale(2, 50, log);
      assert.ok(Math.abs(valueAt(one, placeOn(one, value)) - value) < 1e-9);
    }
});

test("a line, a step, a band and a mark are drawn for the values as they are", () => {
  const data = {
    x: { ...scale(0, 10), factor: 1, index: 1 },
    y: { ...scale(0, 1), fixed: false },
    frame: { left: 0, right: 100, top: 0, bottom: 50 },
    series: [
      { series: 1, column: 1, kind: "line", programs: [[[[0], [1], "*"], 2]] },
      {
        series: 2,
        column: 2,
        kind: "band",
        programs: [
          [[[1]], 1],
          [[[1], 2, "*"], 1],
        ],
      },
    ],
    marks: [
      { onX: true, program: [[[0]], 1] },
      { onX: false, program: [[[0]], 1] },
    ],
    rows: [5],
  };
  const drawn = drawPlot(data, [4]);
  assert.deepEqual([drawn.y.low, drawn.y.high], [0, 20]);
  const { d } = drawn.paths[0];
  assert.ok(d.startsWith("M0 50L") && d.endsWith("L100 0"), d);
  assert.ok(
    drawn.paths[1].d.startsWith("M0 50") &&
      drawn.paths[1].d.includes("L100 0L100 25") &&
      drawn.paths[1].d.endsWith("Z"),
  );
  assert.deepEqual(drawn.marks, [40, 40]);
  assert.deepEqual(drawn.cells, [[["10"]], [["5", "10"]]]);
});

test("names at the ends of lines that meet keep their order and do not overlap", () => {
  assert.deepEqual(apart([100, 20, 60], 200), [100, 20, 60]);
  assert.deepEqual(apart([50, 50, 49], 200), [67, 85, 49]);
  assert.deepEqual(apart([195, 300, 100, Number.NaN], 200), [164, 200, 100, 182]);
});
