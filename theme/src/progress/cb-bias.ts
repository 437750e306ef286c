/*
 * <cb-bias>: the running bias of calibrations: whether the reader ticks more than the authors do, or less.
 * Input: the sum of core/progress.ts. Output: a sentence and a table. Must not: count again what the core has counted.
 */
import { count, percent } from "../core/words.ts";
import { tableHead } from "../elements/tables.ts";
import { make } from "../page/dom.ts";
import type { ProgressElement, ProgressView } from "./view.ts";

const TOO_GENEROUS = "Before the next attempt, ask about each tick: which sentence showed it?";
const TOO_STRICT = "Before the next attempt, read the signal again: it asks for one sentence, and no more.";

class CbBias extends HTMLElement implements ProgressElement {
  show({ progress: { bias } }: ProgressView): void {
    const share = bias.rate === null ? "" : ` (${percent(Math.abs(bias.rate))})`;
    const advice = bias.bias > 0 ? TOO_GENEROUS : bias.bias < 0 ? TOO_STRICT : "";
    const numbers = [bias.judged, bias.agree, bias.generous, bias.strict];
    const cells = numbers.map((number) => make("td", { class: "cb-number" }, String(number)));
    const over = ` Over ${count(bias.attempts, "calibration")}. ${advice}`;
    this.replaceChildren(
      make("p", {}, make("strong", {}, `${bias.text}${share}.`), over),
      make(
        "table",
        { class: "cb-figures" },
        make("caption", { class: "cb-unseen" }, "Your ticks against the authors’ on sample answers"),
        tableHead(["Signals", "Agreed", "Too generous", "Too strict"]),
        make("tbody", {}, make("tr", {}, cells)),
      ),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "cb-bias": CbBias;
  }
}

customElements.define("cb-bias", CbBias);
