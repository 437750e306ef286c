/*
 * The lab `position-bias`: one log, four ways to read from it how good five ads are.
 * Input: a growing log; how often slots are shuffled; whether the examination curve is right. Output: estimates.
 * Must not: let an estimate see the true quality.
 */
import { choice, controls, slider, table } from "../controls.ts";
import { bottomAxis, linear } from "../scale.ts";
import * as model from "./model.ts";

const REQUESTS = 20_000;
const ROUNDS = 10;
const REPEATS = 40;
const NAMES = ["V", "W", "X", "Y", "Z"];

interface Reading {
  name: string;
  color: string;
  /** Drawn around its place. */
  shape: (x: number, y: number) => string;
  read: (log: model.Log, curve: readonly number[]) => number[];
}

const square = (x: number, y: number) => `M${x - 4} ${y - 4}h8v8h-8z`;
const diamond = (x: number, y: number) => `M${x} ${y - 6}l6 6-6 6-6-6z`;
const triangle = (x: number, y: number) => `M${x} ${y - 5}l6 10h-12z`;
const cross = (x: number, y: number) => `M${x - 5} ${y - 5}l10 10m0-10l-10 10`;

const READINGS: readonly Reading[] = [
  { name: "Naive: clicks by impressions", color: "var(--cb-lab-2)", shape: square, read: (log) => model.naive(log) },
  {
    name: "Weighted by examination",
    color: "var(--cb-lab-1)",
    shape: diamond,
    read: (log, curve) => model.weighted(log, curve),
  },
  {
    name: "Weighted, clipped at 3",
    color: "var(--cb-lab-4)",
    shape: triangle,
    read: (log, curve) => model.weighted(log, curve, 3),
  },
  { name: "Position as an input", color: "var(--cb-lab-3)", shape: cross, read: (log) => model.withPosition(log) },
];

