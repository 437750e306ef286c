/*
 * <cb-case>: the page of a case. Reads the page data, opens a visit, and lets each part draw what it shows of it.
 * Input: the server's HTML, the attempts in storage. Output: `data-mode` on itself and on the root element, from which
 * the style sheet hides what is not to be seen; events `cb:attempt-started`, `cb:attempt-changed`, `cb:attempt-finished`.
 * Must not: wake up on the page that prints the whole book; let an arrow key turn the page under an attempt.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const DRAW_EVERY = 500;
  const PRINT_PAGE = /\/print(\.html)?$/;

  class CbCase extends HTMLElement {
    /** @type {AbortController | null} */
    #end = null;

    connectedCallback() {
      if (this.#end || PRINT_PAGE.test(location.pathname)) return;
      /** @type {Cb.CaseData | null} */
      const page = casebook.dom.data(this);
      if (page?.format !== 1) {
        delete this.dataset.scripts; // the page stays as the server wrote it
        return;
      }
      this.dataset.scripts = "drawn";
      this.#end = new AbortController();
      this.#open(page, this.#end.signal);
    }

    disconnectedCallback() {
      this.#end?.abort();
      this.#end = null;
    }

    /** @param {Cb.CaseData} page @param {AbortSignal} signal */
    #open(page, signal) {
      const store = casebook.storage.open(page.book);
      /** @type {Cb.DrawnPart[]} */
      const parts = [];
      /** @type {Cb.Texts | null} */
      let texts = null;
      let drawing = false;
      let again = false;
      const draw = () => {
        again = true;
        if (drawing) return; // a part changed the attempt: draw once more when this is done
        drawing = true;
        try {
          while (again) {
            again = false;
            this.dataset.mode = document.documentElement.dataset.cbMode = visit.mode;
            for (const part of parts) part.draw();
          }
          this.#keepAddress(visit, wanted);
        } finally {
          drawing = false;
        }
      };
      const wanted = new URLSearchParams(location.search).get("attempt");
      const visit = casebook.visit.open(page, store, {
        wanted,
        now: () => Date.now(),
        changed: () => draw(),
        leaving: () => texts?.flush(),
        said: (type, detail) => { this.dispatchEvent(new CustomEvent(type, { bubbles: true, detail })); },
      });
      texts = casebook.texts.open(visit, signal);
      const desk = this.#desk(page, visit, texts, signal);
      parts.push(texts, ...[
        casebook.lostNotice, casebook.caseToolbar, casebook.clockBar, casebook.reviewSection, casebook.calibrationPanel,
        casebook.noteBoxes, casebook.scoringForms, casebook.interviewMarks, casebook.resultSection,
      ].map((part) => part(desk)));
      draw();
      const sheet = this.querySelector(".cb-scorecard");
      if (sheet) {
        const shown = () => location.hash === `#${sheet.id}`;
        // The address of a filled scorecard: the sheet and the attempt.
        if (visit.attempt && visit.attempt.id === wanted && shown()) casebook.sheets.fill(sheet, page, visit.attempt, visit.now());
        // Left for the chapter, it is blank when its address is asked for again.
        addEventListener("hashchange", () => {
          if (!shown()) casebook.sheets.empty(sheet);
          this.#keepAddress(visit, wanted);
        }, { signal });
      }

      const tick = () => {
        if (visit.mode === "practice" || visit.mode === "interview") for (const part of parts) part.tick?.();
      };
      const timer = setInterval(tick, DRAW_EVERY);
      document.addEventListener("visibilitychange", tick, { signal });
      for (const type of ["focus", "pageshow"]) addEventListener(type, tick, { signal });
      document.addEventListener("keydown", (event) => {
        const typing = event.target instanceof Element && /^(input|select|textarea)$/i.test(event.target.nodeName);
        const turns = event.key === "ArrowLeft" || event.key === "ArrowRight";
        if (turns && !typing && visit.mode !== "read" && visit.mode !== "review") event.stopPropagation();
      }, { signal, capture: true });
      // The browser keeps nothing of a page that is left: say so while something is only here.
      addEventListener("beforeunload", (event) => { if (store.status().unsaved.length > 0) event.preventDefault(); }, { signal });
      signal.addEventListener("abort", () => {
        clearInterval(timer);
        visit.stop();
        this.dataset.mode = "read";
        delete this.dataset.scripts;
        delete document.documentElement.dataset.cbMode;
      });
    }

    /** An address that asks for a sheet or for another attempt does not stand in the way of what is going on. @param {Cb.Visit} visit @param {string | null} wanted */
    #keepAddress(visit, wanted) {
      const hidden = visit.mode === "practice" || visit.mode === "calibrate";
      // Not `:target`, which is set later than the scripts of a page run.
      const target = location.hash.length > 1 ? this.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`) : null;
      if (hidden && target?.closest(".cb-sheet")) location.hash = "";
      if (wanted === null || visit.attempt?.id === wanted || location.search === "") return;
      history.replaceState(history.state, "", `${location.pathname}${location.hash}`);
    }

    /** What the parts share. @param {Cb.CaseData} page @param {Cb.Visit} visit @param {Cb.Texts} texts @param {AbortSignal} signal @returns {Cb.Desk} */
    #desk(page, visit, texts, signal) {
      const { focus } = casebook.controls;
      /** @type {Map<string, HTMLElement>} */
      const sections = new Map([...this.querySelectorAll("section")].flatMap((section) =>
        section.classList.contains("cb-criterion") && section.dataset.criterion ? [[section.dataset.criterion, section]] : []));
      const sheet = this.querySelector(".cb-scorecard");
      const box = this.querySelector(".cb-desk") ?? this;
      const outcome = this.querySelector(".cb-outcome") ?? this;
      /** @type {Element | null} */
      let last = null;
      return {
        host: this, outcome, page, visit, texts, signal, sections,
        place: (...elements) => {
          for (const element of elements) {
            if (!element.isConnected) { // what the template wrote stays where it is
              if (last) last.after(element);
              else box.prepend(element);
              signal.addEventListener("abort", () => element.remove());
            }
            last = element;
          }
        },
        focus: (name) => {
          const part = /** @type {HTMLElement | null} */ (this.querySelector(`.${name}`));
          focus(part?.querySelector("h2") ?? part);
        },
        go: (id) => {
          const section = sections.get(id);
          section?.scrollIntoView({ block: "start" });
          const box = section?.querySelector("textarea");
          if (visit.mode === "practice") box?.focus({ preventScroll: true });
          else focus(section ?? null);
        },
        score: () => {
          const fieldset = [...sections.values()][0]?.querySelector("fieldset");
          fieldset?.scrollIntoView({ block: "start" });
          fieldset?.querySelector("input")?.focus({ preventScroll: true });
        },
        print: (filled) => {
          texts.flush();
          if (!sheet) return print();
          if (filled && visit.attempt) casebook.sheets.fill(sheet, page, visit.attempt, visit.now());
          else casebook.sheets.empty(sheet);
          if (sheet.id !== "") location.hash = sheet.id;
          print();
        },
        calibrate: (sample) => {
          const compared = visit.mine().filter(({ comparison }) => comparison).map((one) => one.sample);
          const fresh = page.samples.find(({ id }) => !compared.includes(id));
          // All compared: the one that was compared longest ago.
          const oldest = page.samples.find(({ id }) => id === compared.at(-1));
          const chosen = sample ?? (fresh ?? oldest)?.id;
          if (chosen === undefined) return;
          visit.openSample(chosen);
          this.#focusOn("cb-calibrate");
        },
      };
    }

    /** @param {string} name */
    #focusOn(name) {
      casebook.controls.focus(this.querySelector(`.${name} h2`));
    }
  }

  customElements.define("cb-case", CbCase);
})();
