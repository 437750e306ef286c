/*
 * The shapes that the browser side shares: page data (made by the preprocessor), attempts (written by
 * the reader), and what each pure file takes and gives. Not loaded by pages; read by `tsc --checkJs`.
 * Times are epoch milliseconds, durations are milliseconds, budgets in page data are minutes.
 */
declare namespace Cb {
  // ── Page data ────────────────────────────────────────────────────────────────────────────────
  interface Signal {
    id: string; level: string; must: boolean;
    /** Of the text: another one means that it was reworded. Left out where only verdicts are shown. */
    hash: string;
    /** On the page of its case alone. */
    text?: string;
  }
  interface Training { kind: "drill" | "case"; title: string; path: string }
  interface Criterion {
    id: string; title: string;
    /** Budget in minutes. */
    minutes: number;
    weight: number;
    signals: Signal[];
    training: Training[];
  }
  interface Round {
    id: string; title: string; minutes: number;
    /** Lowest first. */
    levels: string[];
    /** Share of a level's signals that attains it, 0 to 1. */
    pass: number;
    verdicts: { strongYes: number; weakYes: number; weakNo: number };
  }
  interface CaseName { id: string; title: string; path: string }
  interface FollowUp { id: string; criterion: string; title: string }
  interface Curveball { id: string; criterion: string; minute: number; title: string }
  interface Sample { id: string; title: string; level: string; ticks: Record<string, { shown: boolean; why: string }> }
  /** What scoring and the clock need to know of a case. */
  interface Scorable { round: Round; criteria: Criterion[]; case?: CaseName; curveballs?: Curveball[] }
  interface CaseData extends Scorable {
    format: number; book: string; case: CaseName;
    followUps: FollowUp[]; curveballs: Curveball[]; samples: Sample[];
  }
  interface ProgressCase extends CaseName { round: string; criteria: Criterion[] }
  interface ProgressData { format: number; book: string; rounds: Round[]; cases: ProgressCase[] }
  type PageData = CaseData | ProgressData;

  // ── Attempts ─────────────────────────────────────────────────────────────────────────────────
  type Kind = "practice" | "score" | "interview" | "calibration";
  type ClockEventType = "start" | "pause" | "resume" | "extend" | "next" | "finish" | "reopen";
  interface ClockEvent {
    /** Wall clock, as the browser said it. */
    at: number;
    type: ClockEventType;
    /** Place in the log; two tabs may give the same one, `at` then decides. */
    n?: number;
    /** start, next: the criterion that is current from now on. */
    criterion?: string;
    /** extend: minutes added to the round. */
    minutes?: number;
  }
  interface Tick {
    hash: string;
    /** The signal's text when it was ticked; an import may lack it. */
    text?: string;
    at: number;
  }
  interface Override { /** A level of the round, or "none". */ level: string; reason: string }
  interface Entry { notes: string; evidence: string; ticks: Record<string, Tick>; override: Override | null }
  interface Comparison { agree: number; generous: number; strict: number; at: number }
  /** Text that another tab replaced; kept so that nothing written is lost. */
  interface Overwritten { criterion: string; field: string; text: string; at: number }
  interface Attempt {
    format: number; id: string; book: string; case: string; title: string; round: string;
    kind: Kind; sample: string | null;
    startedAt: number;
    /** Grows with every change, also when the system clock is set back. */
    updatedAt: number;
    finishedAt: number | null;
    /** `on: false` is "No clock": time is still recorded, but not shown and not announced. */
    clock: { on: boolean; log: ClockEvent[] };
    criteria: Record<string, Entry>;
    asked: Record<string, number>;
    shown: Record<string, number>;
    /** Announcements already made, by key. */
    heard: Record<string, number>;
    /** When a field last changed, where its value does not say so itself; see merge.js. */
    changed: Record<string, number>;
    comparison?: Comparison;
    aside: { overwritten?: Overwritten[]; [key: string]: unknown };
    [unknown: string]: unknown;
  }
  type Action =
    | { type: "tick"; criterion: string; signal: string; hash: string; text?: string }
    | { type: "untick"; criterion: string; signal: string }
    /** `was`: the text the box held before; lets another tab's text be kept aside. */
    | { type: "notes" | "evidence"; criterion: string; text: string; was?: string }
    | { type: "override"; criterion: string; level: string; reason: string }
    | { type: "clear-override"; criterion: string }
    | { type: "start"; criterion?: string | null }
    | { type: "pause" | "resume" | "finish" | "reopen" }
    | { type: "extend"; minutes: number }
    | { type: "next" | "choose"; criterion: string | null }
    | { type: "clock"; on: boolean }
    | { type: "asked"; id: string; on?: boolean }
    | { type: "shown"; id: string }
    | { type: "heard"; keys: string[] }
    | { type: "compared"; agree: number; generous: number; strict: number };
  interface ExportFile { format: number; kind: "casebook-export"; book: string; exportedAt: number; attempts: Attempt[] }

