/*
 * <cb-drills>: what is left of each drill, a line each, once one was practised.
 * Input: the drills of the book, their logs. Output: lines with links. Must not: leave out marks of a drill that has left
 * the book.
 */
import { questionsToGo } from "../core/drill-log.ts";
import { count } from "../core/words.ts";
import { link, make } from "../page/dom.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

class CbDrills extends HTMLElement implements ProgressElement {
  show({ page, drills }: ProgressView): void {
    const known = new Map(drills.map((log) => [log.id, log]));
    const lines = (page.drills ?? []).map(({ id, title, path, questions }) => {
      const toGo = questionsToGo(known.get(id) ?? null, questions).length;
      const state = `${count(questions.length, "question")} · ${questions.length - toGo} known · ${toGo} to go`;
      known.delete(id);
      return make("li", {}, make("a", { href: link(path) }, title), make("span", { class: "cb-lines-end" }, state));
    });
    const gone = [...known.values()].map(({ title }) =>
      make("li", {}, title, make("span", { class: "cb-lines-end" }, "no longer in this book")),
    );
    this.replaceChildren(make("ul", { class: "cb-lines" }, lines, gone));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-drills": CbDrills;
  }
}

customElements.define("cb-drills", CbDrills);
