/*
 * Page data: what the preprocessor writes into a page for the browser, as JSON. Its other side is
 * preprocessor/src/view/data.rs.
 * Input: none. Output: types; the address of a case. Must not: hold anything about the reader.
 *
 * Budgets are minutes; shares are 0 to 1.
 */

/** The version of page data that these scripts read. */
export const PAGE_FORMAT = 1;

export interface Signal {
  id: string;
  level: string;
  must: boolean;
  /** Of the text: another one means that it was reworded. */
  hash: string;
  /** Only on the page of its own case. */
  text?: string;
}

export interface Training {
  kind: "drill" | "case";
  title: string;
  path: string;
}

export interface Criterion {
  id: string;
  title: string;
  minutes: number;
  weight: number;
  signals: Signal[];
  training: Training[];
}

export interface Round {
  id: string;
  title: string;
  minutes: number;
  /** Lowest first. */
  levels: string[];
  /** Share of a level's signals that attains it. */
  pass: number;
  verdicts: { strongYes: number; weakYes: number; weakNo: number };
}

export interface CaseName {
  id: string;
  title: string;
  path: string;
}

export interface FollowUp {
  id: string;
  criterion: string;
  title: string;
}

export interface Curveball {
  id: string;
  criterion: string;
  /** Of elapsed time. */
  minute: number;
  title: string;
}

export interface Sample {
  id: string;
  title: string;
  level: string;
  ticks: Record<string, { shown: boolean; why: string }>;
}

/** What scoring and the clock need to know of a case. */
export interface Scorable {
  round: Round;
  criteria: Criterion[];
  case?: CaseName;
  curveballs?: Curveball[];
}

export interface CaseData extends Scorable {
  format: number;
  book: string;
  case: CaseName;
  followUps: FollowUp[];
  curveballs: Curveball[];
  samples: Sample[];
}

export interface ProgressCase extends CaseName {
  round: string;
  criteria: Criterion[];
}

export interface ProgressDrill {
  id: string;
  title: string;
  path: string;
  /** Their ids. */
  questions: string[];
}

export interface ProgressData {
  format: number;
  book: string;
  rounds: Round[];
  cases: ProgressCase[];
  drills?: ProgressDrill[];
}

/** Where a case is by default, from the root of the book. */
export const casePath = (id: string): string => `cases/${encodeURIComponent(id)}.html`;
