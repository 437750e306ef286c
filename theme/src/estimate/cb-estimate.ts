/*
 * <cb-estimate>: a table of quantities that can be moved.
 * Input: the table that the template wrote, with its programs; moves anywhere on the page. Output: sliders, buttons for a
 * larger load, results, what breaks first and which assumption matters for the values as they are; the same for numbers
 * in the prose. Must not: start on the page that prints the whole book.
 */
import { breaks, type EstimateData, evaluate, holds, type Quantity, swings } from "../core/estimate.ts";
import { figure, format, lookOf } from "../core/figure.ts";
import { button } from "../page/controls.ts";
import { make, onPrintPage, pageData } from "../page/dom.ts";
import { type MoveInput, moveInput } from "./move-input.ts";
import { followPlots } from "./plots.ts";
import { followFigures } from "./prose.ts";
import { replaceText } from "./replace-text.ts";
import { differs, find, grow, join, move, type Page, reset, watch, writtenOf } from "./state.ts";

const LOADS = [2, 10];
/** How long nothing moves before it is said what came of it, in milliseconds. */
const SAY_AFTER = 600;
/** How long nothing moves before what breaks first and which assumption matters follow. */
const OUTLOOK_AFTER = 100;

const textOf = ({ look, unit }: Quantity, value: number): string => figure(lookOf(look), value) + unit;

interface Row {
  quantity: Quantity;
  row: HTMLElement;
  value: HTMLElement;
  /** As the author has it. */
  text: string;
  input: MoveInput | undefined;
  /** What was drawn last: the value, what the input shows, and whether the limit holds. */
  drawn: [number, number, boolean] | [];
}

class CbEstimate extends HTMLElement {
  #leave: (() => void) | null = null;
  #data: EstimateData = { quantities: [] };
  #rows: Row[] = [];
  #loads: HTMLButtonElement[] = [];
  #added: HTMLElement[] = [];
  #reset = button("Reset", reset);
  #status = make("p", { role: "status" });
  #saying = 0;
  #outlook = 0;

