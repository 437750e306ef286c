/*
 * The bundle `practice`: everything that works on a case: the clock, notes, scoring, calibration, sheets.
 * Input: the page of a case, the store. Output: the element <cb-case>.
 * Must not: be needed by a page that is only read.
 */
import "./practice.css";
import "./cb-case.ts";
