import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AttributeDefinition } from '../../values/contract';
import { Gazetteer } from '../../inference/gazetteer';
import { openExtractor } from '../../inference';
import { knowledgeOf } from '../../inference/knowledge';
import { predict } from '../../inference/predict';
import { readModelDirectory } from '../../inference/model-directory';
import { openModel } from '../../inference/open-model';
import { thresholdOf } from '../../inference/thresholds';
import type { ExtractionInput, Extractor } from '../../extraction/contract';
import { AppError } from '../../platform/errors';
import { fileCheckpoints } from './checkpoint';
import { LearntBook } from './learnt-book';
import { measureInt8 } from './measure-int8';
import { writeModelDirectory, type ModelContents } from './model-directory';
import { readModel } from './read-model';
import { measureRouting } from '../testing/router-statistics';
import { scoreRun } from './score';
import { questionOf, runLineOf, trainExtraction } from './train-extraction';
import { openWithWeights } from './trainer';
import { upcycle } from './upcycle';
import { TINY_TRAINING, tinyInput, tinyLines } from '../testing/tiny';

const definition = (nameKo: string, isMultiple = false): AttributeDefinition => ({
  key: 'attribute',
  nameKo,
  nameEn: nameKo,
  type: 'text',
  isMultiple,
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
});

const ATTRIBUTES = [definition('색상'), definition('전력'), definition('단자', true)];
const input = (title: string, spec: string, description = ''): ExtractionInput => ({
  category: { key: 'lamp', nameKo: '조명', nameEn: 'Lamp' },
  title,
  spec,
  description,
  attributes: ATTRIBUTES,
});

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let directory: string;
let contents: ModelContents;
let extractor: Extractor;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'avenue-model-'));
  contents = await trainExtraction(tinyInput());
  await writeModelDirectory(path.join(directory, 'float'), contents, 'float32');
  await writeModelDirectory(path.join(directory, 'int8'), contents, 'int8');
  extractor = await openExtractor(path.join(directory, 'float'));
});

afterAll(async () => {
  await extractor.close();
  await rm(directory, { recursive: true });
});

/** Products of a category that shares no word with the lamps. */
function otherLines(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    ...tinyLines(1)[0]!,
    id: `chair-${index}`,
    category: '의자',
    title: `Chair ${index}`,
    text: `oak, ${40 + index} cm`,
    attributes: { Material: ['oak'], Height: [`${40 + index} cm`] },
  }));
}

async function answersOf(model: ModelContents, count: number, seed: number) {
  const lines = tinyLines(count, seed);
  const book = new LearntBook(model.labels.attributes);
  const questions = lines.map((line) => questionOf(line, book, new Gazetteer(model.entries)));
  const session = await openWithWeights(model.shape, model.weights, 1);
  const knowledge = knowledgeOf(model);
  const answers = await predict(questions, knowledge, session);
  await session.close();
  return { lines, questions, knowledge, answers };
}

