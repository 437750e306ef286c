/*
 * Waiting: the page of a case before the part that practises and scores has come. A case that is only read never
 * loads it; the first sign that a reader will work on it does.
 * Input: a pointer that moves over the toolbar or a form (not one that a form is scrolled under), the focus in one, a
 * press, a tick, a word. Output: the part; what was pressed, ticked and typed until it had drawn, given to it as if it
 * had been done then; one sentence if it does not come.
 * Must not: lose what a reader did; change what the server wrote when the part does not come.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const WORK = ".cb-toolbar, .cb-judge, .cb-signals fieldset";
  const FAILED = "What this page needs to practise and score did not load, so nothing that you do here is kept. Reload the page to try again.";

  /** @type {Cb.Waiting["open"]} */
  const open = (host) => {
    const over = new AbortController();
    /** The button that was pressed last. @type {HTMLElement | null} */
    let pressed = null;
    /** @type {Set<HTMLInputElement | HTMLTextAreaElement>} */
    const touched = new Set();
    /** What gives the boxes back what stood in them. @type {(() => void)[]} */
    let again = [];

    /** @param {HTMLInputElement | HTMLTextAreaElement} box */
    const remember = (box) => {
      if (box instanceof HTMLInputElement) {
        const { checked } = box;
        return () => { if (box.checked !== checked) box.click(); };
      }
      const { value, selectionEnd } = box;
      return () => {
        // After what was written at another time, unless the browser had put that into the box itself.
        const before = value.startsWith(box.value) ? "" : `${box.value}\n`;
        box.value = before + value;
        box.selectionStart = box.selectionEnd = before.length + selectionEnd;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      };
    };
    const ready = () => {
      over.abort();
      again = [...touched].map(remember);
    };
    const giveBack = () => {
      for (const give of again) give();
      pressed?.click();
    };

    const giveUp = () => {
      over.abort();
      delete host.dataset.scripts;
      const sentence = casebook.dom.make("p", { class: "cb-notice", role: "alert" }, FAILED);
      const toolbar = host.querySelector(".cb-toolbar");
      if (toolbar) toolbar.before(sentence);
      else host.prepend(sentence);
    };

    /** @type {Promise<void> | null} */
    let coming = null;
    const wake = () => { coming ??= casebook.parts.load("practice", ready).then(giveBack, giveUp); };

    /** @param {string} type @param {(event: Event, target: Element) => void} heard */
    const on = (type, heard) => host.addEventListener(type, (event) => {
      const { target } = event;
      if (target instanceof Element && target.closest(WORK)) heard(event, target);
    }, { capture: true, signal: over.signal });

    for (const sign of ["pointermove", "pointerdown", "focusin"]) on(sign, wake);
    on("input", (_, box) => {
      if (box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement) touched.add(box);
      wake();
    });
    on("click", (_, target) => {
      pressed = target.closest("button") ?? pressed; // a box is ticked by the browser
      wake();
    });
    return { wake };
  };

  casebook.waiting = { open };
})();
