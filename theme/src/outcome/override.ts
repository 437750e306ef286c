/*
 * Override: in the form of each criterion, a level that the reader sets by hand, with the reason.
 * Input: the visit's attempt. Output: actions on it. Must not: apply an override that has no reason.
 */
import type { CaseContext, CreateCasePart } from "../case/context.ts";
import { type Attempt, type Entry, entryOf } from "../core/attempt.ts";
import { labelled, setText } from "../elements/controls.ts";
import { make } from "../page/dom.ts";

class OverrideField {
  readonly #level: HTMLSelectElement;
  readonly #reason = make("input", { type: "text", autocomplete: "off" });
  readonly #ask = make("p", { class: "cb-ask", role: "status", hidden: true });
  readonly element: HTMLDetailsElement;
  /** The reader has given one of level and reason, and not yet the other. */
  #halfway = false;
  /** The attempt that is shown. */
  #attempt: string | null = null;

  constructor({ page, visit }: CaseContext, criterion: string) {
    const option = (value: string, text: string) => make("option", { value }, text);
    const levels = page.round.levels.map((level) => option(level, level));
    this.#level = make("select", {}, option("", "as ticked"), option("none", "no level"), levels);
    this.element = make(
      "details",
      { class: "cb-override" },
      make("summary", {}, "Set the level by hand"),
      labelled("Override", this.#level),
      labelled("Reason", this.#reason),
      this.#ask,
    );
    const change = () => {
      const level = this.#level.value;
      const reason = this.#reason.value.trim();
      this.#halfway = (level === "") !== (reason === "");
      if (level !== "" && reason !== "") visit.act({ type: "override", criterion, level, reason, by: visit.store.tab });
      else if (visit.attempt) visit.act({ type: "clear-override", criterion });
      this.#ask.hidden = !this.#halfway;
      const missing = level === "" ? "Choose a level for this reason" : "Give a reason";
      setText(this.#ask, `${missing}: until then the ticks count.`);
    };
    this.#level.addEventListener("change", change);
    this.#reason.addEventListener("input", change);
  }

  draw(attempt: Attempt | null, entry: Entry | undefined): void {
    const isOther = this.#attempt !== null && this.#attempt !== (attempt?.id ?? null);
    this.#attempt = attempt?.id ?? null;
    if (this.#halfway && !isOther) return;
    this.#halfway = false;
    this.#ask.hidden = true;
    if (entry?.override) this.element.open = true;
    this.#level.value = entry?.override?.level ?? "";
    if (this.#level.selectedIndex < 0) this.#level.value = "";
    const reason = entry?.override?.reason ?? "";
    // The reason being typed may end in a space that is not stored.
    if (this.#reason.value.trim() !== reason) this.#reason.value = reason;
  }
}

export const overrideFields: CreateCasePart = (context) => {
  const { visit, sections } = context;
  const fields = [...sections].flatMap(([criterion, section]) => {
    const fieldset = section.querySelector("fieldset");
    if (!fieldset) return [];
    const field = new OverrideField(context, criterion);
    fieldset.append(field.element);
    context.removeAtEnd(field.element);
    return [{ criterion, field }];
  });
  return {
    draw: () => {
      const { attempt, mode } = visit;
      for (const { criterion, field } of fields) {
        field.element.hidden = mode === "calibrate";
        field.draw(attempt, entryOf(attempt, criterion));
      }
    },
  };
};
