/*
 * Laying out: a case is long, so of its answers, just opened, what is near is laid out at once, and the rest a section a
 * frame. Input: a case about to be read. Output: `cb-late` on the sections that wait.
 * Must not: leave one waiting, for a page that is loaded is laid out whole, and a reload finds its place only if this was.
 */
const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);

export const layOut = async (host: HTMLElement): Promise<void> => {
  const sections = host.querySelectorAll(".cb-criterion, .cb-samples, .cb-sources");
  for (const section of sections) section.classList.add("cb-late");
  await frame(); // which answers the press
  for (const section of sections) {
    await frame();
    section.classList.remove("cb-late");
  }
};

/** Scrolls to a place, once all that is above it is as high as it will be. */
export const scrollToPlace = (place: Element): void => {
  for (const section of document.querySelectorAll(".cb-late")) section.classList.remove("cb-late");
  place.scrollIntoView();
};
