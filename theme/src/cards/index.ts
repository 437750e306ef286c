/*
 * The bundle `cards`, on pages with the cards of cases: how far the reader is with each, scored.
 * Input: the attempts of the book. Output: the lines of the cards; the sums of all attempts, which the progress page needs too.
 * Must not: be needed by the page of a case.
 */
import "./cb-cases.ts";
