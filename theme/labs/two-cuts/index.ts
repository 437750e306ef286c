/*
 * The lab `two-cuts`: two cuts on a score, the queue between them, and the price of a review.
 * Input: the cuts, the seats and the order of the queue, moved by the reader from day to day. Output: what happens.
 * Must not: forget a backlog when a cut is moved.
 */
import { choice, controls, slider } from "../controls.ts";
import { logit } from "../draws.ts";
import { bottomAxis, leftAxis, linear, pathOf, roundUp } from "../scale.ts";
import * as model from "./model.ts";

const DAYS = 7;
/** Positions of the two sliders: probabilities, evenly spaced by their odds. */
const STEPS = 400;
const [LOWEST, HIGHEST] = [-6, 6];
const cutAt = (position: number) => 1 / (1 + Math.exp(-(LOWEST + ((HIGHEST - LOWEST) * position) / STEPS)));
const positionOf = (p: number) => Math.round(((logit(p) - LOWEST) / (HIGHEST - LOWEST)) * STEPS);

casebookLab("two-cuts", {
  title: "Two cuts and a queue",
  about:
    "8.64 million new images a day, 0.5% of them violating. Above the upper cut they are removed, below the lower one shown, and what falls between waits for a reviewer while people go on seeing it. The lower cut was at 0.05 (dotted); it has just been moved to 0.03.",
  settings: { lower: 0.03, upper: 0.95, seats: 31, perSeat: 1920, miss: 100, wrong: 50, distance: 4.1 },
  prediction: {
    question:
      "At 0.05 the reviewers kept up. At 0.03 more of the violating items go to a reviewer. After a week, how much violating content is seen, compared with before?",
    options: ["About half as much as before", "About as much", "Twice as much", "Four times as much or more"],
  },
  step: "Next day",
  run: "Run the week",
  create(root, settings, kit) {
    const { lower, upper, seats, perSeat, miss, wrong, distance } = settings;
    let world: model.World = { ...model.CASE, seats, perSeat, miss, wrong, distance };
    const cuts: model.Cuts = { lower, upper };
    let order: model.Order = "oldest";
    let days: model.Day[] = [];
    let lastWeek: model.Day[] = [];
    const before = model.day(world, { lower: 0.05, upper }, "oldest", 0).prevalence;

    const shareText = (p: number) => (p < 0.1 ? kit.number(p, 3) : kit.number(p, p > 0.99 ? 3 : 2));
    const hours = (value: number) => {
      if (value < 1 / 60) return `${kit.number(value * 3600)} s`;
      if (value < 1) return `${kit.number(value * 60)} min`;
      return value < 48 ? `${kit.number(value, value < 10 ? 1 : 0)} h` : `${kit.number(value / 24, 1)} days`;
    };

    // ── Controls ────────────────────────────────────────────────────────────────────────────
    const outputs = { lower: kit.make("output"), upper: kit.make("output"), seats: kit.make("output") };
    root.append(
      controls(
        kit,
        slider(kit, "Lower cut: shown below it", outputs.lower, positionOf(lower), [0, STEPS], (value) => {
          cuts.lower = Math.min(cutAt(value), cuts.upper);
          changed();
        }),
        slider(kit, "Upper cut: removed above it", outputs.upper, positionOf(upper), [0, STEPS], (value) => {
          cuts.upper = Math.max(cutAt(value), cuts.lower);
          changed();
        }),
        slider(kit, "Reviewers at work", outputs.seats, seats, [10, 80], (value) => {
          world = { ...world, seats: value };
          changed();
        }),
        choice(
          kit,
          "What is reviewed first",
          { oldest: "the oldest in the queue", value: "where a review prevents the most" },
          (value) => {
            order = value as model.Order;
            changed();
          },
        ),
      ),
    );

    // ── The score ───────────────────────────────────────────────────────────────────────────
    const drawScore = kit.picture(
      root,
      "How many items have each score, violating and harmless, on a scale by powers of ten, with the two cuts",
      200,
      (svg, width) => {
        const [left, right, top, bottom] = [52, width - 8, 26, 160];
        const x = linear(LOWEST, HIGHEST, left, right);
        const y = linear(0, 6, bottom, top);
        const [low, high] = [x(logit(cuts.lower)), x(logit(cuts.upper))];
        const zone = (from: number, to: number, color: string, name: string) => {
          svg.append(
            kit.svg("rect", {
              x: from,
              width: Math.max(0, to - from),
              y: top,
              height: bottom - top,
              fill: color,
              opacity: 0.16,
            }),
          );
          if (to - from > 44)
            svg.append(
              kit.svg("text", { x: (from + to) / 2, y: top - 8, "text-anchor": "middle", "font-weight": 600 }, name),
            );
        };
        zone(left, low, "var(--cb-line-strong)", "shown");
        zone(low, high, "var(--cb-lab-1)", "reviewed");
        zone(high, right, "var(--cb-lab-2)", "removed");
        const marks = [0.01, 0.1, 0.5, 0.9, 0.99].map((p): [number, string] => [logit(p), String(p)]);
        bottomAxis(kit, svg, x, marks, [left, right, bottom, bottom]);
        leftAxis(
          kit,
          svg,
          y,
          [
            [0, "1"],
            [2, "100"],
            [4, "10,000"],
            [6, "1M"],
          ],
          [left, right],
        );
        const cells = 120;
        const curve = (which: "violating" | "harmless") =>
          pathOf(
            Array.from({ length: cells }, (_, cell) => {
              const at = LOWEST + ((cell + 0.5) * (HIGHEST - LOWEST)) / cells;
              const half = (HIGHEST - LOWEST) / cells / 2;
              const p = (value: number) => 1 / (1 + Math.exp(-value));
              // Items per unit of the axis, so that the height does not depend on the cells.
              const density = model.between(world, p(at - half), p(at + half))[which] / (2 * half);
              return [x(at), y(Math.log10(Math.max(1, density)))] as const;
            }),
          );
        svg.append(
          kit.svg("path", {
            d: curve("harmless"),
            fill: "none",
            stroke: "var(--fg)",
            "stroke-width": 2,
            "stroke-dasharray": "6 4",
          }),
          kit.svg("path", { d: curve("violating"), fill: "none", stroke: "var(--cb-lab-2)", "stroke-width": 3 }),
          kit.svg("text", { x: left, y: bottom + 34, class: "cb-lab-quiet" }, "dashed: harmless; solid: violating"),
          kit.svg("text", { x: right, y: bottom + 34, class: "cb-lab-quiet", "text-anchor": "end" }, "score"),
        );
      },
    );

    // ── The figures of a day ────────────────────────────────────────────────────────────────
    const cells = ["Seen", "Wrongly removed", "Waiting", "Wait", "Cost of the day", "Worth of one more review"].map(
      (name) => ({
        name,
        value: kit.make("td"),
      }),
    );
    root.append(
      kit.make(
        "table",
        {},
        kit.make(
          "tbody",
          {},
          cells.map(({ name, value }) => kit.make("tr", {}, kit.make("th", { scope: "row" }, name), value)),
        ),
      ),
    );

    const drawWeek = kit.picture(root, "The share of views on violating content, day by day", 150, (svg, width) => {
      const [left, right, top, bottom] = [52, width - 60, 22, 118];
      const shown = days.map(({ prevalence }) => prevalence);
      const earlier = lastWeek.map(({ prevalence }) => prevalence);
      const most = roundUp(Math.max(0.0005, ...shown, ...earlier));
      const x = linear(0, DAYS, left, right);
      const y = linear(0, most, bottom, top);
      leftAxis(
        kit,
        svg,
        y,
        [0, most / 2, most].map((value): [number, string] => [value, kit.percent(value, 3)]),
        [left, right],
      );
      const marks = Array.from({ length: DAYS }, (_, at): [number, string] => [at + 1, String(at + 1)]);
      bottomAxis(kit, svg, x, marks, [left, right, bottom, bottom]);
      svg.append(kit.svg("text", { x: 0, y: 12, class: "cb-lab-quiet" }, "Views on violating content, by day"));
      const line = (values: readonly number[]) => values.map((value, at) => [x(at + 1), y(value)] as const);
      const points = line(shown);
      const dotted = { fill: "none", stroke: "var(--fg)", "stroke-dasharray": "2 4" };
      svg.append(
        kit.svg("path", { d: `M${left} ${y(before)}H${right}`, ...dotted }),
        kit.svg("path", { d: pathOf(line(earlier)), fill: "none", stroke: "var(--cb-line-strong)", "stroke-width": 3 }),
      );
      svg.append(kit.svg("path", { d: pathOf(points), fill: "none", stroke: "var(--cb-lab-2)", "stroke-width": 3 }));
      for (const [cx, cy] of points) svg.append(kit.svg("circle", { cx, cy, r: 4, fill: "var(--cb-lab-2)" }));
      const [last] = points.slice(-1);
      if (last)
        svg.append(
          kit.svg("text", { x: last[0] + 8, y: last[1] + 4, "font-weight": 600 }, kit.percent(shown.at(-1) ?? 0, 3)),
        );
    });

    const now = () => days.at(-1) ?? model.day(world, cuts, order, 0);
    const worthText = () => {
      const price = model.shadowPrice(world, cuts);
      const least = model.averts(world, cuts.lower);
      return price > 0
        ? `${kit.number(price, 2)} units: the seats are full`
        : `${kit.number(Math.max(0, least), 2)} units: what the next item below the lower cut would avert`;
    };
    const show = (today: model.Day) => {
      const texts = [
        `${kit.percent(today.prevalence, 3)} of views`,
        `${kit.number(today.wrong)} a day`,
        kit.number(today.backlog),
        hours(today.wait),
        `${kit.number(today.cost / 1000)}k units`,
        worthText(),
      ];
      cells.forEach(({ value }, at) => {
        value.textContent = texts[at] ?? "";
      });
    };
    const arriving = () => {
      const { reviewed } = model.split(world, cuts);
      return reviewed.violating + reviewed.harmless;
    };
    const showCuts = () => {
      outputs.lower.textContent = shareText(cuts.lower);
      outputs.upper.textContent = shareText(cuts.upper);
      outputs.seats.textContent = kit.number(world.seats);
    };
    const load = () =>
      `${kit.number(arriving())} items a day fall between the cuts, and ${world.seats} reviewers decide ${kit.number(model.capacity(world))}.`;
    const changed = () => {
      showCuts();
      drawScore();
      if (days.length === 0) show(now());
      kit.resume();
      kit.say(
        `${load()} ${days.length >= DAYS ? "The next week begins with an empty queue; the grey line is the last one." : ""}`,
      );
    };
    showCuts();
    show(now());
    kit.say(load());

    return {
      pace: 500,
      step() {
        if (days.length >= DAYS) [lastWeek, days] = [days, []];
        const today = model.day(world, cuts, order, days.at(-1)?.backlog ?? 0);
        days.push(today);
        show(today);
        drawWeek();
        kit.say(
          `Day ${days.length}: ${kit.percent(today.prevalence, 3)} of all views fall on violating content. ${
            today.backlog > 0
              ? `${kit.number(today.backlog)} items wait, and one that comes in now waits ${hours(today.wait)}.`
              : `The queue is empty by the evening; the mean wait is ${hours(today.wait)}.`
          }`,
        );
        return days.length < DAYS;
      },
      conclude() {
        // What was asked, whatever was moved since.
        const asked = { ...world, seats };
        const week = (low: number) => {
          let backlog = 0;
          for (let n = 1; n < DAYS; n += 1)
            backlog = model.day(asked, { lower: low, upper }, "oldest", backlog).backlog;
          return model.day(asked, { lower: low, upper }, "oldest", backlog).prevalence;
        };
        const ratio = week(0.03) / week(0.05);
        return {
          happened: ratio > 3.5 ? 3 : ratio > 1.5 ? 2 : ratio > 0.75 ? 1 : 0,
          teaches: `From 0.05 to 0.03 multiplies what is seen by ${kit.number(ratio, 1)} after a week: the extra items are nearly all harmless, the queue grows every day, and the worst waits behind the doubtful. The number of items looked at stays the same, ${kit.number(model.capacity(asked))} a day; only which ones changes. Run the week again with reviewers who begin where a review prevents the most. Then the lower cut hardly matters, and the upper one does: move it down to 0.92, where a second look is no longer worth the seat it takes.`,
        };
      },
    };
  },
});
