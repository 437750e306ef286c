// The algorithms of the labs against answers found in another way: brute force, a closed form, the figures of the cases,
// or a few lines of Python whose result is written here.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import * as allocation from "../../../theme/labs/allocation/model.ts";
import * as autocomplete from "../../../theme/labs/autocomplete/model.ts";
import * as batches from "../../../theme/labs/batch-statistics/model.ts";
import { above, below, beta, binomial, normal } from "../../../theme/labs/draws.ts";
import * as interests from "../../../theme/labs/interest-vectors/model.ts";
import * as bias from "../../../theme/labs/position-bias/model.ts";
import * as cuts from "../../../theme/labs/two-cuts/model.ts";
import { seededRandom } from "../../../theme/src/core/random.ts";
import { settingsOf } from "../../../theme/src/lab/settings.ts";
import { root } from "../where.js";

const sum = (values) => values.reduce((a, b) => a + b, 0);
const mean = (values) => sum(values) / values.length;
const sd = (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const near = (actual, expected, within, what = "") =>
  assert.ok(Math.abs(actual - expected) <= within, `${what} ${actual} is not ${expected} ± ${within}`);
const times = (count, make) => Array.from({ length: count }, (_, n) => make(n));

// ── Random numbers ──────────────────────────────────────────────────────────────────────────

test("a seed gives the numbers of Mulberry32, and another seed others", () => {
  // The published generator with BigInt instead of 32-bit operations.
  const mulberry32 = (seed) => {
    const low = (value) => value & 0xffffffffn;
    let a = BigInt(seed);
    return () => {
      a = low(a + 0x6d2b79f5n);
      let t = low((a ^ (a >> 15n)) * (a | 1n));
      t ^= low(t + low((t ^ (t >> 7n)) * (t | 61n)));
      return Number(low(t ^ (t >> 14n))) / 2 ** 32;
    };
  };
  for (const seed of [0, 7, 2 ** 31]) {
    const [ours, theirs] = [seededRandom(seed), mulberry32(seed)];
    assert.deepEqual(times(50, ours), times(50, theirs));
  }
  assert.notEqual(seededRandom(1)(), seededRandom(2)());
});

test("draws have the means and deviations of their distributions", () => {
  const random = seededRandom(3);
  const standard = times(40_000, () => normal(random));
  near(mean(standard), 0, 0.02);
  near(sd(standard), 1, 0.02);
  // Beta(9, 591): mean 0.015, deviation 0.00496, as the case has it for E.
  const rates = times(20_000, () => beta(random, 9, 591));
  near(mean(rates), 0.015, 0.0002);
  near(sd(rates), Math.sqrt((0.015 * 0.985) / 601), 0.0002);
  for (const [n, rate] of [
    [400, 0.02],
    [50_000, 0.015],
  ]) {
    const counts = times(8000, () => binomial(random, n, rate));
    near(mean(counts) / (n * rate), 1, 0.02);
    near(sd(counts) / Math.sqrt(n * rate * (1 - rate)), 1, 0.04);
  }
});

test("the normal distribution function is right to six digits far into its tail", () => {
  // Python: [statistics.NormalDist().cdf(x) for x in (-6, -3.84, -1, 0.3, 2.5)]
  const known = [
    [-6, 9.865876449133282e-10],
    [-3.84, 6.151715518326606e-5],
    [-1, 0.15865525393145707],
    [0.3, 0.6179114221889526],
    [2.5, 0.9937903346742238],
  ];
  for (const [x, value] of known) {
    near(below(x) / value, 1, 1e-6, `at ${x}`);
    near(above(-x) / value, 1, 1e-6, `at ${x}`);
  }
});

// ── Allocation ──────────────────────────────────────────────────────────────────────────────

test("posteriors are those of the case's table", () => {
  const table = { A: 1.2, B: 1.34, C: 1.52, D: 1.5, E: 1.5, F: 1.09 };
  const intervals = {
    A: [1.1, 1.31],
    B: [1.13, 1.57],
    C: [1.08, 2.04],
    D: [0.84, 2.34],
    E: [0.69, 2.61],
    F: [0.4, 2.11],
  };
  for (const row of allocation.DAY_0) {
    near(100 * allocation.mean(row), table[row.name], 0.005, row.name);
    const [low, high] = allocation.interval(row);
    near(100 * low, intervals[row.name][0], 0.025, `${row.name} low`);
    near(100 * high, intervals[row.name][1], 0.025, `${row.name} high`);
  }
});

test("every policy spends exactly a round, and weights are kept to an impression", () => {
  const { counts } = allocation.newPlayer();
  for (const policy of [allocation.equal, allocation.greedy, allocation.thompson])
    assert.equal(sum(policy(counts, seededRandom(1))), 50_000);
  assert.deepEqual(allocation.byWeights([1, 1, 1, 1, 1, 1]), [8334, 8334, 8333, 8333, 8333, 8333]);
  assert.deepEqual(allocation.byWeights([0, 3, 1, 0, 0, 0]), [0, 37_500, 12_500, 0, 0, 0]);
  assert.deepEqual(allocation.byWeights([0, 0, 0, 0, 0, 0]), allocation.equal(counts));
  // C leads by its posterior mean.
  assert.deepEqual(allocation.greedy(counts), [0, 0, 50_000, 0, 0, 0]);
});

test("two who show an item equally often see the same clicks, in whatever portions", () => {
  const world = [0.012, 0.013, 0.015, 0.02, 0.01, 0.008];
  const fates = allocation.drawFates(seededRandom(5), world);
  for (const [item, rate] of world.entries()) {
    assert.equal(fates(item, 0, 700) + fates(item, 700, 90_000), fates(item, 0, 90_000));
    near(fates(item, 0, 1_000_000) / (1e6 * rate), 1, 0.04);
  }
});

test("regret is what the best item would have brought more", () => {
  const world = [0.01, 0.02];
  assert.equal(allocation.regret(world, [30_000, 20_000]), 300);
  const fates = allocation.drawFates(seededRandom(1), world);
  const player = {
    counts: [
      { shown: 10, clicked: 1 },
      { shown: 0, clicked: 0 },
    ],
    spent: [0, 0],
    lost: [0],
  };
  const after = allocation.spend(player, [30_000, 20_000], world, fates);
  assert.deepEqual(after.lost, [0, 300]);
  assert.deepEqual(after.spent, [30_000, 20_000]);
  assert.equal(after.counts[0].clicked, 1 + fates(0, 0, 30_000));
  assert.equal(player.lost.length, 1, "the player before is as it was");
});

test("over many days the policies lose what the case's table says", () => {
  const random = seededRandom(2024);
  const worlds = times(200, () => allocation.drawWorld(random));
  const lost = (policy) => mean(worlds.map((world) => allocation.dayOf(policy, world, random)));
  // The table: 5,168 and 1,561 over 2,000 worlds (standard errors of 200: about 190), Thompson 272 ± 8 over 200.
  near(lost(allocation.equal), 5168, 570, "equal");
  near(lost(allocation.greedy), 1561, 570, "greedy");
  near(
    mean(worlds.slice(0, 60).map((world) => allocation.dayOf(allocation.thompson, world, random))),
    272,
    60,
    "Thompson",
  );
});

// ── Autocomplete ────────────────────────────────────────────────────────────────────────────

test("a range holds the strings that begin with the prefix, and no other", () => {
  const { strings } = autocomplete.searches(seededRandom(7));
  assert.equal(strings.length, 4000);
  assert.deepEqual(strings, [...new Set(strings)].sort());
  for (const prefix of ["", "p", "pi", "pink ", "wall", "zzz", "yoga"]) {
    const { from, to, compared } = autocomplete.rangeOf(strings, prefix);
    const matching = strings.flatMap((string, at) => (string.startsWith(prefix) ? [at] : []));
    assert.deepEqual([from, to - from], [matching[0] ?? from, matching.length], prefix);
    assert.ok(compared <= 2 * 12, `${compared} comparisons`); // 2^12 > 4000
  }
});

test("range maxima and the ten best are those of looking at every string", () => {
  const { strings, scores } = autocomplete.searches(seededRandom(8), 900);
  const largest = autocomplete.rangeMaxima(scores);
  for (let from = 0; from < 900; from += 37)
    for (let to = from + 1; to <= 900; to += 53)
      assert.equal(scores[largest(from, to)], Math.max(...scores.slice(from, to)));

  for (const prefix of ["", "p", "b", "pi", "wh", "picnic", "zzz"]) {
    const range = autocomplete.rangeOf(strings, prefix);
    const matching = strings.map((_, at) => at).filter((at) => strings[at].startsWith(prefix));
    const brute = matching.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, 10);
    let search = autocomplete.begin(range, largest);
    while (search.heap.length > 0 && search.found.length < 10) search = autocomplete.next(search, scores, largest, 10);
    assert.deepEqual(
      search.found.map((at) => scores[at]),
      brute.map((at) => scores[at]),
      prefix,
    );
    assert.ok(search.asked <= 2 * 10 - 1, `${search.asked} questions`);
  }
});

