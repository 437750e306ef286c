/*
 * Pins: which cards of the board fit what a reader asks for, and how an address says it.
 * Input: facts of a card, the query of an address. Output: a filter, whether a card fits, a query.
 * Must not: drop what else a query says.
 */

export interface Pin {
  round: string;
  tags: string[];
  saved: boolean;
  state: string;
}

/** Empty: any. */
export interface Filter {
  rounds: string[];
  /** `new`, `started`, `scored` */
  states: string[];
  tag: string;
  saved: boolean;
}

/** By what a card says of a case. */
const STATES: Record<string, string> = { none: "new", started: "started", finished: "started", scored: "scored" };
export const KEYS = ["round", "state", "tag", "saved"] as const;

export const filterOf = (query: string): Filter => {
  const said = new URLSearchParams(query);
  return {
    rounds: said.getAll("round"),
    states: said.getAll("state"),
    tag: said.get("tag") ?? "",
    saved: said.get("saved") === "yes",
  };
};

/** With what `query` says of other things. */
export const queryOf = ({ rounds, states, tag, saved }: Filter, query: string): string => {
  const said = new URLSearchParams(query);
  for (const key of KEYS) said.delete(key);
  for (const round of rounds) said.append("round", round);
  for (const state of states) said.append("state", state);
  if (tag) said.set("tag", tag);
  if (saved) said.set("saved", "yes");
  return said.toString();
};

export const isOpen = ({ rounds, states, tag, saved }: Filter): boolean =>
  rounds.length + states.length === 0 && !tag && !saved;

export const fits = (pin: Pin, { rounds, states, tag, saved }: Filter): boolean =>
  (rounds.length === 0 || rounds.includes(pin.round)) &&
  (states.length === 0 || states.includes(STATES[pin.state] ?? "new")) &&
  (!tag || pin.tags.includes(tag)) &&
  (!saved || pin.saved);

/** "3 of 7 cases", "No case matches" */
export const resultText = (shown: number, total: number): string =>
  shown === 0 ? "No case matches." : `${shown} of ${total} ${total === 1 ? "case" : "cases"}`;
