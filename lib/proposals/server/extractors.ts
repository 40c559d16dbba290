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
import { createDictionaryExtractor } from '../../extraction/dictionary-extractor';
import { readKnownSpellings } from './known-spellings';
import { openLlm, registerLlm } from './llm-model';

/** `location` of the model that comes with the program. */
export const builtinBase = 'builtin:base';

interface Serving {
  readonly extractor: Extractor;
  /** Hash of the model files. */
  readonly hash: string;
}

let serving: Serving | undefined;
let report: ModelReport = { state: 'loading', version: null, detail: null };
let turn: Promise<unknown> = Promise.resolve();

/** How the model of this process is: which version answers, or is to answer and why it does not. */
export function modelState(): ModelReport {
  return report;
}

/**
 * The extractor that serves: the production model of the registry, the shipped base model when the
 * registry has none. Opened once and kept until another model is promoted.
 * @throws AppError `unavailable` when that one does not open: no other answers in its place, because
 * its proposals would stand there as those of the model that people have measured and promoted
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
  if (before && before.hash === production?.hash) return before.extractor;
  serving = undefined;
  await before?.extractor.close();
  serving = await openServing(production);
  return serving.extractor;
}

/** Of a row of the registry, what opening it takes. */
export interface ModelFiles {
  readonly kind: string;
  readonly location: string;
  readonly hash: string;
}

interface Production extends ModelFiles {
  readonly name: string;
}

async function findProduction(): Promise<Production | null> {
  return db().modelVersion.findFirst({
    where: { state: 'production' },
    orderBy: { createdAt: 'desc' },
    select: { name: true, kind: true, location: true, hash: true },
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

async function openServing(production: Production | null): Promise<Serving> {
  await registerLlm(process.env);
  const wanted = production ?? { name: builtinBase, kind: 'onnx', location: builtinBase, hash: '' };
  try {
    const hash = await hashProduction(wanted);
    const extractor = await openModelVersion(wanted, modelWorkers());
    const version = extractor.modelVersion;
    if (wanted.location === builtinBase)
      await registerBase(version, modelDirectory(wanted.location), hash);
    report = { state: 'ready', version, detail: null };
    return { extractor, hash };
  } catch (cause) {
    report = { state: 'failed', version: wanted.name, detail: nameOf(cause) };
    log.error({ err: cause, model: wanted.name }, 'the production model does not open');
    const { name } = wanted;
    throw new AppError('unavailable', modelClosed, { name }, [], { cause });
  }
}

/** The reason of who asks the production model while it does not open. */
export const modelClosed = 'proposals.errors.model-closed';

/**
 * The hash of the files that are to serve.
 * @throws AppError `unavailable` when they are not those that were registered
 */
async function hashProduction({ name, kind, location, hash }: Production): Promise<string> {
  if (kind !== 'onnx') return hash;
  const found = await hashDirectory(modelDirectory(location));
  if (location === builtinBase || found === hash) return found;
  throw new AppError('unavailable', 'proposals.errors.model-changed', { name });
}

/** What the health report may tell to anybody: no paths; the log has the rest. */
function nameOf(error: unknown): string {
  if (error instanceof AppError) return error.reason;
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.name;
  return 'unknown';
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
