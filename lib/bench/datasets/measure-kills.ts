import { fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { MODEL_FILES } from '../../inference/model-config';
import { readModelDirectory } from '../../inference/model-directory';
import { db } from '../../platform/db';
import { hashDirectory, modelDirectory } from '../../proposals/server/worker';
import { makeVersionInput, type DatasetFile } from '../../datasets/contract';
import { recipeDocument } from '../../datasets/recipe';
import { requestTrainingInput } from '../../training/contract';
import { Random } from '../../statistics/seeded-random';
import { promoteModel, requestTraining } from '../../training/server';
import {
  makeDatasetVersion,
  readDatasetVersion,
  requestDatasetVersion,
  saveDatasetRecipe,
  unfinishedFolder,
  versionFolder,
} from '../../datasets/server';
import { readUpload, requestUpload } from '../../cloud/server';
import { trainingFolder } from '../../training/server/worker';
import {
  addDecidedLamp,
  addLamp,
  addLampCategory,
  addTinyModel,
  makeVersion,
} from '../../training/testing/training-scenario';
import { startObjectServer } from '../../cloud/testing/object-server';
import { tinyLines } from '../../training/testing/tiny';
import { round, type Part } from '../desk/figures';
import { kill, killAgainAndAgain, type Killed, type Victim, type Watched } from './kill-worker';

const seed = 20261125;
const person = { id: 'bench-1', name: 'MD 1' };
const bucket = 'datasets';
const decidedLamps = 24;
const openLamps = 120;

/** Exports, uploads, trainings and promotions under SIGKILL; the database holds decisions already. */
export async function measureKills(folder: string, kills: number): Promise<Part> {
  const random = new Random(seed);
  const chance = () => random.next();
  const store = await openStore();
  try {
    const lamps = await addLampCategory();
    for (const line of tinyLines(decidedLamps, 5)) await addDecidedLamp(lamps, line);
    for (const line of tinyLines(openLamps, 6)) await addLamp(lamps, line);
    const base = await addTinyModel(folder, 'base', 'production', 1);
    const other = await addTinyModel(folder, 'other', 'candidate', 3);
    const versions: string[] = [];
    const results = [
      await killAgainAndAgain(exporting(versions), kills, chance),
      await killAgainAndAgain(uploading(versions, store), kills, chance),
      await killAgainAndAgain(await training(base), kills, chance),
      await killPromotions([other, base], kills, chance),
      await killAgainAndAgain(proposingAnew([other, base], kills), kills, chance),
    ];
    return {
      figures: results.flatMap(({ name, faults, inTheMiddle }) => [
        { name: `${name}: faults after ${kills} kills`, value: faults.length, unit: '', limit: 0 },
        { name: `${name}: kills in the middle`, value: inTheMiddle, unit: '', limit: null },
      ]),
      notes: results.flatMap(({ name, seconds, longestRestart, faults }) => [
        `${name}: ${round(seconds)} s undisturbed, at most ${round(longestRestart)} s after a restart`,
        ...faults,
      ]),
    };
  } finally {
    await store.close();
  }
}

/** Versions of all decisions, each with a split of its own. @param made gets their ids */
function exporting(made: string[]): Victim {
  const request = async (recipeId: string) =>
    requestDatasetVersion(person, makeVersionInput.parse({ recipeId, formats: ['chat'] }));
  return {
    name: 'export',
    async begin(nth) {
      const { id: recipeId } = await saveDatasetRecipe(person, randomUUID(), {
        name: `split ${nth}`,
        document: recipeDocument.parse({ split: { seed: `split ${nth}` } }),
        baseRevision: 0,
      });
      const { id } = await request(recipeId);
      made.push(id);
      return {
        hasBegun: async () => (await readDatasetVersion(id)).state !== 'queued',
        isOver: async () => ['ready', 'failed'].includes((await readDatasetVersion(id)).state),
        async findHalfMade() {
          const { state, hash, files } = await readDatasetVersion(id);
          const faults: string[] = [];
          if (state !== 'ready' && (hash !== null || files.length > 0))
            faults.push('an unfinished version shows a hash or files');
          if (state === 'ready' && !existsSync(versionFolder(id)))
            faults.push('a ready version has no folder');
          if (existsSync(versionFolder(id))) faults.push(...(await findBroken(versionFolder(id))));
          return faults;
        },
        async findFaults() {
          const { state, files, error } = await readDatasetVersion(id);
          if (state !== 'ready') return [`ended as ${state}: ${error}`];
          const faults = await findBroken(versionFolder(id));
          if (existsSync(unfinishedFolder(id))) faults.push('the unfinished folder is left');
          for (const file of files)
            if ((await hashOf(path.join(versionFolder(id), file.path))) !== file.sha256)
              faults.push(`${file.path} is not what the version says`);
          // The same recipe once more, undisturbed: the same bytes.
          const again = await requestDatasetVersion(
            person,
            makeVersionInput.parse({ recipeId, formats: ['chat'] }),
            true,
          );
          await makeDatasetVersion(again.id);
          const { sameAsId } = await readDatasetVersion(again.id);
          if (sameAsId !== id) faults.push('made again it has other bytes');
          return faults;
        },
      };
    },
  };
}

/** Files of a version's folder that are missing or not what its list of hashes says. */
async function findBroken(folder: string): Promise<string[]> {
  const sums = await readFile(path.join(folder, 'SHA256SUMS'), 'utf8').catch(() => null);
  if (sums === null) return ['a folder without its list of hashes'];
  const faults: string[] = [];
  for (const line of sums.trimEnd().split('\n')) {
    const [wanted = '', name = ''] = line.split('  ');
    const hash = await hashOf(path.join(folder, name)).catch(() => 'missing');
    if (hash !== wanted) faults.push(`${name} is broken`);
  }
  return faults;
}

async function hashOf(file: string): Promise<string> {
  return sha256(await readFile(file));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface Store {
  readonly env: Readonly<Record<string, string>>;
  readonly client: S3Client;
  close(): Promise<void>;
}

/** An S3 server of the bench's own; the workers that start from now on upload to it. */
async function openStore(): Promise<Store> {
  const accessKeyId = 'an-access-key';
  const server = await startObjectServer(bucket, accessKeyId);
  const { endpoint } = server;
  const env = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'a-secret',
    AVENUE_S3_BUCKET: bucket,
    AVENUE_S3_ENDPOINT: endpoint,
    AVENUE_S3_CHECKSUMS: 'off',
  };
  Object.assign(process.env, env);
  const client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { env, client, close };
}

function uploading(versions: readonly string[], { env, client }: Store): Victim {
  const readObjects = async (prefix: string): Promise<Map<string, string>> => {
    const { Contents = [] } = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
    );
    const found = new Map<string, string>();
    for (const { Key = '' } of Contents) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      found.set(Key.slice(prefix.length), sha256(await Body!.transformToByteArray()));
    }
    return found;
  };
  const findWrong = (files: readonly DatasetFile[], objects: ReadonlyMap<string, string>) =>
    files
      .filter(({ path: name, sha256: wanted }) => (objects.get(name) ?? wanted) !== wanted)
      .map(({ path: name }) => `the object ${name} is broken`);
  return {
    name: 'upload',
    async begin(nth) {
      const { id: versionId, files } = await readDatasetVersion(versions[nth] ?? '');
      const { id, target } = await requestUpload(person, versionId, env);
      const prefix = `${target.slice(`s3://${bucket}/`.length)}/`;
      const isAllThere = (objects: ReadonlyMap<string, string>) =>
        files.every(({ path: name }) => objects.has(name));
      return {
        hasBegun: async () => (await readUpload(id)).state !== 'queued',
        isOver: async () => ['done', 'failed'].includes((await readUpload(id)).state),
        async findHalfMade() {
          const { state } = await readUpload(id);
          const objects = await readObjects(prefix);
          const faults = findWrong(files, objects);
          const saysWhole = state === 'done' || objects.has('SHA256SUMS');
          if (saysWhole && !isAllThere(objects)) faults.push('looks whole and is not');
          return faults;
        },
        async findFaults() {
          const { state, error } = await readUpload(id);
          if (state !== 'done') return [`ended as ${state}: ${error}`];
          const objects = await readObjects(prefix);
          const faults = findWrong(files, objects);
          if (!isAllThere(objects)) faults.push('files are missing');
          return faults;
        },
      };
    },
  };
}

