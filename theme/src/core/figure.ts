/*
 * Figure: how a computed number is written. The program writes the same (preprocessor/src/parse/estimate/figure.rs).
 * Input: a value in base units, and the look of its number as the page has it. Output: its text.
 * Must not: know what a unit is.
 */

export type Scale = "-" | "k" | "bn" | "word";

export interface Look {
  /** How many base units the unit has. */
  factor: number;
  digits: number;
  scale: Scale;
  /** Whether thousands are set apart from four digits on. */
  grouped: boolean;
  /** A currency sign, or nothing. */
  before: string;
}

/** From 10³ to 10¹². */
const SCALES: Record<Scale, string[]> = {
  "-": [],
  k: ["k", "M", "B", "T"],
  bn: ["k", "M", "bn", "T"],
  word: [" thousand", " million", " billion", " trillion"],
};
const MOST_DIGITS = 4;

/** `"0.01 2 k, $"`: the look that the program wrote. */
export const lookOf = (code: string): Look => {
  const [factor = "1", digits = "2", scale = "-", before = ""] = code.split(" ");
  const grouped = scale.endsWith(",");
  const name = grouped ? scale.slice(0, -1) : scale;
  return { factor: Number(factor), digits: Number(digits), scale: name as Scale, grouped, before };
};

const group = (whole: string, grouped: boolean): string =>
  whole.length < (grouped ? 4 : 5) ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");

/** Writes digits, the first of which counts ten to the power of `exponent`. */
const place = (digits: string, exponent: number, grouped: boolean): string => {
  if (exponent < -7 || exponent >= 15) {
    const rest = digits.slice(1);
    return `${digits[0]}${rest && "."}${rest}e${exponent}`;
  }
  const before = exponent + 1;
  if (before <= 0) return `0.${"0".repeat(-before)}${digits}`;
  if (digits.length <= before) return group(digits.padEnd(before, "0"), grouped);
  return `${group(digits.slice(0, before), grouped)}.${digits.slice(before)}`;
};

/** The steps of a thousand that a number of this size is written in, 0 for none. */
export const stepOf = (exponent: number, scale: Scale): number =>
  exponent < 3 ? 0 : Math.min(Math.floor(exponent / 3), SCALES[scale].length);

/** What stands for so many steps of a thousand. */
export const scaleText = (step: number, scale: Scale): string => SCALES[scale][step - 1] ?? "";

/** The text of a number with this many digits, halves rounded away from 0. A whole number below 10,000 is written out. */
export const format = (value: number, digits: number, scale: Scale, grouped: boolean): string => {
  if (!Number.isFinite(value)) return "—";
  const sign = value < 0 ? "-" : "";
  const size = Math.abs(value);
  if (size === 0) return "0";
  const near = Math.floor(size + 0.5);
  const isWhole = near > 0 && near < 10_000 && Math.abs(size - near) <= 1e-9 * near;
  if (isWhole && (scale === "-" || near < 1_000)) return sign + group(String(near), grouped);
  const [mantissa = "", power = "0"] = size.toExponential(digits - 1).split("e");
  const exponent = Number(power);
  const step = stepOf(exponent, scale);
  return sign + place(mantissa.replace(".", ""), exponent - 3 * step, grouped) + scaleText(step, scale);
};

/** The number of a value in base units, with its currency and without its unit. */
export const figure = (look: Look, value: number): string => {
  const digits = Math.min(Math.max(look.digits, 2), MOST_DIGITS);
  const text = format(value / look.factor, digits, look.scale, look.grouped);
  return text.startsWith("-") ? `-${look.before}${text.slice(1)}` : look.before + text;
};