test("bytes are those of the layouts, counted in another way", () => {
  const { strings } = autocomplete.searches(seededRandom(9), 500);
  const { nodes, trie, array, frontCoded } = autocomplete.bytes(strings);
  const prefixes = new Set(strings.flatMap((string) => times(string.length + 1, (end) => string.slice(0, end))));
  assert.equal(nodes, prefixes.size, "a node for every distinct prefix, the empty one too");
  assert.equal(trie, prefixes.size * 208);
  assert.equal(array, strings.join("").length + 8 * 500);
  // Decodable: what is left of each string after what it shares with the one before, two bytes each, a whole one and an
  // offset every sixteen.
  const rest = strings.map((string, at) => {
    if (at % 16 === 0) return 5 + string.length;
    let same = 0;
    while (string.startsWith(strings[at - 1].slice(0, same + 1)) && same < strings[at - 1].length) same += 1;
    return 2 + string.length - same;
  });
  assert.equal(frontCoded, sum(rest) + 4 * 500 + Math.ceil((2.5 * 500) / 8));
  assert.ok(trie > 50 * frontCoded);
});

// ── Two cuts ────────────────────────────────────────────────────────────────────────────────

test("items between two probabilities are the integrals of the two densities", () => {
  // Python: Riemann sums of 200,000 cells over the latent score from -8 to 12.
  const known = [
    [0.02, 0.96, 19_987, 71_901],
    [0.004, 0.96, 21_116, 197_605],
  ];
  for (const [low, high, violating, harmless] of known) {
    const found = cuts.between(cuts.CASE, low, high);
    near(found.violating / violating, 1, 1e-3);
    near(found.harmless / harmless, 1, 1e-3);
  }
  const { removed, reviewed, shown } = cuts.split(cuts.CASE, { lower: 0.02, upper: 0.96 });
  near(removed.violating / 21_321, 1, 1e-3);
  near(removed.harmless / 165.56, 1, 2e-3);
  near(shown.violating / 1892, 1, 1e-3);
  near(sum([removed, reviewed, shown].map(({ violating }) => violating)), 43_200, 1e-3);
  near(sum([removed, reviewed, shown].map(({ harmless }) => harmless)), 8_596_800, 1);
});