async function training(base: string): Promise<Victim> {
  const datasetVersionId = await makeVersion({ filter: { categoryKey: 'lamps' } });
  let weights: string | null = null;
  const findDamaged = async () => {
    const faults: string[] = [];
    for (const { name, location, hash, kind } of await db().modelVersion.findMany()) {
      if (kind !== 'onnx' || !location.startsWith('models/')) continue;
      const found = await hashDirectory(modelDirectory(location)).catch(() => null);
      if (found !== hash) faults.push(`the registered model ${name} is not whole`);
    }
    return faults;
  };
  return {
    name: 'training',
    async begin() {
      const id = randomUUID();
      const wish = requestTrainingInput.parse({ id, datasetVersionId, baseModel: base });
      await requestTraining(person, wish);
      const read = () => db().trainingJob.findUniqueOrThrow({ where: { id } });
      return {
        hasBegun: async () => (await read()).state !== 'queued',
        isOver: async () => ['done', 'failed'].includes((await read()).state),
        async findHalfMade() {
          const { state, modelVersion } = await read();
          const faults = await findDamaged();
          if (state !== 'done' && modelVersion !== null)
            faults.push('an unfinished training names a model');
          return faults;
        },
        async findFaults() {
          const { state, modelVersion, error } = await read();
          if (state !== 'done' || modelVersion === null) return [`ended as ${state}: ${error}`];
          const faults = await findDamaged();
          if (existsSync(trainingFolder(id))) faults.push('its folder is left');
          const { location } = await db().modelVersion.findUniqueOrThrow({
            where: { name: modelVersion },
          });
          const { manifest } = await readModelDirectory(modelDirectory(location));
          const found = manifest.files[MODEL_FILES.weights] ?? '';
          weights ??= found;
          if (found !== weights)
            faults.push('other weights than those of the undisturbed training');
          const folders = await readdir(path.dirname(modelDirectory(location)));
          if (folders.some((name) => name.endsWith('.partial')))
            faults.push('half a model directory is left');
          return faults;
        },
      };
    },
  };
}

