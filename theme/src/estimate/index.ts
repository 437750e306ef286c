/*
 * The bundle `estimate`: makes the estimates of a page move.
 * Input: the tables that the template wrote, with their programs. Output: sliders, fields and buttons; results, limits
 * and the numbers in the prose that follow. Must not: be needed to read an estimate.
 */
import "./estimate.css";
import "./cb-estimate.ts";