test("a probability and its latent score belong together, and scores are calibrated", () => {
  for (const p of [0.001, 0.02, 0.5, 0.99]) near(cuts.probability(cuts.CASE, cuts.latent(cuts.CASE, p)), p, 1e-12);
  for (const p of [0.01, 0.3, 0.9]) {
    const { violating, harmless } = cuts.between(cuts.CASE, p - 1e-4, p + 1e-4);
    near(violating / (violating + harmless), p, 1e-4);
  }
});

test("waits are Erlang's, and there is none where the seats do not keep up", () => {
  // Python: the sum formula of Erlang C; the case: 31 seats at 26.25 seats' worth of work wait less than 3 seconds.
  near(cuts.wait({ ...cuts.CASE, seats: 31 }, 26.25 * 1920) * 3600, 2.6513244545468955, 1e-6);
  near(cuts.wait({ ...cuts.CASE, seats: 3 }, 2.55 * 1920), 0.02028823918070696, 1e-12);
  assert.equal(cuts.wait({ ...cuts.CASE, seats: 2 }, 2 * 1920), null);
});

test("the shadow price fills the day exactly, and is that of sorting all items by what a review averts", () => {
  const band = { lower: 0.004, upper: 0.96 };
  const price = cuts.shadowPrice(cuts.CASE, band);
  near(price, 4.0477, 0.002); // Python: 400,000 cells sorted by value, taken until the seats are full
  const { lower, upper } = cuts.worth(cuts.CASE, band, price);
  const { violating, harmless } = cuts.between(cuts.CASE, lower, upper);
  near((violating + harmless) / cuts.capacity(cuts.CASE), 1, 1e-6);
  assert.equal(cuts.shadowPrice(cuts.CASE, { lower: 0.2, upper: 0.9 }), 0);
  // The case: at a price of 2, with 100 a miss and 50 a wrongful removal, the cuts are 0.02 and 0.96.
  assert.deepEqual(cuts.worth(cuts.CASE, { lower: 0, upper: 1 }, 2), { lower: 0.02, upper: 0.96 });
});

