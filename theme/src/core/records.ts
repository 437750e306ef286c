/*
 * Records: objects used as maps whose keys come from files and storage.
 * Input: a record, a key. Output: what is there under the key itself, never what a prototype has.
 * Must not: change a record.
 */

export const own = <T>(record: Record<string, T> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;

export const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
