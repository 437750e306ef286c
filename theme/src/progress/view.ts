/*
 * The view: what every section of the progress page is given to show.
 * Input: none. Output: types. Must not: hold anything but the page data, the store and what the core has summed up.
 */
import type { DrillLog } from "../core/drill-log.ts";
import type { ProgressData } from "../core/page-data.ts";
import type { Progress } from "../core/progress.ts";
import type { DrillLogs } from "../store/drill-logs.ts";
import type { ExportReminder } from "../store/export-reminder.ts";
import type { Store } from "../store/storage.ts";

export interface ProgressView {
  page: ProgressData;
  store: Store;
  logs: DrillLogs;
  /** All of the logs, as they are now. */
  drills: DrillLog[];
  progress: Progress;
  reminder: ExportReminder;
  now: number;
}

export interface ProgressElement extends HTMLElement {
  /** Draws, or draws again. */
  show(view: ProgressView): void;
}
