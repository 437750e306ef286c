/*
 * Waiting: the page of a case before the part that practises and scores has come. A case that is only read never
 * loads it; the first sign that a reader will work on it does.
 * Input: a pointer over the toolbar or a form, the focus in one, a press, a tick, a word. Output: the part; what was
 * pressed, ticked and typed until it had drawn, given to it as if it had been done then; one sentence if it does not come.
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
    /** What stands in the boxes that were touched, and where the caret is. @type {Map<HTMLInputElement | HTMLTextAreaElement, {checked: boolean, text: string, caret: number | null}>} */
    const touched = new Map();

    const giveBack = () => {
      over.abort();
      for (const [box, { checked, text, caret }] of touched) {
        if (box instanceof HTMLInputElement) {
          if (box.checked !== checked) box.click();
          continue;
        }
        const before = box.value === "" ? "" : `${box.value}\n`; // written at another time
        box.value = before + text;
        if (caret !== null) box.setSelectionRange(before.length + caret, before.length + caret);
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
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
    const wake = () => { coming ??= casebook.parts.load("practice").then(giveBack, giveUp); };

    /** @param {string} type @param {(event: Event, target: Element) => void} heard */
    const on = (type, heard) => host.addEventListener(type, (event) => {
      const { target } = event;
      if (target instanceof Element && target.closest(WORK)) heard(event, target);
    }, { capture: true, signal: over.signal });

    for (const sign of ["pointerover", "pointerdown", "focusin"]) on(sign, wake);
    on("input", (_, box) => {
      if (box instanceof HTMLInputElement) touched.set(box, { checked: box.checked, text: "", caret: null });
      if (box instanceof HTMLTextAreaElement) touched.set(box, { checked: false, text: box.value, caret: box.selectionEnd });
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
