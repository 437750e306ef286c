/*
 * The bundle `attempts`, on any page of a reader with attempts: the store, what is drawn of attempts everywhere, and
 * the parts of the core that both the case and the progress page need.
 * Input: the attempts of the book. Output: marks in the sidebar, undo.
 * Must not: hold what only one page needs.
 */
import "./elements.css";
import { moment } from "../core/clock.ts";
import { openStore } from "../store/storage.ts";
import "./cb-undo.ts";
import "./cb-book.ts";

// For scripts of a book's own, as src/authors/data.md describes.
Object.assign(globalThis.casebook ?? {}, { storage: { open: openStore }, clock: { moment } });
