import { enqueue, type JobContext } from '../../jobs/define-job';
import { db, inPlainTransaction } from '../../platform/db';
import { openModelVersion } from '../../proposals/server/worker';
import { runShadow, shadowJobKey } from '../../proposals/jobs';
import { answerInShadow } from './answer-in-shadow';

/** Answers with the model in the shadow until nothing new is left or the worker stops. */
export async function handle(_: object, { signal }: JobContext): Promise<void> {
  const model = await db().modelVersion.findFirst({ where: { state: 'shadow' } });
  if (model === null || model.shadowAt === null) return;
  const extractor = await openModelVersion(model, 1);
  try {
    const wish = { model: model.name, since: model.shadowAt, extractor, signal };
    while (!signal.aborted && (await answerInShadow(wish)) > 0);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await extractor.close();
  }
  if (!signal.aborted) return;
  await inPlainTransaction((client) => enqueue(client, runShadow, {}, { key: shadowJobKey }));
}
