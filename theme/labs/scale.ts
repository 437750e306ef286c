/*
 * Scales and axes of the labs' pictures.
 * Input: a range of values and one of pixels. Output: places; axes with a few round marks.
 * Must not: know what is drawn.
 */
type Kit = CasebookLab.Kit;
export type Scale = (value: number) => number;

/** From values to places; values outside are drawn at the end. */
export const linear =
  (low: number, high: number, from: number, to: number): Scale =>
  (value) =>
    from + (to - from) * Math.min(1, Math.max(0, (value - low) / (high - low)));

export const logarithmic = (low: number, high: number, from: number, to: number): Scale => {
  const scale = linear(Math.log(low), Math.log(high), from, to);
  return (value) => scale(Math.log(Math.max(low, value)));
};

/** The least of 1, 2, 5 times a power of ten that is not below. */
export const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-12)));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
};

/** A line at the bottom with marks and their names. */
export const bottomAxis = (
  kit: Kit,
  svg: SVGElement,
  scale: Scale,
  marks: readonly [number, string][],
  [left, right, top, bottom]: readonly [number, number, number, number],
): void => {
  for (const [value, name] of marks) {
    const x = scale(value);
    svg.append(
      kit.svg("line", { class: "cb-lab-grid", x1: x, x2: x, y1: top, y2: bottom }),
      kit.svg("text", { class: "cb-lab-quiet", x, y: bottom + 15, "text-anchor": "middle" }, name),
    );
  }
  svg.append(kit.svg("line", { class: "cb-lab-axis", x1: left, x2: right, y1: bottom, y2: bottom }));
};

/** Lines across with their names at the left. */
export const leftAxis = (
  kit: Kit,
  svg: SVGElement,
  scale: Scale,
  marks: readonly [number, string][],
  [left, right]: readonly [number, number],
): void => {
  for (const [value, name] of marks) {
    const y = scale(value);
    svg.append(
      kit.svg("line", { class: "cb-lab-grid", x1: left, x2: right, y1: y, y2: y }),
      kit.svg("text", { class: "cb-lab-quiet", x: left - 6, y: y + 4, "text-anchor": "end" }, name),
    );
  }
};

export const pathOf = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
