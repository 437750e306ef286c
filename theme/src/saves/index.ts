/*
 * The bundle `saves`: which cases are saved, for the board that changes it and the progress page that exports it.
 * Input: the storage. Output: the module. Must not: draw anything.
 */
import "../store/saved-cases.ts";
