// Before the first paint a few lines decide what the page of a case shows; they must decide as the page does later.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { Visit } from "../../../theme/src/case/visit.ts";
import { apply } from "../../../theme/src/core/actions.ts";
import { moment } from "../../../theme/src/core/clock.ts";
import { clockMode } from "../../../theme/src/core/clock-mode.ts";
import { ask, newDrillLog, show, stop } from "../../../theme/src/core/drill-log.ts";
import { actOf, latestUnderway, modeOf } from "../../../theme/src/core/page-mode.ts";
import { actKey, attemptPrefix, drillPrefix } from "../../../theme/src/core/storage-keys.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import { root } from "../where.js";
import { attempt, disk, MINUTE, NOON, page, play, seeded, someAction } from "./fixtures.js";

const script = (name) => fs.readFileSync(path.join(root, `theme/dist/first-paint-${name}.js`), "utf8");

/** What a page would have; `localStorage` lists its keys as an object does. */
const world = (entries, { pathname = "/cases/autocomplete.html", casebook, storage = null, act = null } = {}) => {
  const listeners = [];
  const localStorage = Object.create({ getItem: (key) => entries.get(key) ?? null });
  for (const key of entries.keys()) localStorage[key] = "";
  class HTMLElement {}
  const host = Object.assign(new HTMLElement(), { dataset: { book: "book", case: "autocomplete", mode: "read" } });
  const begin = Object.assign(new HTMLElement(), { hidden: true, parentElement: host });
  const documentElement = { dataset: {} };
  const globals = {
    HTMLElement,
    location: { pathname },
    document: { documentElement, currentScript: { closest: () => host, previousElementSibling: begin } },
    casebook,
    sessionStorage: { getItem: (key) => (key === actKey("book", "autocomplete") ? act : null) },
    addEventListener: (type, listener) => listeners.push([type, listener]),
  };
  Object.defineProperty(globals, "localStorage", { get: storage ?? (() => localStorage) });
  const load = () => {
    for (const [type, listener] of listeners) if (type === "load") listener();
  };
  return { context: vm.createContext(globals), host, begin, documentElement, load };
};
const paint = (entries, more) => {
  const found = world(entries, more);
  vm.runInContext(script("case"), found.context);
  return found;
};
const stored = (...attempts) => new Map(attempts.map((one) => [attemptPrefix("book") + one.id, JSON.stringify(one)]));
const start = [{ type: "start", criterion: "set-up" }, 0];

test("the mode of a clock needs no time: from any log it is that of the clock", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seeded(seed);
    let some = attempt();
    for (let n = 0; n < 12; n += 1) some = apply(some, someAction(random), NOON + random.below(90) * MINUTE);
    assert.equal(clockMode(some.clock.log), moment(some, NOON).mode, `seed ${seed}`);
  }
  const odd = ["reopen", "finish", "pause", "resume", "reopen", "start", "finish", "reopen"].map((type, n) => ({
    at: n,
    type,
  }));
  for (let length = 0; length <= odd.length; length += 1) {
    const log = [...odd.slice(0, length), null, { at: NaN, type: "start" }];
    assert.equal(clockMode(log), moment({ ...attempt(), clock: { on: true, log } }, NOON).mode, String(length));
  }
});

test("only practice and interview are modes of a page, and only until they are finished", () => {
  const modes = (kind) => {
    const running = play(attempt({ kind }), start);
    const all = [running, play(running, [{ type: "pause" }, 1]), play(running, [{ type: "finish" }, 1])];
    return all.map((one) => modeOf(one));
  };
  assert.deepEqual(modes("practice"), ["practice", "practice", "review"]);
  assert.deepEqual(modes("interview"), ["interview", "interview", "review"]);
  assert.deepEqual(modes("score"), ["read", "read", "read"]);
  assert.deepEqual(modes("calibration"), ["calibrate", "calibrate", "calibrate"]);
  assert.deepEqual([modeOf(null), modeOf(null, null, true), modeOf(attempt())], ["question", "read", "review"]);
});

