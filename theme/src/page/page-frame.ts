/*
 * Page frame: adds what mdBook leaves out around a chapter, so that a keyboard and a screen reader find it.
 * Input: mdBook's bar above the chapter, its sidebar. Output: the bar is a landmark; in place of the switch of the
 * sidebar, a label that only a pointer reaches, there is a button, which presses it; what folds a part of the sidebar,
 * a link without a target, is a button too.
 * Must not: change what a press does or how anything looks.
 */
import { nextTask } from "./tasks.ts";

const fixFold = (fold: HTMLElement): void => {
  const chapter = fold.closest("li");
  const setState = () => fold.setAttribute("aria-expanded", String(chapter?.classList.contains("expanded") === true));
  fold.setAttribute("role", "button");
  fold.setAttribute("aria-label", `Chapters of ${fold.previousElementSibling?.textContent?.trim() ?? "this part"}`);
  fold.tabIndex = 0; // nothing in a closed sidebar can be reached
  fold.addEventListener("click", setState); // after mdBook's own
  fold.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault(); // or else the space bar scrolls
    fold.click();
  });
  setState();
};

const fixSidebar = (): void => {
  const folds = document.querySelectorAll<HTMLElement>("mdbook-sidebar-scrollbox .chapter-fold-toggle");
  for (const fold of folds) fixFold(fold);
};

const fixSwitch = (): void => {
  const label = document.querySelector<HTMLElement>("label#mdbook-sidebar-toggle");
  if (!label) return;
  const button = document.createElement("button");
  for (const { name, value } of [...label.attributes]) if (name !== "for") button.setAttribute(name, value);
  button.type = "button";
  button.append(...label.childNodes);
  button.addEventListener("click", () => label.click());
  label.removeAttribute("id");
  label.hidden = true;
  label.before(button);
  // mdBook keeps the state on the label.
  const state = "aria-expanded";
  const copyState = () => button.setAttribute(state, label.getAttribute(state) ?? "false");
  new MutationObserver(copyState).observe(label, { attributeFilter: [state] });
};

export const fixPageFrame = (): void => {
  document.querySelector("#mdbook-menu-bar")?.setAttribute("role", "banner");
  nextTask().then(fixSidebar);
  nextTask().then(fixSwitch);
};