test("a queue that is too long makes more be seen than the items it was meant to catch", () => {
  const week = (lower, upper, order) => {
    let today = { backlog: 0 };
    for (let n = 0; n < 7; n += 1) today = cuts.day(cuts.CASE, { lower, upper }, order, today.backlog);
    return today;
  };
  const [tight, loose] = [week(0.05, 0.95, "oldest"), week(0.02, 0.95, "oldest")];
  // The cuts that go with the price of a review.
  const sorted = week(0.02, 1 - 4.0477 / 50, "value");
  assert.ok(tight.backlog === 0 && loose.backlog > 100_000);
  assert.ok(loose.prevalence > 4 * tight.prevalence, `${loose.prevalence} ${tight.prevalence}`);
  assert.ok(sorted.prevalence < tight.prevalence, `${sorted.prevalence} ${tight.prevalence}`);
  // Day by day: what comes in less what the seats can do.
  const { reviewed } = cuts.split(cuts.CASE, { lower: 0.02, upper: 0.95 });
  near(loose.backlog, 7 * (reviewed.violating + reviewed.harmless - 31 * 1920), 1e-3);
});

// ── Position bias ───────────────────────────────────────────────────────────────────────────

/** The two ads of the case's table. */
const TABLE = {
  shown: [
    [9000, 0, 0, 0, 1000],
    [1000, 0, 0, 0, 9000],
  ],
  clicked: [
    [270, 0, 0, 0, 6],
    [40, 0, 0, 0, 72],
  ],
};

test("the four readings of the case's two ads", () => {
  const percent = (values) => values.map((value) => (100 * value).toFixed(2));
  assert.deepEqual(percent(bias.naive(TABLE)), ["2.76", "1.12"]);
  assert.deepEqual(percent(bias.weighted(TABLE, bias.EXAMINED)), ["3.00", "4.00"]);
  assert.deepEqual(percent(bias.weighted(TABLE, bias.EXAMINED, 3)), ["2.88", "2.56"]);
  near(100 * bias.weightedError(TABLE, bias.EXAMINED, 0), 0.2, 0.005);
  near(100 * bias.weightedError(TABLE, bias.EXAMINED, 1), 0.43, 0.005);
});

