import type { ModelShape } from '../../inference/model-config';
import type { ExtractionLine } from '../../extraction/extraction-file';
import { Random } from '../../statistics/seeded-random';
import { DEFAULT_TRAINING, type TrainingOptions } from '../model/trainer';
import type { TrainExtractionInput } from '../model/train-extraction';

/** A model small enough to train within a test. */
export const TINY_SHAPE: ModelShape = {
  width: 16,
  layers: 1,
  heads: 2,
  hidden: 24,
  pairWidth: 16,
  tables: { token: 1024, attribute: 256, pair: 2048 },
  experts: null,
};

export const TINY_TRAINING: TrainingOptions = {
  ...DEFAULT_TRAINING,
  epochs: 6,
  threads: 1,
  stepTokens: 256,
  learningRate: 1e-2,
  hiddenWords: 0.1,
  hiddenNames: 0,
};

const SHADES = ['검정', '하양', '파랑', '초록', '빨강'];
const PORTS = ['HDMI 2.1', 'DP 1.4', 'USB-C'];

/** Invented lamps whose values stand unnamed in the spec. */
export function tinyLines(count: number, seed = 1): ExtractionLine[] {
  const random = new Random(seed);
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const shade = pick(SHADES);
    const watts = `${5 + random.below(90)}W`;
    const ports = PORTS.filter(() => random.next() < 0.5);
    const hasShade = random.next() < 0.8;
    const spec = [watts, ...(hasShade ? [shade] : []), '스탠드', ...ports];
    return {
      id: `lamp-${seed}-${index}`,
      category: '조명',
      title: `아롬 램프 ${String.fromCharCode(65 + random.below(26))}${random.below(900)}`,
      text: spec.join(' / '),
      description: '',
      attributes: {
        색상: hasShade ? [shade] : null,
        전력: [watts],
        단자: ports.length > 0 ? ports : null,
      },
    };
  });
}

export function tinyInput(overrides: Partial<TrainExtractionInput> = {}): TrainExtractionInput {
  return {
    name: 'tiny',
    stage: 'task',
    files: [{ file: 'tiny.jsonl', sha256: '0'.repeat(64), lines: tinyLines(120) }],
    lists: null,
    schemas: [],
    base: null,
    shape: TINY_SHAPE,
    options: TINY_TRAINING,
    isMeasured: true,
    now: new Date(0),
    checkpoints: null,
    report: () => undefined,
    ...overrides,
  };
}