describe('a trained model', () => {
  it('finds single, several and missing values in products that it has not seen', async () => {
    const { lines, answers } = await answersOf(contents, 60, 2);
    const run = new Map(lines.map((line, i) => [line.id, runLineOf(line, answers[i]!)]));
    expect(scoreRun(lines, run).micro.f1).toBeGreaterThan(95);
  });

  it('has the same weights when it is trained again with the same seed', async () => {
    const files = [{ file: 'few.jsonl', sha256: '', lines: tinyLines(24) }];
    const options = { ...TINY_TRAINING, epochs: 1 };
    const [first, again, other] = [
      await trainExtraction(tinyInput({ files, options })),
      await trainExtraction(tinyInput({ files, options })),
      await trainExtraction(tinyInput({ files, options: { ...options, seed: 2 } })),
    ];
    expect(again.weights).toEqual(first.weights);
    expect(other.weights.get('pointer.weight')).not.toEqual(first.weights.get('pointer.weight'));
  });

  it('counts how often the values of an attribute fill segments of the text', () => {
    const counts = new Map(contents.labels.segments.map(([, name, ...count]) => [name, count]));
    expect([...counts.keys()].sort()).toEqual(['단자', '색상', '전력']);
    for (const [whole] of counts.values()) expect(whole).toBeGreaterThan(0);
  });

  it('says from which confidence its values are right as often as is wanted', () => {
    const measured = contents.card.heldOut!.thresholds!;
    expect(measured.attributes.map(({ name }) => name).sort()).toEqual(['단자', '색상', '전력']);
    const least = thresholdOf(measured, 0.95)('조명', '전력');
    expect(least).toBeGreaterThan(0);
    expect(least).toBeLessThan(1);
  });

  it('counts a product once, however often it is trained on', async () => {
    const [line, ...others] = tinyInput().files[0]!.lines;
    const corrected = { ...line!, attributes: { ...line!.attributes, 색상: ['램프'] } };
    const lines = [corrected, ...others];
    const files = [{ file: 'again.jsonl', sha256: 'again', lines }];
    const again = await trainExtraction({ ...tinyInput(), base: contents, files });
    const find = (model: ModelContents, text: string) =>
      model.entries.find(
        (each) => each.category === '조명' && each.attribute === '색상' && each.text === text,
      );
    expect(find(contents, '검정')?.labelled).toBeGreaterThan(1);
    expect(find(again, '검정')).toEqual(find(contents, '검정'));
    expect(find(again, '램프')?.labelled).toBe(1);
  });

  it('goes on from a base model', async () => {
    const options = { ...TINY_TRAINING, epochs: 1 };
    const tuned = await trainExtraction(tinyInput({ base: contents, options }));
    expect(tuned.card.stages.map(({ base }) => base)).toEqual([null, 'tiny']);
    expect(tuned.card.heldOut?.micro.f1).toBeGreaterThan(90);
  });

  it('answers a product alike, alone and among others of other lengths', async () => {
    const { questions, knowledge, answers } = await answersOf(contents, 12, 3);
    const session = await openWithWeights(contents.shape, contents.weights, 1);
    for (const [index, question] of questions.entries()) {
      const [alone] = await predict([question], knowledge, session);
      alone!.forEach((answer, at) => {
        const among = answers[index]![at]!;
        expect(answer.spans.map(({ surface }) => surface)).toEqual(
          among.spans.map(({ surface }) => surface),
        );
        expect(answer.probability).toBeCloseTo(among.probability, 4);
      });
    }
    await session.close();
  });

  it('still knows what the base model knew after learning another category', async () => {
    const files = [{ file: 'other.jsonl', sha256: '', lines: otherLines(40) }];
    const options = { ...TINY_TRAINING, epochs: 1, learningRate: 2e-3 };
    const tuned = await trainExtraction(tinyInput({ base: contents, files, options }));
    const { lines, answers } = await answersOf(tuned, 60, 2);
    const run = new Map(lines.map((line, i) => [line.id, runLineOf(line, answers[i]!)]));
    expect(scoreRun(lines, run).micro.f1).toBeGreaterThan(90);
  });

  it.each([
    ['measure', 1],
    ['train', 0],
  ] as const)(
    'ends with the same weights when it is stopped in "%s" after epoch %i and goes on',
    async (phase, epochs) => {
      const files = [{ file: 'few.jsonl', sha256: '', lines: tinyLines(30) }];
      const options = { ...TINY_TRAINING, epochs: 2 };
      const whole = await trainExtraction(tinyInput({ files, options }));
      const checkpoints = fileCheckpoints(path.join(directory, 'interrupted'));
      let epochsDone = 0;
      const stop = trainExtraction(
        tinyInput({
          files,
          options,
          checkpoints,
          report(reported) {
            if (reported === phase && epochsDone++ === epochs) throw new Error('stopped');
          },
        }),
      );
      await expect(stop).rejects.toThrow('stopped');
      const other = tinyInput({ files, checkpoints, options: { ...options, seed: 2 } });
      await expect(trainExtraction(other)).rejects.toMatchObject({
        reason: 'training.other-checkpoint',
      });
      const resumed = await trainExtraction(tinyInput({ files, options, checkpoints }));
      expect(resumed.weights).toEqual(whole.weights);
      expect(resumed.calibration).toEqual(whole.calibration);
    },
  );

  it('learns from a handful of products, with the calibration of its base', async () => {
    const files = [{ file: 'one.jsonl', sha256: '', lines: tinyLines(3) }];
    const tuned = await trainExtraction(tinyInput({ base: contents, files }));
    expect(tuned.card.heldOut).toBeNull();
    expect(tuned.calibration).toEqual(contents.calibration);
  });

  it('refuses data without a single value to learn from', async () => {
    const lines = [{ ...tinyLines(1)[0]!, attributes: { 색상: ['없는 값'] } }];
    const files = [{ file: 'empty.jsonl', sha256: '', lines }];
    await expect(trainExtraction(tinyInput({ files }))).rejects.toMatchObject({
      reason: 'training.no-examples',
    });
  });
});