test("position as an input gets back the numbers that made the clicks, where slots vary", () => {
  const ads = [-3.9, -3.5, -3.2];
  const slots = [0, -0.5, -0.9, -1.3, -1.6];
  const shown = ads.map((_, ad) => slots.map((_, slot) => 20_000 + 3000 * ((ad + slot) % 3)));
  const clicked = shown.map((row, ad) => row.map((n, slot) => n / (1 + Math.exp(-ads[ad] - slots[slot]))));
  const found = bias.withPosition({ shown, clicked }, 1e-9);
  for (const [ad, rate] of found.entries()) near(rate, 1 / (1 + Math.exp(-ads[ad])), 1e-8);
});

test("a log in which every ad keeps its slot cannot say which of the two made the clicks", () => {
  const quality = [0.03, 0.03, 0.03, 0.03, 0.03];
  const log = bias.collect(bias.emptyLog(5), quality, [5, 4, 3, 2, 1], 200_000, 0, seededRandom(1));
  assert.deepEqual(
    log.shown.map((row) => row.filter((n) => n > 0)),
    times(5, () => [200_000]),
  );
  const fixed = bias.withPosition(log);
  const shuffled = bias.withPosition(
    bias.collect(bias.emptyLog(5), quality, [5, 4, 3, 2, 1], 200_000, 1, seededRandom(1)),
  );
  const worst = (values) => Math.max(...values) / Math.min(...values);
  assert.ok(worst(fixed) > 1.5, `${fixed}`); // though all ads are equally good
  assert.ok(worst(shuffled) < 1.1, `${shuffled}`);
});

test("a log holds every request once, and its clicks follow quality times examination", () => {
  const quality = [0.02, 0.03, 0.04, 0.05, 0.06];
  const log = bias.collect(bias.emptyLog(5), quality, [1, 2, 3, 4, 5], 100_000, 0.3, seededRandom(4));
  for (const slot of [0, 1, 2, 3, 4]) assert.equal(sum(log.shown.map((row) => row[slot])), 100_000);
  // The best by the old score, in slot one for 70% and a fifth of the rest.
  near(log.shown[4][0] / 100_000, 0.76, 0.01);
  near(log.clicked[4][0] / log.shown[4][0], 0.06, 0.004);
  near(log.clicked[0][4] / log.shown[0][4], 0.02 * 0.2, 0.001);
  const unbiased = bias.weighted(log, bias.EXAMINED);
  for (const [ad, value] of unbiased.entries())
    near(value, quality[ad], 4 * bias.weightedError(log, bias.EXAMINED, ad), `ad ${ad}`);
});

test("order and level of estimates", () => {
  assert.equal(bias.pairsInOrder([3, 2, 1], [3, 2, 1]), 1);
  assert.equal(bias.pairsInOrder([1, 2, 3], [3, 2, 1]), 0);
  assert.equal(bias.pairsInOrder([2, 2, 1], [3, 2, 1]), 2.5 / 3);
  assert.equal(bias.calibration([0.02, 0.04], [0.02, 0.02]), 1.5);
});

// ── Interest vectors ────────────────────────────────────────────────────────────────────────

test("the average of k interests has a cosine of 1/√k with each, and pins keep their distance", () => {
  const pins = interests.drawPins(seededRandom(2), 500, 10, 0.8);
  assert.equal(pins.length, 500 + 160);
  for (const { vector } of pins) near(Math.hypot(...vector), 1, 1e-12);
  for (const pin of pins.filter(({ interest }) => interest >= 0)) near(pin.vector[pin.interest], 0.8, 1e-12);
  const axis = { interest: 3, vector: Float64Array.from({ length: 32 }, (_, at) => Number(at === 3)) };
  near(interests.withAverage(axis, 16), 0.25, 1e-12);
  // Random cosines in 32 dimensions deviate by 1/√32.
  near(sd(pins.slice(0, 500).map((pin) => interests.withAverage(pin, 5))), 1 / Math.sqrt(32), 0.015);
});

