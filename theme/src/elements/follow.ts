/*
 * Following the store: draws at once, and again a frame after each change, however many there are.
 * Input: a store, what draws. Output: what ends the following. Must not: draw more than once per frame.
 */
import type { Store } from "../store/storage.ts";

export const followStore = (store: Store, draw: () => void): (() => void) => {
  let frame = 0;
  const stop = store.onChange(() => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  });
  draw();
  return () => {
    stop();
    cancelAnimationFrame(frame);
  };
};
