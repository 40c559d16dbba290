/**
 * A process that closes extractors in the middle of their work, as often as its argument says: a
 * process that the runtime aborts cannot tell it itself. It prints how many calls were refused.
 */
import type { AttributeDefinition } from '../../values/contract';
import type { ExtractionInput } from '../../extraction/contract';
import { AppError } from '../../platform/errors';
import { baseModelDirectory, openExtractor } from '../index';

/** Enough that the thread holds a batch ahead of the one it computes, and more wait. */
const CALLS_AT_ONCE = 4;
const PRODUCTS_A_CALL = 64;

const attributes = ['색상', '전력', '무게', '재질', '크기'].map(
  (nameKo, index): AttributeDefinition => ({
    key: `attribute-${index}`,
    nameKo,
    nameEn: nameKo,
    type: 'text',
    isMultiple: false,
    isRequired: false,
    unit: null,
    minimum: null,
    maximum: null,
    pattern: null,
    wants: 'amount',
    tolerance: null,
    rules: [],
    synonyms: [],
    values: [],
    guideline: '',
    examples: [],
  }),
);

const inputs = Array.from({ length: PRODUCTS_A_CALL }, (_, index): ExtractionInput => ({
  category: { key: 'lamp', nameKo: '조명', nameEn: 'Lamp' },
  title: `아롬 스탠드 램프 A${index}`,
  spec: `${index}W / 검정 / ${index / 10}kg / 알루미늄 / ${index}x${index}cm / USB-C`,
  description: '책상 위에서 오래 쓰는 램프. '.repeat(8),
  attributes,
}));

interface Working {
  /** Fulfilled by the first answer. */
  readonly answered: Promise<void>;
  /** Closes while it computes; the number of calls that were refused. */
  close(): Promise<number>;
}

/** Asks nothing while another is opened: that is slow, and closes nothing. */
let isOpened: Promise<unknown> = Promise.resolve();

/** Opens an extractor, which is then asked without a pause. */
async function work(): Promise<Working> {
  const opening = openExtractor(baseModelDirectory);
  isOpened = opening;
  const extractor = await opening;
  let refused = 0;
  let onAnswer: () => void;
  const answered = new Promise<void>((resolve) => (onAnswer = resolve));
  const askOn = async (): Promise<void> => {
    try {
      for (;;) {
        await isOpened;
        await extractor.extract(inputs);
        onAnswer();
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      refused++;
    }
  };
  const asking = Promise.all(Array.from({ length: CALLS_AT_ONCE }, askOn));
  const close = async (): Promise<number> => {
    await extractor.close();
    await asking;
    return refused;
  };
  return { answered, close };
}

// An answer comes between two runs of its own thread, and at any point of a run of another one.
let refused = 0;
let current = await work();
const times = Number(process.argv[2]);
for (let nth = 1; nth < times; nth++) {
  const next = await work();
  await next.answered;
  refused += await current.close();
  current = next;
}
refused += await current.close();
process.stdout.write(JSON.stringify({ refused }));