  // ── Scoring ──────────────────────────────────────────────────────────────────────────────────
  interface LevelScore {
    level: string;
    attained: boolean;
    /** Signals of this level: ticked, needed for the pass share, in all. */
    ticked: number; needed: number; total: number;
    /** Must-haves of this level that are not ticked. */
    missing: Signal[];
    /** Ticks still needed beyond the missing must-haves. */
    more: number;
  }
  interface CriterionScore {
    id: string; title: string; weight: number;
    scored: boolean;
    /** null: not scored, which is not zero. */
    level: string | null;
    /** 0: no level; 1: the lowest level; … 0 as well when not scored. */
    rank: number;
    /** What the ticks alone say; differs from `level` under an override. */
    computed: string | null;
    overridden: boolean;
    /** Ticked signals whose text changed since: they count, and ask to be scored again. */
    reworded: string[];
    levels: LevelScore[];
    /** The lowest level not attained by ticks, and so what is missing; null when all are. */
    reason: LevelScore | null;
  }
  type VerdictName = "strong yes" | "weak yes" | "weak no" | "definite no";
  interface Verdict {
    level: string;
    /** null while nothing at all is scored. */
    verdict: VerdictName | null;
    share: number | null;
    /** Weight that attains the level, and of all criteria. */
    points: number; weight: number;
    yes: boolean;
    /** In words, with what is not scored. */
    text: string;
  }
  interface Gap { id: string; title: string; level: string; scored: boolean; training: Training | null }
  interface Score {
    criteria: CriterionScore[];
    verdicts: Verdict[];
    unscored: { id: string; title: string }[];
    gap: Gap | null;
    /** Whether anything is scored. */
    scored: boolean;
  }
  type Judgement = "agree" | "generous" | "strict";
  interface ComparisonRow { criterion: string; signal: Signal; mine: boolean; author: boolean; why: string; judgement: Judgement }
  interface SampleComparison { rows: ComparisonRow[]; agree: number; generous: number; strict: number; bias: number; text: string }

  // ── Clock ────────────────────────────────────────────────────────────────────────────────────
  type ClockMode = "ready" | "running" | "paused" | "finished";
  interface Moment {
    mode: ClockMode;
    elapsed: number;
    current: string | null;
    /** Milliseconds added by extensions. */
    extra: number;
    /** The system clock says a time before the last event: press Resume to go on from here. */
    skewed: boolean;
    /** Milliseconds by criterion id. */
    actual: Map<string, number>;
  }
  interface CriterionTime { id: string; title: string; planned: number; actual: number; over: number; current: boolean }
  interface ClockState extends Moment {
    on: boolean;
    budget: number;
    /** Negative once the time is over. */
    remaining: number;
    over: boolean;
    overrun: number;
    /** The criterion after the current one in rubric order; null at the last. */
    next: string | null;
    criteria: CriterionTime[];
    /** Time on criteria that the case no longer has. */
    elsewhere: number;
    /** Curveballs whose minute is reached, in order; `fresh` are those not shown yet. */
    due: Curveball[];
    fresh: Curveball[];
    text: { elapsed: string; remaining: string };
  }
  interface Announcement {
    key: string;
    kind: "five-left" | "budget" | "curveball" | "over";
    /** Wall clock at which it became due. */
    at: number;
    text: string;
    /** No longer true at `to` (found after a gap): mark as heard, do not speak. */
    stale: boolean;
    criterion?: string;
    curveball?: string;
  }

