/*
 * Storage keys: under which names a book's data is kept in the browser.
 * Input: the book's id. Output: the start of its keys. Must not: change; readers' data is stored under these names.
 *
 * `casebook:v1:<book>:attempt:<id>`, `…:meta` (settings), `…:aside:<name>` (text that could not be read),
 * `…:drill:<id>` (which questions of a drill were known),
 * `…:saved:<case>` (whether a case is saved),
 * `…:act:<case>` and `…:place:<case>` (what this visit sees of a case, and where it was left: in the tab's storage),
 * `…:erased` and `…:erased:<name>` (all of it, for a day after *Erase all attempts*).
 */

/** What all keys of a book begin with. */
export const bookPrefix = (book: string): string => `casebook:v1:${book.replace(/[%:]/g, encodeURIComponent)}:`;

/** What the keys of its attempts begin with. */
export const attemptPrefix = (book: string): string => `${bookPrefix(book)}attempt:`;

/** What the keys of its drill logs begin with. */
export const drillPrefix = (book: string): string => `${bookPrefix(book)}drill:`;

/** What the keys of saved cases begin with. */
export const savedPrefix = (book: string): string => `${bookPrefix(book)}saved:`;

/** Under which the tab remembers what this visit sees of a case. */
export const actKey = (book: string, id: string): string => `${bookPrefix(book)}act:${id}`;

/** Under which it remembers where its reader left a case. */
export const placeKey = (book: string, id: string): string => `${bookPrefix(book)}place:${id}`;
