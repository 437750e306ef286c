/*
 * What may be lost: says when the storage has trouble, and when the attempt on this page was deleted in another tab.
 * Then the bundle `copy` comes, with the texts.
 * Input: the state of the store and of the visit. Output: one line where the reader is, in the clock or below the box
 * that is written in; the texts to copy, above the case; the deleted attempt brought back or let go.
 * Must not: delete anything unasked; say the same twice to a screen reader.
 */

import { setText } from "../elements/controls.ts";
import { loadBundle } from "../page/bundles.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { Status } from "../store/storage.ts";
import type { CreateCasePart } from "./context.ts";

const DELETED = "This attempt was deleted in another tab. What you wrote is still here.";
const FAILED = "The texts to copy did not load. They are still on this page: do not close it.";
const UNSAVED = {
  full: "Not saved: the browser’s storage is full. Do not close the page.",
  blocked: "Not saved: the browser does not let the page store anything. Do not close the page.",
  other: "Not saved. Do not close the page.",
};

export const lostNotice: CreateCasePart = (context) => {
  const { host, page, visit, signal } = context;
  const status = make("cb-storage-status", { book: page.book, class: "cb-notice", quiet: true, hidden: true });
  const copy = make("cb-copy");
  const deleted = make("div", { class: "cb-notice", hidden: true }, make("p", {}, "The deleted attempt:"), copy);
  const failedText = make("p", { role: "alert" });
  const failure = make(
    "div",
    { class: "cb-notice", hidden: true },
    failedText,
    button("Try again", () => bring()),
  );
  context.place(make("div", {}, status, deleted, failure));
  let isAsked = false;
  let isHere = false;
  let hasFailed = false;
  const bring = () => {
    isAsked = true;
    hasFailed = false;
    loadBundle("copy").then(
      () => {
        isHere = true;
        draw();
      },
      () => {
        hasFailed = true;
        draw();
      },
    );
  };

  const sentence = make("span", { role: "alert" });
  const keep = button("Keep it", () => visit.keepLost());
  const line = make("p", { class: "cb-notice cb-here", hidden: true }, sentence, " ", keep);
  /** The box that was written in last. */
  let box: Element | null = null;
  const follow = ({ target }: Event) => {
    if (target instanceof Element && target.matches("textarea, input")) box = target;
  };
  host.addEventListener("input", follow, { signal, capture: true });
  context.removeAtEnd(line);

  const textNow = ({ state, unsaved }: Status): string => {
    if (visit.lost.length > 0) return DELETED;
    if (unsaved.length === 0) return "";
    return state === "full" || state === "blocked" ? UNSAVED[state] : UNSAVED.other;
  };
  const move = () => {
    const clock = host.querySelector<HTMLElement>(".cb-clock:not([hidden])");
    const place = clock?.lastElementChild ?? box?.closest("label, li, .cb-signals") ?? deleted;
    // Moved only when it must: an alert that is put elsewhere is read out again.
    if (line !== place && line.previousElementSibling !== place) place.after(line);
  };

  let drawn = "";
  const drawLost = () => {
    const { lost } = visit;
    deleted.hidden = lost.length === 0;
    const shown = lost.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join();
    if (lost.length === 0 || drawn === shown || !isHere) return;
    drawn = shown;
    copy.showAttempts(() => visit.lost, page, true);
  };
  const draw = () => {
    const status = visit.store.status();
    const text = textNow(status);
    line.hidden = text === "";
    keep.hidden = visit.lost.length === 0;
    if (text !== "") move();
    setText(sentence, text);
    const hasTexts = visit.lost.length > 0 || status.message !== "";
    if (hasTexts && !isAsked) bring();
    failure.hidden = !hasTexts || !hasFailed;
    if (hasFailed) setText(failedText, `${status.message} ${FAILED}`.trim());
    drawLost();
  };
  return { draw };
};
