/*
 * Events of the progress page: what the reader did with whole attempts, for others to hear.
 * Input: an element, what happened. Output: a bubbling event. Must not: be sent for what the page did by itself.
 */
import type { ImportState } from "../core/import.ts";

interface Details {
  "cb:attempts-imported": { ids: string[]; counts: Record<ImportState, number> };
  "cb:attempts-exported": { name: string; attempts: number };
  "cb:attempts-deleted": { ids: string[] };
  "cb:attempts-restored": { ids: string[] };
}

export const emitAttempts = <Type extends keyof Details>(element: Element, type: Type, detail: Details[Type]): void => {
  element.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
};
