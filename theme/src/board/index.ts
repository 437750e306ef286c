/*
 * The bundle `board`, on pages with the cards of cases, once a reader reaches for what it does: saving, and filtering.
 * Input: the cards as the template wrote them. Output: the elements. Must not: need the attempts.
 */
import "./cb-save.ts";
import "./cb-filters.ts";