  // ── Reconciling ──────────────────────────────────────────────────────────────────────────────
  interface Reconciled {
    caseRemoved: boolean;
    current: { criterion: string; signal: string }[];
    /** Ticked, but the text changed: say "re-score". `criterion` is where the signal stands now. */
    reworded: { criterion: string; signal: string; text: string }[];
    /** Ticked signals and whole criteria that the case no longer has; they stay in the attempt. */
    removed: { criterion: string; signal: string; tick: Tick }[];
    removedCriteria: { id: string; entry: Entry }[];
    /** Overrides to a level that the round no longer has; they do not count. */
    removedOverrides: { criterion: string; override: Override }[];
  }

  // ── Import ───────────────────────────────────────────────────────────────────────────────────
  interface Fault { place: string; message: string }
  type Validation =
    | { ok: true; book: string; exportedAt: number; attempts: Attempt[] }
    | { ok: false; newer: boolean; errors: Fault[] };
  type ImportState = "new" | "newer" | "older" | "same";
  interface PreviewRow { id: string; state: ImportState; attempt: Attempt; existing: Attempt | null }
  interface Preview { rows: PreviewRow[]; counts: Record<ImportState, number> }

  // ── Progress ─────────────────────────────────────────────────────────────────────────────────
  interface HeatCell {
    criterion: string;
    /** A level, "none", or null when not scored (or when the case lacks the criterion: `absent`). */
    value: string | null;
    rank: number | null;
    symbol: string;
    label: string;
    absent: boolean;
    reworded: number;
  }
  interface HeatRow { case: CaseName; attempts: number; attempt: string | null; cells: HeatCell[] }
  interface HeatTable { round: Round; columns: { id: string; title: string }[]; rows: HeatRow[] }
  interface TrendPoint { attempt: string; case: string; title: string; round: string; at: number; verdicts: Verdict[]; unscored: number }
  interface OverBudget { round: string; criterion: string; title: string; attempts: number; total: number; mean: number }
  interface Weakest { round: string; criterion: string; title: string; mean: number; training: Training | null }
  interface Bias { attempts: number; judged: number; agree: number; generous: number; strict: number; bias: number; rate: number | null; text: string }
  interface AttemptRow { attempt: Attempt; case: CaseName | null; score: Score | null; elapsed: number }
  interface SidebarMark { state: "started" | "finished" | "scored"; attempts: number; text: string }
  interface Progress {
    empty: boolean;
    heat: HeatTable[];
    trend: TrendPoint[];
    overBudget: OverBudget[];
    weakest: Weakest | null;
    bias: Bias;
    /** Newest first; `case` and `score` are null when the case left the book. */
    attempts: AttemptRow[];
  }

