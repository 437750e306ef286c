import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { apply } from "../../../theme/src/core/actions.ts";
import { checkAttempt, LIMITS } from "../../../theme/src/core/attempt-shape.ts";
import { begin, mark, newDrillLog, reorder, show, takeBack } from "../../../theme/src/core/drill-log.ts";
import { exportFile } from "../../../theme/src/core/export.ts";
import { parseExport, previewImport, takenFrom } from "../../../theme/src/core/import.ts";
import { same } from "../../../theme/src/core/join.ts";
import { attempt, frozen, MINUTE, NOON, play, seeded, someAction, tick } from "./fixtures.js";

const schema = JSON.parse(
  fs.readFileSync(path.join(import.meta.dirname, "../../../preprocessor/schemas/export.json"), "utf8"),
);

/** As much of JSON Schema as the schema of the export uses; an unknown keyword is an error. */
const conforms = (value, rule) =>
  Object.entries(rule).every(([keyword, want]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    switch (keyword) {
      case "$schema":
      case "$id":
      case "$defs":
      case "title":
      case "description":
        return true;
      case "$ref":
        return conforms(value, schema.$defs[want.replace("#/$defs/", "")]);
      case "const":
        return value === want;
      case "enum":
        return want.includes(value);
      case "type":
        return want === "object"
          ? isObject
          : want === "array"
            ? Array.isArray(value)
            : want === "null"
              ? value === null
              : typeof value === want;
      case "required":
        return !isObject || want.every((key) => Object.hasOwn(value, key));
      case "properties":
        return (
          !isObject ||
          Object.entries(want).every(([key, inner]) => !Object.hasOwn(value, key) || conforms(value[key], inner))
        );
      case "additionalProperties":
        return !isObject || Object.values(value).every((one) => conforms(one, want));
      case "items":
        return !Array.isArray(value) || value.every((one) => conforms(one, want));
      case "maxItems":
        return !Array.isArray(value) || value.length <= want;
      case "minLength":
        return typeof value !== "string" || value.length >= want;
      case "maxLength":
        return typeof value !== "string" || value.length <= want;
      case "minimum":
        return typeof value !== "number" || value >= want;
      case "maximum":
        return typeof value !== "number" || value <= want;
      case "oneOf":
        return want.filter((one) => conforms(value, one)).length === 1;
      default:
        throw new Error(`unknown keyword ${keyword}`);
    }
  });

const random = seeded(11);
const rich = () => {
  let some = attempt({ sample: "s" });
  for (let n = 0; n < 30; n += 1) some = apply(some, someAction(random), NOON + n * MINUTE);
  some = play(some, [{ type: "compared", agree: 1, generous: 2, strict: 0 }, 40]);
  return { ...some, aside: { overwritten: [{ criterion: "data", field: "notes", text: "old", at: NOON }] } };
};
const richLog = () => {
  const questions = ["q1", "q2"];
  let log = newDrillLog({ id: "drill", book: "book", title: "A drill" });
  for (const [n, grade] of ["knew", "again"].entries())
    log = mark(log, { id: questions[n], hash: "h" }, grade, `m${n}`, NOON + n);
  log = takeBack(log, "m1", null, NOON + 3);
  return show(reorder(begin(log, questions, NOON + 4), ["q2", "q1"], NOON + 5), NOON + 6);
};
const exported = (...attempts) => exportFile("book", attempts, NOON).text;
const errorsOf = (text) => {
  const found = parseExport(text, "book");
  return found.ok ? [] : found.errors.map(({ place, message }) => `${place} ${message}`);
};
/** An export with one place changed. */
const changed = (change) => {
  const file = JSON.parse(exported(rich()));
  change(file, file.attempts[0]);
  return JSON.stringify(file);
};

test("what is exported comes back as it was, unknown fields included", () => {
  const some = [rich(), { ...rich(), future: { deep: [1, null] } }];
  const found = parseExport(exported(...some), "book");
  assert.deepEqual(found, { ok: true, book: "book", exportedAt: NOON, attempts: some, drills: [], saved: [] });
  const drills = [{ ...richLog(), future: 1 }];
  assert.deepEqual(parseExport(exportFile("book", some, NOON, drills).text, "book").drills, drills);
});

