/*
 * Level mark: a level as steps, one per level of the round, filled up to the one that is attained.
 * Input: the rank, how many levels there are. Output: a drawing without a name; next to it the level is in words.
 * Must not: need a color.
 */
import { makeSvg } from "./svg.ts";

/** In the drawing's own units. */
const STEP = { width: 8, gap: 2, height: 16 };

/** `rank`: null when not scored, 0 for no level. */
export const levelMark = (rank: number | null, levels: number): SVGElement => {
  const width = levels * (STEP.width + STEP.gap) - STEP.gap;
  const steps = Array.from({ length: levels }, (_, index) => {
    const height = (STEP.height * (index + 1)) / levels;
    const x = index * (STEP.width + STEP.gap) + 0.5;
    const box = { x, y: STEP.height - height + 0.5, width: STEP.width - 1, height: height - 1 };
    return makeSvg("rect", { ...box, "data-filled": rank !== null && index < rank });
  });
  const dash = makeSvg("path", { d: `M${width / 2 - 5} ${STEP.height / 2}h10` });
  const size = { viewBox: `0 0 ${width} ${STEP.height}`, width, height: STEP.height };
  return makeSvg("svg", { ...size, class: "cb-level-mark", "aria-hidden": "true" }, rank === null ? dash : steps);
};
