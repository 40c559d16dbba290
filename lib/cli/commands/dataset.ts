import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { keepHeapSmall } from '../../platform/small-heap';
import { parseInput } from '../../platform/route';
import { makeVersionInput, saveRecipeInput, versionQuery } from '../../datasets/contract';
import { formatName } from '../../datasets/formats/format-name';
import {
  diffDatasetVersions,
  failDatasetVersion,
  listDatasetRecipes,
  listDatasetVersions,
  makeDatasetVersion,
  openDatasetFile,
  readDatasetVersion,
  requestDatasetVersion,
  saveDatasetRecipe,
} from '../../datasets/server';
import { failUpload, readUpload, requestUpload, runUpload } from '../../cloud/server';
import { commandActorId, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction } from '../run-action';
import { writeWhole } from '../write-whole';

const usage =
  'dataset list | dataset make --recipe NAME|ID|FILE.json [--as-of ISO] [--formats LIST] | ' +
  'dataset diff --from ID --to ID | dataset download --version ID --out FOLDER [--formats LIST] | dataset push --version ID';

const actor = { id: commandActorId };

const formatList = z
  .string()
  .transform((list) => list.split(','))
  .pipe(z.array(formatName).min(1));

async function list(): Promise<unknown> {
  const recipes = await listDatasetRecipes();
  const { versions } = await listDatasetVersions(versionQuery.parse({ limit: 200 }));
  for (const { id, name, revision } of recipes) say(`recipe   ${id}  r${revision}  ${name}`);
  for (const version of versions) {
    const { id, state, asOf, recipeName, counts, hash } = version;
    const size = counts ? `${counts.products} products, ${counts.decisions} decisions` : '';
    say(`version  ${id}  ${state}  ${asOf}  ${recipeName}  ${size}  ${hash?.slice(0, 12) ?? ''}`);
  }
  return { recipes: recipes.length, versions: versions.length };
}

const makeOptions = z.object({
  recipe: z.string().min(1),
  'as-of': makeVersionInput.shape.asOf,
  formats: formatList.optional(),
});

async function make(args: readonly string[]): Promise<unknown> {
  const given = readOptions(makeOptions, args, usage);
  const recipeId = await findRecipe(given.recipe);
  const wish = { recipeId, asOf: given['as-of'], formats: given.formats };
  const { id } = await requestDatasetVersion(actor, makeVersionInput.parse(wish), true);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await makeDatasetVersion(id, stopping.signal);
  } catch (error) {
    const isElsewhere = error instanceof AppError && error.code === 'conflict';
    if (!stopping.signal.aborted && !isElsewhere) await failDatasetVersion(id, String(error));
    throw error;
  }
  const { state, sameAsId, hash, counts, files } = await readDatasetVersion(id);
  for (const { path: name, bytes, examples } of files) say(`${name}  ${examples}  ${bytes} B`);
  const { products = 0, decisions = 0 } = counts ?? {};
  return { id, state, sameAsId, hash, products, decisions };
}

/** A saved recipe by id or name; a JSON file is saved under its own name first. */
async function findRecipe(given: string): Promise<string> {
  const recipes = await listDatasetRecipes();
  if (!given.endsWith('.json')) {
    const found = recipes.find(({ id, name }) => id === given || name === given);
    if (!found) throw new AppError('not-found', 'errors.not-found', { subject: given });
    return found.id;
  }
  const name = path.basename(given, '.json');
  const known = recipes.find((recipe) => recipe.name === name);
  const document = await readJson(given);
  const baseRevision = known?.revision ?? 0;
  const input = parseInput(saveRecipeInput, { name, document, baseRevision });
  if (known && JSON.stringify(known.document) === JSON.stringify(input.document)) return known.id;
  return (await saveDatasetRecipe(actor, known?.id ?? randomUUID(), input)).id;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const detail = `${file}: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage }, [], { cause });
  }
}

const diffOptions = z.object({ from: z.uuid(), to: z.uuid() });

async function diff(args: readonly string[]): Promise<unknown> {
  const { from, to } = readOptions(diffOptions, args, usage);
  const { samples, ...counts } = await diffDatasetVersions(to, from);
  for (const { change, productId, attribute, before, after } of samples) {
    say(`${change}  ${productId}  ${attribute}  ${before ?? '–'} → ${after ?? '–'}`);
  }
  return counts;
}

const downloadOptions = z.object({
  version: z.uuid(),
  out: z.string().min(1),
  formats: formatList.optional(),
});

async function download(args: readonly string[]): Promise<unknown> {
  const { version, out, formats } = readOptions(downloadOptions, args, usage);
  const { files } = await readDatasetVersion(version);
  const wanted = files.filter(({ path: name }) => {
    const [folder, rest] = name.split('/');
    return rest === undefined || !formats || formats.some((format) => format === folder);
  });
  let bytes = 0;
  for (const { path: name } of wanted) {
    const { location, file } = await openDatasetFile(actor, version, name);
    const target = path.join(out, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeWhole(target, createReadStream(location));
    bytes += file.bytes;
  }
  return { files: wanted.length, bytes, out };
}

/** Brings a version into the bucket of the settings; run again it sends only what is missing. */
async function push(args: readonly string[]): Promise<unknown> {
  const { version } = readOptions(z.object({ version: z.uuid() }), args, usage);
  const { id } = await requestUpload(actor, version, process.env, true);
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await runUpload(id, process.env, stopping.signal);
  } catch (error) {
    await failUpload(id, error instanceof Error ? error.message : String(error));
    throw error;
  }
  const { target, state, filesDone, bytesDone } = await readUpload(id);
  return { target, state, files: filesDone, bytes: bytesDone };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const command: Command = {
  name: 'dataset',
  summary: 'cli.dataset',
  usage,
  run(args) {
    keepHeapSmall();
    return runAction({ list, make, diff, download, push }, args, usage);
  },
};
