import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { baseModelDirectory, openExtractor } from '../../inference';
import type { ModelReport } from '../../jobs/heartbeat';
import { db, type Prisma } from '../../platform/db';
import { dataFolder, readEnvironment } from '../../platform/env';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { modelKind } from '../contract';
import type { Extractor } from '../../extraction/contract';
import {
  createDictionaryExtractor,
  dictionaryVersion,
} from '../../extraction/dictionary-extractor';
import { readKnownSpellings } from './known-spellings';
import { openLlm, registerLlm } from './llm-model';

/** `location` of the model that comes with the program. */
export const builtinBase = 'builtin:base';

interface Serving {
  readonly extractor: Extractor;
  /** Hash of the model files; null for the dictionary, which is asked again whether a model is there. */
  readonly hash: string | null;
}

let serving: Serving | undefined;
let report: ModelReport = { state: 'loading', version: null, detail: null };
let turn: Promise<unknown> = Promise.resolve();

/** How the model of this process is: which version answers, and why it is not the wanted one. */
export function modelState(): ModelReport {
  return report;
}

/**
 * The extractor that serves: the production model of the registry, the shipped base model when the
 * registry has none, the dictionary of known values when neither opens. Opened once and kept until
 * another model is promoted.
 */
export async function openProductionExtractor(): Promise<Extractor> {
  // One after the other: two callers must not load one model twice.
  const opened = turn.then(refreshServing);
  turn = opened.catch(() => undefined);
  return opened;
}

/** Gives back what the open model holds. */
export async function closeExtractors(): Promise<void> {
  await turn;
  const closing = serving;
  serving = undefined;
  report = { state: 'loading', version: null, detail: null };
  await closing?.extractor.close();
}

async function refreshServing(): Promise<Extractor> {
  const before = serving;
  const production = await findProduction();
  if (before && before.hash !== null && before.hash === production?.hash) return before.extractor;
  serving = await openServing(production);
  await before?.extractor.close();
  return serving.extractor;
}

/** Of a row of the registry, what opening it takes. */
export interface ModelFiles {
  readonly kind: string;
  readonly location: string;
  readonly hash: string;
}

async function findProduction(): Promise<ModelFiles | null> {
  return db().modelVersion.findFirst({
    where: { state: 'production' },
    orderBy: { createdAt: 'desc' },
    select: { kind: true, location: true, hash: true },
  });
}

/** Half of the cores propose; the other half serves the people who review at the same time. */
function modelWorkers(): number {
  return Math.max(1, Math.floor(availableParallelism() / 2));
}

/**
 * Opens one version of the registry, for the caller to close.
 * @throws AppError when its files are gone or damaged, or this process is set up for no such model
 */
export async function openModelVersion(version: ModelFiles, workers: number): Promise<Extractor> {
  switch (modelKind.parse(version.kind)) {
    case 'llm':
      return openLlm(process.env, version);
    case 'dictionary':
      return createDictionaryExtractor(await readKnownSpellings());
    case 'onnx':
      return openExtractor(modelDirectory(version.location), {
        workers,
        wantedPrecision: readEnvironment().AVENUE_PRECISION / 100,
      });
  }
}

/** Where the files of an ONNX version lie. */
export function modelDirectory(location: string): string {
  return location === builtinBase ? baseModelDirectory : path.join(dataFolder(), location);
}

async function openServing(production: ModelFiles | null): Promise<Serving> {
  await registerLlm(process.env);
  try {
    const wanted = production ?? { kind: 'onnx', location: builtinBase, hash: '' };
    const extractor = await openModelVersion(wanted, modelWorkers());
    const version = extractor.modelVersion;
    const directory = modelDirectory(wanted.location);
    const hash = wanted.kind === 'onnx' ? await hashDirectory(directory) : wanted.hash;
    if (wanted.location === builtinBase) await registerBase(version, directory, hash);
    report = { state: 'ready', version, detail: null };
    return { extractor, hash };
  } catch (error) {
    log.warn({ err: error }, 'the model did not open, the dictionary serves');
    const extractor = createDictionaryExtractor(await readKnownSpellings());
    await registerDictionary();
    report = {
      state: 'ready',
      version: extractor.modelVersion,
      detail: `The dictionary of known values serves, because no model opened (${nameOf(error)}).`,
    };
    return { extractor, hash: null };
  }
}

/** What the health report may tell to anybody: no paths; the log has the rest. */
function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.reason;
  return error instanceof Error ? error.name : 'unknown';
}

/** An update of the program may bring another base model; it takes the place of the one before it. */
async function registerBase(name: string, directory: string, hash: string): Promise<void> {
  const card = await readCard(directory);
  const content = { kind: 'onnx', location: builtinBase, hash, card };
  await db().$transaction([
    db().modelVersion.updateMany({
      where: { location: builtinBase, state: 'production', name: { not: name } },
      data: { state: 'retired' },
    }),
    db().modelVersion.upsert({
      where: { name },
      create: { name, state: 'production', ...content },
      update: { state: 'production', ...content },
    }),
  ]);
}

async function registerDictionary(): Promise<void> {
  await db().modelVersion.upsert({
    where: { name: dictionaryVersion },
    create: {
      name: dictionaryVersion,
      state: 'candidate',
      kind: 'dictionary',
      location: 'builtin:dictionary',
      hash: '',
    },
    update: {},
  });
}

const cardFile = 'card.json';
const cardContent: z.ZodType<Prisma.InputJsonObject> = z.record(z.string(), z.json().nonoptional());

/** The card that lies in a model directory, `{}` where there is none. */
export async function readCard(directory: string): Promise<Prisma.InputJsonObject> {
  const text = await readFile(path.join(directory, cardFile), 'utf8').catch(() => '{}');
  return cardContent.parse(JSON.parse(text));
}

/** SHA-256 over the names and contents of a model's files. */
export async function hashDirectory(directory: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(directory)).sort()) {
    hash.update(`${name}\0`).update(await readFile(path.join(directory, name)));
  }
  return hash.digest('hex');
}
