import * as z from 'zod';
import { WANTED_PRECISIONS, thresholds, type Thresholds } from '../../inference/thresholds';

const figures = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });

/** One stage of training, as the card tells it. */
export const trainingStage = z.object({
  /** public, private or task */
  stage: z.enum(['public', 'private', 'task']),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), products: z.number().int() })),
  epochs: z.number().int(),
  steps: z.number().int(),
  seconds: z.number(),
  seed: z.number().int(),
  base: z.string().nullable(),
});

/** Figures in percent on products that the training before them did not see. */
export const heldOutFigures = z.object({
  products: z.number().int(),
  micro: figures,
  perAttribute: z.record(z.string(), figures),
  perCategory: z.record(z.string(), figures),
  reliability: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      count: z.number().int(),
      confidence: z.number(),
      accuracy: z.number(),
    }),
  ),
  expectedCalibrationError: z.number(),
  thresholds: thresholds.nullable().default(null),
});

/** `card.json`: where a model comes from, how good it is, and where it must not be trusted. */
export const modelCard = z.object({
  createdAt: z.string(),
  parameters: z.number().int(),
  precision: z.string(),
  stages: z.array(trainingStage),
  heldOut: heldOutFigures.nullable(),
  /** What int8 weights cost, micro F1 in percent, where it was measured. */
  int8: z
    .object({ products: z.number().int(), float32F1: z.number(), int8F1: z.number() })
    .nullable()
    .default(null),
  limits: z.array(z.string()),
});
export type ModelCard = z.infer<typeof modelCard>;

export const LIMITS = [
  'A value is a stretch of the title, spec or description; what stands in none of them is not found.',
  'Texts are read up to 2,048 tokens; one value spans at most 24 tokens.',
  'Confidence was calibrated on products like the training data; other sellers may differ.',
  'Values are given as they are written; units and spellings are normalised afterwards.',
] as const;

/** The card as Markdown. */
export function renderCard(name: string, card: ModelCard): string {
  const lines = [
    `# ${name}`,
    '',
    `Made ${card.createdAt}; ${card.parameters.toLocaleString('en')} parameters, stored as ${card.precision}.`,
    '',
    '## Training',
    '',
    '| stage | data | products | epochs | steps | seconds | seed | base |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...card.stages.map((stage) => {
      const data = stage.files
        .map((file) => `${file.name} (${file.sha256.slice(0, 12)})`)
        .join(', ');
      const products = stage.files.reduce((sum, file) => sum + file.products, 0);
      const cells = [stage.stage, data, products, stage.epochs, stage.steps];
      return `| ${[...cells, stage.seconds.toFixed(0), stage.seed, stage.base ?? '–'].join(' | ')} |`;
    }),
    '',
  ];
  if (card.heldOut !== null) lines.push(...renderHeldOut(card.heldOut));
  if (card.int8 !== null) {
    const { products, float32F1, int8F1 } = card.int8;
    const figures = `${float32F1.toFixed(2)} as float32, ${int8F1.toFixed(2)} as int8`;
    lines.push('## int8', '', `Micro F1 on ${products} products: ${figures}.`, '');
  }
  lines.push(...renderGraph());
  lines.push('## Limits', '', ...card.limits.map((limit) => `- ${limit}`), '');
  return lines.join('\n');
}

/** How `model.onnx` is fed, for readers in any language; `tokenizer.json` says how rows are made. */
function renderGraph(): string[] {
  const rows = [
    [
      '`token_places`, `token_words`',
      'float32 [different sums, width]',
      'rows of `token_table` added up: of a token’s place (9 features), of its words (17)',
    ],
    [
      '`token_place`, `token_word`',
      'int32 [products, tokens]',
      'which of those sums stands at each token',
    ],
    ['`mask`', 'float32 [products, 1, 1, tokens]', '0 for a token, −1e9 for padding'],
    [
      '`distance`',
      'float32 [1, heads, tokens, tokens]',
      '−2^−(head + 1) · distance; 0 for token 0 and in the last head',
    ],
    [
      '`attributes`',
      'float32 [attributes, width]',
      'rows of `attribute_table` added up for each attribute asked (32 features)',
    ],
    ['`pair_product`, `pair_attribute`', 'int32 [pairs]', 'which product is asked which attribute'],
    [
      '`pair_knowns`, `pair_words`',
      'float32 [different sums, pair width]',
      'rows of `pair_table` added up for a token and an attribute: of what is known (9 features), of its words (7)',
    ],
    [
      '`pair_known`, `pair_word`',
      'int32 [pairs, tokens]',
      'which of those sums stands at each token',
    ],
    ['`pair_mask`', 'float32 [pairs, 1, tokens]', '0 for a token, −1e9 for padding'],
    [
      '`pointer` (output)',
      'float32 [pairs, 2, tokens]',
      'probability to start and to end the value; token 0 means none',
    ],
    [
      '`tags` (output)',
      'float32 [pairs, tokens, 3]',
      'log-odds to be outside, first in and further in one of several values',
    ],
  ];
  return [
    '## Graph',
    '',
    'Any ONNX Runtime loads `model.onnx` with `weights.bin` beside it, in Python `onnxruntime.InferenceSession("model.onnx")`. The tables are in `weights.bin`, where `tensors` of `model.json` says. Token 0 of every product stands for "no value"; row 0 of every table, and of the sums, is zero.',
    '',
    '| tensor | type and shape | what |',
    '| --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ];
}

function renderHeldOut(heldOut: NonNullable<ModelCard['heldOut']>): string[] {
  const row = (name: string, { precision, recall, f1 }: z.infer<typeof figures>): string =>
    `| ${name} | ${precision.toFixed(1)} | ${recall.toFixed(1)} | ${f1.toFixed(1)} |`;
  const head = ['| | precision | recall | F1 |', '| --- | --- | --- | --- |'];
  return [
    `## Held-out figures (${heldOut.products} products, percent)`,
    '',
    ...head,
    row('all', heldOut.micro),
    ...Object.entries(heldOut.perCategory).map(([name, value]) => row(name, value)),
    '',
    ...head,
    ...Object.entries(heldOut.perAttribute).map(([name, value]) => row(name, value)),
    '',
    `## Reliability (expected calibration error ${heldOut.expectedCalibrationError.toFixed(3)})`,
    '',
    '| confidence | answers | mean confidence | right |',
    '| --- | --- | --- | --- |',
    ...heldOut.reliability.map(
      (bin) =>
        `| ${bin.from.toFixed(1)}–${bin.to.toFixed(1)} | ${bin.count} | ${bin.confidence.toFixed(3)} | ${bin.accuracy.toFixed(3)} |`,
    ),
    '',
    ...(heldOut.thresholds === null ? [] : renderThresholds(heldOut.thresholds)),
  ];
}

function renderThresholds({ model, attributes }: Thresholds): string[] {
  const cells = (least: readonly (number | null)[]): string =>
    least.map((each) => each?.toFixed(3) ?? '–').join(' | ');
  const wanted = WANTED_PRECISIONS.map((precision) => `${100 * precision} %`).join(' | ');
  return [
    '## Least confidence for a wanted precision',
    '',
    'Where too little was held out for an attribute (–), the model’s own line counts.',
    '',
    `| category | attribute | values | ${wanted} |`,
    `| --- | --- | --- |${' --- |'.repeat(WANTED_PRECISIONS.length)}`,
    `| all | all | | ${cells(model)} |`,
    ...attributes.map(({ category, name, given, least }) => {
      return `| ${category} | ${name} | ${given} | ${cells(least)} |`;
    }),
    '',
  ];
}