  connectedCallback(): void {
    const data = pageData<EstimateData>(this);
    if (this.#leave || !data || onPrintPage()) return;
    this.#data = data;
    join(data);
    this.#leave = watch((page) => this.#draw(page));
    for (const row of this.querySelectorAll<HTMLElement>("tr[data-quantity]")) this.#addControls(row);
    const bar = this.querySelector(".cb-estimate-bar");
    bar?.append(this.#reset, this.#status);
    this.#added.push(this.#reset, this.#status);
    followFigures();
    followPlots();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#saying);
    clearTimeout(this.#outlook);
    for (const element of this.#added) element.remove();
    this.#added = [];
    this.#rows = [];
    this.#leave?.();
    this.#leave = null;
  }

  #addControls(row: HTMLElement): void {
    const quantity = find(row.dataset.quantity);
    const value = row.querySelector<HTMLElement>(".cb-value");
    const cell = row.querySelector(".cb-how");
    if (!quantity || !value || !cell) return;
    const { index, range } = quantity;
    const input = range && moveInput({ ...quantity, range }, writtenOf(index), (moved) => move(index, moved));
    this.#rows.push({ quantity, row, value, text: value.textContent ?? "", input, drawn: [] });
    if (input) {
      cell.append(input.element);
      this.#added.push(input.element);
    }
    if (quantity.name === this.#data.load) {
      this.#loads = LOADS.map((factor) =>
        button(`×${factor}`, () => grow(index, this.#isGrown(factor) ? 1 : factor), {
          "data-factor": factor,
          "aria-pressed": "false",
          "aria-label": `${quantity.name} times ${factor}`,
        }),
      );
      const group = make("span", { class: "cb-loads" }, this.#loads);
      cell.append(group);
      this.#added.push(group);
    }
  }

  #isGrown(factor: number): boolean {
    return this.#loads.some(
      (one) => Number(one.dataset.factor) === factor && one.getAttribute("aria-pressed") === "true",
    );
  }

  #draw(page: Page): void {
    const { values, written, change } = page;
    for (const one of this.#rows) {
      const { quantity, row, value, text, input, drawn } = one;
      const { index } = quantity;
      const now = values[index] ?? Number.NaN;
      const set = change.moved.get(index) ?? written[index] ?? now;
      const isHeld = holds(quantity, values);
      // What does not follow from the move costs nothing.
      if (Object.is(drawn[0], now) && drawn[1] === set && drawn[2] === isHeld) continue;
      one.drawn = [now, set, isHeld];
      const isChanged = differs(now, written[index] ?? Number.NaN);
      replaceText(value, isChanged ? textOf(quantity, now) : text);
      row.classList.toggle("cb-changed", isChanged);
      row.classList.toggle("cb-broken", !isHeld);
      input?.show(set);
    }
    const load = find(this.#data.load);
    for (const one of this.#loads) {
      const isPressed = load !== undefined && change.factors.get(load.index) === Number(one.dataset.factor);
      one.setAttribute("aria-pressed", String(isPressed));
    }
    const isMoved = change.moved.size + change.factors.size > 0;
    if (isMoved || this.classList.contains("cb-moved")) {
      this.#drawOutlookLater(page, load);
      this.#sayLater(page, isMoved);
    }
    this.classList.toggle("cb-moved", isMoved);
  }

  #drawOutlookLater(page: Page, load: Quantity | undefined): void {
    clearTimeout(this.#outlook);
    this.#outlook = window.setTimeout(() => {
      this.#drawBreaks(page, load);
      this.#drawSwings(page);
    }, OUTLOOK_AFTER);
  }

  /** The lines of a list, in the order of the template. */
  #lines(list: string): [HTMLElement, Quantity][] {
    return [...this.querySelectorAll<HTMLElement>(`${list} li`)].flatMap((line) => {
      const quantity = find(line.dataset.quantity);
      return quantity ? [[line, quantity]] : [];
    });
  }

  #drawBreaks({ ordered, change }: Page, load: Quantity | undefined): void {
    const lines = this.#lines(".cb-breaks");
    if (!load || lines.length === 0) return;
    const factors = new Map(change.factors);
    factors.delete(load.index);
    const found = breaks(ordered, { ...change, factors }, load.index);
    const start = evaluate(ordered, { ...change, factors })[load.index] ?? Number.NaN;
    for (const [line, { index }] of lines) {
      const factor = found.get(index) ?? Number.POSITIVE_INFINITY;
      let text = "does not break";
      if (factor === 1) text = "is broken already";
      else if (Number.isFinite(factor)) text = `at ${format(factor, 2, "-", true)}× (${textOf(load, start * factor)})`;
      const when = line.querySelector(".cb-when");
      if (when) replaceText(when, text);
    }
    this.#sort(lines, ({ index }) => found.get(index) ?? Number.POSITIVE_INFINITY);
  }

  #drawSwings({ ordered, change, values }: Page): void {
    const lines = this.#lines(".cb-swings");
    const result = find(this.#data.result);
    if (!result || lines.length === 0) return;
    const found = swings(ordered, change, result.index);
    const now = values[result.index] ?? Number.NaN;
    const ends = [now, ...[...found.values()].flat()].filter(Number.isFinite);
    const [least, most] = [Math.min(...ends), Math.max(...ends)];
    const place = (value: number) => (most > least ? ((value - least) / (most - least)) * 100 : 50);
    for (const [line, { index }] of lines) {
      const [low, high] = found.get(index) ?? [now, now];
      const text = line.querySelector(".cb-ends");
      if (text) replaceText(text, `${figure(lookOf(result.look), low)} to ${textOf(result, high)}`);
      // Attributes of a drawing, unlike a style, cost its ancestors nothing.
      const [bar, mark] = line.querySelectorAll(".cb-swing > *");
      const [from, to] = [Math.min(low, high), Math.max(low, high)];
      bar?.setAttribute("x", `${place(from)}%`);
      bar?.setAttribute("width", `${place(to) - place(from)}%`);
      mark?.setAttribute("x", `${place(now)}%`);
    }
    this.#sort(lines, ({ index }) => {
      const [low, high] = found.get(index) ?? [0, 0];
      return -Math.abs(high - low);
    });
  }

  /** Puts lines into the order of a number, the smallest first. */
  #sort(lines: [HTMLElement, Quantity][], by: (quantity: Quantity) => number): void {
    const sorted = [...lines].sort(([, a], [, b]) => {
      const [left, right] = [by(a), by(b)];
      return left === right ? 0 : left - right;
    });
    if (sorted.every(([line], at) => line === lines[at]?.[0])) return;
    for (const [line] of sorted) line.parentElement?.append(line);
  }

  #sayLater({ ordered, values }: Page, isMoved: boolean): void {
    clearTimeout(this.#saying);
    this.#saying = window.setTimeout(() => {
      if (!isMoved) return replaceText(this.#status, "the author's numbers");
      const result = find(this.#data.result);
      const over = ordered.filter((one) => this.#rows.some(({ quantity }) => quantity === one) && !holds(one, values));
      const parts = [
        result && `${result.name}: ${textOf(result, values[result.index] ?? Number.NaN)}`,
        over.length > 0 && `broken: ${over.map(({ name }) => name).join(", ")}`,
      ];
      replaceText(this.#status, parts.filter(Boolean).join("; "));
    }, SAY_AFTER);
  }
}

customElements.define("cb-estimate", CbEstimate);
