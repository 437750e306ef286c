/*
 * What may be lost: says when the storage has trouble, and when the attempt on this page was deleted in another tab.
 * Input: the state of the store and of the visit. Output: the texts to copy; the deleted attempt brought back.
 * Must not: delete anything.
 */
import { plainText } from "../core/plain-text.ts";
import "../elements/cb-copy.ts";
import "../elements/cb-storage-status.ts";
import { button } from "../page/controls.ts";
import { make } from "../page/dom.ts";
import type { CreateCasePart } from "./context.ts";

const DELETED = "This attempt was deleted in another tab. What you wrote is still here.";

export const lostNotice: CreateCasePart = (context) => {
  const { page, visit } = context;
  const status = make("cb-storage-status", { book: page.book, class: "cb-notice" });
  const copy = make("cb-copy");
  const keep = button("Keep it", () => visit.keepLost());
  const deleted = make("div", { class: "cb-notice", hidden: true }, make("p", { role: "status" }, DELETED), keep, copy);
  context.place(make("div", {}, status, deleted));
  let drawn: string | null = null;
  return {
    draw: () => {
      const { lost } = visit;
      deleted.hidden = lost.length === 0;
      const ids = lost.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join();
      if (lost.length === 0 || drawn === ids) return;
      drawn = ids;
      copy.show(() => lost.map((attempt) => plainText(attempt, page)).join("\n\n"), true);
    },
  };
};
