/*
 * The shapes that the parts of a case page share. Not loaded by pages; read by `tsc --checkJs`.
 */
declare namespace Cb {
  type Mode = "read" | "practice" | "review" | "interview" | "calibrate";

  interface Visit {
    readonly page: CaseData;
    readonly store: Store;
    readonly attempt: Attempt | null;
    readonly mode: Mode;
    /** The attempt that was deleted in another tab while it was open here. */
    readonly lost: Attempt | null;
    now(): number;
    begin(kind: Kind, options?: { clock?: boolean; sample?: string }): void;
    /** Changes the attempt; without one, begins one of kind "score". */
    act(action: Action): void;
    /** Changes the attempt, if there is one, by what the page does and not the reader. */
    change(how: (attempt: Attempt) => Attempt): void;
    putAway(): void;
    openSample(sample: string): void;
    leaveSample(): void;
    keepLost(): void;
    /** All attempts of this case, latest change first. */
    mine(): Attempt[];
    stop(): void;
  }
  interface VisitOf {
    open(page: CaseData, store: Store, on: {
      now: () => number;
      changed: () => void;
      /** Before another attempt takes its place. */
      leaving: () => void;
      /** What the reader did, for others to hear. */
      said: (type: string, detail: { id: string; kind: Kind; action?: string }) => void;
      /** The attempt that the address asks for. */
      wanted?: string | null;
    }): Visit;
    modeOf(attempt: Attempt | null): Mode;
  }

  interface DrawnPart { draw(): void; tick?: () => void }
  interface Texts extends DrawnPart {
    bind(box: HTMLTextAreaElement, criterion: string, field: "notes" | "evidence"): void;
    flush(): void;
  }
  interface TextsOf { open(visit: Visit, signal: AbortSignal): Texts }

  /** What the parts of a case page share. */
  interface Desk {
    host: HTMLElement;
    /** Behind the last criterion. */
    outcome: Element;
    page: CaseData;
    visit: Visit;
    texts: Texts;
    /** Aborted when the element leaves the page. */
    signal: AbortSignal;
    /** By criterion id. */
    sections: Map<string, HTMLElement>;
    /** Puts elements below the prompt, in the box around the toolbar, in order of calls; one that stands on the page stays, and the next come after it. */
    place(...elements: HTMLElement[]): void;
    /** Moves the focus to a part, by class. */
    focus(name: string): void;
    /** To a criterion. */
    go(criterion: string): void;
    /** To the first signal. */
    score(): void;
    print(filled: boolean): void;
    /** null: the next that was not compared yet. */
    calibrate(sample: string | null): void;
  }
  type CasePart = (desk: Desk) => DrawnPart;

  /** Gives what ends the waiting: the part is loaded. */
  interface Waiting { open(host: HTMLElement): { wake(): void } }
  interface Controls {
    button(name: string, press: () => void, attributes?: Attributes): HTMLButtonElement;
    say(element: HTMLElement, text: string): void;
    focus(element: HTMLElement | null): void;
  }
  interface Sheets {
    fill(sheet: Element, page: CaseData, attempt: Attempt, now: number): void;
    empty(sheet: Element): void;
  }
}

interface HTMLElementTagNameMap { "cb-storage-status": HTMLElement }

interface Casebook {
  waiting: Cb.Waiting;
  visit: Cb.VisitOf;
  texts: Cb.TextsOf;
  controls: Cb.Controls;
  sheets: Cb.Sheets;
  lostNotice: Cb.CasePart;
  caseToolbar: Cb.CasePart;
  clockBar: Cb.CasePart;
  noteBoxes: Cb.CasePart;
  reviewSection: Cb.CasePart;
  calibrationPanel: Cb.CasePart;
  scoringForms: Cb.CasePart;
  interviewMarks: Cb.CasePart;
  resultSection: Cb.CasePart;
}
