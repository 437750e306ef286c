/*
 * The bundle `calibration`: judging a sample answer, and the comparison with its author.
 * Input: a case that is worked on. Output: what the panel of case/samples.ts shows.
 * Must not: be needed by a reader who judges no answer.
 */
import { giveJudging } from "../case/samples.ts";
import "../styles/reports.css";
import "./calibration.css";
import { judging } from "./panel.ts";

giveJudging(judging);
