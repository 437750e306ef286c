/*
 * Is record: whether a value from a file or the storage is an object with keys.
 * Input: any value. Output: yes or no. Must not: take a list or null for one.
 */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
