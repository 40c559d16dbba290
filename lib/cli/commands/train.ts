import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { SchemaDocument } from '../../values/contract';
import { readSchemaDocuments } from '../../catalogue/schema-documents';
import { DEFAULT_SHAPE } from '../../inference/model-config';
import { sha256 } from '../../inference/model-directory';
import { extractionLine, readAllLines } from '../../extraction/extraction-file';
import { planTraining } from '../../training/model/budget';
import { fileCheckpoints } from '../../training/model/checkpoint';
import { writeModelDirectory } from '../../training/model/model-directory';
import { readModel } from '../../training/model/read-model';
import { Random } from '../../statistics/seeded-random';
import { labelThemselves, listingLine } from '../../training/model/self-labels';
import { trainExtraction, type TrainingFile } from '../../training/model/train-extraction';
import { AppError } from '../../platform/errors';
import type { Command } from '../command';
import { modelDirectoryOf } from '../model-reference';
import { readOptions } from '../read-options';

const options = z.object({
  task: z.literal('extraction').default('extraction'),
  train: z.string().min(1),
  base: z.string().optional(),
  out: z.string().min(1),
  stage: z.enum(['public', 'private', 'task']).default('task'),
  budget: z
    .string()
    .regex(/^\d+(\.\d+)?[ms]$/, 'minutes or seconds, like 10m or 90s')
    .default('10m'),
  seed: z.coerce.number().int().default(1),
  lists: z.enum(['any', 'all']).optional(),
  epochs: z.coerce.number().int().positive().optional(),
  schemas: z.string().optional(),
  tables: z.enum(['standard', 'small']).default('standard'),
});

const usage =
  'train --task extraction --train FILE[,FILE] [--base MODEL] --out MODEL [--stage public|private|task] [--budget 10m] [--epochs N] [--lists any|all] [--schemas FILE] [--tables standard|small] [--seed N]';

export const command: Command = {
  name: 'train',
  summary: 'cli.train',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const files = await Promise.all(
      given.train
        .split(',')
        .map((file) =>
          given.stage === 'private' ? readListings(file, given.seed) : readGold(file),
        ),
    );
    const base =
      given.base === undefined ? null : await readModel(await modelDirectoryOf(given.base));
    const standard = base?.shape ?? DEFAULT_SHAPE;
    const isSmall = given.tables === 'small' && base === null;
    const shape = isSmall
      ? { ...standard, tables: { token: 16384, attribute: 2048, pair: 32768 } }
      : standard;
    const plan = planTraining(
      files.flatMap(({ lines }) => lines),
      { budget: given.budget, isFineTuning: base !== null, seed: given.seed },
    );
    const training = { ...plan, epochs: given.epochs ?? plan.epochs };
    const name = path.basename(path.resolve(given.out));
    const contents = await trainExtraction({
      name,
      stage: given.stage,
      files,
      lists: given.lists ?? null,
      schemas: given.schemas === undefined ? [] : await readSchemas(given.schemas),
      base,
      shape,
      options: training,
      isMeasured: given.stage !== 'private',
      now: new Date(),
      checkpoints: fileCheckpoints(`${path.resolve(given.out)}.training`),
      report(phase, { epoch, epochs, loss, secondsElapsed }) {
        const seconds = secondsElapsed.toFixed(0);
        process.stderr.write(
          `${phase}: epoch ${epoch}/${epochs}, loss ${loss.toFixed(4)}, ${seconds} s\n`,
        );
      },
    });
    await writeModelDirectory(given.out, contents, 'float32');
    const { heldOut, parameters, stages } = contents.card;
    const summary = {
      model: given.out,
      name,
      parameters,
      seconds: stages.at(-1)?.seconds,
      heldOut: heldOut && {
        products: heldOut.products,
        micro: heldOut.micro,
        expectedCalibrationError: heldOut.expectedCalibrationError,
      },
    };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return 0;
  },
};

async function readGold(file: string): Promise<TrainingFile> {
  const lines = await readAllLines(file, extractionLine);
  return { file, lines, sha256: sha256(await readFile(file)) };
}

/** Listings without gold values, which label themselves. */
async function readListings(file: string, seed: number): Promise<TrainingFile> {
  const listings = await readAllLines(file, listingLine);
  const lines = labelThemselves(listings, new Random(seed));
  return { file, lines, sha256: sha256(await readFile(file)) };
}

async function readSchemas(file: string): Promise<SchemaDocument[]> {
  const text = await readFile(file, 'utf8');
  let documents: unknown;
  try {
    documents = JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', 'catalogue.errors.not-json', { file }, [], { cause });
  }
  return readSchemaDocuments(documents);
}
