/*
 * Print: a button that prints next to every preview of a sheet, and everything open on paper where style alone cannot.
 * Input: the bars of the sheets, which say how to print without it; the closed details. Output: the browser's print
 * dialog; details open while it prints. Must not: leave anything open that the reader had closed.
 */

const openWhilePrinting = (): void => {
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>("details:not([open])")) {
      details.open = true;
      addEventListener("afterprint", () => details.removeAttribute("open"), { once: true });
    }
  });
};

export const preparePrinting = (): void => {
  for (const button of document.querySelectorAll(".cb-sheet-print")) button.removeAttribute("hidden");
  // On the document: a sheet that was filled and emptied again has another button.
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".cb-sheet-print")) print();
  });
  // Browsers that know ::details-content open it by print.css.
  if (!CSS.supports("selector(::details-content)")) openWhilePrinting();
};
