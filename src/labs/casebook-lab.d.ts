// What a lab is, for those who write one: src/labs/<name>.js in the folder of the chapters, a classic script that calls
// `casebookLab` once with its own name. A script begins with `/// <reference path="casebook-lab.d.ts" />` to have an
// editor check it. It is loaded when the lab comes near the screen, works from files too, and must not fetch anything.

/** Registers a lab under the name of its script. */
declare function casebookLab<Known extends CasebookLab.Settings>(name: string, lab: CasebookLab.Lab<Known>): void;

declare namespace CasebookLab {
  type Settings = Record<string, string | number | boolean>;

  interface Lab<Known extends Settings = Settings> {
    title: string;
    /** What is in front of the reader and what they can do, in one or two sentences. */
    about: string;
    /** Every setting that a block may have, with what it is without one. A number `seed` gets a button for another draw. */
    settings: Known;
    /** What the reader commits to before anything moves. */
    prediction: Choice | Guess;
    /** The names of the two buttons; "Step" and "Run" without them. */
    step?: string;
    run?: string;
    /** Fills `root`, which is empty and on the page. Called again for another draw and for a new start. */
    create(root: HTMLElement, settings: Known, kit: Kit): Running;
  }

  interface Choice {
    question: string;
    /** At least two. */
    options: readonly string[];
  }

  interface Guess {
    question: string;
    /** What the number counts: "rows". */
    unit: string;
  }

  interface Running {
    /** Does one step and draws it, in at most 10 ms. Says whether another can follow. */
    step(): boolean;
    /** What is said at the end of a run, next to what the reader predicted. */
    conclude(): Conclusion;
    /** Milliseconds between two steps of a run, 250 without it. 0 is as fast as the screen; a reader who asked for
        less motion sees the end at once. */
    pace?: number;
  }

  interface Conclusion {
    /** What happened: an option's index, the number, or `null` where it cannot be compared with a prediction. */
    happened: number | null;
    /** How far a guess may be off and still count as right; a tenth of what happened without it. */
    within?: number;
    /** What it teaches, in two or three sentences. */
    teaches: string;
    /** What comes after it: something more to press, say. */
    more?: HTMLElement;
  }

  type Attribute = string | number | boolean | null | undefined | ((event: any) => void);
  type Child = Node | string | null | undefined | false;

  interface Kit {
    /** An element with attributes (a function listens to the event of its name) and children. Strings become text. */
    make<Name extends keyof HTMLElementTagNameMap>(
      name: Name,
      attributes?: Record<string, Attribute>,
      ...children: (Child | Child[])[]
    ): HTMLElementTagNameMap[Name];
    /** The same in SVG. */
    svg(name: string, attributes?: Record<string, Attribute>, ...children: (Child | Child[])[]): SVGElement;
    /** Adds a picture to the lab that is drawn anew at each new width: 1 unit is 1 CSS pixel, also on a phone. Returns
        what draws it. `label` says what it shows to those who cannot see it. */
    picture(
      root: Element,
      label: string,
      height: number,
      draw: (svg: SVGElement, width: number) => void,
    ): () => void;
    /** Writes the text under the picture, which is also read out: what is seen now, in a sentence or two. */
    say(text: string): void;
    /** A generator that the seed decides: numbers from 0 on and below 1. */
    random(seed: number): () => number;
    /** What the reader predicted: the index of an option, or the number. `null` before that. */
    prediction(): number | null;
    /** For what the reader moved: whoever changes a control after the end can step again. */
    resume(): void;
    /** 12,345 and 1.5%. `digits` after the point. */
    number(value: number, digits?: number): string;
    percent(share: number, digits?: number): string;
  }
}
