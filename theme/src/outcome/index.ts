/*
 * The bundle `outcome`: what an interviewer marks, and what comes after a practice: the way between the acts, looking back,
 * scoring one criterion after another, the result.
 * Input: a case that is worked on. Output: what case/outcome.ts shows.
 * Must not: be needed while a case is practised.
 */
import { giveOutcome } from "../case/outcome.ts";
import { acts } from "./acts.ts";
import { interviewMarks } from "./interview.ts";
import "../styles/reports.css";
import "./outcome.css";
import { overrideFields } from "./override.ts";
import { resultSection } from "./result.ts";
import { reviewSection } from "./review.ts";
import { filledSheet } from "./sheets.ts";
import { scoringWalk } from "./walk.ts";

giveOutcome([acts, interviewMarks, scoringWalk, reviewSection, overrideFields, resultSection, filledSheet]);
