/*
 * The lab `allocation`: spend a million impressions by hand, against three policies on the same clicks.
 * Input: weights that the reader moves. Output: what is known of each item, and what everybody has lost.
 * Must not: show a true rate before the day is over.
 */
import { controls } from "../controls.ts";
import { bottomAxis, leftAxis, linear, logarithmic, pathOf, roundUp } from "../scale.ts";
import * as day from "./model.ts";

const PLAYERS = [
  { name: "You", color: "var(--cb-lab-1)", dash: "none", width: 3 },
  { name: "Thompson", color: "var(--cb-lab-3)", dash: "none", width: 2 },
  { name: "Greedy", color: "var(--cb-lab-2)", dash: "7 4", width: 2 },
  { name: "Equal", color: "var(--fg)", dash: "2 4", width: 2 },
] as const;
const POLICIES = [null, day.thompson, day.greedy, day.equal] as const;
const HIGHEST_RATE = 0.04;
const OTHER_DAYS = 100;

casebookLab("allocation", {
  title: "Spend a million impressions",
  about:
    "Six items, one day of counts, 20 rounds of 50,000 impressions. Move the weights before each round. Three policies spend the same day, and impression 700 of item E is clicked for all of you or for none.",
  settings: { seed: 7 },
  prediction: {
    question: "Who will have lost the fewest clicks when the day is over?",
    options: [
      "You",
      "Thompson sampling: one random draw per item, the largest is served",
      "Greedy: all on the highest posterior mean, refitted each round",
      "An equal split",
    ],
  },
  step: "Spend 50,000",
  run: "Spend the rest like this",
  create(root, { seed }, kit) {
    const random = kit.random(seed);
    const world = day.drawWorld(random);
    const fates = day.drawFates(random, world);
    const lots = kit.random(seed + 1_000_003);
    const weights = day.DAY_0.map(() => 5);
    let players = PLAYERS.map(() => day.newPlayer());
    let round = 0;

    const of = (who: number) => players[who] ?? day.newPlayer();
    const lost = (who: number) => of(who).lost.at(-1) ?? 0;

    // ── What is known ───────────────────────────────────────────────────────────────────────
    const knownHeight = 6 * 26 + 34;
    const drawKnown = kit.picture(
      root,
      "For each item the range in which its click rate is with 95% probability, as you know it",
      knownHeight,
      (svg, width) => {
        const [left, right, bottom] = [46, width - 14, 6 * 26 + 10];
        const x = linear(0, HIGHEST_RATE, left, right);
        const marks = [0, 0.01, 0.02, 0.03, 0.04].map((rate): [number, string] => [rate, kit.percent(rate, 0)]);
        bottomAxis(kit, svg, x, marks, [left, right, 4, bottom]);
        day.DAY_0.forEach(({ name, kind }, item) => {
          const counts = of(0).counts[item] ?? { shown: 0, clicked: 0 };
          const [low, high] = day.interval(counts);
          const y = 20 + 26 * item;
          svg.append(
            kit.svg("text", { x: 0, y: y + 4 }, kit.svg("tspan", { "font-weight": 700 }, name), ` ${kind}`),
            kit.svg("line", {
              x1: x(low),
              x2: x(high),
              y1: y,
              y2: y,
              stroke: PLAYERS[0].color,
              "stroke-width": 7,
              "stroke-linecap": "round",
              opacity: 0.4,
            }),
            kit.svg("circle", { cx: x(day.mean(counts)), cy: y, r: 4.5, fill: PLAYERS[0].color }),
          );
          if (round === day.ROUNDS) {
            const at = x(world[item] ?? 0);
            svg.append(kit.svg("path", { d: `M${at} ${y - 10}V${y + 10}`, stroke: "var(--fg)", "stroke-width": 3 }));
          }
        });
      },
    );

    // ── What is lost ────────────────────────────────────────────────────────────────────────
    const drawLost = kit.picture(
      root,
      "Clicks lost so far by you and by the three policies, round by round",
      230,
      (svg, width) => {
        const [left, right, top, bottom] = [46, width - 74, 22, 196];
        const most = roundUp(Math.max(500, ...players.map((_, who) => lost(who))));
        const x = linear(0, day.ROUNDS, left, right);
        const y = linear(0, most, bottom, top);
        leftAxis(
          kit,
          svg,
          y,
          [0, most / 2, most].map((value): [number, string] => [value, kit.number(value)]),
          [left, right],
        );
        bottomAxis(
          kit,
          svg,
          x,
          [0, 5, 10, 15, 20].map((at): [number, string] => [at, String(at)]),
          [left, right, bottom, bottom],
        );
        svg.append(
          kit.svg("text", { x: 0, y: 12, class: "cb-lab-quiet" }, "Clicks lost"),
          kit.svg("text", { x: right, y: bottom + 30, class: "cb-lab-quiet", "text-anchor": "end" }, "rounds"),
        );
        const names = PLAYERS.map(({ name, color }, who) => ({ name, color, at: y(lost(who)) })).sort(
          (a, b) => b.at - a.at,
        );
        PLAYERS.forEach(({ color, dash, width: stroke }, who) => {
          const d = pathOf(of(who).lost.map((value, at) => [x(at), y(value)] as const));
          svg.append(
            kit.svg("path", { d, fill: "none", stroke: color, "stroke-width": stroke, "stroke-dasharray": dash }),
          );
        });
        // From the lowest line up, no name on another.
        let free = bottom + 14;
        for (const { name, color, at } of names) {
          free = Math.min(at, free - 14);
          svg.append(
            kit.svg(
              "text",
              { x: x(round) + 6, y: free + 4, fill: color, style: `fill:${color}`, "font-weight": 600 },
              name,
            ),
          );
        }
      },
    );

    // ── The weights ─────────────────────────────────────────────────────────────────────────
    const outputs = day.DAY_0.map(() => kit.make("output"));
    const showShares = () => {
      const shares = day.byWeights(weights);
      outputs.forEach((output, item) => {
        output.textContent = kit.number(shares[item] ?? 0);
      });
    };
    const inputs = day.DAY_0.map(({ name }, item) =>
      kit.make("input", {
        type: "range",
        min: 0,
        max: 10,
        value: weights[item],
        "aria-label": `Weight of ${name}`,
        input: (event: Event) => {
          weights[item] = Number((event.target as HTMLInputElement).value);
          showShares();
        },
      }),
    );
    const setAll = (weightOf: (item: number) => number) => {
      inputs.forEach((input, item) => {
        weights[item] = weightOf(item);
        input.value = String(weights[item]);
      });
      showShares();
    };
    const preset = (name: string, weightOf: (item: number) => number) =>
      kit.make("button", { type: "button", class: "cb-button", click: () => setAll(weightOf) }, name);
    const leader = () => {
      const means = of(0).counts.map(day.mean);
      return means.indexOf(Math.max(...means));
    };
    root.append(
      controls(
        kit,
        ...day.DAY_0.map(({ name, kind, shown, clicked }, item) =>
          kit.make(
            "label",
            {},
            kit.make(
              "span",
              {},
              kit.make("strong", {}, name),
              ` ${kind}, ${kit.number(clicked)} of ${kit.number(shown)}`,
            ),
            outputs[item],
            inputs[item],
          ),
        ),
      ),
      kit.make(
        "div",
        { class: "cb-lab-bar" },
        preset("All equal", () => 5),
        preset("All on the highest mean", (item) => (item === leader() ? 10 : 0)),
      ),
    );
    showShares();

    const summary = () =>
      `You have lost ${kit.number(lost(0))} clicks compared with somebody who knows the six rates, Thompson ${kit.number(lost(1))}, greedy ${kit.number(lost(2))}, an equal split ${kit.number(lost(3))}.`;
    kit.say(
      "Day 0: the bars show where each rate is with 95% probability, the dots are posterior means. Little is known of E and F.",
    );

    return {
      pace: 120,
      step() {
        const before = of(0).counts.reduce((sum, { clicked }) => sum + clicked, 0);
        players = players.map((player, who) => {
          const policy = POLICIES[who];
          const shares = policy ? policy(player.counts, lots) : day.byWeights(weights);
          return day.spend(player, shares, world, fates);
        });
        round += 1;
        drawKnown();
        drawLost();
        const clicks = of(0).counts.reduce((sum, { clicked }) => sum + clicked, 0) - before;
        const best = day.DAY_0[leader()]?.name;
        kit.say(
          `Round ${round} of ${day.ROUNDS}: ${kit.number(clicks)} clicks, and ${best} leads by its posterior mean. ${summary()}`,
        );
        return round < day.ROUNDS;
      },
      conclude() {
        const all = PLAYERS.map((_, who) => lost(who));
        const best = world.indexOf(Math.max(...world));
        kit.say(`The day is over; the upright marks are the true rates. ${summary()}`);
        const name = day.DAY_0[best]?.name;
        const luck =
          all[2] !== undefined && all[1] !== undefined && all[2] < all[1]
            ? "Greedy beat Thompson today because its first guess was good; it paid nothing for learning."
            : "Thompson pays for learning in the first rounds and next to nothing later, so its line goes flat.";
        return {
          happened: all.indexOf(Math.min(...all)),
          teaches: `${name} was the best, with ${kit.percent(world[best] ?? 0, 2)}. ${luck} One day proves neither of them right: look at ${OTHER_DAYS} others.`,
          more: otherDays(kit, seed),
        };
      },
    };
  },
});

