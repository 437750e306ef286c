/*
 * Laying out: a case is long, so its answers, once opened, are laid out a section a frame, what is near before all of it.
 * Input: a case about to be read. Output: `data-opened` on it, and `data-laid` on what is laid out, until everything is: a
 * page that is loaded is laid out whole, and a reload finds its place only if this one was.
 */
const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

export const layOut = async (host: HTMLElement): Promise<void> => {
  host.dataset.opened = "";
  const sections = [...host.querySelectorAll<HTMLElement>(":scope > section")];
  await frame(); // the press is answered
  for (const section of sections) {
    await frame();
    section.dataset.laid = "";
  }
  delete host.dataset.opened;
  for (const section of sections) delete section.dataset.laid;
};
