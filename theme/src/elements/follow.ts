/*
 * Following the store: draws at once, and again a frame after each change, however many there are.
 * Input: a store, or several; what draws. Output: what ends the following. Must not: draw more than once per frame.
 */

interface Changing {
  onChange: (listener: () => void) => () => void;
}

export const followStore = (stores: Changing | Changing[], draw: () => void): (() => void) => {
  let frame = 0;
  const ask = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  };
  const stops = [stores].flat().map((store) => store.onChange(ask));
  draw();
  return () => {
    for (const stop of stops) stop();
    cancelAnimationFrame(frame);
  };
};
