// A model of readers with several tabs: whatever they do, and in whatever order the browser's processes hear of it, every
// word that was typed is in the end in an attempt, or offered beside it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inCriterion, Texts } from "../../../theme/src/case/texts.ts";
import { Visit } from "../../../theme/src/case/visit.ts";
import { exportFile } from "../../../theme/src/core/export.ts";
import { parseExport, previewImport, takenFrom } from "../../../theme/src/core/import.ts";
import { importAll } from "../../../theme/src/store/import-all.ts";
import { openStore } from "../../../theme/src/store/storage.ts";
import { MINUTE, NOON, page, processes, seeded } from "./fixtures.js";

const SAMPLE = { id: "sample", title: "A sample", level: "L5", ticks: {} };
const CASE = page({ samples: [SAMPLE] });
const SEEDS = Number(process.env.CASEBOOK_SEEDS ?? 200);
/** Deeds with whole attempts. */
const PRESSED = new Set(["delete", "undo", "discard", "again", "import", "reopen", "close"]);
const BOXES = CASE.criteria.flatMap(({ id }) => ["notes", "evidence"].map((field) => [id, field]));

/** As much of a page as the texts use. */
const world = () => {
  const timers = new Map();
  let named = 0;
  globalThis.addEventListener = () => {};
  globalThis.document = { addEventListener: () => {} };
  globalThis.window = {
    setTimeout: (run) => {
      named += 1;
      timers.set(named, run);
      return named;
    },
    clearTimeout: (name) => timers.delete(name),
  };
  return timers;
};
const box = () => {
  const listeners = {};
  return {
    value: "",
    addEventListener: (type, listener) => {
      listeners[type] = listener;
    },
    fire: (type) => listeners[type](),
  };
};

const openTab = (all, clock) => {
  const process = all.tab();
  const store = openStore("book", process.host);
  const visit = new Visit(CASE, store, {
    now: () => clock.now,
    onChange: () => texts?.draw(),
    beforeSwitch: () => texts?.flush(),
    emit: () => {},
  });
  const texts = new Texts(visit, { addEventListener: () => {} });
  const boxes = BOXES.map(([criterion, field]) => {
    const one = box();
    texts.bind(one, inCriterion(criterion, field));
    return one;
  });
  return { process, store, visit, texts, boxes };
};

