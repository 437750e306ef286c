/*
 * Bundles: loads what a page needs beyond the file that every page has.
 * Input: the names of bundles, as theme/bundles.json has them; their files, which hand themselves over here.
 * Output: the styles of a bundle on the page, and then its scripts run, once, after the bundles that it needs.
 * Must not: load a bundle that nobody asked for; run one when what it needs did not come.
 *
 * The global `casebook` is the seam between files that load separately. `theme/bundle.mjs` writes what passes through
 * it: `share`, what a bundle has for those that need it, and `arrived`, a bundle's file. The rest of it is for scripts
 * of a book's own, as src/authors/data.md describes.
 */

import type { Attempt } from "../core/attempt.ts";
import type { Moment } from "../core/clock.ts";
import type { Store } from "../store/storage.ts";
import { link, make } from "./dom.ts";
import { nextTask } from "./tasks.ts";

export type BundleName = Exclude<keyof typeof import("../../bundles.json"), "casebook">;

/** From theme/bundle.mjs: a hash of the file, so that a browser asks for it again when it changes; what it needs. */
declare const BUNDLES: Record<BundleName, [edition: string, ...needs: BundleName[]]>;

interface Content {
  styles: string;
  run: () => void;
}

interface Seam {
  /** What modules export to other bundles, by the names that theme/bundle.mjs gives them. */
  share: Record<string, unknown>;
  /** Called by the file of a bundle. */
  arrived(name: BundleName, styles: string, run: () => void): void;

  parts: { load(name: BundleName): Promise<void> };
  /** From here on with the bundle `attempts`. */
  storage?: { open(book: string): Store };
  clock?: { moment(attempt: Attempt, now: number): Moment };
}

declare global {
  var casebook: Seam | undefined;
}

const loading = new Map<BundleName, Promise<void>>();
const receivers = new Map<BundleName, (content: Content) => void>();

const fetched = (name: BundleName): Promise<Content> =>
  new Promise((resolve, reject) => {
    receivers.set(name, resolve);
    // A file that came has handed itself over before it says that it is there.
    const done = () => reject(new Error(`the bundle ${name} did not load`));
    const src = link(`casebook/${name}.js?${BUNDLES[name][0]}`);
    document.head.append(make("script", { src, load: done, error: done }));
  });

const begin = async (name: BundleName, ready: () => void): Promise<void> => {
  const [, ...needs] = BUNDLES[name];
  const [{ styles, run }] = await Promise.all([fetched(name), ...needs.map((need) => loadBundle(need))]);
  if (needs.length > 0 && document.readyState === "complete") await nextTask(); // a sheet may be printed with the load
  ready();
  document.head.append(make("style", {}, styles));
  run();
};

/** Loads a bundle and what it needs, once, or again after it did not come; done when its scripts have run. `ready`, of who asks first, comes right before. */
export const loadBundle = (name: BundleName, ready: () => void = () => {}): Promise<void> => {
  const promise = loading.get(name) ?? begin(name, ready);
  loading.set(name, promise);
  promise.catch(() => loading.delete(name)); // asked for again, it may come
  return promise;
};

globalThis.casebook = {
  share: {},
  arrived: (name, styles, run) => receivers.get(name)?.({ styles, run }),
  parts: { load: (name) => loadBundle(name) },
};
