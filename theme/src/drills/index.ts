/*
 * The bundle `drills`: the logs of drills, for the page of a drill that is practised and for the progress page.
 * Input: none. Output: the store of drill logs. Must not: hold what only one of them needs.
 */
import "../store/drill-logs.ts";