test("what is fetched is what sorting by full dot products gives", () => {
  const pins = interests.corpusOf(interests.drawPins(seededRandom(3), 800, 10, 0.8), 6);
  const average = Float64Array.from({ length: 32 }, (_, at) => (at < 6 ? 1 / Math.sqrt(6) : 0));
  const dot = (a, b) => a.reduce((total, value, at) => total + value * b[at], 0);
  const brute = [...pins].sort((a, b) => dot(b.vector, average) - dot(a.vector, average)).slice(0, 60);
  assert.deepEqual(new Set(interests.fetchByOne(pins, 6, 60)), new Set(brute));
  const several = interests.fetchBySeveral(pins, 6, 60);
  assert.equal(new Set(several).size, 60);
  assert.deepEqual(interests.tally(several), { wanted: 60, covered: 6 });
  assert.deepEqual(interests.fetchBySeveral(pins, 1, 25), interests.fetchByOne(pins, 1, 25));
});

// ── Batch statistics ────────────────────────────────────────────────────────────────────────

test("41 pages of 25 rows are worth 79 rows, as the case says, and batches scatter as theory says", () => {
  const sorted = { rows: 1024, group: 25, correlation: 0.5 };
  near(batches.effectiveRows(sorted), 79, 0.5);
  near(batches.spread(sorted), 0.11, 0.003);
  near(batches.spread({ ...sorted, correlation: 0 }), 0.031, 0.0005);
  const random = seededRandom(6);
  for (const batch of [sorted, { rows: 1024, group: 1, correlation: 0.5 }]) {
    const drawn = times(600, () => batches.drawRows(batch, random));
    near(sd(drawn.map(batches.meanOf)) / batches.spread(batch), 1, 0.08);
    near(mean(drawn.slice(0, 50).map(batches.deviationOf)), 1, 0.02);
  }
});

test("rows of one person correlate as told, others do not", () => {
  const rows = batches.drawRows({ rows: 40_000, group: 2, correlation: 0.5 }, seededRandom(11));
  near(mean(times(20_000, (n) => rows[2 * n] * rows[2 * n + 1])), 0.5, 0.03);
  near(mean(times(19_999, (n) => rows[2 * n + 1] * rows[2 * n + 2])), 0, 0.03);
});

// ── What the chapters show in place of a lab ────────────────────────────────────────────────

