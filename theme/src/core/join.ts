/*
 * Joining: what two tabs made of one attempt becomes one attempt again.
 * Input: two versions of an attempt, and the version both began from where it is known. Output: a new attempt.
 * Must not: depend on who joins, in which order or how often; lose a text; touch the page or the storage.
 *
 * Which text was written without knowing the other is known from the version both began from, or else from the keys
 * "tab/<tab>" in `changed`: the last text of each tab that a version includes. The text that loses is kept aside.
 *
 * Each field is joined by itself, and the later change wins: a tick, mark or text by the moment in its own `at` or in
 * `changed` (keys "notes/<criterion>", "evidence/…", "override/…", "ticks/<criterion>/<signal>", "asked/<id>",
 * "weakest/criterion", "weakest/why", "clock/on"; taking a tick or mark away leaves its moment there). The clock's logs are united, in the order of `n`,
 * then `at`, and `finishedAt` follows from them. Everything else comes from the version updated later.
 */
import type { Attempt, ClockEvent, Entry, Override, Overwritten, Weakest } from "./attempt.ts";
import { isRecord } from "./is-record.ts";
import { own } from "./records.ts";

/** The same text for equal values, whatever the order of keys. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  ) ?? "";

/** Equal but for the order of keys. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const keysOf = (...records: (Record<string, unknown> | undefined)[]): string[] => [
  ...new Set(records.flatMap((record) => Object.keys(record ?? {}))),
];

/** Every value once, by its canonical text. */
const union = <T>(...lists: T[][]): [string, T][] => [
  ...new Map(lists.flat().map((value) => [canonical(value), value])),
];

const numbered = ({ clock }: Attempt): ClockEvent[] =>
  clock.log.map((event, index) => ({ ...event, n: event.n ?? index }));

const joinLogs = (late: Attempt, early: Attempt): ClockEvent[] =>
  union(numbered(late), numbered(early))
    .sort(([c, x], [d, y]) => (x.n ?? 0) - (y.n ?? 0) || x.at - y.at || (c < d ? -1 : 1))
    .map(([, event]) => event);

/** undefined where the log says nothing about it. */
const finishedBy = (log: ClockEvent[]): number | null | undefined => {
  let finishedAt: number | null | undefined;
  for (const { type, at } of log) {
    if (type === "finish") finishedAt ??= at;
    else if (type === "reopen") finishedAt = null;
  }
  return finishedAt;
};

type Text = string | Override | null;
type TextField = "notes" | "evidence" | "override";

export const WEAKEST_CRITERION = "weakest/criterion";
export const WEAKEST_WHY = "weakest/why";

const wordsOf = (value: Text | undefined): string =>
  typeof value === "object" ? (value?.reason ?? "") : (value ?? "");

/** Keys of `changed` that say which tabs' texts a version includes. */
export const TAB_KEY = "tab/";

/** Without a text that its box, or a longer text of the same box, includes. */
export const withoutParts = (texts: Overwritten[], criteria: Attempt["criteria"]): Overwritten[] =>
  texts.filter(
    (one, index) =>
      !wordsOf(own(criteria, one.criterion)?.[one.field as TextField]).includes(one.text) &&
      !texts.some(
        (other, place) =>
          place !== index &&
          other.criterion === one.criterion &&
          other.field === one.field &&
          other.text.includes(one.text) &&
          (other.text !== one.text || other.at < one.at || (other.at === one.at && place < index)),
      ),
  );

/** The later and the earlier of two versions; between equals the choice does not depend on who asks. */
class Versions {
  readonly late: Attempt;
  readonly early: Attempt;
  readonly base: Attempt | null;
  /** Texts that lost against another. */
  readonly overwritten: Overwritten[] = [];

  constructor(a: Attempt, b: Attempt, base: Attempt | null) {
    const forward = a.updatedAt - b.updatedAt || (canonical(a) > canonical(b) ? 1 : -1);
    [this.late, this.early] = forward > 0 ? [a, b] : [b, a];
    this.base = base;
  }

  /** The value whose change is later; then one that is there; then the greater, so that both sides choose alike. */
  pick<T>(key: string, late: T, early: T, at: (value: T, side: Attempt) => number | undefined): T {
    const stamp = (value: T, side: Attempt) => Math.max(at(value, side) ?? -1, own(side.changed, key) ?? -1);
    const order =
      stamp(late, this.late) - stamp(early, this.early) ||
      Number(late !== undefined) - Number(early !== undefined) ||
      (canonical(late) >= canonical(early) ? 1 : -1);
    return order > 0 ? late : early;
  }

  pickAll<T>(
    prefix: string,
    late: Record<string, T> | undefined,
    early: Record<string, T> | undefined,
    at: (value: T | undefined) => number | undefined,
  ): Record<string, T> {
    const picked = keysOf(late, early).map((key) => [
      key,
      this.pick(prefix + key, own(late, key), own(early, key), at),
    ]);
    return Object.fromEntries(picked.filter(([, value]) => value !== undefined));
  }

  /** A mark is its own moment. */
  pickMarks(name: "asked" | "shown" | "heard"): Record<string, number> {
    return this.pickAll(`${name}/`, this.late[name], this.early[name], (at) => at);
  }

