/*
 * A case before the bundle that practises and scores has come: one that is only read never loads it.
 * Input: signs of work on the toolbar or a form; a press that asks for the answers. Output: the bundle; the answers of a
 * question; one sentence if the bundle does not come, and then the answers of a case that is being practised when they are
 * asked for. Must not: change what the server wrote when the bundle does not come.
 */
import { rememberAct } from "../store/visit-memory.ts";
import { button } from "./controls.ts";
import { make, showAsWritten } from "./dom.ts";
import { layOut } from "./lay-out.ts";
import { ANY_SIGN, SHOW, type Waiting, waitFor } from "./waiting.ts";

const WORK = ".cb-toolbar, .cb-judge, .cb-signals fieldset";
const FAILED = "Practice did not load, so nothing you do here is saved. Reload the page to try again.";

const sayFailed = (host: HTMLElement): void => {
  const isPractised = host.dataset.mode === "practice" || host.dataset.mode === "review";
  const show = button("Show the answer", () => {
    showAsWritten(host);
    show.remove();
  });
  const sentence = make("p", { role: "alert" }, FAILED);
  const notice = make("div", { class: "cb-notice" }, sentence, isPractised && show);
  if (!isPractised) showAsWritten(host);
  // Before what is hidden while a practice waits for its scripts.
  const place = host.querySelector(isPractised ? ".cb-prompt" : ".cb-toolbar");
  if (place) place.before(notice);
  else host.prepend(notice);
};

export const waitForWork = (host: HTMLElement): Waiting => {
  const waiting = waitFor(host, "practice", WORK, ANY_SIGN, () => sayFailed(host));
  host.querySelector(SHOW)?.addEventListener(
    "click",
    () => {
      rememberAct(host, "read");
      layOut(host);
      host.dataset.mode = document.documentElement.dataset.cbMode = "read";
    },
    { signal: waiting.signal },
  );
  return waiting;
};