/** The rows of the table in the block of a lab, without its head: the cells as written. */
const twin = (chapter, lab) => {
  const text = fs.readFileSync(path.join(root, `src/cases/${chapter}.md`), "utf8");
  const block = text.split("```lab\n").find((part) => part.startsWith(`name = "${lab}"`));
  const rows = block
    .split("```")[0]
    .split("\n")
    .filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const count = (value) => Math.round(value).toLocaleString("en");

test("the table for `allocation` is what its policies lose on its first draw", () => {
  const [random, lots] = [seededRandom(6), seededRandom(6 + 1_000_003)];
  const world = allocation.drawWorld(random);
  const fates = allocation.drawFates(random, world);
  const policies = [allocation.thompson, allocation.greedy, allocation.equal];
  let players = policies.map(() => allocation.newPlayer());
  for (let round = 0; round < 20; round += 1)
    players = players.map((player, who) => allocation.spend(player, policies[who](player.counts, lots), world, fates));
  const rows = players.map(({ lost }) => [1, 2, 5, 10, 20].map((round) => count(lost[round])));
  assert.deepEqual(
    twin("impression-allocation", "allocation").map((row) => row.slice(1)),
    rows,
  );
});

test("the table for `autocomplete` is its search", () => {
  const { strings, scores } = autocomplete.searches(seededRandom(7));
  const largest = autocomplete.rangeMaxima(scores);
  let search = autocomplete.begin(autocomplete.rangeOf(strings, "p"), largest);
  const rows = times(10, () => {
    search = autocomplete.next(search, scores, largest, 10);
    const at = search.taken.best;
    return [strings[at], count(scores[at]), String(search.asked), String(search.heap.length)];
  });
  const shown = twin("search-autocomplete", "autocomplete");
  assert.deepEqual(shown.slice(0, 3), rows.slice(0, 3));
  assert.deepEqual(shown.slice(-2), rows.slice(-2));
});

test("the table for `two-cuts` is a week of it", () => {
  for (const [lower, sent, waiting, wait, prevalence] of twin("unsafe-content", "two-cuts")) {
    const band = { lower: Number(lower), upper: 0.95 };
    let today = { backlog: 0 };
    for (let n = 0; n < 7; n += 1) today = cuts.day(cuts.CASE, band, "oldest", today.backlog);
    const { reviewed } = cuts.split(cuts.CASE, band);
    assert.deepEqual(
      [sent, waiting, prevalence],
      [count(reviewed.violating + reviewed.harmless), count(today.backlog), `${(100 * today.prevalence).toFixed(3)}%`],
    );
    const seconds = wait.endsWith("s") ? Number.parseFloat(wait) : 3600 * Number.parseFloat(wait);
    near(3600 * today.wait, seconds, wait.endsWith("s") ? 0.5 : 1800, wait);
  }
});

test("the table for `position-bias` is what its readings come to", () => {
  const readings = [
    (log) => bias.naive(log),
    (log) => bias.weighted(log, bias.EXAMINED),
    (log) => bias.weighted(log, bias.EXAMINED, 3),
    (log) => bias.withPosition(log),
  ];
  const columns = [0, 0.05].flatMap((shuffled) => {
    const random = seededRandom(7);
    const { quality, score } = bias.drawAds(random);
    let log = bias.emptyLog(5);
    for (let n = 0; n < 10; n += 1) log = bias.collect(log, quality, score, 20_000, shuffled, random);
    const values = readings.map((read) => read(log));
    return [
      values.map((value) => `${Math.round(100 * bias.pairsInOrder(value, quality))}%`),
      values.map((value) => `× ${bias.calibration(value, quality).toFixed(2)}`),
    ];
  });
  const rows = readings.map((_, at) => columns.map((column) => column[at]));
  assert.deepEqual(
    twin("click-probability", "position-bias").map((row) => row.slice(1)),
    rows,
  );
});

test("the tables for `interest-vectors` and `batch-statistics` are their results", () => {
  const pins = interests.drawPins(seededRandom(7), 4000, 25, 0.8);
  for (const row of twin("pin-recs", "interest-vectors").map((cells) => cells.map(Number))) {
    const corpus = interests.corpusOf(pins, row[0]);
    const one = interests.tally(interests.fetchByOne(corpus, row[0], 100));
    const several = interests.tally(interests.fetchBySeveral(corpus, row[0], 100));
    assert.deepEqual(row, [row[0], 25 * row[0], one.wanted, one.covered, several.wanted]);
  }
  for (const [rows, ...shown] of twin("pin-recs", "batch-statistics")) {
    const batch = { rows: Number(rows.replace(",", "")), group: 25, correlation: 0.5 };
    const spreads = [batches.spread(batch), 1 / Math.sqrt(batch.rows)].map((value) => value.toFixed(3));
    assert.deepEqual(shown, [count(batches.effectiveRows(batch)), ...spreads]);
  }
});

// ── Settings ────────────────────────────────────────────────────────────────────────────────

test("a block and then the address change what a lab has, and only as it has them", () => {
  const known = { seed: 1, on: false, prefix: "p" };
  const of = (written, query) => settingsOf("x", known, written, new URLSearchParams(query));
  assert.deepEqual(of({}, ""), { settings: known, mistakes: [] });
  assert.deepEqual(of({ seed: 7 }, "x.on=true&x.prefix=q&y.seed=3").settings, { seed: 7, on: true, prefix: "q" });
  for (const query of ["x.seed=", "x.seed=NaN", "x.seed=1e999", "x.on=1", "x.other=2", "x.constructor=1"])
    assert.deepEqual(of({}, query).settings, known, query);
  assert.deepEqual(of({ seed: "7", sede: 7 }, "").mistakes, [
    "The setting seed must be a number.",
    "This lab has no setting sede.",
  ]);
});
