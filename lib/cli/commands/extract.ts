import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { readModelDirectory } from '../../inference/model-directory';
import { knowledgeOf } from '../../inference/knowledge';
import { predict } from '../../inference/predict';
import { openModel } from '../../inference/open-model';
import { thresholdOf } from '../../inference/thresholds';
import { toExtraction } from '../../inference/extraction';
import { extractionLine, readLines, type ExtractionLine } from '../../extraction/extraction-file';
import { LearntBook } from '../../training/model/learnt-book';
import { questionOf, runLineOf } from '../../training/model/train-extraction';
import type { Command } from '../command';
import { modelDirectoryOf } from '../model-reference';
import { readOptions } from '../read-options';
import { writeWhole } from '../write-whole';

const options = z.object({
  model: z.string().min(1),
  in: z.string().min(1),
  out: z.string().min(1),
  precision: z.coerce.number().min(50).max(99).default(95),
});
const usage = 'extract --model MODEL --in FILE --out FILE [--precision PERCENT]';
const LINES_AT_ONCE = 256;

export const command: Command = {
  name: 'extract',
  summary: 'cli.extract',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const model = await readModelDirectory(await modelDirectoryOf(given.model));
    const open = await openModel(model, { threads: availableParallelism() });
    const leastTrusted = thresholdOf(model.thresholds, given.precision / 100);
    const book = new LearntBook(model.labels.attributes);
    const knowledge = knowledgeOf({ shape: model.manifest.shape, labels: model.labels });
    let products = 0;
    const started = performance.now();
    const answer = async (lines: readonly ExtractionLine[]): Promise<string> => {
      const questions = lines.map((line) => questionOf(line, book, model.gazetteer));
      const answers = await predict(questions, knowledge, open);
      const texts = lines.map((line, index) => {
        const found = answers[index] ?? [];
        const queries = questions[index]?.queries ?? [];
        const extractions = found.map((each, at) => {
          const query = queries[at];
          const { spans, confidence, isTrusted } = toExtraction(
            query?.name ?? '',
            query?.isMultiple ?? false,
            each,
            model.calibration,
            leastTrusted(line.category, query?.name ?? ''),
          );
          return [query?.name ?? '', { confidence, isTrusted, spans }] as const;
        });
        const evidence = Object.fromEntries(extractions);
        return `${JSON.stringify({ ...runLineOf(line, found), evidence })}\n`;
      });
      products += lines.length;
      process.stderr.write(`\r${products} products`);
      return texts.join('');
    };
    async function* answerAll(): AsyncGenerator<string, void, undefined> {
      let lines: ExtractionLine[] = [];
      for await (const line of readLines(given.in, extractionLine)) {
        lines.push(line);
        if (lines.length < LINES_AT_ONCE) continue;
        yield await answer(lines);
        lines = [];
      }
      if (lines.length > 0) yield await answer(lines);
    }
    try {
      await writeWhole(given.out, Readable.from(answerAll(), { objectMode: false }));
    } finally {
      await open.close();
    }
    const seconds = (performance.now() - started) / 1000;
    process.stderr.write('\n');
    const productsPerSecond = products / seconds;
    process.stdout.write(
      `${JSON.stringify({ out: given.out, products, seconds, productsPerSecond })}\n`,
    );
    return 0;
  },
};
