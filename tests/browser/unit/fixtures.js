// What the unit tests share: page data of one small case, attempts on it, a seeded generator, a stand-in for the
// browser's storage.
import { apply } from "../../../theme/src/core/actions.ts";
import { newAttempt } from "../../../theme/src/core/attempt.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = Date.UTC(2025, 0, 15, 12);

/** "L5!" is a must-have of L5. */
const signal = (id, level) => ({
  id,
  level: level.replace("!", ""),
  must: level.endsWith("!"),
  hash: `hash-of-${id}`,
  text: `Says ${id}`,
});

/** A criterion from a record of signal ids to levels. */
const criterion = (id, signals, more = {}) => ({
  id,
  title: `Title of ${id}`,
  minutes: 10,
  weight: 1,
  signals: Object.entries(signals).map(([name, level]) => signal(name, level)),
  training: [],
  ...more,
});

const page = (more = {}) => ({
  format: 1,
  book: "book",
  case: { id: "autocomplete", title: "Search autocomplete", path: "cases/autocomplete.html" },
  round: {
    id: "design",
    title: "Design",
    minutes: 60,
    levels: ["L5", "L6"],
    pass: 0.6,
    verdicts: { strongYes: 0.85, weakYes: 0.6, weakNo: 0.35 },
  },
  criteria: [
    criterion("set-up", { a1: "L5!", a2: "L5", a3: "L5", a4: "L5", a5: "L5", b1: "L6!", b2: "L6" }),
    criterion("data", { c1: "L5", d1: "L6" }),
  ],
  followUps: [],
  samples: [],
  curveballs: [
    { id: "late", criterion: "data", minute: 35, title: "A new market" },
    { id: "early", criterion: "set-up", minute: 10, title: "Twice the load" },
  ],
  ...more,
});

let made = 0;
const attempt = (more = {}) => {
  made += 1;
  const fresh = newAttempt(page(), { id: `attempt-${made}`, kind: "practice", now: NOON });
  return { ...fresh, ...more };
};

/** Applies [action, minutes after noon] pairs. */
const play = (start, ...steps) =>
  steps.reduce((now, [action, minutes]) => apply(now, action, NOON + minutes * MINUTE), start);

/** Ticks signals of the page above, wherever they are. */
const tick = (start, names, from = page(), now = NOON + 1) =>
  names.reduce((so, name) => {
    const home = from.criteria.find(({ signals }) => signals.some(({ id }) => id === name));
    const { hash, text } = home.signals.find(({ id }) => id === name);
    return apply(so, { type: "tick", criterion: home.id, signal: name, hash, text }, now);
  }, start);

/** mulberry32: the same numbers for the same seed. */
const seeded = (seed) => {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  return { next, below, choose: (list) => list[below(list.length)] };
};

/** Some action on the page above. */
const someAction = (random) => {
  const home = random.choose(page().criteria);
  const { id, hash } = random.choose(home.signals);
  const where = { criterion: home.id };
  return random.choose([
    { type: "tick", ...where, signal: id, hash },
    { type: "tick", ...where, signal: id, hash: "old" },
    { type: "untick", ...where, signal: id },
    { type: "notes", ...where, text: `note ${random.below(5)}` },
    { type: "evidence", ...where, text: `evidence ${random.below(5)}` },
    { type: "override", ...where, level: random.choose(["L5", "L6", "none"]), reason: "" },
    { type: "clear-override", ...where },
    { type: "weakest", criterion: random.choose([home.id, ""]) },
    { type: "weakest", why: `why ${random.below(5)}` },
    { type: "start", ...where },
    { type: "pause" },
    { type: "resume" },
    { type: "extend", minutes: 5 },
    { type: "next", ...where },
    { type: "finish" },
    { type: "reopen" },
    { type: "clock", on: random.below(2) === 0 },
    { type: "asked", id: "early", on: random.below(2) === 0 },
    { type: "shown", id: "early" },
    { type: "heard", keys: ["over@60"] },
  ]);
};

