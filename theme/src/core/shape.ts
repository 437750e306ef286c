/*
 * Shapes: checks of values that come from a file or from storage, put together from small ones.
 * Input: any value, its place. Output: what is wrong, by place. Must not: throw; change the value; follow a prototype.
 */
import { isRecord } from "./is-record.ts";

/** null: nobody asks where. To name every place takes longer than to check it. */
export type Place = string | null;
export type Report = (place: Place, message: string) => void;
export type Check = (value: unknown, place: Place, report: Report) => void;

/** The place of a key, with long keys cut. */
export const inside = (place: string, key: string): string =>
  (place === "" ? "" : `${place}.`) + (key.length > 60 ? `${key.slice(0, 60)}…` : key);

const within = (place: Place, key: string): Place => (place === null ? null : inside(place, key));

/** Lengths in characters. */
export const text =
  (longest: number, shortest = 0): Check =>
  (value, place, report) => {
    if (typeof value !== "string") report(place, "is not text");
    else if (value.length < shortest) report(place, "is empty");
    else if (value.length > longest) report(place, `is longer than ${longest} characters`);
  };

/** From 0 to `most`; or else `message`. */
export const number =
  (most: number, message: string): Check =>
  (value, place, report) => {
    if (typeof value !== "number" || !(value >= 0 && value <= most)) report(place, message);
  };

export const oneOf =
  (words: readonly string[]): Check =>
  (value, place, report) => {
    if (!words.some((word) => word === value)) {
      report(place, `is none of ${words.map((word) => `\`${word}\``).join(", ")}`);
    }
  };

export const flag: Check = (value, place, report) => {
  if (typeof value !== "boolean") report(place, "is neither true nor false");
};

export const orNull =
  (check: Check): Check =>
  (value, place, report) => {
    if (value !== null) check(value, place, report);
  };

export const listOf =
  (check: Check): Check =>
  (value, place, report) => {
    if (!Array.isArray(value)) report(place, "is not a list");
    else for (const [index, item] of value.entries()) check(item, place === null ? null : `${place}[${index}]`, report);
  };

/** Any keys, all values of one shape. */
export const recordOf =
  (check: Check): Check =>
  (value, place, report) => {
    if (!isRecord(value)) report(place, "is not an object");
    else for (const [key, item] of Object.entries(value)) check(item, within(place, key), report);
  };

/** Known keys; others are let through, to be kept. */
export const shape = (required: Record<string, Check>, optional: Record<string, Check> = {}): Check => {
  const known = Object.entries({ ...required, ...optional });
  return (value, place, report) => {
    if (!isRecord(value)) return report(place, "is not an object");
    for (const [key, check] of known) {
      if (Object.hasOwn(value, key)) check(value[key], within(place, key), report);
      else if (key in required) report(within(place, key), "is missing");
    }
  };
};
