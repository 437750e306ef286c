/*
 * The clock of a case page: what is left of the criterion and of the round, the buttons that go with it, and what is
 * heard: five minutes left, a budget used up, a curveball, time over.
 * Input: the visit's attempt, read against the time of day. Output: actions on it.
 * Must not: count (a timer only draws again); announce anything twice or every second; end an attempt by itself.
 *
 * What is announced stands in one polite live region, in sight as well. A curveball stays there until the reader puts
 * it down with "Noted"; then, and after a reload, it is in the list below the clock.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const STANDS = 60_000;
  const LATE = 60_000;
  const READ_OUT = 1000;
  const EXTENSION = 5;

  /** @type {Cb.CasePart} */
  const clock = ({ page, visit, place, go, focus }) => {
    const { make } = casebook.dom;
    const { button, say } = casebook.controls;
    const { format } = casebook.clock;
    const title = make("strong", { class: "cb-clock-title" });
    const left = make("span", { class: "cb-clock-left" });
    const budget = make("progress", { class: "cb-clock-budget", max: 1 });
    const round = make("p", { class: "cb-clock-round", role: "timer" });
    const skew = make("p", { class: "cb-clock-skew" }, "The computer’s clock was set back, so the time stands still. Resume goes on from here.");
    const log = make("div", { class: "cb-clock-log", role: "log", "aria-live": "polite", "aria-label": "Announcements" });
    const pause = button("Pause", () => visit.act({ type: pause.textContent === "Pause" ? "pause" : "resume" }));
    const next = button("Next criterion", () => {
      const { attempt } = visit;
      const id = attempt && casebook.clock.read(attempt, page, visit.now()).next;
      if (!id) return;
      visit.act({ type: "next", criterion: id });
      go(id);
    });
    const finish = button("Finish", () => {
      visit.act({ type: "finish" });
      focus("cb-review");
    });
    const extend = button("Add 5 minutes", () => visit.act({ type: "extend", minutes: EXTENSION }));
    const none = make("input", {
      type: "checkbox",
      change: () => {
        visit.act({ type: "clock", on: !none.checked });
        if (none.checked) visit.act({ type: "resume" }); // without a clock there is nothing to pause
      },
    });
    const arrived = make("ul", { class: "cb-arrived-list" });
    const before = make("div", { class: "cb-arrived" }, make("p", { class: "cb-section-title" }, "Curveballs so far"), arrived);
    const bar = make("section", { class: "cb-clock", "aria-label": "Clock", tabindex: "-1" },
      make("div", { class: "cb-clock-now" }, make("p", { class: "cb-clock-criterion" }, title, " ", left), budget, round),
      make("div", { class: "cb-clock-buttons" }, pause, next, finish), skew, log);
    const more = make("div", { class: "cb-clock-more" },
      make("div", { class: "cb-clock-buttons" }, extend, make("label", { class: "cb-choice" }, none, " No clock")), before);
    place(bar, more);

    /** @type {string | null} */
    let of = null;
    /** The message of the moment; curveballs stand beside it. @type {{element: HTMLElement, at: number, kind: string, criterion: string | undefined} | null} */
    let message = null;
    /** Curveballs that stand in the live region, by id. @type {Map<string, HTMLElement>} */
    const standing = new Map();
    /** Curveballs due at the last drawing. @type {Set<string>} */
    const known = new Set();
    /** Whether this attempt was in sight before. */
    let opened = false;
    /** Minutes of curveballs whose minute passed while nobody looked. @type {Map<string, number>} */
    const late = new Map();

    const reset = () => {
      log.replaceChildren();
      message = null;
      opened = false;
      for (const memory of [standing, known, late]) memory.clear();
    };

    /** @param {Cb.Curveball} curveball */
    const words = ({ id, title: text, minute }) => [
      make("span", { class: "cb-kind" }, `Curveball at ${minute}`), ` ${text}`,
      late.has(id) ? make("span", { class: "cb-late" }, ` (arrived at minute ${minute}, while this page was closed or out of sight)`) : null,
    ];

    /** @param {Cb.Curveball} curveball */
    const stand = (curveball) => {
      const note = button("Noted", () => {
        standing.get(curveball.id)?.remove();
        standing.delete(curveball.id);
        draw();
        bar.focus({ preventScroll: true }); // its button is gone, and no other one should be pressed by mistake
      }, { "aria-label": `Noted: ${curveball.title}` });
      const element = make("p", { class: "cb-clock-curveball" }, make("span", {}, ...words(curveball)), note);
      standing.set(curveball.id, element);
      log.append(element);
    };

    /** @param {Cb.ClockState} state */
    const announce = (state) => {
      const fresh = new Set(state.fresh.map(({ id }) => id));
      for (const curveball of state.due) {
        if (known.has(curveball.id)) continue;
        // Those shown on an earlier visit are old news.
        if (fresh.has(curveball.id) || opened) {
          if (state.elapsed - curveball.minute * 60_000 > LATE) late.set(curveball.id, curveball.minute);
          stand(curveball);
        }
      }
      for (const { id } of state.due) known.add(id);

      const attempt = /** @type {Cb.Attempt} */ (visit.attempt);
      const heard = casebook.clock.announcements(attempt, page, null, visit.now());
      const spoken = heard.filter(({ stale, kind }) => !stale && kind !== "curveball").at(-1);
      if (spoken) {
        message?.element.remove();
        message = { element: make("p", { class: "cb-clock-message" }, `${spoken.text}.`), at: visit.now(), kind: spoken.kind, criterion: spoken.criterion };
        log.append(message.element);
      }
      const stands = message && (message.kind === "over" ? state.over
        : visit.now() - message.at <= STANDS && (!message.criterion || message.criterion === state.current));
      if (message && !stands) {
        message.element.remove();
        message = null;
      }
      // What a region holds from the beginning is not read out: put it there again once the page stands.
      if (!opened && log.childElementCount > 0) window.setTimeout(() => log.append(...log.childNodes), READ_OUT);
      opened = true;
      if (heard.length === 0 && fresh.size === 0) return;
      visit.change((one) => {
        const now = visit.now();
        const told = casebook.attempts.apply(one, { type: "heard", keys: heard.map(({ key }) => key) }, now);
        return [...fresh].reduce((so, id) => casebook.attempts.apply(so, { type: "shown", id }, now), told);
      });
    };

    const draw = () => {
      const { attempt, mode } = visit;
      const shown = mode === "practice" || mode === "interview";
      bar.hidden = more.hidden = !shown;
      if (!shown || !attempt) {
        of = null;
        return reset();
      }
      if (attempt.id !== of) {
        reset();
        of = attempt.id;
      }
      const state = casebook.clock.read(attempt, page, visit.now());
      const current = state.criteria.find(({ id }) => id === state.current);
      bar.toggleAttribute("data-over", state.on && state.over);
      bar.toggleAttribute("data-paused", state.mode === "paused");
      say(title, current?.title ?? "No criterion yet");
      const rest = current ? current.planned - current.actual : 0;
      say(left, !state.on || !current ? "" : current.over > 0 ? `${format(current.over)} over its ${format(current.planned)}`
        : `${format(Math.ceil(rest / 1000) * 1000)} left of ${format(current.planned)}`);
      if (current) {
        budget.max = Math.max(1, current.planned);
        budget.value = Math.min(current.actual, current.planned);
        budget.setAttribute("aria-label", `Budget used: ${current.title}`);
      }
      say(round, `${state.over ? `${format(state.overrun)} over its` : `${state.text.remaining} left of`} ${format(state.budget)}${state.mode === "paused" ? ", paused" : ""}`);
      for (const one of [left, budget, round, pause, extend]) one.hidden = !state.on;
      skew.hidden = !state.on || !state.skewed;
      say(pause, state.mode === "paused" || state.skewed ? "Resume" : "Pause");
      next.disabled = state.next === null;
      none.checked = !state.on;
      if (!document.hidden) announce(state);

      const listed = state.due.filter(({ id }) => known.has(id) && !standing.has(id));
      before.hidden = listed.length === 0;
      if (arrived.childElementCount !== listed.length) arrived.replaceChildren(...listed.map((one) => make("li", {}, ...words(one))));
    };

    return { draw, tick: draw };
  };

  casebook.clockBar = clock;
})();