/** A localStorage with room for `room` characters, shared by the tabs made on it; each tab hears of the others' writes. */
const disk = ({ room = Infinity } = {}) => {
  const entries = new Map();
  const tabs = [];
  const used = () => [...entries].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const area = { entries, room, fail: null };
  const check = () => {
    if (area.fail) throw area.fail;
  };
  const tab = ({ asleep = false, ...more } = {}) => {
    const listeners = { storage: [], pageshow: [] };
    const tell = (key) => {
      for (const other of tabs) if (other !== host && !other.asleep) other.fire("storage", { key });
    };
    const host = {
      asleep,
      ...more,
      addEventListener: (type, listener) => listeners[type].push(listener),
      fire: (type, event) => {
        for (const listener of listeners[type]) listener(event);
      },
      localStorage: {
        get length() {
          check();
          return entries.size;
        },
        key: (index) => [...entries.keys()][index] ?? null,
        getItem: (key) => {
          check();
          return entries.has(key) ? entries.get(key) : null;
        },
        setItem: (key, value) => {
          check();
          const before = entries.get(key);
          entries.set(key, String(value));
          if (used() > area.room) {
            if (before === undefined) entries.delete(key);
            else entries.set(key, before);
            throw Object.assign(new Error("no room"), { name: "QuotaExceededError" });
          }
          tell(key);
        },
        removeItem: (key) => {
          check();
          entries.delete(key);
          tell(key);
        },
      },
    };
    tabs.push(host);
    return host;
  };
  return Object.assign(area, { tab, used });
};

/**
 * A localStorage as browsers have it for tabs in processes of their own: each has a copy, a write goes to the copy at
 * once and to the shared storage later, and others hear of it later still. While a tab's own write of a key is under
 * way, its copy keeps that. `step(random)` lets one message arrive; `settle()` all.
 */
const processes = () => {
  const shared = new Map();
  const tabs = [];
  const area = { shared, isFull: false };
  const tab = () => {
    const copy = new Map(shared);
    const underway = new Map();
    const listeners = { storage: [], pageshow: [] };
    const self = { outbox: [], inbox: [], isOpen: true };
    const send = (key, value) => {
      if (value === null) copy.delete(key);
      else copy.set(key, value);
      underway.set(key, (underway.get(key) ?? 0) + 1);
      self.outbox.push({ key, value });
    };
    self.receive = ({ from, key, value }) => {
      if (from === self) underway.set(key, underway.get(key) - 1);
      else {
        if (!underway.get(key)) {
          if (value === null) copy.delete(key);
          else copy.set(key, value);
        }
        for (const listener of listeners.storage) listener({ key, newValue: value });
      }
    };
    self.host = {
      addEventListener: (type, listener) => listeners[type].push(listener),
      localStorage: {
        get length() {
          return copy.size;
        },
        key: (index) => [...copy.keys()][index] ?? null,
        getItem: (key) => copy.get(key) ?? null,
        setItem: (key, value) => {
          if (area.isFull && value.length > (copy.get(key) ?? "").length)
            throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
          if (copy.get(key) !== value) send(key, value);
        },
        removeItem: (key) => {
          if (copy.has(key)) send(key, null);
        },
      },
    };
    tabs.push(self);
    return self;
  };
  const moves = () =>
    tabs.flatMap((self) => [
      ...(self.outbox.length > 0
        ? [
            () => {
              const { key, value } = self.outbox.shift();
              if (value === null) shared.delete(key);
              else shared.set(key, value);
              for (const other of tabs) if (other.isOpen) other.inbox.push({ from: self, key, value });
            },
          ]
        : []),
      ...(self.isOpen && self.inbox.length > 0 ? [() => self.receive(self.inbox.shift())] : []),
    ]);
  const step = (random) => {
    const possible = moves();
    if (possible.length > 0) random.choose(possible)();
    return possible.length > 0;
  };
  const settle = (random) => {
    for (let n = 0; step(random); n += 1) if (n > 5000) throw new Error("the tabs never agree");
  };
  return Object.assign(area, { tab, step, settle });
};

/** Freezes a value and everything in it, so that a change of an argument throws. */
const frozen = (value) => {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

/** Milliseconds of processor time, the best of five: the machine may be busy with something else. */
const effort = (run) =>
  Math.min(
    ...[1, 2, 3, 4, 5].map(() => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    }),
  );

export { attempt, criterion, DAY, disk, effort, frozen, MINUTE, NOON, page, play, processes, seeded, someAction, tick };
