/*
 * Importing: writes the attempts of a file into a book's storage, all or nothing.
 * Input: the store, the attempts as they are to be, texts of other kinds by key. Output: whether all are there, or why
 * not; what takes them out again.
 * Must not: join; write over what a newer version wrote; take back what a tab has changed since.
 */
import type { Attempt } from "../core/attempt.ts";
import { NEWER, type Store, type Undo } from "./storage.ts";

const whyNot = (store: Store, id: string): string => {
  if (store.isNewer(id)) return NEWER;
  return store.storage.trouble === "full"
    ? "The browser's storage has no room for it."
    : "The browser does not let the page store anything.";
};

export const importAll = (
  store: Store,
  attempts: Attempt[],
  others: [string, string][] = [],
): Undo & { ok: boolean; message: string } => {
  const { storage } = store;
  const done: { key: string; before: string | null; after: string }[] = [];
  const undo = () => {
    // What a tab has changed since stays. First the new go, then the old have their room again.
    const mine = done.filter(({ key, after }) => storage.get(key) === after);
    for (const { key, before } of mine) if (before === null) storage.drop(key);
    for (const { key, before } of mine) if (before !== null) storage.set(key, before);
    store.readAgain();
  };
  const texts = attempts.map((attempt) => [store.keyOf(attempt.id), JSON.stringify(attempt), attempt.id]);
  for (const [key = "", after = "", id = ""] of [...texts, ...others]) {
    store.lookAt(id);
    const before = storage.get(key);
    if (store.isNewer(id) || !storage.set(key, after)) {
      undo();
      return { ok: false, message: `Nothing was imported. ${whyNot(store, id)}`, undo: () => {} };
    }
    done.push({ key, before, after });
  }
  store.readAgain(attempts.map(({ id }) => id));
  if (done.length > 0) store.askToPersist();
  return { ok: true, message: "", undo };
};
