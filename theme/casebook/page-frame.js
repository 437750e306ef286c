/*
 * Page frame: mends what mdBook leaves out around a chapter, so that a keyboard and a screen reader find it.
 * Input: mdBook's bar above the chapter, its sidebar. Output: the bar is a landmark; in place of the switch of the
 * sidebar, a label that only a pointer reaches, stands a button, which presses it; what folds a part of the sidebar, a
 * link to nowhere, is a button too.
 * Must not: change what a press does or how anything looks.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  const mendSidebar = () => {
    for (const fold of document.querySelectorAll("mdbook-sidebar-scrollbox .chapter-fold-toggle")) {
      if (!(fold instanceof HTMLElement)) continue;
      const chapter = fold.closest("li");
      const say = () => fold.setAttribute("aria-expanded", String(chapter?.classList.contains("expanded") === true));
      fold.setAttribute("role", "button");
      fold.setAttribute("aria-label", `Chapters of ${fold.previousElementSibling?.textContent?.trim() ?? "this part"}`);
      fold.tabIndex = 0; // of a sidebar that is closed nothing can be reached
      fold.addEventListener("click", say); // after mdBook's own
      fold.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault(); // or else the space bar scrolls
        fold.click();
      });
      say();
    }
  };

  const mendSwitch = () => {
    const label = document.querySelector("label#mdbook-sidebar-toggle");
    if (!(label instanceof HTMLElement)) return;
    const button = document.createElement("button");
    for (const { name, value } of [...label.attributes]) if (name !== "for") button.setAttribute(name, value);
    button.type = "button";
    button.append(...label.childNodes);
    button.addEventListener("click", () => label.click());
    label.removeAttribute("id");
    label.hidden = true;
    label.before(button);
    // mdBook goes on to say it of the label.
    const state = "aria-expanded";
    new MutationObserver(() => button.setAttribute(state, label.getAttribute(state) ?? "false")).observe(label, { attributeFilter: [state] });
  };

  document.querySelector("#mdbook-menu-bar")?.setAttribute("role", "banner");
  casebook.nextTask().then(mendSidebar);
  casebook.nextTask().then(mendSwitch);
})();
