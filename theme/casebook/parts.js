/*
 * Parts: loads what a page needs beyond the file that every page has.
 * Input: the names of parts, as theme/parts.json has them; the files of the parts, which hand themselves over here.
 * Output: the styles of a part on the page, and then its scripts run, once, after the parts that it needs.
 * Must not: load a part that nobody asked for; run one when what it needs did not come.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));
  const { make, link } = casebook.dom;

  /** @typedef {{styles: string, run: () => void}} Content */
  /** @type {Map<Cb.PartName, Promise<void>>} */
  const coming = new Map();
  /** What takes a file in when it comes. @type {Map<Cb.PartName, (content: Content) => void>} */
  const takers = new Map();

  /** @param {Cb.PartName} name @returns {Promise<Content>} */
  const fetched = (name) => new Promise((resolve, reject) => {
    takers.set(name, resolve);
    // A file that came has handed itself over before it says that it is there.
    const done = () => reject(new Error(`the part ${name} did not come`));
    document.head.append(make("script", { src: link(`casebook/${name}.js?${casebook.listed[name].edition}`), load: done, error: done }));
  });

  /** @param {Cb.PartName} name @param {() => void} ready */
  const begin = async (name, ready) => {
    const { needs } = casebook.listed[name];
    const [{ styles, run }] = await Promise.all([fetched(name), ...needs.map((need) => load(need))]);
    if (needs.length > 0) await casebook.nextTask();
    ready();
    document.head.append(make("style", {}, styles));
    run();
  };

  /** @type {Cb.Parts["load"]} */
  const load = (name, ready = () => {}) => {
    const promise = coming.get(name) ?? begin(name, ready);
    coming.set(name, promise);
    return promise;
  };

  /** @type {Cb.Parts["arrived"]} */
  const arrived = (name, styles, run) => takers.get(name)?.({ styles, run });

  casebook.parts = { load, arrived };
})();