test("an export of nothing is an import of nothing", () => {
  assert.deepEqual(parseExport(exported(), "book").attempts, []);
});

test("an export is named after its book and day, with nothing a file system minds", () => {
  assert.equal(exportFile("a/b:c", [], NOON).name, "casebook-a-b-c-2025-01-15.json");
});

test("an attempt with the least it must have is filled up", () => {
  const least = { format: 1, id: "x", book: "book", case: "c", kind: "score", startedAt: 0, updatedAt: 0 };
  const [only] = parseExport(
    JSON.stringify({ format: 1, kind: "casebook-export", book: "book", exportedAt: 0, attempts: [least] }),
    "book",
  ).attempts;
  assert.deepEqual([only.title, only.criteria, only.clock.log, only.startedAt], ["c", {}, [], 0]);
});

test("a file from a newer version is refused with the reason, before anything else is looked at", () => {
  const found = parseExport('{"format": 2, "anything": []}', "book");
  assert.deepEqual(
    [found.ok, found.newer, found.errors],
    [
      false,
      true,
      [
        {
          place: "format",
          message: "comes from a newer version (format 2; this page reads 1); open the newer book to import it",
        },
      ],
    ],
  );
  assert.equal(
    parseExport(
      changed((_, one) => {
        one.format = 3;
      }),
      "book",
    ).newer,
    true,
  );
});

test("what is no export at all is refused in words", () => {
  assert.deepEqual(errorsOf(""), ["file is empty"]);
  assert.deepEqual(errorsOf("  \n"), ["file is empty"]);
  assert.match(errorsOf("{")[0], /^file is not JSON: /);
  for (const text of ["[]", "null", "5", '"x"', "true"])
    assert.deepEqual(errorsOf(text), ["file is not an export of a casebook"]);
  assert.deepEqual(errorsOf('{"format":1}'), ["kind is missing: this is not an export of a casebook"]);
  assert.deepEqual(
    errorsOf(
      changed((file) => {
        file.kind = "other";
      }),
    ),
    ["kind is none of `casebook-export`"],
  );
});

test("a byte order mark is no fault", () => {
  assert.equal(parseExport(`\uFEFF${exported()}`, "book").ok, true);
});

test("every fault is named by its place, all of them at once", () => {
  const text = changed((file, one) => {
    file.exportedAt = "today";
    one.kind = "<b>exam</b>";
    delete one.startedAt;
    one.criteria = { data: { notes: 5, ticks: { c1: "yes" }, override: { level: "L5" } } };
    one.clock.log = [
      { at: 1, type: "start" },
      { at: "x", type: "dance" },
    ];
    file.attempts.push(7);
  });
  assert.deepEqual(errorsOf(text), [
    "exportedAt is not a time in milliseconds since 1970",
    "attempts[0].kind is none of `practice`, `score`, `interview`, `calibration`",
    "attempts[0].startedAt is missing",
    "attempts[0].clock.log[1].at is not a time in milliseconds since 1970",
    "attempts[0].clock.log[1].type is none of `start`, `pause`, `resume`, `extend`, `next`, `finish`, `reopen`",
    "attempts[0].criteria.data.notes is not text",
    "attempts[0].criteria.data.ticks.c1 is not an object",
    "attempts[0].criteria.data.override.reason is missing",
    "attempts[1] is not an object",
  ]);
});

test("one bad attempt refuses the whole file", () => {
  assert.equal(
    parseExport(
      changed((file) => {
        file.attempts.push({ ...rich(), updatedAt: null });
      }),
      "book",
    ).ok,
    false,
  );
});

test("a file of another book, or with an attempt of another book, is refused", () => {
  assert.deepEqual(
    errorsOf(
      changed((file) => {
        file.book = "other";
      }),
    ),
    ["book is `other`, and this is `book`"],
  );
  assert.deepEqual(
    errorsOf(
      changed((_, one) => {
        one.book = "other";
      }),
    ),
    ["attempts[0].book is not `book`"],
  );
});

