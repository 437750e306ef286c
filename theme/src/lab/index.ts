/*
 * The bundle `lab`: runs the labs of a page, each from a script of the book.
 * Input: the elements that templates of labs left, the scripts that register. Output: labs in their place.
 * Must not: run a lab that is not near the screen, or one on paper; know any of them.
 */
import "./lab.css";
import { link, make } from "../page/dom.ts";
import { frameLab } from "./frame.ts";

const registered = new Map<string, CasebookLab.Lab>();
const asked = new Map<string, Promise<void>>();

Object.assign(globalThis, {
  casebookLab: (name: string, lab: CasebookLab.Lab) => registered.set(name, lab),
});

const fetched = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const src = link(`labs/${name}.js`);
    document.head.append(make("script", { src, load: () => resolve(), error: () => reject(new Error(src)) }));
  });

const run = async (host: HTMLElement): Promise<void> => {
  const name = host.dataset.lab ?? "";
  const script = asked.get(name) ?? fetched(name);
  asked.set(name, script);
  try {
    await script;
    const lab = registered.get(name);
    if (!lab) throw new Error(`labs/${name}.js registers no lab of this name`);
    frameLab(host, name, lab);
  } catch (error) {
    // What the block holds is still there.
    asked.delete(name);
    console.warn(error);
  }
};

/** From here on a lab runs as soon as it is near the screen. Inside what is hidden it is near nothing. */
const watch = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      run(target as HTMLElement);
    }
  },
  { rootMargin: "400px 0px" },
);
for (const host of document.querySelectorAll("cb-lab")) watch.observe(host);