describe('a mixture of experts', () => {
  it('answers as the dense model that it came from, before any training', async () => {
    const mixture = upcycle(contents, { experts: 4, topK: 2, seed: 5 });
    const [dense, sparse] = [await answersOf(contents, 12, 6), await answersOf(mixture, 12, 6)];
    sparse.answers.flat().forEach((answer, at) => {
      const before = dense.answers.flat()[at]!;
      expect(answer.spans.map(({ surface }) => surface)).toEqual(
        before.spans.map(({ surface }) => surface),
      );
      expect(answer.probability).toBeCloseTo(before.probability, 4);
    });
  });

  it('trains on, and its experts grow apart', async () => {
    const base = upcycle(contents, { experts: 4, topK: 2, seed: 5 });
    const options = { ...TINY_TRAINING, epochs: 1 };
    const tuned = await trainExtraction(tinyInput({ base, shape: base.shape, options }));
    expect(tuned.weights.get('layer0.forward.expert0.in.weight')!.data).not.toEqual(
      tuned.weights.get('layer0.forward.expert1.in.weight')!.data,
    );
    expect(tuned.card.heldOut?.micro.f1).toBeGreaterThan(90);
  });

  it('tells for each category and layer which experts its tokens went to', async () => {
    const mixture = upcycle(contents, { experts: 4, topK: 2, seed: 5 });
    const lines = [...tinyLines(6, 8), ...otherLines(2)];
    const [layer, ...others] = await measureRouting(mixture, lines);
    expect(others).toEqual([]);
    expect(layer!.map(({ name }) => name)).toEqual(['조명', '의자']);
    for (const { shares } of layer!) {
      expect(shares).toHaveLength(4);
      expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
      for (const share of shares) expect(share).toBeLessThanOrEqual(0.5);
    }
    expect(await measureRouting(contents, lines)).toEqual([]);
  });

  it('refuses to be made of a mixture, or with more choices than experts', () => {
    const mixture = upcycle(contents, { experts: 2, topK: 1, seed: 5 });
    expect(() => upcycle(mixture, { experts: 4, topK: 2, seed: 5 })).toThrow('already-experts');
    expect(() => upcycle(contents, { experts: 2, topK: 3, seed: 5 })).toThrow('too-few-experts');
  });
});

