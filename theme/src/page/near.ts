/*
 * Near: waits until one of some elements comes near the screen.
 * Input: a selector, how near in pixels above and below, what to do then. Output: one call.
 * Must not: count what is hidden as near.
 */
export const whenNear = (selector: string, pixels: number, come: () => void): void => {
  const elements = document.querySelectorAll(selector);
  if (elements.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      come();
    },
    { rootMargin: `${pixels}px 0px` },
  );
  for (const element of elements) observer.observe(element);
};
