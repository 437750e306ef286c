/*
 * The bundle `progress`: the page that shows what all attempts together say, and keeps the reader's data.
 * Input: the data of the progress page, the store. Output: the element <cb-progress>.
 * Must not: be needed by any other page.
 */
import "./progress.css";
import "./cb-progress.ts";