/** Greedy against Thompson on other days, a few in each frame. */
const otherDays = (kit: CasebookLab.Kit, seed: number): HTMLElement => {
  const random = kit.random(seed + 2_000_003);
  const days: [number, number][] = [];
  const host = kit.make("div");
  const text = kit.make("p", { role: "status" });
  const start = kit.make("button", { type: "button", class: "cb-button" }, `See ${OTHER_DAYS} other days`);
  start.addEventListener("click", () => {
    start.remove();
    const draw = kit.picture(
      host,
      "For each of 100 days the clicks that Thompson lost, to the right, and that greedy lost, upwards",
      300,
      (svg, width) => {
        const [left, right, top, bottom] = [52, Math.min(width - 12, 480), 24, 262];
        const x = logarithmic(20, 10_000, left, right);
        const y = logarithmic(20, 10_000, bottom, top);
        const marks = [20, 100, 1000, 10_000].map((value): [number, string] => [
          value,
          value === 20 ? "≤ 20" : kit.number(value),
        ]);
        leftAxis(kit, svg, y, marks, [left, right]);
        bottomAxis(kit, svg, x, marks, [left, right, top, bottom]);
        svg.append(
          kit.svg("path", {
            d: `M${left} ${bottom}L${right} ${top}`,
            stroke: "var(--cb-line-strong)",
            "stroke-dasharray": "4 4",
          }),
          kit.svg("text", { x: 0, y: 12, class: "cb-lab-quiet" }, "Greedy lost"),
          kit.svg("text", { x: right, y: bottom + 32, class: "cb-lab-quiet", "text-anchor": "end" }, "Thompson lost"),
          kit.svg("text", { x: right - 6, y: bottom - 8, class: "cb-lab-quiet", "text-anchor": "end" }, "greedy ahead"),
        );
        for (const [a, b] of days) {
          const color = b < a ? PLAYERS[2].color : PLAYERS[1].color;
          svg.append(kit.svg("circle", { cx: x(a), cy: y(b), r: 4, fill: color, opacity: 0.75 }));
        }
      },
    );
    const next = () => {
      for (let n = 0; n < 2 && days.length < OTHER_DAYS; n += 1) {
        const world = day.drawWorld(random);
        days.push([day.dayOf(day.thompson, world, random), day.dayOf(day.greedy, world, random)]);
      }
      draw();
      if (days.length < OTHER_DAYS) {
        requestAnimationFrame(next);
        return;
      }
      const average = (which: 0 | 1) => kit.number(days.reduce((sum, one) => sum + one[which], 0) / days.length);
      const ahead = days.filter(([a, b]) => b < a).length;
      text.textContent = `Greedy was ahead on ${ahead} of ${days.length} days, and still lost ${average(1)} clicks a day on average where Thompson lost ${average(0)}: on its bad days it locks on to the wrong item and never shows the right one again.`;
    };
    next();
  });
  host.append(start, text);
  return host;
};
