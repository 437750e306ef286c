/*
 * Page frame: mends what mdBook leaves out around a chapter, so that a keyboard and a screen reader find it.
 * Input: mdBook's bar above the chapter. Output: the bar is a landmark; before the switch of the sidebar, a label that
 * only a pointer reaches, stands a button in its place, which presses it.
 * Must not: change what a press does or how anything looks.
 */
(() => {
  "use strict";
  document.querySelector("#mdbook-menu-bar")?.setAttribute("role", "banner");

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
})();
