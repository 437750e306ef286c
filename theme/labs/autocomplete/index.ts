/*
 * The lab `autocomplete`: from a prefix to the ten most searched strings, one range maximum after the other.
 * Input: a prefix that the reader types. Output: the range, its pieces, the heap, what was found, bytes.
 * Must not: look at a string that the search did not ask about.
 */
import { controls } from "../controls.ts";
import { linear } from "../scale.ts";
import * as index from "./model.ts";

const WANTED = 10;

casebookLab("autocomplete", {
  title: "From a prefix to ten strings",
  about:
    "4,000 searches in sorted order with a score each. All that begin with what you type lie side by side. Type a prefix, then step through the search for the ten best of that range.",
  settings: { seed: 7, prefix: "p" },
  prediction: {
    question:
      "The prefix p has some 500 strings. How many times must the index be asked for the largest score of a range?",
    options: [
      "About 500: once per string",
      "About 90: ten times log₂ of 500",
      "19 at most, whatever the prefix",
      "Once",
    ],
  },
  step: "Take the next best",
  run: "Take all ten",
  create(root, { seed, prefix }, kit) {
    const { strings, scores } = index.searches(kit.random(seed));
    const largest = index.rangeMaxima(scores);
    const most = Math.max(...scores);
    let range = index.rangeOf(strings, prefix);
    let search = index.begin(range, largest);
    const textOf = (at: number) => strings[at] ?? "";
    const scoreOf = (at: number) => scores[at] ?? 0;

    const field = kit.make("input", {
      type: "text",
      value: prefix,
      maxlength: 20,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      input: () => {
        range = index.rangeOf(strings, field.value.toLowerCase());
        search = index.begin(range, largest);
        draw();
        kit.resume();
        say();
      },
    });
    root.append(controls(kit, kit.make("label", {}, kit.make("span", {}, "Prefix"), field)));

    /** Sticks from the bottom line up, one per pixel at most: the highest of what is there. */
    const sticks = (
      svg: SVGElement,
      from: number,
      to: number,
      left: number,
      right: number,
      bottom: number,
      height: number,
    ) => {
      const x = linear(from, to, left, right);
      const highest = new Map<number, number>();
      for (let at = from; at < to; at += 1) {
        const column = Math.round(x(at + 0.5));
        highest.set(column, Math.max(highest.get(column) ?? 0, scoreOf(at)));
      }
      // By the root, or all but the few best would be too small to see.
      const d = [...highest].map(
        ([column, score]) => `M${column} ${bottom}v${-(height * Math.sqrt(score / most)).toFixed(1)}`,
      );
      svg.append(kit.svg("path", { d: d.join(""), stroke: "var(--cb-line-strong)", "stroke-width": 1 }));
      return x;
    };

    const redraw = kit.picture(
      root,
      "The scores of all strings in sorted order, and below them those of the range, cut into the pieces that are on the heap",
      226,
      (svg, width) => {
        const [left, right] = [2, width - 2];
        const count = range.to - range.from;
        svg.append(
          kit.svg(
            "text",
            { x: 0, y: 12, class: "cb-lab-quiet" },
            `all ${kit.number(strings.length)} in order, with scores (by root)`,
          ),
        );
        const x = sticks(svg, 0, strings.length, left, right, 78, 58);
        svg.append(
          kit.svg("rect", {
            x: x(range.from),
            width: Math.max(2, x(range.to) - x(range.from)),
            y: 18,
            height: 62,
            fill: "var(--cb-lab-1)",
            opacity: 0.25,
          }),
          kit.svg("path", {
            d: `M${x(range.from)} 80L${left} 108M${x(range.to)} 80L${right} 108`,
            stroke: "var(--cb-lab-1)",
            opacity: 0.5,
          }),
        );
        if (count === 0) {
          svg.append(kit.svg("text", { x: left, y: 140 }, "no string begins with that"));
          return;
        }
        const inside = sticks(svg, range.from, range.to, left, right, 186, 74);
        const height = (at: number) => 186 - 74 * Math.sqrt(scoreOf(at) / most);
        search.heap.forEach(({ from, to, best }, place) => {
          const [a, b] = [inside(from), inside(to)];
          svg.append(
            kit.svg("rect", {
              x: a,
              width: Math.max(1.5, b - a - 1),
              y: 190,
              height: 12,
              fill: "var(--cb-lab-1)",
              opacity: place === 0 ? 0.9 : 0.35,
            }),
            kit.svg("circle", {
              cx: inside(best + 0.5),
              cy: height(best),
              r: 4,
              fill: "none",
              stroke: "var(--cb-lab-1)",
              "stroke-width": 2,
            }),
          );
        });
        search.found.forEach((at, rank) => {
          const px = inside(at + 0.5);
          svg.append(
            kit.svg("path", { d: `M${px} 202V${height(at)}`, stroke: "var(--cb-lab-2)", "stroke-width": 2.5 }),
            kit.svg("circle", { cx: px, cy: height(at), r: 4, fill: "var(--cb-lab-2)" }),
          );
          if (rank > 2) return;
          const place = { x: Math.min(px + 6, right - 10), y: height(at) + 4, "font-weight": 700 };
          svg.append(kit.svg("text", place, String(rank + 1)));
        });
        svg.append(
          kit.svg(
            "text",
            { x: 0, y: 220, class: "cb-lab-quiet" },
            `${kit.number(count)} in the range; pieces: the darkest is next`,
          ),
        );
      },
    );

    const found = kit.make("ol", { class: "cb-lab-columns" });
    const heap = kit.make("ol", { class: "cb-lab-columns" });
    const side = (title: string, list: HTMLElement) =>
      kit.make("div", {}, kit.make("p", {}, kit.make("strong", {}, title)), list);
    root.append(kit.make("div", { class: "cb-lab-pair" }, side("Found", found), side("On the heap", heap)));

    const draw = () => {
      redraw();
      const items = (list: readonly number[]) =>
        list.map((at) => kit.make("li", {}, `${textOf(at)} `, kit.make("small", {}, kit.number(scoreOf(at)))));
      found.replaceChildren(...items(search.found));
      heap.replaceChildren(...items(search.heap.map(({ best }) => best)));
    };

    const questions = () => `${search.asked} range ${search.asked === 1 ? "maximum" : "maxima"} asked for so far`;
    const say = () => {
      const count = range.to - range.from;
      const { taken } = search;
      if (!taken) {
        kit.say(
          count === 0
            ? `${range.compared} comparisons say that no string begins with “${field.value}”.`
            : `Two binary searches with ${range.compared} comparisons find the range: ${kit.number(count)} strings. Its largest score is the first piece on the heap.`,
        );
        return;
      }
      const halves = [taken.best - taken.from, taken.to - taken.best - 1].filter((size) => size > 0);
      const cut =
        search.found.length >= WANTED || halves.length === 0
          ? "Its piece is not cut further."
          : `Its piece is cut there into ${halves.map((size) => kit.number(size)).join(" and ")}, and the best of each goes on the heap.`;
      kit.say(`Number ${search.found.length} is “${textOf(taken.best)}”. ${cut} ${questions()}.`);
    };
    draw();
    say();

    const bytes = index.bytes(strings);
    const bar = (name: string, size: number) =>
      kit.make(
        "tr",
        {},
        kit.make("th", { scope: "row" }, name),
        kit.make("td", {}, `${kit.number(size / strings.length)} B`),
        kit.make(
          "td",
          { class: "cb-lab-wide" },
          kit.make("span", {
            class: "cb-lab-bytes",
            style: `inline-size:${Math.max(0.5, (100 * size) / bytes.trie)}%`,
          }),
        ),
      );

    return {
      pace: 600,
      step() {
        search = index.next(search, scores, largest, WANTED);
        draw();
        say();
        return search.found.length < WANTED && search.heap.length > 0;
      },
      conclude() {
        root.querySelector(".cb-lab-layouts")?.remove();
        root.append(
          kit.make(
            "table",
            { class: "cb-lab-layouts" },
            kit.make("caption", {}, "Bytes per string of these 4,000"),
            kit.make(
              "tbody",
              {},
              bar("Trie, 26 pointers in a node", bytes.trie),
              bar("Sorted array, offsets, scores", bytes.array),
              bar("Front-coded, scores, range maxima", bytes.frontCoded),
            ),
          ),
        );
        const count = range.to - range.from;
        return {
          happened: count > WANTED ? 2 : null,
          teaches: `${search.asked} range maxima found the best ${search.found.length} of ${kit.number(count)}. Each string taken adds at most two pieces, so it is never more than 2 × 10 − 1, for ten strings or ten million: type one letter, then a whole word, and compare. And the order that makes it possible costs no pointers: a trie of the same strings takes ${kit.number(bytes.trie / bytes.frontCoded)} times the bytes.`,
        };
      },
    };
  },
});
