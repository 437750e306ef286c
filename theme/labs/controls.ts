/*
 * Controls and tables of the labs.
 * Input: names, ranges, choices; what to do with a value. Output: elements.
 * Must not: keep a value.
 */
type Kit = CasebookLab.Kit;

/** The box of a lab's controls. */
export const controls = (kit: Kit, ...fields: HTMLElement[]): HTMLElement =>
  kit.make("div", { class: "cb-lab-controls" }, fields);

/** A slider of whole numbers; `output` says in words where it is. */
export const slider = (
  kit: Kit,
  name: string,
  output: HTMLOutputElement,
  value: number,
  [min, max]: readonly [number, number],
  set: (value: number) => void,
): HTMLElement => {
  const input = ({ target }: Event) => set(Number((target as HTMLInputElement).value));
  return kit.make(
    "label",
    {},
    kit.make("span", {}, name),
    output,
    kit.make("input", { type: "range", min, max, value, input }),
  );
};

/** A choice of values, each with its name. */
export const choice = (
  kit: Kit,
  name: string,
  options: Readonly<Record<string, string>>,
  set: (value: string) => void,
): HTMLElement =>
  kit.make(
    "label",
    {},
    kit.make("span", {}, name),
    kit.make(
      "select",
      { change: ({ target }: Event) => set((target as HTMLSelectElement).value) },
      Object.entries(options).map(([value, text]) => kit.make("option", { value }, text)),
    ),
  );

/** A table with a head; its rows are the caller's. */
export const table = (
  kit: Kit,
  names: readonly string[],
): { element: HTMLTableElement; body: HTMLTableSectionElement } => {
  const body = kit.make("tbody");
  const heads = names.map((name) => kit.make("th", { scope: "col" }, name));
  const element = kit.make("table", {}, kit.make("thead", {}, kit.make("tr", {}, heads)), body);
  return { element, body };
};
