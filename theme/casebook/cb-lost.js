/*
 * What may be lost: says when the storage has trouble, and when the attempt on this page was deleted in another tab.
 * Input: the state of the store and of the visit. Output: the texts to copy; the deleted attempt brought back.
 * Must not: delete anything.
 */
(() => {
  "use strict";
  const casebook = (globalThis.casebook ??= /** @type {Casebook} */ ({}));

  /** @type {Cb.CasePart} */
  const notice = ({ page, visit, place }) => {
    const { make } = casebook.dom;
    const { button } = casebook.controls;
    const status = make("cb-storage-status", { book: page.book, class: "cb-notice" });
    const copy = make("cb-copy");
    const deleted = make("div", { class: "cb-notice", hidden: true },
      make("p", { role: "status" }, "This attempt was deleted in another tab. What you wrote is still here."),
      button("Keep it", () => visit.keepLost()), copy);
    place(make("div", { class: "cb-notices" }, status, deleted));
    /** @type {string | null} */
    let drawn = null;
    return {
      draw: () => {
        const { lost } = visit;
        deleted.hidden = lost === null;
        if (!lost || drawn === lost.id) return;
        drawn = lost.id;
        copy.show(() => casebook.attempts.plainText(lost, page), true);
      },
    };
  };

  casebook.lostNotice = notice;
})();
