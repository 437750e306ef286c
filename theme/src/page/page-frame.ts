/*
 * Page frame: adds what mdBook leaves out around a chapter, so that a keyboard and a screen reader find it.
 * Input: mdBook's bar above the chapter, its sidebar. Output: the bar is a landmark; in place of the switch of the
 * sidebar, a label that only a pointer reaches, there is a button, which presses it; what folds a part of the sidebar,
 * a link without a target, is a button too; the first press of Tab offers to skip all that.
 * Must not: change what a press does; show more than mdBook does, but to a keyboard.
 */
import { make } from "./dom.ts";
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

/** To the question of a case, so that the next press of Tab reaches what one does with it; elsewhere to the chapter. */
const addSkipLink = (): void => {
  const chapter = document.querySelector<HTMLElement>("#mdbook-content main");
  if (!chapter) return;
  const question = chapter.querySelector<HTMLElement>(".cb-prompt");
  const skip = (event: Event) => {
    event.preventDefault(); // the address may name a sheet, which would go
    const target = question?.checkVisibility() ? question : chapter;
    target.tabIndex = -1;
    target.focus();
  };
  const text = question ? "Skip to the question" : "Skip to the chapter";
  document.body.prepend(make("a", { class: "cb-skip", href: "#mdbook-content", click: skip }, text));
};

/** Chromium's first Tab goes on from what a script scrolled to last: mdBook's line for this page in the sidebar. */
const startAtTop = (): void => {
  if (location.hash || document.activeElement !== document.body) return;
  const top = make("span", { tabindex: -1 });
  document.body.prepend(top);
  top.focus({ preventScroll: true });
  top.remove();
};

export const fixPageFrame = (): void => {
  addSkipLink();
  startAtTop();
  document.querySelector("#mdbook-menu-bar")?.setAttribute("role", "banner");
  nextTask().then(fixSidebar);
  nextTask().then(fixSwitch);
};