  // ── Storage ──────────────────────────────────────────────────────────────────────────────────
  interface Damaged { key: string; text: string }
  interface Status {
    state: "ok" | "blocked" | "full" | "corrupt";
    /** For the reader, in words; "" when ok. */
    message: string;
    /** Texts that could not be read, set aside under `key`. */
    damaged: Damaged[];
    /** Attempts that exist on this page only. */
    unsaved: Attempt[];
  }
  type Change =
    | { type: "attempt"; id: string; attempt: Attempt | null; elsewhere: boolean }
    | { type: "meta"; elsewhere: boolean }
    | { type: "status" }
    /** Everything may have changed: read again. */
    | { type: "all" };
  interface Store {
    book: string;
    newId(): string;
    /** Newest first. */
    list(): Attempt[];
    read(id: string): Attempt | null;
    /** Merges with what another tab wrote; gives what was stored. */
    write(attempt: Attempt): Attempt;
    /** Reads the newest version, changes it, writes it; null when there is none. */
    update(id: string, change: (attempt: Attempt) => Attempt): Attempt | null;
    remove(id: string): { undo: () => void };
    /** All or nothing: writes as they are, without merging. */
    importAll(attempts: Attempt[]): { ok: boolean; message: string; undo: () => void };
    onChange(listener: (change: Change) => void): () => void;
    meta: { get(name: string): any; set(name: string, value: unknown): void };
    status(): Status;
    /** Tries again to save what is on this page only. */
    retry(): Status;
    discard(key: string): { undo: () => void };
    markExported(attempts: Attempt[], now: number): void;
    exportReminder(now: number): { due: boolean; lastExportAt: number | null; changes: number };
  }
  interface Host {
    readonly localStorage?: Storage | null;
    navigator?: { storage?: { persist?: () => Promise<boolean> } };
    crypto?: { randomUUID?: () => string; getRandomValues?: (bytes: Uint8Array) => unknown };
    addEventListener?: (type: any, listener: (event: any) => void) => void;
  }

  // ── The namespace ────────────────────────────────────────────────────────────────────────────
  interface Scoring {
    score(page: Scorable, attempt: Attempt | null, done?: Iterable<string>): Score;
    reasonText(criterion: CriterionScore): string;
    nextTraining(criterion: Criterion, here?: string, done?: Iterable<string>): Training | null;
    compare(page: Scorable, sample: Sample, attempt: Attempt | null): SampleComparison;
  }
  interface Clock {
    moment(attempt: Attempt, now: number): Moment;
    read(attempt: Attempt, page: Scorable, now: number): ClockState;
    announcements(attempt: Attempt, page: Scorable, from: number | null, to: number): Announcement[];
    format(ms: number): string;
  }
  interface Attempts {
    FORMAT: number;
    newAttempt(page: CaseData, options: { id: string; kind: Kind; now: number; sample?: string | null; clock?: boolean }): Attempt;
    apply(attempt: Attempt, action: Action, now: number): Attempt;
    /** Fills what an older or foreign writer left out; keeps the rest as it is. */
    complete(attempt: Attempt): Attempt;
    reconcile(attempt: Attempt, page: Scorable | null): Reconciled;
    /** The reader's words in an attempt as plain text, to copy. */
    plainText(attempt: Attempt, page?: Scorable | null): string;
  }
  interface Merge {
    LIMITS: { file: number; attempts: number; text: number; id: number; depth: number; time: number; count: number; errors: number };
    validate(text: string, book: string): Validation;
    checkAttempt(value: unknown, place: string): Fault[];
    preview(existing: Attempt[], incoming: Attempt[]): Preview;
    merge(existing: Attempt[], incoming: Attempt[]): Attempt[];
    exportFile(book: string, attempts: Attempt[], now: number): { name: string; text: string };
  }
  interface Joining {
    join(a: Attempt, b: Attempt, base?: Attempt | null): Attempt;
    /** Equal but for the order of keys. */
    same(a: unknown, b: unknown): boolean;
  }
  interface Guard {
    get(key: string): string | null;
    set(key: string, value: string): boolean;
    drop(key: string): boolean;
    keys(prefix: string): string[];
    /** Moves a text that cannot be read out of the way, under `…:aside:`. */
    setAside(key: string, raw: string): void;
    damaged(): Damaged[];
    discard(key: string): { undo: () => void };
    trouble(): "ok" | "blocked" | "full";
    settled(): void;
  }
  interface ProgressOf {
    aggregate(page: ProgressData, attempts: Attempt[], now: number): Progress;
    /** What the map, the trend and the cards count: without interviews when the reader says so. */
    counted(attempts: Attempt[], interviews: boolean): Attempt[];
    sidebar(attempts: Attempt[]): Record<string, SidebarMark>;
  }
  interface GuardOf {
    /** What the keys of a book begin with. */
    prefixOf(book: string): string;
    open(prefix: string, host: Host, troubled: () => void): Guard;
  }
  interface StorageOf { open(book: string, host?: Host): Store }