/** What is not as it must be before or after a promotion, which is one transaction. */
async function findTornPromotion(id: string, model: string, isDone: boolean): Promise<string[]> {
  const changes = await db().modelChange.findMany({ where: { id } });
  const serving = await db().modelVersion.findMany({ where: { state: 'production' } });
  const [change] = changes;
  if (change === undefined) {
    const isUntouched = serving.length === 1 && serving[0]?.name !== model;
    return isUntouched && !isDone ? [] : ['the model changed without its record'];
  }
  const runs = await db().proposalRun.count({ where: { id: change.runId ?? '' } });
  const audits = await db().auditEntry.count({
    where: { action: 'model.promote', detail: { path: ['runId'], equals: change.runId ?? '' } },
  });
  const isWhole =
    changes.length === 1 &&
    serving.length === 1 &&
    serving[0]?.name === model &&
    runs === 1 &&
    audits === 1;
  return isWhole ? [] : ['a promotion is torn'];
}

/** Kills the process that promotes, then asks for the same promotion again. */
async function killPromotions(
  models: readonly [string, string],
  kills: number,
  chance: () => number,
): Promise<Killed> {
  const reason = 'bench';
  const entry = path.join(import.meta.dirname, 'change-model-process.ts');
  const faults: string[] = [];
  let [milliseconds, inTheMiddle, longestRestart] = [0, 0, 0];
  for (let nth = 0; nth <= kills; nth += 1) {
    const model = models[nth % 2]!;
    const id = randomUUID();
    const child = fork(entry, { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
    await once(child, 'message');
    const startedAt = performance.now();
    child.send({ actor: person, id, model, reason });
    if (nth === 0) {
      await once(child, 'exit');
      milliseconds = performance.now() - startedAt;
    } else {
      await sleep(chance() * milliseconds);
      await kill(child);
      if ((await db().modelChange.count({ where: { id } })) === 0) inTheMiddle += 1;
      faults.push(...(await findTornPromotion(id, model, false)));
    }
    const restartedAt = performance.now();
    await promoteModel(person, model, { id, reason }, new Date());
    longestRestart = Math.max(longestRestart, performance.now() - restartedAt);
    faults.push(...(await findTornPromotion(id, model, true)));
  }
  const seconds = milliseconds / 1000;
  const name = 'promotion';
  return { name, kills, inTheMiddle, seconds, longestRestart: longestRestart / 1000, faults };
}

/** What a promotion asks of the worker: the undecided proposals made anew. */
function proposingAnew(models: readonly [string, string], kills: number): Victim {
  return {
    name: 'proposals after a promotion',
    async begin(nth): Promise<Watched> {
      // The promotions before left the model of their last round serving.
      const model = models[(kills + 1 + nth) % 2]!;
      const wish = { id: randomUUID(), reason: 'bench' };
      const { runId } = await promoteModel(person, model, wish, new Date());
      const read = () => db().proposalRun.findUniqueOrThrow({ where: { id: runId ?? '' } });
      const findDoubled = async () => {
        const doubled = await db().$queryRaw<object[]>`
          SELECT product_id FROM proposals WHERE superseded_at IS NULL
          GROUP BY product_id, attribute_id HAVING count(*) > 1`;
        return doubled.length > 0 ? ['a product has two proposals for an attribute'] : [];
      };
      return {
        hasBegun: async () => (await read()).state !== 'queued',
        isOver: async () => ['done', 'failed'].includes((await read()).state),
        findHalfMade: findDoubled,
        async findFaults() {
          const { state, failed } = await read();
          const faults = await findDoubled();
          if (state !== 'done' || failed > 0) faults.push(`ended as ${state}, ${failed} failed`);
          return faults;
        },
      };
    },
  };
}
