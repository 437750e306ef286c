/*
 * Moved mark: how the fragment of an address begins that says what a reader changed of a page's estimates.
 * Input: none. Output: the mark. Must not: hold more: every page asks for it, and core/moved.ts reads the rest.
 */
export const MOVED_MARK = "#estimate:";
