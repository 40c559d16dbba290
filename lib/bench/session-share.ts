import { readFile } from 'node:fs/promises';
import type { ExtractionLine } from '../extraction/extraction-file';
import { knowledgeOf } from '../inference/knowledge';
import { readModelDirectory } from '../inference/model-directory';
import { openModel } from '../inference/open-model';
import { predict, type Question } from '../inference/predict';
import type { Feeds, Results } from '../inference/session';
import { LearntBook } from '../training/model/learnt-book';
import { textsOf } from '../training/model/examples';

/** What this script is asked: the JSON file that its argument names. */
export interface ShareRequest {
  readonly directory: string;
  readonly category: string;
  /** Attributes that every product is asked. */
  readonly names: readonly string[];
  readonly warmUp: readonly ExtractionLine[];
  readonly warmUpRounds: number;
  readonly lines: readonly ExtractionLine[];
}

const ASKED_TOGETHER = 48;

/** Share of the time of answering `lines` that one thread spends within the session itself. */
async function measureShare(request: ShareRequest): Promise<number> {
  const { directory, category, names, warmUp, warmUpRounds, lines } = request;
  const model = await readModelDirectory(directory);
  const { gazetteer, labels } = model;
  const open = await openModel(model, { threads: 1 });
  const book = new LearntBook(labels.attributes);
  const queries = names.map((name) => book.queryOf(category, name));
  const knowledge = knowledgeOf({ shape: model.manifest.shape, labels });
  let within = 0;
  const run = async (feeds: Feeds): Promise<Results> => {
    const started = performance.now();
    const results = await open.run(feeds);
    within += performance.now() - started;
    return results;
  };
  const answer = async (asked: readonly ExtractionLine[]): Promise<void> => {
    const questions = asked.map((line): Question => {
      return { texts: textsOf(line), category, queries, gazetteer };
    });
    for (let at = 0; at < questions.length; at += ASKED_TOGETHER) {
      await predict(questions.slice(at, at + ASKED_TOGETHER), knowledge, { ...open, run });
    }
  };
  for (let round = 0; round < warmUpRounds; round++) await answer(warmUp);
  within = 0;
  const started = performance.now();
  await answer(lines);
  const share = within / (performance.now() - started);
  await open.close();
  return share;
}

const asked = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as ShareRequest;
process.stdout.write(String(await measureShare(asked)));
