import type { AttributeValue } from '../../../catalogue/contract';
import type { Absence } from '../../../curation/contract';
import { toExample } from '../../../curation/export-example';
import {
  isCorrection,
  repeatByWeight,
  valuesOf,
  type DatasetDecision,
  type DatasetProduct,
} from '../record';
import { jsonLines, textFormat, toLine } from './format';

/** `{ messages: [system, user, assistant] }`, as OpenAI and Hugging Face read it. */
export const chat = textFormat({
  ...jsonLines,
  description: '{ messages: [system, user, assistant] }; the answer is { values, absence } as JSON',
  examplesOf: (product) =>
    product.decisions.flatMap((decision) =>
      repeatByWeight(product, decision, toLine({ messages: readMessages(product, decision) })),
    ),
});

/** `{ prompt, completion }` as TRL reads it. */
export const promptCompletion = textFormat({
  ...jsonLines,
  description: '{ prompt, completion }, both texts; the completion is { values, absence } as JSON',
  examplesOf: (product) =>
    product.decisions.flatMap((decision) =>
      repeatByWeight(
        product,
        decision,
        toLine(toExample(exported(product, decision), 'prompt-completion')),
      ),
    ),
});

/** `{ prompt, chosen, rejected }`: the decided answer against the proposed one, corrections only. */
export const preference = textFormat({
  ...jsonLines,
  description:
    '{ prompt: [system, user], chosen: [assistant], rejected: [assistant] }; chosen is the decided answer, rejected the proposed one',
  examplesOf: (product) =>
    product.decisions.filter(isCorrection).flatMap((decision) => {
      const [prompt, chosen] = splitAnswer(readMessages(product, decision));
      const [, rejected] = splitAnswer(proposedMessages(product, decision));
      return repeatByWeight(product, decision, toLine({ prompt, chosen, rejected }));
    }),
});

/** `{ prompt, completion, label }`: the decided answer is true, a proposal that was corrected false. */
export const kto = textFormat({
  ...jsonLines,
  description:
    '{ prompt: [system, user], completion: [assistant], label }; true for the decided answer, false for a corrected proposal',
  examplesOf: (product) =>
    product.decisions.flatMap((decision) => {
      const [prompt, completion] = splitAnswer(readMessages(product, decision));
      const right = toLine({ prompt, completion, label: true });
      if (!isCorrection(decision)) return [right];
      const [, wrong] = splitAnswer(proposedMessages(product, decision));
      const pair = [right, toLine({ prompt, completion: wrong, label: false })];
      return repeatByWeight(product, decision, pair).flat();
    }),
});

type Messages = readonly unknown[];

function readMessages(product: DatasetProduct, decision: DatasetDecision): Messages {
  return messagesOf(product, decision, valuesOf(decision), decision.absence);
}

function proposedMessages(product: DatasetProduct, decision: DatasetDecision): Messages {
  return messagesOf(product, decision, decision.proposed, null);
}

function messagesOf(
  product: DatasetProduct,
  decision: DatasetDecision,
  values: readonly AttributeValue[],
  absence: Absence | null,
): Messages {
  const example = toExample({ ...exported(product, decision), values, absence }, 'chat');
  return Array.isArray(example.messages) ? example.messages : [];
}

function splitAnswer(messages: Messages): readonly [Messages, Messages] {
  return [messages.slice(0, -1), messages.slice(-1)];
}

function exported(product: DatasetProduct, decision: DatasetDecision) {
  const { category, title, brand, spec, description } = product;
  const { attribute, absence } = decision;
  return {
    category,
    title,
    brand,
    spec,
    description,
    attribute,
    absence,
    values: valuesOf(decision),
  };
}