/** Plays one seed; gives the words that are gone. */
const play = (seed, { steps = 60, kinds = null } = {}) => {
  const random = seeded(seed);
  const timers = world();
  const clock = { now: NOON };
  const all = processes();
  const tabs = [openTab(all, clock), openTab(all, clock)];
  const progress = { process: all.tab() };
  progress.store = openStore("book", progress.process.host);
  const typed = new Set();
  /** Words of what was deleted: the undo offers them. */
  const offered = new Set();
  let file = null;
  let undo = null;
  const wordsIn = (value) => [...JSON.stringify(value).matchAll(/w\d+;/g)].map(([word]) => word);
  const remove = (attempt, run, tab = progress) => {
    const words = wordsIn(attempt);
    for (const word of words) offered.add(word);
    const { undo: back } = run();
    const takeBack = () => {
      back();
      for (const word of words) offered.delete(word);
    };
    undo = { tab, run: takeBack };
  };
  const boxesOf = (tab) => tab.boxes.map(({ value }) => value);
  const deeds = {
    type: (tab) => {
      const one = random.choose(tab.boxes);
      const word = `w${typed.size};`;
      typed.add(word);
      const at = random.choose([one.value.length, one.value.length, one.value.lastIndexOf(";") + 1, 0]);
      one.value = one.value.slice(0, at) + word + one.value.slice(at);
      one.fire("input");
    },
    leave: (tab) => random.choose(tab.boxes).fire("change"),
    tick: (tab) =>
      tab.visit.act({ type: "tick", criterion: "set-up", signal: random.choose(["a1", "a2", "b1"]), hash: "h" }),
    timer: () => {
      const names = [...timers.keys()];
      if (names.length === 0) return;
      const name = random.choose(names);
      const run = timers.get(name);
      timers.delete(name);
      run();
    },
    begin: (tab) => tab.visit.begin(random.choose(["practice", "interview"])),
    finish: (tab) => tab.visit.attempt && tab.visit.act({ type: "finish" }),
    close: (tab) => tab.visit.close(),
    calibrate: (tab) => tab.visit.openSample("sample"),
    back: (tab) => tab.visit.mode === "calibrate" && tab.visit.leaveSample(),
    discard: (tab) => {
      tab.texts.flush();
      if (tab.visit.attempt) remove([tab.visit.attempt], () => tab.visit.discard(), tab);
    },
    again: (tab) => {
      tab.texts.flush();
      if (["practice", "interview"].includes(tab.visit.attempt?.kind))
        remove([tab.visit.attempt], () => tab.visit.beginAgain(), tab);
    },
    keep: (tab) => tab.visit.keepLost(),
    reopen: (tab) => {
      // A page with something that is nowhere else asks before it is left.
      tab.texts.flush();
      if (tab.store.status().unsaved.length > 0 || tab.visit.lost.length > 0) return;
      tab.process.isOpen = false;
      if (undo?.tab === tab) undo = null; // the offer goes with its page
      tabs[tabs.indexOf(tab)] = openTab(all, clock);
    },
    export: () => {
      file = exportFile("book", progress.store.list(), clock.now).text;
    },
    import: () => {
      if (!file) return;
      const { attempts } = parseExport(file, "book");
      const { undo: back } = importAll(progress.store, takenFrom(previewImport(progress.store.list(), attempts)));
      const before = new Set(wordsIn(progress.store.list()));
      const takeBack = () => {
        back();
        // Taken back with what the file brought, which the file still has.
        for (const word of before) if (file.includes(word)) offered.add(word);
      };
      undo = { tab: progress, run: takeBack };
    },
    delete: () => {
      const list = progress.store.list();
      if (list.length === 0) return;
      const one = random.choose(list);
      remove(one, () => progress.store.remove(one.id));
    },
    undo: () => {
      undo?.run();
      undo = null;
    },
    full: () => {
      all.isFull = !all.isFull;
    },
    newer: () => {
      const keys = [...all.shared.keys()].filter((key) => key.includes(":attempt:"));
      if (keys.length === 0 || newerWriter.outbox.length > 0 || all.isFull) return;
      const key = random.choose(keys);
      newerWriter.host.localStorage.setItem(key, all.shared.get(key).replace('"format":1', '"format":2'));
    },
  };
  const newerWriter = all.tab();
  const usual = ["type", "type", "type", "type", "type", "type", "leave", "tick", "timer", "timer", "timer"];
  const rare = [
    "begin",
    "finish",
    "close",
    "calibrate",
    "back",
    "discard",
    "again",
    "keep",
    "reopen",
    "export",
    "import",
    "delete",
    "undo",
    "full",
  ];
  const deedsOf = kinds ?? [...usual, ...usual, ...rare, ...(seed % 5 === 0 ? ["newer"] : [])];
  const log = [];
  for (let n = 0; n < steps; n += 1) {
    clock.now += random.below(3) === 0 ? random.below(MINUTE) : random.below(3);
    const name = random.choose(deedsOf);
    log.push(name);
    // Nobody is in two tabs within the milliseconds in which one hears of the other; texts may wait in boxes longer.
    if (PRESSED.has(name)) all.settle(random);
    deeds[name](random.choose(tabs));
    if (PRESSED.has(name)) all.settle(random);
    for (let k = random.below(4); k > 0; k -= 1) all.step(random);
  }
  all.isFull = false;
  for (const tab of tabs) tab.texts.flush();
  all.settle(random);
  for (const tab of tabs) {
    tab.store.retry();
    tab.texts.flush();
  }
  all.settle(random);
  const there = new Set([
    ...wordsIn([...all.shared.values()]),
    ...tabs.flatMap((tab) => wordsIn([tab.visit.lost, tab.store.status().unsaved])),
    ...wordsIn(progress.store.status().unsaved),
    ...offered,
  ]);
  const lists = tabs.map(({ store }) => store.list().map(({ id, criteria, aside }) => ({ id, criteria, aside })));
  return {
    gone: [...typed].filter((word) => !there.has(word)),
    typed: typed.size,
    lists,
    log,
    boxes: tabs.map(boxesOf),
  };
};

test("every word that was typed is in an attempt or offered beside it, whatever two tabs do", () => {
  let words = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { gone, typed, log } = play(seed);
    assert.deepEqual(gone, [], `seed ${seed}: ${log.join(" ")}`);
    words += typed;
  }
  assert.ok(words > 10 * SEEDS, `${words} words`);
});

test("two tabs that only type, in the same box and in others, lose nothing and end alike", () => {
  for (let seed = 1; seed <= SEEDS / 3; seed += 1) {
    const { gone, lists } = play(seed, { kinds: ["type", "type", "type", "leave", "timer", "timer"], steps: 80 });
    assert.deepEqual(gone, [], `seed ${seed}`);
    assert.deepEqual(lists[0], lists[1], `seed ${seed}`);
  }
});
