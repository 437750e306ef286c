/*
 * A visit: which attempt the page of a case works on, and so in which mode the page is.
 * Input: the page's data, the book's store, the time of day, what the reader does. Output: the attempt, the mode,
 * and a call when either changes, also because of another tab.
 * Must not: touch the page; end an attempt by itself; drop an attempt that was deleted elsewhere while it was open here.
 *
 * The mode follows from the attempt: none or one of kind "score" is read; practice and interview are themselves while
 * their clock runs or stands, and review once finished; calibration is calibrate. "New attempt" puts an attempt away
 * (its id is kept in the settings), so that the page does not open with it again.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @param {Cb.Attempt} attempt */
  const timed = (attempt) => ["running", "paused"].includes(casebook.clock.moment(attempt, attempt.updatedAt).mode);

  /** @param {Cb.Attempt | null} attempt @returns {Cb.Mode} */
  const modeOf = (attempt) => {
    if (!attempt || attempt.kind === "score") return "read";
    if (attempt.kind === "calibration") return "calibrate";
    return timed(attempt) ? attempt.kind : "review";
  };

  /** @param {Cb.Attempt} attempt */
  const isEmpty = (attempt) => !attempt.comparison && Object.values(attempt.criteria)
    .every(({ notes, evidence, ticks, override }) => !notes && !evidence && !override && Object.keys(ticks).length === 0);

  /** @type {Cb.VisitOf["open"]} */
  const open = (page, store, { now, changed, leaving, said, wanted }) => {
    const { apply, newAttempt } = casebook.attempts;
    const putAwayKey = `putAway/${page.case.id}`;
    const samples = new Set(page.samples.map(({ id }) => id));
    /** @type {Cb.Attempt | null} */
    let attempt = null;
    /** @type {Cb.Attempt | null} */
    let lost = null;

    /** Latest change first. */
    const mine = () => store.list().filter((one) => one.case === page.case.id).sort((a, b) => b.updatedAt - a.updatedAt);

    /** What the page opens with: what is going on, or else the latest. */
    const choose = () => {
      const all = mine();
      const own = all.filter(({ kind }) => kind !== "calibration");
      const going = own.find((one) => one.kind !== "score" && timed(one));
      if (going) return going;
      const [latest] = own;
      const sample = all.find((one) => one.kind === "calibration" && one.finishedAt === null && samples.has(one.sample ?? ""));
      if (sample && sample.updatedAt > (latest?.updatedAt ?? -1)) return sample;
      return latest && latest.id !== store.meta.get(putAwayKey) ? latest : null;
    };

    /** @param {Cb.Attempt | null} next */
    const bind = (next) => {
      if (next?.id !== attempt?.id) leaving();
      attempt = next;
      changed();
    };

    /** @param {Cb.Kind} kind @param {{clock?: boolean, sample?: string}} options */
    const make = (kind, { clock = true, sample } = {}) => {
      const fresh = newAttempt(page, { id: store.newId(), kind, now: now(), clock, sample: sample ?? null });
      const starts = kind === "practice" || kind === "interview";
      return starts ? apply(fresh, { type: "start", criterion: page.criteria[0]?.id ?? null }, now()) : fresh;
    };

    /** @type {Cb.Visit["begin"]} */
    const begin = (kind, options) => {
      leaving();
      const fresh = store.write(make(kind, options));
      bind(fresh);
      said("cb:attempt-started", { id: fresh.id, kind });
    };

    /** @type {Cb.Visit["change"]} */
    const change = (how) => {
      const before = attempt;
      if (!before) return;
      // Deleted elsewhere, and not heard of yet: what is written here brings it back.
      const after = store.update(before.id, how) ?? store.write(how(before));
      if (after === before) return;
      attempt = after;
      changed();
    };

    /** @type {Cb.Visit["act"]} */
    const act = (action) => {
      if (!attempt) {
        attempt = store.write(make("score")); // the first tick or word of a reader who did not practise
        said("cb:attempt-started", { id: attempt.id, kind: attempt.kind });
      }
      const before = attempt;
      change((one) => apply(one, action, now()));
      if (attempt === before) return;
      const { id, kind } = attempt;
      said(action.type === "finish" ? "cb:attempt-finished" : "cb:attempt-changed", { id, kind, action: action.type });
    };

    attempt = mine().find(({ id }) => id === wanted) ?? choose();
    const stop = store.onChange((event) => {
      if (event.type === "status") return changed();
      if (event.type === "all") return bind(attempt ? (store.read(attempt.id) ?? choose()) : choose());
      if (!event.elsewhere) return;
      const busy = ["practice", "interview", "calibrate"].includes(modeOf(attempt));
      if (event.type === "meta") {
        if (attempt && !busy && store.meta.get(putAwayKey) === attempt.id) bind(null);
        return;
      }
      const { id, attempt: theirs } = event;
      if (id === attempt?.id) {
        if (theirs) return bind(theirs);
        leaving(); // what was being typed belongs to it
        lost = attempt;
        store.remove(id);
        return bind(choose());
      }
      if (theirs?.case !== page.case.id) return;
      if (theirs.id === lost?.id) lost = null;
      if (!attempt) bind(choose());
      else if (!busy && theirs.kind !== "score" && theirs.kind !== "calibration" && timed(theirs)) bind(theirs);
    });

    /** A sample's ticks that are left: nothing at all is not kept. */
    const settle = () => {
      leaving();
      if (attempt?.kind !== "calibration") return;
      if (isEmpty(attempt)) store.remove(attempt.id);
      else if (attempt.finishedAt === null) store.write(apply(attempt, { type: "finish" }, now()));
      attempt = null;
    };

    return {
      page, store, now, begin, act, change, stop, mine,
      get attempt() { return attempt; },
      get mode() { return modeOf(attempt); },
      get lost() { return lost; },
      putAway: () => {
        leaving();
        if (attempt) store.meta.set(putAwayKey, attempt.id);
        bind(null);
      },
      /** Goes on with the ticks for a sample that were not compared yet, or begins with none. */
      openSample: (sample) => {
        settle();
        const begun = mine().find((one) => one.kind === "calibration" && one.sample === sample && !one.comparison);
        if (begun) bind(store.write(apply(begun, { type: "reopen" }, now())));
        else begin("calibration", { sample });
      },
      /** Back from a sample to the reader's own attempt. */
      leaveSample: () => {
        settle();
        bind(choose());
      },
      keepLost: () => {
        const kept = lost;
        lost = null;
        if (kept) bind(store.write(kept));
      },
    };
  };

  casebook.visit = { open, modeOf };
})();
