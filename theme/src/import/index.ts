/*
 * The bundle `import`: the check and the preview of a file that the reader chose.
 * Input: the file. Output: what the element <cb-import> shows.
 * Must not: be needed before a file is chosen.
 */
import { giveReview } from "../progress/cb-import.ts";
import { Review } from "./review.ts";

giveReview((place) => new Review(place));
