/*
 * Scale: places and ticks of an axis. The program makes the same (preprocessor/src/plot/scale.rs).
 * Input: the ends of an axis, in its unit. Output: places from 0 to 1, ticks, their texts.
 * Must not: know what is drawn.
 */
import { format } from "./figure.ts";

export interface Scale {
  low: number;
  high: number;
  log: boolean;
  /** Before and behind the number of a tick. */
  before: string;
  behind: string;
}

const MOST_TICKS = 6;
const FEW_DECADES = 2;
const LETTERS: [number, string][] = [
  [1e12, "T"],
  [1e9, "bn"],
  [1e6, "M"],
  [1e3, "k"],
];

export const placeOn = ({ low, high, log }: Scale, value: number): number =>
  log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);

export const valueAt = ({ low, high, log }: Scale, place: number): number =>
  log ? low * (high / low) ** place : low + (high - low) * place;

const stepOf = (low: number, high: number): number => {
  const rough = (high - low) / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((head) => head * power >= rough * (1 - 1e-9)) ?? 10) * power;
};

const multiples = (low: number, high: number, step: number): number[] => {
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  const counts = Array.from({ length: 2 * MOST_TICKS + 1 }, (_, at) => first + at);
  return counts.filter((count) => count <= last).map((count) => count * step);
};

export const ticksOf = (scale: Scale): number[] => {
  const { low, high, log } = scale;
  if (!log) return multiples(low, high, stepOf(low, high));
  const decades = Math.log10(high / low);
  const skip = Math.max(Math.ceil(decades / MOST_TICKS), 1);
  const heads = decades < FEW_DECADES ? [1, 2, 5] : [1];
  const found: number[] = [];
  let power = Math.floor(Math.floor(Math.log10(low)) / skip) * skip;
  for (; power <= Math.ceil(Math.log10(high)); power += skip) found.push(...heads.map((head) => head * 10 ** power));
  const kept = found.filter((tick) => Math.abs(placeOn(scale, tick) - 0.5) <= 0.5 + 1e-9);
  return kept.length < 2 ? multiples(low, high, stepOf(low, high)) : kept;
};

/** The ends of an axis for values between two, on ticks; `fromZero` keeps 0 on it. */
export const around = (lowest: number, highest: number, log: boolean, fromZero: boolean): [number, number] => {
  if (log) {
    const to = (value: number, isHigh: boolean): number => {
      const power = 10 ** Math.floor(Math.log10(value));
      const head = value / power;
      const heads = [1, 2, 5, 10];
      const found = isHigh
        ? heads.find((one) => one >= head * (1 - 1e-9))
        : heads.findLast((one) => one <= head * (1 + 1e-9));
      return (found ?? (isHigh ? 10 : 1)) * power;
    };
    const [low, high] = [to(lowest, false), to(highest, true)];
    return low < high ? [low, high] : [low / 10, high * 10];
  }
  const isNearZero = lowest >= 0 && lowest <= 0.5 * highest;
  const low = fromZero || isNearZero ? Math.min(lowest, 0) : lowest;
  const high = fromZero ? Math.max(highest, 0) : highest;
  if (low >= high) {
    const half = low === 0 ? 1 : Math.abs(low) / 2;
    return [low - half, high + half];
  }
  const step = stepOf(low, high);
  const [from, until] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  return from < until ? [from, until] : [low, high];
};

const withUnit = ({ before, behind }: Scale, number: string): string => {
  const digits = number.replace(/^[-−]/, "");
  return `${digits === number ? "" : "−"}${before}${digits}${behind}`;
};

const number = (of: number, largest: number, ofStep: number): string => {
  const isLarge = (scale: number) => largest >= scale * (scale > 1e3 || ofStep >= 1e3 ? 1 : 10);
  const [scale, letter] = LETTERS.find(([one]) => isLarge(one)) ?? [1, ""];
  const [value, step] = [of / scale, ofStep / scale];
  if (value === 0 || Math.abs(value) < step * 1e-9) return "0";
  const sign = value < 0 ? "−" : "";
  const isWhole = (decimals: number) => {
    const scaled = step * 10 ** decimals;
    return Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled && scaled >= 0.5;
  };
  const decimals = [0, 1, 2, 3, 4, 5, 6].find(isWhole);
  if (decimals !== undefined && Math.abs(value) < 1e6) return sign + Math.abs(value).toFixed(decimals) + letter;
  return sign + Math.abs(value).toExponential(1).replace(".0e", "e").replace("e-", "e−").replace("e+", "e");
};

/** The text of one of the ticks. */
export const tickText = (scale: Scale, value: number): string => {
  const { low, high, log } = scale;
  const size = Math.abs(value);
  return withUnit(
    scale,
    log ? number(value, size, size) : number(value, Math.max(Math.abs(low), Math.abs(high)), stepOf(low, high)),
  );
};

/** The text of a value with three digits. */
export const preciseText = (scale: Scale, value: number): string => withUnit(scale, format(value, 3, "-", true));