  entry(criterion: string): Entry {
    const late = own(this.late.criteria, criterion);
    const early = own(this.early.criteria, criterion);
    const text = (name: TextField) =>
      this.#text(`${name}/${criterion}`, { criterion, field: name }, [
        late?.[name],
        early?.[name],
        own(this.base?.criteria, criterion)?.[name],
      ]);
    return {
      ...early,
      ...late,
      notes: (text("notes") as string | undefined) ?? "",
      evidence: (text("evidence") as string | undefined) ?? "",
      ticks: this.pickAll(`ticks/${criterion}/`, late?.ticks, early?.ticks, (tick) => tick?.at),
      override: (text("override") as Override | undefined) ?? null,
    };
  }

  weakest(): { weakest?: Weakest } {
    const sides = [this.late.weakest, this.early.weakest, this.base?.weakest];
    const [late, early] = sides;
    if (!late && !early) return {};
    const criterion = this.pick(WEAKEST_CRITERION, late?.criterion, early?.criterion, () => undefined);
    const place = { criterion: criterion || "weakest", field: "weakest" };
    const why = this.#text(
      WEAKEST_WHY,
      place,
      sides.map((side) => side?.why),
    );
    return {
      weakest: {
        ...early,
        ...late,
        ...(criterion !== undefined && { criterion }),
        ...(typeof why === "string" && { why }),
      },
    };
  }

  /** A text changed on both sides since the base is kept in `overwritten`. */
  #text(
    key: string,
    place: Pick<Overwritten, "criterion" | "field">,
    [late, early, base]: (Text | undefined)[],
  ): Text | undefined {
    // A text whose change nobody dated is as old as the attempt.
    const dated = (value: Text | undefined, side: Attempt) => (value ? side.startedAt : undefined);
    const kept = this.pick(key, late, early, dated);
    const isLate = wordsOf(kept) === wordsOf(late);
    const lost = isLate ? wordsOf(early) : wordsOf(late);
    const bothChanged = this.base && wordsOf(late) !== wordsOf(base) && wordsOf(early) !== wordsOf(base);
    const isUnseen = bothChanged || this.#isUnseen(key, isLate);
    if (lost && isUnseen && !wordsOf(kept).includes(lost)) {
      const at = own((isLate ? this.early : this.late).changed, key) ?? this.early.updatedAt;
      this.overwritten.push({ ...place, text: lost, at });
    }
    return kept;
  }

  /** Whether a tab wrote the text that lost, or one after it, and the other version includes nothing of that tab since. */
  #isUnseen(key: string, isLate: boolean): boolean {
    const [kept, lost] = isLate ? [this.late, this.early] : [this.early, this.late];
    const at = own(lost.changed, key);
    if (at === undefined) return false;
    return Object.entries(lost.changed ?? {}).some(
      ([name, last]) => name.startsWith(TAB_KEY) && last >= at && (own(kept.changed, name) ?? -1) < at,
    );
  }

  aside(criteria: Attempt["criteria"]): Attempt["aside"] {
    const { late, early } = this;
    const overwritten = union(early.aside?.overwritten ?? [], late.aside?.overwritten ?? [], this.overwritten)
      .sort(([c, x], [d, y]) => x.at - y.at || (c < d ? -1 : 1))
      .map(([, text]) => text);
    const aside = { ...early.aside, ...late.aside };
    return overwritten.length > 0 ? { ...aside, overwritten: withoutParts(overwritten, criteria) } : aside;
  }
}

export const join = (a: Attempt, b: Attempt, base: Attempt | null = null): Attempt => {
  if (a.id !== b.id) throw new TypeError("two attempts are not two versions of one");
  const versions = new Versions(a, b, base);
  const { late, early } = versions;
  const criteria = Object.fromEntries(keysOf(late.criteria, early.criteria).map((id) => [id, versions.entry(id)]));
  const log = joinLogs(late, early);
  const finishedAt = finishedBy(log);
  const lastChanged = keysOf(late.changed, early.changed).map((key) => [
    key,
    Math.max(own(late.changed, key) ?? 0, own(early.changed, key) ?? 0),
  ]);
  return {
    ...early,
    ...late,
    finishedAt: finishedAt === undefined ? (late.finishedAt ?? early.finishedAt) : finishedAt,
    clock: {
      ...early.clock,
      ...late.clock,
      log,
      on: versions.pick("clock/on", late.clock.on, early.clock.on, () => undefined),
    },
    criteria,
    ...versions.weakest(),
    asked: versions.pickMarks("asked"),
    shown: versions.pickMarks("shown"),
    heard: versions.pickMarks("heard"),
    changed: Object.fromEntries(lastChanged),
    aside: versions.aside(criteria),
  };
};

/** Joins; where neither is the whole, nobody has seen the version: it is newer than both, for imports as well. */
export const merged = (a: Attempt, b: Attempt, base: Attempt | null = null): Attempt => {
  const both = join(a, b, base);
  if (same(both, b)) return b;
  return same(both, a) ? a : { ...both, updatedAt: both.updatedAt + 1 };
};