test("a file with a drill of another book, twice the same, or of a newer version is refused", () => {
  const withDrills = (...drills) => errorsOf(exportFile("book", [], NOON, drills).text);
  assert.deepEqual(withDrills({ ...richLog(), book: "other" }), ["drills[0].book is not `book`"]);
  assert.deepEqual(withDrills(richLog(), richLog()), ["drills[1].id repeats that of drills[0]"]);
  assert.match(withDrills({ ...richLog(), format: 2 })[0], /^format comes from a newer version/);
  assert.deepEqual(withDrills({ ...richLog(), run: { at: 1 } }), [
    "drills[0].run.order is missing",
    "drills[0].run.since is missing",
    "drills[0].run.log is missing",
  ]);
});

test("the same id twice is refused", () => {
  const one = rich();
  assert.deepEqual(errorsOf(exported(one, one)), ["attempts[1].id repeats that of attempts[0]"]);
});

test("huge, negative and infinite numbers are refused", () => {
  for (const value of ["1e999", "-1", "1e308", "8640000000000001", "32503680000001"]) {
    assert.equal(
      parseExport(
        changed((_, one) => {
          one.updatedAt = "HERE";
        }).replace('"HERE"', value),
        "book",
      ).ok,
      false,
      value,
    );
  }
  assert.equal(
    parseExport(
      changed((_, one) => {
        one.startedAt = 0;
      }),
      "book",
    ).ok,
    true,
  );
});

test("a __proto__ key is refused at every depth and reaches no prototype", () => {
  const hit = (text) => {
    assert.match(errorsOf(text)[0], /__proto__ is a key that no casebook writes$/);
    assert.equal({}.polluted, undefined);
  };
  hit(exported(rich()).replace('"format": 1', '"__proto__": {"polluted": 1}, "format": 1'));
  hit(
    changed((_, one) => {
      one.criteria = { HERE: { ticks: {} } };
    }).replace('"HERE"', '"__proto__"'),
  );
  const deep = changed((_, one) => {
    one.future = "HERE";
  }).replace('"HERE"', '[[{"a":{"__proto__":null}}]]');
  hit(deep);
  assert.match(errorsOf(deep)[0], /^attempts\[\d\]\.future\[0\]\[0\]\.a\.__proto__ /);
});

test("ids that are names of Object.prototype are let through as ids", () => {
  const found = parseExport(
    changed((_, one) => {
      one.criteria = { constructor: { ticks: { toString: { hash: "h", at: 1 } } } };
    }),
    "book",
  );
  assert.deepEqual(found.attempts[0].criteria.constructor.ticks, { toString: { hash: "h", at: 1 } });
});

test("markup in strings is kept as the text it is", () => {
  const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const found = parseExport(
    changed((_, one) => {
      one.title = markup;
      one.case = markup;
      one.id = markup;
      one.criteria = { [markup]: { notes: markup } };
    }),
    "book",
  );
  assert.deepEqual([found.attempts[0].title, found.attempts[0].criteria[markup].notes], [markup, markup]);
});

test("what reaches a limit exactly is let through", () => {
  const limits = changed((_, one) => {
    one.id = "x".repeat(LIMITS.id);
    one.updatedAt = LIMITS.time;
    one.clock = { on: false, log: [{ at: 0, type: "extend", minutes: 1440 }] };
  });
  assert.deepEqual(errorsOf(limits), []);
  assert.deepEqual(
    errorsOf(
      changed((_, one) => {
        one.clock = { on: "yes" };
      }),
    ),
    ["attempts[0].clock.on is neither true nor false"],
  );
});

test("only a newer version is called newer", () => {
  for (const text of [
    "",
    "5",
    changed((_, one) => {
      one.kind = 1;
    }),
  ])
    assert.equal(parseExport(text, "book").newer, false);
});