test("what a reader chose to see counts where there is something to see, and never while the clock runs", () => {
  const running = play(attempt(), start);
  const done = play(running, [{ type: "finish" }, 1]);
  const scored = apply(done, { type: "tick", criterion: "set-up", signal: "a1", hash: "h" }, NOON);
  const acts = ["hidden", "read", "review", "score", "result"];
  const modes = (one, practised) => acts.map((act) => modeOf(one, act, practised));
  assert.deepEqual(modes(running), Array(5).fill("practice"));
  assert.deepEqual(modes(done), ["review", "read", "review", "score", "result"]);
  assert.deepEqual(modes(scored), ["result", "read", "review", "score", "result"]);
  assert.deepEqual(modes(null), ["hidden", "read", "question", "score", "question"]);
  assert.deepEqual(modes(null, true), ["hidden", "read", "read", "score", "read"]);
  assert.deepEqual([...acts, "", "practice", null].map(actOf), [...acts, null, null, null]);
});

test("of several attempts under way the one changed last is gone on with", () => {
  const [one, two] = [play(attempt(), start), play(attempt({ kind: "interview" }), start, [{ type: "pause" }, 9])];
  assert.equal(latestUnderway([one, two, attempt()]), two);
  assert.equal(latestUnderway([play(two, [{ type: "finish" }, 10]), one]), one);
  assert.equal(latestUnderway([]), undefined);
});

test("the first paint decides as the page will, but for an interview, which it leaves to the page", () => {
  const counts = {};
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const all = disk();
    const store = openStore("book", all.tab());
    for (let n = random.below(4); n > 0; n -= 1) {
      const kind = random.choose(["practice", "practice", "interview", "score"]);
      // Of two attempts of the same millisecond neither is the later.
      const at = NOON + 10 * n * MINUTE + n;
      const about = random.choose(["autocomplete", "autocomplete", "other"]);
      let some = attempt({ kind, case: about, startedAt: at, updatedAt: at });
      if (random.below(4) > 0) some = play(some, start);
      for (let k = random.below(4); k > 0; k -= 1)
        some = apply(some, someAction(random), NOON + random.below(90) * MINUTE);
      store.write(some);
    }
    const hooks = { now: () => NOON, onChange: () => {}, beforeSwitch: () => {}, emit: () => {} };
    const act = random.choose([null, null, "hidden", "read", "review", "score", "result"]);
    const { mode } = new Visit(page(), store, { ...hooks, act });
    const { host, documentElement } = paint(all.entries, { act });
    const expected = mode === "interview" ? "read" : mode;
    assert.deepEqual(
      [host.dataset.mode, documentElement.dataset.cbMode ?? "read"],
      [expected, expected],
      `seed ${seed}`,
    );
    counts[mode] = (counts[mode] ?? 0) + 1;
  }
  for (const mode of ["question", "hidden", "read", "practice", "review", "score", "result", "interview"])
    assert.ok(counts[mode] > 3, JSON.stringify(counts));
});

test("a damaged attempt does not keep the first paint from the others", () => {
  const running = play(attempt(), start);
  const text = JSON.stringify(running);
  for (const damaged of [
    text.slice(0, -1),
    text.replace(/"log":\[.*?\]/, '"log":5'),
    text.replace(/"clock":\{.*?\]\}/, '"clock":null'),
  ]) {
    const entries = new Map([[`${attemptPrefix("book")}bad`, damaged], ...stored(running)]);
    assert.equal(paint(entries).host.dataset.mode, "practice", damaged);
    assert.equal(paint(new Map([...entries].slice(0, 1))).host.dataset.mode, "question", damaged);
  }
});

test("where storage cannot be read the page is a question, and on the print page, or once scripts did not come, as it was written", () => {
  const entries = stored(play(attempt(), start));
  const blocked = paint(entries, {
    storage: () => {
      throw new Error("denied");
    },
  });
  assert.deepEqual([blocked.host.dataset.mode, blocked.host.dataset.scripts], ["question", "awaited"]);
  assert.equal(paint(entries, { pathname: "/book/print.html" }).host.dataset.scripts, undefined);
  const without = paint(entries);
  assert.equal(without.host.dataset.mode, "practice");
  without.load();
  assert.deepEqual(
    [without.host.dataset, without.documentElement.dataset],
    [{ book: "book", case: "autocomplete", mode: "read" }, {}],
  );
  // The page is loaded, and what decides is still on its way.
  const late = paint(entries, { casebook: {} });
  late.load();
  assert.deepEqual(
    [late.host.dataset.mode, late.host.dataset.scripts, late.documentElement.dataset.cbMode],
    ["practice", "awaited", "practice"],
  );
});

