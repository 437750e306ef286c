/*
 * The lab `interest-vectors`: what a single user vector fetches as a person's interests multiply.
 * Input: the number of interests, one more at each step. Output: cosines of all pins, and what is fetched.
 * Must not: score a pin by anything but its cosine.
 */
import { table } from "../controls.ts";
import { bottomAxis, linear } from "../scale.ts";
import * as model from "./model.ts";

const OTHERS = 4000;
const EACH = 25;
const FETCHED = 100;
const STEPS = [1, 2, 4, 6, 8, 12, 16];

casebookLab("interest-vectors", {
  title: "One vector, many interests",
  about:
    "4,000 random pins in 32 dimensions, and 25 for each of a person's interests, all close to it (cosine 0.8). One vector, the average of the interests, fetches its 100 nearest. Each step adds interests.",
  settings: { seed: 7, near: 0.8 },
  prediction: {
    question: "With 16 interests there are 400 good pins. How many of the 100 nearest to the average are among them?",
    unit: "of 100",
  },
  step: "Add interests",
  run: "Up to sixteen",
  create(root, { seed, near }, kit) {
    const pins = model.drawPins(kit.random(seed), OTHERS, EACH, near);
    let at = 0;
    const results: {
      interests: number;
      one: ReturnType<typeof model.tally>;
      several: ReturnType<typeof model.tally>;
    }[] = [];

    const interests = () => STEPS[at] ?? 1;
    const measure = () => {
      const corpus = model.corpusOf(pins, interests());
      const one = model.fetchByOne(corpus, interests(), FETCHED);
      const several = model.fetchBySeveral(corpus, interests(), FETCHED);
      const last = one.at(-1);
      results[at] = { interests: interests(), one: model.tally(one), several: model.tally(several) };
      return { corpus, cut: last ? model.withAverage(last, interests()) : 1 };
    };
    let seen = measure();

    const histogram = (label: string, cosine: (pin: model.Pin) => number, cutAt: () => number, title: string) =>
      kit.picture(root, label, 150, (svg, width) => {
        const [left, right, top, bottom] = [6, width - 6, 30, 118];
        const x = linear(-0.6, 1, left, right);
        const bins = 64;
        const counts = { random: new Array<number>(bins).fill(0), wanted: new Array<number>(bins).fill(0) };
        for (const pin of seen.corpus) {
          const bin = Math.min(bins - 1, Math.max(0, Math.floor(((cosine(pin) + 0.6) / 1.6) * bins)));
          const of = pin.interest < 0 ? counts.random : counts.wanted;
          of[bin] = (of[bin] ?? 0) + 1;
        }
        // By the root: a few hundred good pins next to thousands.
        const most = Math.sqrt(Math.max(...counts.random, ...counts.wanted));
        const step = (right - left) / bins;
        const bars = (of: number[]) =>
          of
            .map((count, bin) =>
              count > 0
                ? `M${(left + step * bin).toFixed(1)} ${bottom}v${-(((bottom - top) * Math.sqrt(count)) / most).toFixed(1)}h${(step - 1).toFixed(1)}V${bottom}z`
                : "",
            )
            .join("");
        svg.append(
          kit.svg("path", { d: bars(counts.random), fill: "var(--cb-line-strong)" }),
          kit.svg("path", { d: bars(counts.wanted), fill: "var(--cb-lab-1)", opacity: 0.8 }),
          kit.svg("text", { x: 0, y: 12, "font-weight": 600 }, title),
        );
        const cut = x(cutAt());
        svg.append(
          kit.svg("path", { d: `M${cut} ${top - 8}V${bottom}`, stroke: "var(--cb-lab-2)", "stroke-width": 2.5 }),
          kit.svg(
            "text",
            cut > right - 70
              ? { x: cut - 6, y: top, style: "fill:var(--cb-lab-2)", "text-anchor": "end" }
              : { x: cut + 6, y: top, style: "fill:var(--cb-lab-2)" },
            "fetched →",
          ),
        );
        bottomAxis(
          kit,
          svg,
          x,
          [-0.5, 0, 0.5, 1].map((value): [number, string] => [value, String(value)]),
          [left, right, bottom, bottom],
        );
      });
    const drawOne = histogram(
      "Cosines of random pins (grey) and of good ones (coloured) with the average of the interests",
      (pin) => model.withAverage(pin, interests()),
      () => seen.cut,
      "Cosine with the one vector, heights by root",
    );
    const drawSeveral = histogram(
      "Cosines of the same pins with the nearest of several vectors",
      (pin) => model.withNearest(pin, interests()),
      () => near - 0.01,
      "Cosine with the nearest of several",
    );

    const { element, body } = table(kit, ["Interests", "Good pins", "One vector", "Reached", "One each"]);
    root.append(element);
    const draw = () => {
      drawOne();
      drawSeveral();
      body.replaceChildren(
        ...results.map(({ interests: count, one, several }) =>
          kit.make(
            "tr",
            {},
            [count, EACH * count, one.wanted, `${one.covered} of ${count}`, several.wanted].map((cell) =>
              kit.make("td", {}, String(cell)),
            ),
          ),
        ),
      );
    };
    const say = () => {
      const result = results[at];
      if (!result) return;
      const cosine = near / Math.sqrt(result.interests);
      const noise = seen.corpus.filter(
        (pin) => pin.interest < 0 && model.withAverage(pin, interests()) > cosine,
      ).length;
      kit.say(
        `${result.interests} ${result.interests === 1 ? "interest" : "interests"}: a good pin has a cosine of ${kit.number(near, 1)}/√${result.interests} = ${kit.number(cosine, 2)} with the average, and ${kit.number(noise)} random pins are nearer by chance. ${result.one.wanted} of the 100 fetched are good.`,
      );
    };
    draw();
    say();

    return {
      pace: 900,
      step() {
        at += 1;
        seen = measure();
        draw();
        say();
        return at < STEPS.length - 1;
      },
      conclude() {
        const last = results.at(-1);
        return {
          happened: last?.one.wanted ?? null,
          within: 8,
          teaches: `The average of k interests lies between all of them and near to none: its cosine with each falls as 1/√k, down into what ${kit.number(OTHERS)} random pins reach by luck, and a real corpus has ten billion. One vector for each interest asks the same index k times and keeps all 100 good. A single vector that is trained instead of averaged moves to one of the interests and loses the others.`,
        };
      },
    };
  },
});
