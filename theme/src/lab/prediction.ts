/*
 * Prediction: what the reader commits to before a lab moves.
 * Input: the question; what happened in the end. Output: a form; the answer; words that compare the two.
 * Must not: let the answer be changed once it is given.
 */
import { make } from "../page/dom.ts";

type Question = CasebookLab.Lab["prediction"];

let count = 0;

/** A form that calls `commit` with the index of an option or with the number. */
export const predictionForm = (question: Question, commit: (answer: number) => void): HTMLFormElement => {
  count += 1;
  const name = `cb-lab-prediction-${count}`;
  const button = make("button", { class: "cb-button cb-primary" }, "Commit to it");
  const fields =
    "options" in question
      ? question.options.map((option, index) =>
          make(
            "label",
            {},
            make("input", { type: "radio", name, value: index, required: true }),
            make("span", {}, option),
          ),
        )
      : [
          make(
            "label",
            {},
            make("input", { type: "number", name, required: true, min: 0, step: "any", inputmode: "decimal" }),
            make("span", {}, question.unit),
          ),
        ];
  const set = make(
    "fieldset",
    {},
    make("legend", {}, make("span", {}, "Your prediction"), ` ${question.question}`),
    make("div", { class: "cb-lab-options" }, fields),
    button,
  );
  return make(
    "form",
    {
      class: "cb-lab-prediction",
      submit: (event: Event) => {
        event.preventDefault();
        const value = new FormData(event.currentTarget as HTMLFormElement).get(name);
        if (value !== null) commit(Number(value));
      },
    },
    set,
  );
};

const asText = (question: Question, value: number): string =>
  "options" in question
    ? (question.options[value] ?? "")
    : `${value.toLocaleString("en", { maximumFractionDigits: 2 })} ${question.unit}`;

/** What is left of the form once it is answered. */
export const predictionLine = (question: Question, predicted: number): HTMLElement =>
  make(
    "p",
    { class: "cb-lab-prediction" },
    make("span", {}, "Your prediction: "),
    make("strong", {}, asText(question, predicted)),
  );

/** One line on whether a prediction came true. */
export const comparison = (
  question: Question,
  predicted: number,
  { happened, within }: CasebookLab.Conclusion,
): string => {
  const said = `You predicted: ${asText(question, predicted)}.`;
  if (happened === null) return `${said} The settings have changed since, so the two cannot be compared.`;
  const slack = "options" in question ? 0 : (within ?? Math.abs(happened) / 10);
  if (Math.abs(predicted - happened) <= slack) return `${said} That is what happened.`;
  return `${said} What happened: ${asText(question, happened)}.`;
};