casebookLab("position-bias", {
  title: "Five ads, five slots, one log",
  about:
    "The old ranker has the ads the wrong way round, or nearly: a poor one is in slot one, where everybody looks, the best one in slot five. The log grows by 20,000 requests a step. Four readings try to get the true quality (upright marks) back from it.",
  settings: { seed: 7, shuffled: 0 },
  prediction: {
    question:
      "Slots are never shuffled in this log. After 200,000 requests, which reading puts the ads in the right order?",
    options: [
      "Naive: enough rows even it out",
      "Weighted: each click divided by the examination of its slot",
      "Position as an input: a regression learns what the slot does",
      "Both of the last two",
    ],
  },
  step: "Log 20,000 more",
  run: "Log 200,000",
  create(root, { seed, shuffled }, kit) {
    const random = kit.random(seed);
    const { quality, score } = model.drawAds(random);
    let share = Math.min(1, Math.max(0, shuffled));
    let steeper = false;
    let log = model.emptyLog(quality.length);
    let rounds = 0;
    const slotOf = [...score.keys()].sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0));
    /** What the weights believe. The true curve is the case's; a wrong belief is a flatter one. */
    const curve = () => model.EXAMINED.map((examined) => (steeper ? Math.sqrt(examined) : examined));
    const readings = () => READINGS.map(({ read }) => read(log, curve()));

    const shareOutput = kit.make("output");
    const restart = () => {
      log = model.emptyLog(quality.length);
      rounds = 0;
      shareOutput.textContent = kit.percent(share, 0);
      draw();
      kit.resume();
      kit.say(
        `A new log begins. ${share === 0 ? "Every ad keeps its slot." : `${kit.percent(share, 0)} of the requests show the ads in random order.`}`,
      );
    };
    root.append(
      controls(
        kit,
        slider(kit, "Requests with shuffled slots", shareOutput, Math.round(100 * share), [0, 50], (value) => {
          share = value / 100;
          restart();
        }),
        choice(
          kit,
          "The weights use",
          { right: "the true examination curve", wrong: "one that is too flat (its square root)" },
          (value) => {
            steeper = value === "wrong";
            draw();
            kit.resume();
          },
        ),
      ),
    );

    const redraw = kit.picture(
      root,
      "For each ad its true click rate in slot one and what the four readings say",
      5 * 34 + 40,
      (svg, width) => {
        const [left, right, bottom] = [width < 420 ? 62 : 110, width - 16, 5 * 34 + 12];
        const x = linear(0, 0.05, left, right);
        const marks = [0, 0.01, 0.02, 0.03, 0.04, 0.05].map((rate): [number, string] => [rate, kit.percent(rate, 0)]);
        bottomAxis(kit, svg, x, marks, [left, right, 4, bottom]);
        const values = rounds > 0 ? readings() : [];
        quality.forEach((rate, ad) => {
          const y = 22 + 34 * ad;
          const where = `${NAMES[ad]} slot ${slotOf.indexOf(ad) + 1}`;
          svg.append(
            kit.svg("text", { x: 0, y: y + 4, "font-weight": 600 }, where),
            kit.svg("path", { d: `M${x(rate)} ${y - 14}v28`, stroke: "var(--fg)", "stroke-width": 3 }),
          );
          READINGS.forEach(({ color, shape, name }, reading) => {
            const value = values[reading]?.[ad];
            if (value === undefined) return;
            const filled = shape !== cross;
            svg.append(
              kit.svg(
                "path",
                {
                  d: shape(x(value), y + 5 * (reading - 1.5)),
                  fill: filled ? color : "none",
                  stroke: color,
                  "stroke-width": filled ? 1 : 2.5,
                },
                kit.svg("title", {}, `${name}: ${kit.percent(value, 2)}`),
              ),
            );
          });
        });
      },
    );

    const { element, body } = table(kit, ["Reading", "Pairs in order", "Level", "Spread"]);
    root.append(element);

    /** The relative spread of an estimate over other logs of the same size, for the best ad. */
    const spreads = () => {
      const best = quality.length - 1;
      const found = READINGS.map((): number[] => []);
      for (let n = 0; n < REPEATS; n += 1) {
        const other = model.collect(model.emptyLog(quality.length), quality, score, rounds * REQUESTS, share, random);
        for (const [at, { read }] of READINGS.entries()) found[at]?.push(read(other, curve())[best] ?? 0);
      }
      return found.map((values) => {
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        return (
          Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / (quality[best] ?? 1)
        );
      });
    };
    const mark = ({ color, shape }: Reading) =>
      kit.svg(
        "svg",
        { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" },
        kit.svg("path", { d: shape(0, 0), fill: shape === cross ? "none" : color, stroke: color, "stroke-width": 2 }),
      );
    const draw = (spread: readonly number[] = []) => {
      redraw();
      const values = readings();
      body.replaceChildren(
        ...READINGS.map((reading, at) => {
          const value = values[at] ?? [];
          const cells =
            rounds === 0
              ? ["", "", ""]
              : [
                  kit.percent(model.pairsInOrder(value, quality), 0),
                  `×\u00a0${kit.number(model.calibration(value, quality), 2)}`,
                  spread[at] === undefined ? "at the end" : `± ${kit.percent(spread[at] ?? 0, 1)}`,
                ];
          return kit.make(
            "tr",
            {},
            kit.make("th", { scope: "row" }, mark(reading), ` ${reading.name}`),
            cells.map((cell) => kit.make("td", {}, cell)),
          );
        }),
      );
    };
    restart();
    kit.say("Slot one is examined by everybody, slot five by a fifth. Nothing is logged yet.");

    return {
      pace: 300,
      step() {
        log = model.collect(log, quality, score, REQUESTS, share, random);
        rounds += 1;
        draw();
        const values = readings();
        const right = READINGS.filter((_, at) => model.pairsInOrder(values[at] ?? [], quality) === 1).map(({ name }) =>
          name.split(/[:,]/)[0]?.toLowerCase(),
        );
        kit.say(
          `${kit.number(rounds * REQUESTS)} requests. All ten pairs of ads in order: ${right.length > 0 ? [...new Set(right)].join(", ") : "no reading"}. The naive rate of the best ad is ${kit.percent(values[0]?.[4] ?? 0, 2)}, its true one ${kit.percent(quality[4] ?? 0, 2)}.`,
        );
        return rounds < ROUNDS;
      },
      conclude() {
        draw(spreads());
        const values = readings();
        const inOrder = (at: number) => model.pairsInOrder(values[at] ?? [], quality) === 1;
        const happened =
          share > 0 || steeper ? null : inOrder(1) && inOrder(3) ? 3 : inOrder(3) ? 2 : inOrder(1) ? 1 : 0;
        return {
          happened,
          teaches:
            share === 0
              ? "Where every ad keeps its slot, a good ad in a bad slot and a bad ad in a good slot make the same clicks. A regression cannot tell them apart; which of the two it blames is up to its penalty. The weights get through because they are told the curve, and they pay with a wide spread: a click in slot five counts five times. Now shuffle 5% of the requests and log again."
              : `With ${kit.percent(share, 0)} of the requests shuffled the same ad is seen in several slots, and the regression finds the effect of the slot by itself. ${steeper ? "The weights trust a wrong curve, and no amount of rows corrects that." : "Set the weights to a wrong curve: rows do not repair it, and clipping repairs the spread but not the order."}`,
        };
      },
    };
  },
});