describe('a model directory', () => {
  it('gives back the weights that were written', async () => {
    const read = await readModel(path.join(directory, 'float'));
    expect([...read.weights.keys()]).toEqual([...contents.weights.keys()]);
    for (const [name, { data, shape, isTable }] of read.weights) {
      const written = contents.weights.get(name)!;
      expect([name, shape, isTable]).toEqual([name, written.shape, written.isTable]);
      expect(Buffer.compare(Buffer.from(data.buffer), Buffer.from(written.data.buffer))).toBe(0);
    }
    expect(read.labels).toEqual(contents.labels);
    expect(read.card).toEqual(contents.card);
  });

  it('answers alike from its graph and from its weights, and nearly so in int8', async () => {
    const { questions, knowledge, answers } = await answersOf(contents, 20, 4);
    for (const [name, digits] of [
      ['float', 4],
      ['int8', 1],
    ] as const) {
      const model = await readModelDirectory(path.join(directory, name));
      const open = await openModel(model, { threads: 1 });
      const served = await predict(questions, knowledge, open);
      served.flat().forEach((answer, at) => {
        expect(answer.probability).toBeCloseTo(answers.flat()[at]!.probability, digits);
      });
      await open.close();
    }
  });

  it.each(['weights.bin', 'labels.json', 'model.onnx'])('refuses a changed %s', async (file) => {
    const copy = path.join(directory, 'damaged');
    await writeModelDirectory(copy, contents, 'float32');
    const bytes = await readFile(path.join(copy, file));
    bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
    await writeFile(path.join(copy, file), bytes);
    await expect(readModelDirectory(copy)).rejects.toMatchObject({
      reason: 'training.model-damaged',
      params: { file },
    });
  });

  it.each([
    [1, false],
    [2, true],
    [4, false],
  ])('refuses to serve format %i; whether it can be gone on from: %s', async (version, isRead) => {
    const copy = path.join(directory, 'other');
    await writeModelDirectory(copy, contents, 'float32');
    const manifest = path.join(copy, 'model.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace(/"formatVersion":\d+/, `"formatVersion":${version}`));
    const refusal = { reason: 'training.model-version' };
    await expect(openExtractor(copy)).rejects.toMatchObject(refusal);
    if (isRead) expect((await readModel(copy)).labels).toEqual(contents.labels);
    else await expect(readModel(copy)).rejects.toMatchObject(refusal);
  });

  it('refuses a directory that is none', async () => {
    await expect(openExtractor(path.join(directory, 'none'))).rejects.toMatchObject({
      reason: 'training.no-model',
    });
  });
});

/** Starts threads that can be told to die, and hands out their deaths in order. */
function mortalThreads(): { deaths: MessagePort[]; startThread: (settings: object) => Worker } {
  const deaths: MessagePort[] = [];
  const entry = new URL('../testing/mortal-thread.mjs', import.meta.url);
  const startThread = (settings: object): Worker => {
    const { port1, port2 } = new MessageChannel();
    deaths.push(port1);
    const workerData = { ...settings, death: port2 };
    return new Worker(entry, { workerData, execArgv: [], transferList: [port2] });
  };
  return { deaths, startThread };
}

describe('a model directory', () => {
  it('is measured as int8 before anyone trusts it', async () => {
    const measured = await measureInt8(contents, tinyLines(40, 9), 1);
    expect(measured.products).toBe(40);
    expect(Math.abs(measured.float32F1 - measured.int8F1)).toBeLessThan(2);
  });
});

describe('the extractor', () => {
  it('answers in order, with evidence that is the surface form', async () => {
    const inputs = [
      input('아롬 램프 A1', '40W / 검정 / 스탠드 / HDMI 2.1 / USB-C'),
      input('아롬 램프 B2', '15W / 스탠드'),
    ];
    const answers = await extractor.extract(inputs);
    const surfaces = answers.map((each) => each.map(({ spans }) => spans.map((s) => s.surface)));
    expect(surfaces).toEqual([
      [['검정'], ['40W'], ['HDMI 2.1', 'USB-C']],
      [[], ['15W'], []],
    ]);
    for (const [index, each] of answers.entries()) {
      for (const { spans, confidence } of each) {
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
        for (const { surface, evidence } of spans) {
          expect(inputs[index]!.spec.slice(evidence!.start, evidence!.end)).toBe(surface);
        }
      }
    }
  });

  it('counts offsets in UTF-16 units of each field', async () => {
    const [answers] = await extractor.extract([input('💡💡 램프', '💡 / 40W / 스탠드', '')]);
    const [span] = answers![1]!.spans;
    expect(span).toMatchObject({ surface: '40W', evidence: { field: 'spec', start: 5, end: 8 } });
  });

  it('answers empty texts and empty questions with nothing', async () => {
    const [answers, none] = await extractor.extract([
      input('', '', ''),
      { ...input('램프', '40W'), attributes: [] },
    ]);
    expect(answers!.map(({ spans }) => spans)).toEqual([[], [], []]);
    expect(none).toEqual([]);
    expect(await extractor.extract([])).toEqual([]);
  });

  it('finds a value behind more than a thousand tokens', async () => {
    const long = `${'설명 문장 '.repeat(600)} / 40W / 스탠드`;
    const [answers] = await extractor.extract([input('아롬 램프', long)]);
    expect(answers![1]!.spans.map(({ surface }) => surface)).toEqual(['40W']);
  });

  it('joins calls that arrive together and gives each its own answers', async () => {
    const calls = await Promise.all(
      ['11W', '22W', '33W'].map((watts) =>
        extractor.extract([input('아롬 램프', `${watts} / 스탠드`)]),
      ),
    );
    expect(calls.map(([answers]) => answers![1]!.spans[0]!.surface)).toEqual(['11W', '22W', '33W']);
  });

  it('refuses what exceeds its queue, goes on with what it holds, and refuses all once closed', async () => {
    const small = await openExtractor(path.join(directory, 'float'), { queueLimit: 2 });
    const held = small.extract([input('램프', '11W'), input('램프', '12W')]);
    await expect(small.extract([input('램프', '13W')])).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'training.queue-full',
    });
    expect(await held).toHaveLength(2);
    expect(await small.extract([input('램프', '13W')])).toHaveLength(1);
    await small.close();
    await expect(small.extract([input('램프', '13W')])).rejects.toMatchObject({
      reason: 'training.model-closed',
    });
  });

  it('starts another thread where one died, and fails only the calls that it held', async () => {
    const { deaths, startThread } = mortalThreads();
    const mortal = await openExtractor(path.join(directory, 'float'), { startThread });
    deaths[0]!.postMessage(null);
    const held = mortal.extract([input('램프', '11W')]);
    await expect(held).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'training.model-stopped',
    });
    const [answers] = await mortal.extract([input('램프', '12W / 스탠드')]);
    expect(answers![1]!.spans[0]!.surface).toBe('12W');
    expect(deaths).toHaveLength(2);
    await mortal.close();
  });

  it('says that the model stopped when every new thread dies as well', async () => {
    const { deaths, startThread } = mortalThreads();
    const broken = path.join(directory, 'vanishing');
    await writeModelDirectory(broken, contents, 'float32');
    const mortal = await openExtractor(broken, { startThread });
    await rm(broken, { recursive: true });
    deaths[0]!.postMessage(null);
    const held = mortal.extract([input('램프', '11W')]);
    await expect(held).rejects.toMatchObject({ reason: 'training.model-stopped' });
    await expect(mortal.extract([input('램프', '11W')])).rejects.toMatchObject({
      code: 'unavailable',
    });
    await mortal.close();
  });

  it('stops waiting when the call is aborted', async () => {
    const controller = new AbortController();
    const call = extractor.extract([input('램프', '11W')], controller.signal);
    controller.abort(new AppError('busy', 'training.model-closed'));
    await expect(call).rejects.toMatchObject({ code: 'busy' });
    expect(await extractor.extract([input('램프', '11W')])).toHaveLength(1);
  });
});