/** What the first paint makes of a stored depth on a case that offers some: the depth of the case, the choice shown. */
const paintDepth = (offered, get, pathname = "/cases/autocomplete.html") => {
  let checked = "all";
  const choices = offered.map((value) => ({
    value,
    set checked(on) {
      if (on) checked = value;
    },
  }));
  const host = { dataset: {}, querySelectorAll: () => choices };
  const globals = { location: { pathname }, document: { currentScript: { closest: () => host } } };
  Object.defineProperty(globals, "localStorage", { get: () => ({ getItem: get }) });
  vm.runInContext(script("depth"), vm.createContext(globals));
  return [host.dataset.depth, checked];
};

test("the first paint shows the depth chosen last, or the next one that the case offers", () => {
  const stored = (depth) => (key) => (key === "casebook:depth" ? depth : null);
  const [three, oneOrAll, tenOrAll] = [
    ["one", "ten", "all"],
    ["one", "all"],
    ["ten", "all"],
  ];
  for (const [offered, depth, expected] of [
    [three, null, "all"],
    [three, "one", "one"],
    [three, "ten", "ten"],
    [three, "all", "all"],
    [three, "toString", "all"],
    [oneOrAll, "ten", "all"],
    [oneOrAll, "one", "one"],
    [tenOrAll, "one", "ten"],
  ])
    assert.deepEqual(paintDepth(offered, stored(depth)), [expected, expected], `${depth} of ${offered}`);
  const blocked = () => {
    throw new Error("denied");
  };
  assert.deepEqual(paintDepth(three, blocked), [undefined, "all"]);
  assert.deepEqual(paintDepth(three, stored("one"), "/print.html"), [undefined, "all"]);
});

test("how to begin is shown before any script to a reader of whom nothing is kept, and to nobody else", () => {
  const shown = (entries, more) => {
    const found = world(entries, more);
    vm.runInContext(script("progress"), found.context);
    return !found.begin.hidden;
  };
  assert.equal(shown(new Map()), true);
  assert.equal(shown(new Map([["casebook:v1:another:meta", "{}"]])), true);
  assert.equal(shown(new Map([["casebook:v1:book:meta", "{}"]])), false);
  assert.equal(shown(new Map(), { pathname: "/print" }), false);
  assert.equal(
    shown(new Map(), {
      storage: () => {
        throw new Error("denied");
      },
    }),
    false,
  );
});

test("a drill that was left in its practice a moment ago opens in it, and no other", () => {
  const log = show(ask(newDrillLog({ id: "autocomplete", book: "book", title: "" }), "a", NOON), NOON + MINUTE);
  const entries = (text) => new Map([[`${drillPrefix("book")}autocomplete`, text]]);
  const paintDrill = (text, now, more = {}) => {
    const found = world(entries(text), { casebook: {}, ...more });
    Object.assign(found.host.dataset, { drill: "autocomplete", mode: "" });
    found.context.Date = { now: () => now };
    vm.runInContext(script("drill"), found.context);
    return found;
  };
  const modes = ({ host, documentElement }) => [host.dataset.mode, documentElement.dataset.cbMode ?? ""];
  const soon = NOON + 2 * MINUTE;
  assert.deepEqual(modes(paintDrill(JSON.stringify(log), soon)), ["practice", "practice"]);
  assert.deepEqual(modes(paintDrill(JSON.stringify(log), NOON + 12 * MINUTE)), ["", ""]);
  assert.deepEqual(modes(paintDrill(JSON.stringify(stop(log, soon)), soon)), ["", ""]);
  for (const odd of ["{", "null", "5", '{"run": 5}', '{"run": {"log": [null]}}'])
    assert.deepEqual(modes(paintDrill(odd, soon)), ["", ""], odd);
  assert.deepEqual(modes(paintDrill(JSON.stringify(log), soon, { pathname: "/print.html" })), ["", ""]);
  const alone = paintDrill(JSON.stringify(log), soon, { casebook: undefined });
  alone.load();
  assert.deepEqual([alone.host.dataset.mode, alone.host.dataset.scripts], [undefined, undefined]);
});
