/*
 * The bundle `casebook`, on every page: the styles of what the templates write, and what even a page that is only read
 * needs: the keyboard's way around it, printing, and the decision what else to load.
 * Input: the page. Output: the page made accessible; other bundles asked for.
 * Must not: hold what only a reader with attempts needs: every page waits for this; touch a page that is not ours.
 */
import "../styles/tokens.css";
import "./chapters.css";
import "./modes.css";
import "./depths.css";
import "../styles/controls.css";
import "../styles/print.css";
import { loadWhatIsNeeded } from "./loader.ts";
import { fixPageFrame } from "./page-frame.ts";
import { preparePrinting } from "./print.ts";
import { watchScrollers } from "./scrollers.ts";
import { followSheets } from "./sheets.ts";

if (document.querySelector("cb-book")) {
  loadWhatIsNeeded();
  followSheets();
  preparePrinting();
  watchScrollers();
  fixPageFrame();
}