test("sizes have limits: the file, the attempts, a text, an id, the nesting, the list of faults", () => {
  assert.deepEqual(errorsOf("x".repeat(LIMITS.file + 1)), [`file is longer than ${LIMITS.file} characters`]);
  assert.deepEqual(
    errorsOf(
      changed((file) => {
        file.attempts = Array(LIMITS.attempts + 1).fill(0);
      }),
    ),
    [`attempts are more than ${LIMITS.attempts}`],
  );
  assert.deepEqual(
    errorsOf(
      changed((_, one) => {
        one.title = "x".repeat(LIMITS.text + 1);
      }),
    ),
    [`attempts[0].title is longer than ${LIMITS.text} characters`],
  );
  assert.deepEqual(
    errorsOf(
      changed((_, one) => {
        one.id = "x".repeat(LIMITS.id + 1);
      }),
    ),
    [`attempts[0].id is longer than ${LIMITS.id} characters`],
  );
  assert.deepEqual(
    errorsOf(
      changed((_, one) => {
        one.id = "";
      }),
    ),
    ["attempts[0].id is empty"],
  );
  const deep = (levels) =>
    changed((_, one) => {
      one.future = "HERE";
    }).replace('"HERE"', "[".repeat(levels) + "]".repeat(levels));
  assert.deepEqual(errorsOf(deep(10)), []);
  assert.match(errorsOf(deep(LIMITS.depth + 1))[0], /is nested too deeply$/);
  assert.equal(parseExport(deep(1_000_000), "book").ok, false);
  assert.equal(
    errorsOf(
      changed((file) => {
        file.attempts = Array(1000).fill(0);
      }),
    ).length,
    LIMITS.errors,
  );
});

test("a place in a message is never longer than a line", () => {
  const [fault] = errorsOf(
    changed((_, one) => {
      one.criteria = { ["x".repeat(10_000)]: 5 };
    }),
  );
  assert.ok(fault.length < 200);
});

test("what the documented schema says and what the import accepts are one thing", () => {
  const junk = [
    null,
    true,
    0,
    -1,
    1.5,
    1e300,
    "",
    "x",
    "<b>",
    [],
    {},
    [1],
    { at: 1 },
    "L5",
    "x".repeat(300),
    { hash: "h", at: 1 },
    { level: "L5", reason: "" },
    2,
    40_000_000_000_000,
  ];
  const dice = seeded(99);
  const holders = (value, found = []) => {
    if (typeof value === "object" && value !== null) {
      found.push(value);
      for (const one of Object.values(value)) holders(one, found);
    }
    return found;
  };
  const results = { true: 0, false: 0 };
  for (let n = 0; n < 1500; n += 1) {
    const file = JSON.parse(exportFile("book", [rich()], NOON, [richLog()]).text);
    const holder = dice.choose(holders(file));
    const keys = Object.keys(holder);
    if (keys.length === 0) continue;
    const key = dice.choose(keys);
    if (dice.below(5) === 0 && !Array.isArray(holder)) delete holder[key];
    else holder[key] = dice.choose(junk);
    // What the schema says in words only.
    const parts = [file.attempts, file.drills].flat();
    if (file.book !== "book" || parts.some((one) => one && one.book !== "book")) continue;
    const accepted = parseExport(JSON.stringify(file), "book").ok;
    assert.equal(
      accepted,
      conforms(file, schema),
      `${n}: ${key} = ${JSON.stringify(holder[key])?.slice(0, 80)}: ${errorsOf(JSON.stringify(file))}`,
    );
    results[accepted] += 1;
  }
  assert.ok(results.true > 100 && results.false > 100, JSON.stringify(results));
});

test("the limits in the schema are the limits in the code", () => {
  const { id, text, time, count } = schema.$defs;
  assert.deepEqual(
    [id.maxLength, text.maxLength, time.maximum, count.maximum, schema.properties.attempts.maxItems],
    [LIMITS.id, LIMITS.text, LIMITS.time, LIMITS.count, LIMITS.attempts],
  );
});

test("no text makes the check throw", () => {
  const dice = seeded(5);
  const whole = exported(rich());
  for (let n = 0; n < 500; n += 1) {
    const from = dice.below(whole.length);
    const text =
      whole.slice(0, from) +
      dice.choose(["", "}", "]", '"', "0", "null", "\\u0000", "\uD800"]) +
      whole.slice(from + dice.below(40));
    assert.equal(typeof parseExport(text, "book").ok, "boolean");
  }
});

