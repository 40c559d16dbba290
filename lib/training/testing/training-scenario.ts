import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { db } from '../../platform/db';
import { hashDirectory } from '../../proposals/server/worker';
import { makeVersionInput } from '../../datasets/contract';
import { recipeDocument, type RecipeInput } from '../../datasets/recipe';
import type { ExtractionLine } from '../../extraction/extraction-file';
import { readModelDirectory, versionName } from '../../inference/model-directory';
import { writeModelDirectory, type ModelContents } from '../model/model-directory';
import { TINY_TRAINING, tinyInput, tinyLines } from './tiny';
import { trainExtraction } from '../model/train-extraction';
import {
  saveDatasetRecipe,
  makeDatasetVersion,
  requestDatasetVersion,
} from '../../datasets/server';

const names = { 색상: 'shade', 전력: 'power', 단자: 'ports' } as const;
type Name = keyof typeof names;

export interface Lamps {
  readonly categoryId: number;
  readonly sellerId: number;
  readonly attributeIds: Readonly<Record<Name, number>>;
}

/** A category of lamps as the tiny models know them. */
export async function addLampCategory(): Promise<Lamps> {
  const category = await db().category.create({
    data: { key: 'lamps', nameKo: '조명', nameEn: 'Lamps' },
  });
  const ids: Partial<Record<Name, number>> = {};
  for (const [position, name] of (Object.keys(names) as Name[]).entries()) {
    const { id } = await db().attribute.create({
      data: {
        categoryId: category.id,
        position,
        key: names[name],
        nameKo: name,
        nameEn: names[name],
        type: 'text',
        isMultiple: name === '단자',
      },
    });
    ids[name] = id;
  }
  const seller = await db().seller.create({ data: { name: '등불가게' } });
  return {
    categoryId: category.id,
    sellerId: seller.id,
    attributeIds: ids as Record<Name, number>,
  };
}

/** A lamp with an empty proposal for every attribute, which nobody has decided. */
export async function addLamp(lamps: Lamps, line: ExtractionLine) {
  const product = await db().product.create({
    data: {
      sellerId: lamps.sellerId,
      externalId: line.id,
      categoryId: lamps.categoryId,
      title: line.title,
      contentHash: line.id,
      text: { create: { spec: line.text, description: '' } },
      reviewItem: {
        create: { categoryId: lamps.categoryId, sellerId: lamps.sellerId, state: 'ready' },
      },
    },
  });
  const proposals: Partial<Record<Name, number>> = {};
  for (const name of Object.keys(names) as Name[]) {
    const { id } = await db().proposal.create({
      data: {
        productId: product.id,
        attributeId: lamps.attributeIds[name],
        modelVersion: 'nobody',
        values: [],
        confidence: 0.5,
        needsReview: true,
        contentHash: line.id,
      },
    });
    proposals[name] = id;
  }
  return { productId: product.id, proposals: proposals as Record<Name, number> };
}

/** A lamp that a person has corrected wholly. */
export async function addDecidedLamp(lamps: Lamps, line: ExtractionLine): Promise<number> {
  const { productId, proposals } = await addLamp(lamps, line);
  for (const name of Object.keys(names) as Name[]) {
    const id = randomUUID();
    const gold = line.attributes[name] ?? null;
    await db().decision.create({
      data: {
        id,
        proposalId: proposals[name],
        productId,
        attributeId: lamps.attributeIds[name],
        kind: gold === null ? 'absent' : 'correct',
        absence: gold === null ? 'not_stated' : null,
        values: gold ?? [],
        proposed: { values: [], alternatives: [], confidence: 0.5, flags: [] },
        modelVersion: 'nobody',
        reviewerId: 'person',
        durationMs: 2_000,
        keystrokes: 6,
        decidedAt: new Date(),
      },
    });
    await db().proposal.update({ where: { id: proposals[name] }, data: { decisionId: id } });
  }
  return productId;
}

/** By epochs: the same lines and the same seed make the same weights, whatever the model is called. */
const trained = new Map<number, Promise<ModelContents>>();

function trainTiny(epochs: number): Promise<ModelContents> {
  const files = [{ file: 'lamps.jsonl', sha256: '', lines: tinyLines(60, 9) }];
  const training =
    trained.get(epochs) ??
    trainExtraction(tinyInput({ files, options: { ...TINY_TRAINING, epochs } }));
  trained.set(epochs, training);
  return training;
}

/** A tiny model in the registry; one of one epoch knows next to nothing. */
export async function addTinyModel(
  folder: string,
  name: string,
  state: 'candidate' | 'production',
  epochs: number,
): Promise<string> {
  const contents = { ...(await trainTiny(epochs)), name };
  const location = `models/${name}`;
  const directory = path.join(folder, location);
  mkdirSync(path.dirname(directory), { recursive: true });
  await writeModelDirectory(directory, contents, 'float32');
  const version = versionName(await readModelDirectory(directory));
  const hash = await hashDirectory(directory);
  const card = JSON.parse(JSON.stringify(contents.card)) as object;
  await db().modelVersion.create({
    data: { name: version, state, kind: 'onnx', location, hash, card },
  });
  return version;
}

/** A made dataset version of all that is decided. */
export async function makeVersion(recipe: RecipeInput = {}): Promise<string> {
  const actor = { id: 'person' };
  const document = recipeDocument.parse(recipe);
  const { id: recipeId } = await saveDatasetRecipe(actor, randomUUID(), {
    name: 'Lamps',
    document,
    baseRevision: 0,
  });
  const wish = makeVersionInput.parse({ recipeId, formats: ['extraction'] });
  const { id } = await requestDatasetVersion(actor, wish, true);
  await makeDatasetVersion(id);
  return id;
}
