/*
 * The lab `batch-statistics`: the mean that batch norm subtracts, when one person's rows lie together.
 * Input: how the batch is made up, moved by the reader. Output: the means of many batches, sorted and shuffled.
 * Must not: draw the two kinds of batches from different rows.
 */
import { controls, slider } from "../controls.ts";
import { bottomAxis, linear } from "../scale.ts";
import * as model from "./model.ts";

const BATCHES = 60;
const WIDEST = 0.4;

casebookLab("batch-statistics", {
  title: "What batch norm sees",
  about:
    "A batch of 1,024 rows: 25 rows of each person lie together and resemble each other (correlation 0.5). Each step draws one batch from files in that order and one from shuffled files, and marks the mean that batch norm would subtract. The true mean is 0, the deviation of a row 1.",
  settings: { seed: 7, rows: 1024, group: 25, correlation: 0.5 },
  prediction: {
    question: "How many rows of different people would give the mean as precisely as these 1,024?",
    unit: "rows",
  },
  step: "Draw a batch",
  run: `Draw ${BATCHES}`,
  create(root, { seed, rows, group, correlation }, kit) {
    const random = kit.random(seed);
    const batch: model.Batch = { rows, group, correlation };
    let sorted: number[] = [];
    let shuffled: number[] = [];
    const asked = { ...batch };

    const outputs = { group: kit.make("output"), correlation: kit.make("output"), rows: kit.make("output") };
    const changed = (change: Partial<model.Batch>) => {
      Object.assign(batch, change);
      [sorted, shuffled] = [[], []];
      draw();
      kit.resume();
      kit.say(theory());
    };
    root.append(
      controls(
        kit,
        slider(kit, "Consecutive rows per person", outputs.group, group, [1, 64], (value) => changed({ group: value })),
        slider(kit, "How alike they are", outputs.correlation, 100 * correlation, [0, 100], (value) =>
          changed({ correlation: value / 100 }),
        ),
        slider(kit, "Rows in a batch, by powers of two", outputs.rows, Math.log2(rows), [6, 13], (value) =>
          changed({ rows: 2 ** value }),
        ),
      ),
    );

    const redraw = kit.picture(
      root,
      "The means of the batches drawn so far: of files in order of people, and of shuffled files",
      190,
      (svg, width) => {
        const [left, right, bottom] = [6, width - 6, 156];
        const x = linear(-WIDEST, WIDEST, left, right);
        bottomAxis(
          kit,
          svg,
          x,
          [-0.4, -0.2, 0, 0.2, 0.4].map((value): [number, string] => [value, String(value)]),
          [left, right, 20, bottom],
        );
        const strip = (means: readonly number[], y: number, color: string, name: string, spread: number) => {
          svg.append(
            kit.svg("text", { x: 0, y: y - 30, "font-weight": 600 }, name),
            kit.svg("rect", {
              x: x(-2 * spread),
              width: x(2 * spread) - x(-2 * spread),
              y: y - 22,
              height: 40,
              fill: color,
              opacity: 0.15,
            }),
          );
          means.forEach((mean, at) => {
            // Spread out, so that equal means do not hide each other; the last one is the largest.
            const cy = y - 2 + 14 * Math.sin(at * 2.4);
            svg.append(
              kit.svg("circle", { cx: x(mean), cy, r: at === means.length - 1 ? 6 : 3.5, fill: color, opacity: 0.75 }),
            );
          });
        };
        strip(sorted, 56, "var(--cb-lab-2)", "in order of people", model.spread(batch));
        strip(shuffled, 132, "var(--cb-lab-1)", "shuffled", model.spread({ ...batch, correlation: 0 }));
        svg.append(
          kit.svg("text", { x: right, y: bottom + 32, class: "cb-lab-quiet", "text-anchor": "end" }, "mean of a batch"),
        );
      },
    );
    const theory = () =>
      `${kit.number(batch.rows)} rows of ${kit.number(Math.ceil(batch.rows / batch.group))} people are worth ${kit.number(model.effectiveRows(batch))} independent ones: the mean of a batch scatters by ${kit.number(model.spread(batch), 3)}, shuffled by ${kit.number(1 / Math.sqrt(batch.rows), 3)}. The bands are two of these wide to each side.`;
    const draw = () => {
      outputs.group.textContent = String(batch.group);
      outputs.correlation.textContent = kit.number(batch.correlation, 2);
      outputs.rows.textContent = kit.number(batch.rows);
      redraw();
    };
    draw();
    kit.say("No batch is drawn yet.");

    return {
      pace: 60,
      step() {
        if (sorted.length >= BATCHES) [sorted, shuffled] = [[], []];
        sorted.push(model.meanOf(model.drawRows(batch, random)));
        // Rows of so many people that no two are of one: what shuffling a large file gives.
        shuffled.push(model.meanOf(model.drawRows({ ...batch, group: 1 }, random)));
        draw();
        kit.say(
          `Batch ${sorted.length}: its mean is ${kit.number(sorted.at(-1) ?? 0, 3)} in order of people and ${kit.number(shuffled.at(-1) ?? 0, 3)} shuffled. All its rows are off by that much at once. ${sorted.length === BATCHES ? theory() : ""}`,
        );
        return sorted.length < BATCHES;
      },
      conclude() {
        return {
          happened: Math.round(model.effectiveRows(asked)),
          within: 15,
          teaches: `${kit.number(asked.rows)} rows divided by 1 + ${asked.group - 1} × ${kit.number(asked.correlation, 1)}. Every row of a batch gets the same error subtracted, a different one at each step, and serving, with its moving average, has none of it. Make the batch larger, or shuffle: synchronising 64 workers is a batch of 65,536. Layer norm has no such mean at all.`,
        };
      },
    };
  },
});
