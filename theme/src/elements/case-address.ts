/*
 * Case addresses: where the page of a case is.
 * Input: the id of a case, and <cb-book>, which names the cases outside the default folder. Output: a path from the
 * root of the book, or a whole address. Must not: know what the address is for.
 */
import { casePath } from "../core/page-data.ts";
import { link } from "../page/dom.ts";

const elsewhere = (): Record<string, string> => {
  try {
    return JSON.parse(document.querySelector("cb-book")?.getAttribute("data-paths") ?? "{}");
  } catch {
    return {};
  }
};

/** From the root of the book. */
export const pathOfCase = (id: string): string => {
  const paths = elsewhere();
  return Object.hasOwn(paths, id) ? String(paths[id]) : casePath(id);
};

/** The whole address of a case's page, as a link to it has it. */
export const caseAddress = (id: string): URL => new URL(link(pathOfCase(id)), document.baseURI);