  // ── The page ─────────────────────────────────────────────────────────────────────────────────
  type Attributes = Record<string, string | number | boolean | null | undefined | ((event: any) => void)>;
  type Child = Node | string | null | undefined | false;
  interface Dom {
    make<N extends keyof HTMLElementTagNameMap>(name: N, attributes?: Attributes, ...children: (Child | Child[])[]): HTMLElementTagNameMap[N];
    draw<N extends keyof SVGElementTagNameMap>(name: N, attributes?: Attributes, ...children: (Child | Child[])[]): SVGElementTagNameMap[N];
    unseen(text: string): HTMLElement;
    scrolling(name: string, table: HTMLElement): HTMLElement;
    keepArrows(event: KeyboardEvent): void;
    onPrintPage(): boolean;
    /** From the book's root to an address for this page. */
    link(path: string): string;
    /** The page data inside an element; null when it cannot be read. */
    data(element: Element): any;
  }
  /** A part that is loaded when a page needs it; those of theme/parts.json. */
  type PartName = "attempts" | "practice" | "progress";
  interface Parts {
    /** Loads a part and what it needs, once; settled when its scripts have run. `ready`, of who asks first, is called right before. */
    load(name: PartName, ready?: () => void): Promise<void>;
    /** Called by the file of a part. */
    arrived(name: PartName, styles: string, run: () => void): void;
  }
  interface Words {
    when(ms: number): string;
    day(ms: number): string;
    kind(kind: Kind): string;
    count(number: number, noun: string, plural?: string): string;
    minutes(ms: number): string;
    percent(share: number): string;
    verdicts(score: Score): string;
    short(text: string, longest: number): string;
  }
  /** Says what was done and offers to undo it, until the next offer or until the page is left. */
  interface Undo { offer(near: Element, message: string, undo: () => void, back?: () => HTMLElement | null): void; say(near: Element, message: string): void }
  /** Gives what stops it. */
  interface SearchResults { watch(store: Store): () => void }
  /** What every part of the progress page is given to show. */
  interface ProgressView { page: ProgressData; store: Store; progress: Progress; now: number }
  interface Part extends HTMLElement { show(view: ProgressView): void }
  interface CopyElement extends HTMLElement { show(text: () => string, open?: boolean): void }
  interface UndoElement extends HTMLElement { offer: (message: string, undo: (() => void) | null, back: () => HTMLElement | null) => void }
  interface AttemptView {
    body(row: AttemptRow, page: ProgressData, now: number): HTMLElement[];
    summary(row: AttemptRow): HTMLElement[];
    title(row: AttemptRow): string;
  }
}

interface HTMLElementTagNameMap {
  "cb-next": Cb.Part;
  "cb-heat-map": Cb.Part;
  "cb-trend": Cb.Part;
  "cb-over-budget": Cb.Part;
  "cb-bias": Cb.Part;
  "cb-attempts": Cb.Part;
  "cb-data": Cb.Part;
  "cb-import": Cb.Part;
  "cb-copy": Cb.CopyElement;
  "cb-undo": Cb.UndoElement;
  "cb-storage-status": HTMLElement;
}

interface Casebook {
  /** By the generator: which content of a part belongs to this page, and what it needs first. */
  listed: Record<Cb.PartName, { edition: string; needs: Cb.PartName[] }>;
  /** Kept in a task of its own: the page answers in between. */
  nextTask(): Promise<void>;
  parts: Cb.Parts;
  scoring: Cb.Scoring;
  clock: Cb.Clock;
  attempts: Cb.Attempts;
  joining: Cb.Joining;
  merge: Cb.Merge;
  guard: Cb.GuardOf;
  progress: Cb.ProgressOf;
  storage: Cb.StorageOf;
  dom: Cb.Dom;
  words: Cb.Words;
  undo: Cb.Undo;
  attemptView: Cb.AttemptView;
  searchResults: Cb.SearchResults;
}

declare var casebook: Casebook;
/** From mdBook, on every page: "" or "../" … */
declare var path_to_root: string | undefined;
