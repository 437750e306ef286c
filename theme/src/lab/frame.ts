/*
 * Frame: what is around every lab, in place of what its block holds.
 * Input: a lab, its block. Output: title, prediction, the lab's own part, buttons, what it teaches.
 * Must not: move before the reader has committed to a prediction; animate for who asked for less motion.
 */
import { button } from "../page/controls.ts";
import { keepArrows, make } from "../page/dom.ts";
import { newKit } from "./kit.ts";
import { comparison, predictionForm, predictionLine } from "./prediction.ts";
import { inAddress, settingsOf } from "./settings.ts";

const PACE = 250;
/** Milliseconds of a frame that steps without a pause may take. */
const SLICE = 12;

const readSettings = (host: HTMLElement): CasebookLab.Settings => {
  try {
    return JSON.parse(host.dataset.settings ?? "{}");
  } catch {
    return {};
  }
};

/** The draw that is shown is in the address, so that it can be handed on. */
const keepInAddress = (lab: string, seed: number): void => {
  const address = new URL(location.href);
  address.searchParams.set(inAddress(lab, "seed"), String(seed));
  try {
    history.replaceState(history.state, "", address);
  } catch {
    // A page from a file has an address that no script may change.
  }
};

export const frameLab = (host: HTMLElement, name: string, lab: CasebookLab.Lab): void => {
  const { settings, mistakes } = settingsOf(
    name,
    lab.settings,
    readSettings(host),
    new URLSearchParams(location.search),
  );
  const twin = make("div", { class: "cb-lab-twin" }, ...host.childNodes);
  const root = make("fieldset", { class: "cb-lab-root", disabled: true, "aria-label": lab.title });
  const said = make("p", { class: "cb-lab-said", role: "status" });
  const end = make("div", { class: "cb-lab-end", tabindex: -1, hidden: true });
  let running: CasebookLab.Running;
  let predicted: number | null = null;
  /** Ends the pause before the next step of a run; `null` while none goes on. */
  let cancel: (() => void) | null = null;

  const kit = newKit(
    (text) => {
      said.textContent = text;
    },
    () => predicted,
    () => allow(true),
  );

  const stop = () => {
    cancel?.();
    cancel = null;
    run.textContent = lab.run ?? "Run";
    said.removeAttribute("aria-busy");
  };

  const allow = (another: boolean) => {
    step.disabled = !another || predicted === null;
    run.disabled = step.disabled;
    again.disabled = predicted === null;
  };

  const conclude = () => {
    stop();
    const hadFocus = bar.contains(document.activeElement);
    allow(false);
    const conclusion = running.conclude();
    const more = host.dataset.more;
    end.replaceChildren(
      make("p", { class: "cb-lab-verdict" }, comparison(lab.prediction, predicted ?? 0, conclusion)),
      make(
        "p",
        {},
        conclusion.teaches,
        more ? " " : null,
        more ? make("a", { href: more }, "Read on in the chapter") : null,
      ),
      conclusion.more ?? "",
    );
    end.hidden = false;
    // What had the focus can no longer be pressed.
    if (hadFocus) end.focus({ preventScroll: true });
  };

  const go = () => {
    if (cancel) return stop();
    run.textContent = "Pause";
    // Read out once, at the end.
    said.setAttribute("aria-busy", "true");
    const pace = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : (running.pace ?? PACE);
    const next = () => {
      const from = performance.now();
      let goesOn = running.step();
      while (goesOn && pace === 0 && performance.now() - from < SLICE) goesOn = running.step();
      if (!goesOn) conclude();
      else if (pace > 0) {
        const timer = setTimeout(next, pace);
        cancel = () => clearTimeout(timer);
      } else {
        const frame = requestAnimationFrame(next);
        cancel = () => cancelAnimationFrame(frame);
      }
    };
    next();
  };

  const start = () => {
    stop();
    end.hidden = true;
    end.replaceChildren();
    root.replaceChildren();
    running = lab.create(root, settings, kit);
    allow(true);
  };

  const step = button(
    lab.step ?? "Step",
    () => {
      stop();
      if (!running.step()) conclude();
    },
    { class: "cb-button cb-primary" },
  );
  const run = button(lab.run ?? "Run", go);
  const again = button("Start over", start);
  const draw = button("Another draw", () => {
    settings.seed = Number(settings.seed) + 1;
    keepInAddress(name, settings.seed);
    start();
  });

  const form = predictionForm(lab.prediction, (answer) => {
    predicted = answer;
    form.replaceWith(predictionLine(lab.prediction, answer));
    root.disabled = false;
    draw.disabled = false;
    start();
    step.focus();
  });
  draw.disabled = true;
  const bar = make("div", { class: "cb-lab-bar" }, step, run, again, typeof lab.settings.seed === "number" && draw);
  const stage = make(
    "div",
    { class: "cb-lab-stage", keydown: keepArrows },
    make("p", {}, make("span", { class: "cb-lab-mark" }, "Lab"), " ", make("strong", {}, lab.title)),
    make("p", {}, lab.about),
    mistakes.map((mistake) => make("p", { class: "cb-notice", role: "alert" }, mistake)),
    form,
    root,
    bar,
    said,
    end,
  );
  host.append(stage, twin);
  host.dataset.running = "";
  start();
};
