/*
 * The bundle `drill`: a drill that is practised, or was.
 * Input: the element of a drill as page/drill.ts leaves it. Output: the element <cb-drill>.
 * Must not: be needed by a reader who only reads.
 */
import "./drill.css";
import "./cb-drill.ts";
