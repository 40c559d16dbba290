import {
  encodeAnswer,
  encodeListing,
  encodeMessages,
  encodeQuestion,
  toExampleLine,
  type EncodedText,
} from '../export-example';
import {
  isCorrection,
  repeatByWeight,
  valuesOf,
  type DatasetDecision,
  type DatasetProduct,
} from '../record';
import { jsonLines, textFormat } from './format';

type Format = 'chat' | 'prompt-completion';

/** `{ messages: [system, user, assistant] }`, as OpenAI and Hugging Face read it. */
export const chat = textFormat({
  ...jsonLines,
  description: '{ messages: [system, user, assistant] }; the answer is { values, absence } as JSON',
  examplesOf: (product) => toExamples(product, 'chat'),
});

/** `{ prompt, completion }` as TRL reads it. */
export const promptCompletion = textFormat({
  ...jsonLines,
  description: '{ prompt, completion }, both texts; the completion is { values, absence } as JSON',
  examplesOf: (product) => toExamples(product, 'prompt-completion'),
});

/** `{ prompt, chosen, rejected }`: the decided answer against the proposed one, corrections only. */
export const preference = textFormat({
  ...jsonLines,
  description:
    '{ prompt: [system, user], chosen: [assistant], rejected: [assistant] }; chosen is the decided answer, rejected the proposed one',
  examplesOf(product) {
    const listing = encodeListing(product);
    return product.decisions.filter(isCorrection).flatMap((decision) => {
      const prompt = encodeMessages(listing, questionOf(decision));
      const { right, wrong } = answersOf(decision);
      const line = `{"prompt":[${prompt}],"chosen":[${right}],"rejected":[${wrong}]}\n`;
      return repeatByWeight(product, decision, line);
    });
  },
});

/** `{ prompt, completion, label }`: the decided answer is true, a proposal that was corrected false. */
export const kto = textFormat({
  ...jsonLines,
  description:
    '{ prompt: [system, user], completion: [assistant], label }; true for the decided answer, false for a corrected proposal',
  examplesOf(product) {
    const listing = encodeListing(product);
    return product.decisions.flatMap((decision) => {
      const prompt = encodeMessages(listing, questionOf(decision));
      const { right, wrong } = answersOf(decision);
      const lineOf = (answer: string, label: boolean) =>
        `{"prompt":[${prompt}],"completion":[${answer}],"label":${label}}\n`;
      if (!isCorrection(decision)) return [lineOf(right, true)];
      const pair = [lineOf(right, true), lineOf(wrong, false)];
      return repeatByWeight(product, decision, pair).flat();
    });
  },
});

function toExamples(product: DatasetProduct, format: Format): string[] {
  const listing = encodeListing(product);
  return product.decisions.flatMap((decision) => {
    const answer = { values: valuesOf(decision), absence: decision.absence };
    const line = toExampleLine(listing, questionOf(decision), answer, format);
    return repeatByWeight(product, decision, line);
  });
}

const questions = new WeakMap<DatasetDecision['attribute'], EncodedText>();

/** The decisions of a dataset share their attributes, and an attribute's question is long. */
function questionOf({ attribute }: DatasetDecision): EncodedText {
  const known = questions.get(attribute);
  if (known !== undefined) return known;
  const question = encodeQuestion(attribute);
  questions.set(attribute, question);
  return question;
}

/** What the person decided, and what the model had proposed. */
function answersOf(decision: DatasetDecision): { readonly right: string; readonly wrong: string } {
  return {
    right: encodeAnswer({ values: valuesOf(decision), absence: decision.absence }),
    wrong: encodeAnswer({ values: decision.proposed, absence: null }),
  };
}