test("a preview tells new, joined, older and same apart and counts them", () => {
  const [a, b, c, d] = [rich(), rich(), rich(), rich()];
  const { rows, counts } = previewImport(
    [a, b, c],
    [{ ...a, updatedAt: a.updatedAt + 1 }, { ...b, updatedAt: b.updatedAt - 1 }, c, d],
  );
  assert.deepEqual(
    rows.map(({ id, state, existing }) => [id, state, existing?.id ?? null]),
    [
      [a.id, "joined", a.id],
      [b.id, "older", b.id],
      [c.id, "same", c.id],
      [d.id, "new", null],
    ],
  );
  assert.deepEqual(counts, { new: 1, joined: 1, older: 1, same: 1 });
});

/** All attempts after an import of what a preview takes. */
const merge = (existing, incoming) => {
  const all = new Map(existing.map((one) => [one.id, one]));
  for (const one of takenFrom(previewImport(existing, incoming))) all.set(one.id, one);
  return [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Two collections that share some ids, with distinct `updatedAt`. */
const collections = (seed) => {
  const dice = seeded(seed);
  let at = NOON;
  const pool = Array.from({ length: 6 }, (_, n) => attempt({ id: `shared-${n}`, startedAt: NOON + dice.below(3) }));
  const pick = (name) => {
    const some = pool.filter(() => dice.below(2) === 0);
    return frozen(
      some.map((one) => {
        at += 1 + dice.below(5);
        return { ...one, title: name, updatedAt: at };
      }),
    );
  };
  return [pick("a"), pick("b"), pick("c")];
};

test("a merge keeps the newer of each and loses no id", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const [a, b] = collections(seed);
    const merged = merge(a, b);
    assert.deepEqual(new Set(merged.map(({ id }) => id)), new Set([...a, ...b].map(({ id }) => id)));
    for (const one of merged) {
      assert.equal(
        one.updatedAt,
        Math.max(...[...a, ...b].filter(({ id }) => id === one.id).map(({ updatedAt }) => updatedAt)),
      );
    }
  }
});

test("a merge is idempotent, commutative and associative", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const [a, b, c] = collections(seed);
    assert.ok(same(merge(a, b), merge(b, a)), `seed ${seed}`);
    assert.ok(same(merge(merge(a, b), b), merge(a, b)), `seed ${seed}`);
    assert.ok(same(merge(merge(a, b), c), merge(a, merge(b, c))), `seed ${seed}`);
  }
});

test("what a phone and a laptop wrote after an export is all there after an import, from either side", () => {
  const exported = play(attempt(), [{ type: "notes", criterion: "data", text: "both" }, 1]);
  const phone = play(
    exported,
    [{ type: "notes", criterion: "data", text: "both, on the phone" }, 2],
    [{ type: "evidence", criterion: "set-up", text: "said so" }, 3],
  );
  const laptop = play(
    tick(exported, ["a1"]),
    [{ type: "notes", criterion: "data", text: "both, on the laptop" }, 4],
    [{ type: "notes", criterion: "set-up", text: "earlier" }, 5],
  );
  for (const [here, file] of [
    [laptop, phone],
    [phone, laptop],
  ]) {
    const [one] = merge([here], [file]);
    const { data, "set-up": setUp } = one.criteria;
    assert.deepEqual([data.notes, setUp.notes, setUp.evidence], ["both, on the laptop", "earlier", "said so"]);
    assert.deepEqual(Object.keys(setUp.ticks), ["a1"]);
    assert.deepEqual(
      one.aside.overwritten.map(({ text }) => text),
      ["both, on the phone"],
    );
    assert.equal(previewImport([one], [file]).counts.joined, 0);
  }
});

test("attempts changed at the same moment are joined alike, whichever is in the file", () => {
  const mine = rich();
  const other = { ...mine, title: "other" };
  assert.deepEqual(merge([mine], [other]), merge([other], [mine]));
});

test("an attempt that a browser stored is checked by the same rules, but for a skewed clock", () => {
  assert.deepEqual(checkAttempt(tick(attempt(), ["a1"])), []);
  assert.deepEqual(checkAttempt({ ...attempt(), updatedAt: LIMITS.time + 5 }), []);
  for (const value of [null, [], 5, "x", {}]) assert.notDeepEqual(checkAttempt(value), []);
});
