/*
 * What may be lost: says when the storage has trouble, and when the attempt on this page was deleted in another tab.
 * Input: the state of the store and of the visit. Output: one line where the reader is, in the clock or below the box
 * that is written in; the texts to copy, above the case; the deleted attempt brought back or let go.
 * Must not: delete anything unasked; say the same twice to a screen reader.
 */
import { plainText } from "../core/plain-text.ts";
import "../elements/cb-copy.ts";
import "../elements/cb-storage-status.ts";
import { button, setText } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CreateCasePart } from "./context.ts";

const DELETED = "This attempt was deleted in another tab. What you wrote is still here.";
const UNSAVED = {
  full: "Not saved: the browser’s storage is full. Do not close the page.",
  blocked: "Not saved: the browser does not let the page store anything. Do not close the page.",
  other: "Not saved. Do not close the page.",
};

export const lostNotice: CreateCasePart = (context) => {
  const { host, page, visit, signal } = context;
  const status = make("cb-storage-status", { book: page.book, class: "cb-notice", quiet: true });
  const copy = make("cb-copy");
  const deleted = make("div", { class: "cb-notice", hidden: true }, make("p", {}, "The deleted attempt:"), copy);
  context.place(make("div", {}, status, deleted));

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

  const textNow = (): string => {
    if (visit.lost.length > 0) return DELETED;
    const { state, unsaved } = visit.store.status();
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
  return {
    draw: () => {
      const text = textNow();
      line.hidden = text === "";
      keep.hidden = visit.lost.length === 0;
      if (text !== "") move();
      setText(sentence, text);
      const { lost } = visit;
      deleted.hidden = lost.length === 0;
      const shown = lost.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join();
      if (lost.length === 0 || drawn === shown) return;
      drawn = shown;
      copy.show(() => visit.lost.map((attempt) => plainText(attempt, page)).join("\n\n"), true);
    },
  };
};
