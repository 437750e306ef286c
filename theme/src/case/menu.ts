/*
 * Menus: a `details` whose items lie over the page.
 * Input: the details, the signal that ends it. Output: it closes after a choice, with Escape, and with a press elsewhere;
 * `data-up` while what is below it is out of the window.
 * Must not: hide anything that only an open menu has from a page without scripts.
 */
export const watchMenu = (menu: HTMLDetailsElement, signal: AbortSignal): void => {
  const close = () => {
    menu.open = false;
  };
  menu.addEventListener("toggle", () => {
    menu.toggleAttribute("data-up", menu.getBoundingClientRect().top > innerHeight / 2);
  });
  menu.addEventListener(
    "keydown",
    ({ key }) => {
      if (key !== "Escape" || !menu.open) return;
      close();
      menu.querySelector("summary")?.focus();
    },
    { signal },
  );
  document.addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof Element && (!menu.contains(target) || target.closest("button, a"))) close();
    },
    { signal, capture: true },
  );
};
