import { tidyAudit } from '../audit/jobs';
import { runAutonomy } from '../autonomy/jobs';
import { sortProducts } from '../catalogue/jobs';
import { runImport, tidyTexts } from '../imports/jobs';
import { landCommit } from '../curation/jobs';
import { settleRound } from '../overlap/jobs';
import { rollUp } from '../insights/jobs';
import { runProposals, runShadow } from '../proposals/jobs';
import { makeDataset } from '../datasets/jobs';
import { makeBackup } from '../keeping/jobs';
import { followCloudTraining } from '../cloud/jobs';
import { uploadDataset } from '../cloud/delivery/jobs';
import { deliverWebhook, gatherDecisions } from '../webhooks/jobs';
import { runEvaluation, runTraining } from '../training/jobs';
import type { Job, JobContext } from '../jobs/define-job';

type Handler<P> = (payload: P, context: JobContext) => Promise<void>;

interface Registration {
  readonly job: Job<unknown>;
  load(): Promise<Handler<unknown>>;
}

function register<P>(job: Job<P>, load: () => Promise<Handler<P>>): Registration {
  return {
    job: job as Job<unknown>,
    load: async () => {
      const handle = await load();
      return (payload, context) => handle(job.payload.parse(payload), context);
    },
  };
}

/** Every job of the product with its handler, which is loaded when the first one comes. */
export const registrations: readonly Registration[] = [
  register(runImport, async () => (await import('../imports/server/run-import.job')).handle),
  register(sortProducts, async () => (await import('../sorting/server/sort-products.job')).handle),
  register(tidyTexts, async () => (await import('../imports/server/tidy-texts.job')).handle),
  register(
    runProposals,
    async () => (await import('../proposals/server/run-proposals.job')).handle,
  ),
  register(landCommit, async () => (await import('../curation/server/land-commit.job')).handle),
  register(settleRound, async () => (await import('../overlap/server/settle-round.job')).handle),
  register(rollUp, async () => (await import('../insights/server/roll-up.job')).handle),
  register(runAutonomy, async () => (await import('../autonomy/server/run-autonomy.job')).handle),
  register(makeDataset, async () => (await import('../datasets/server/make-dataset.job')).handle),
  register(uploadDataset, async () => (await import('../cloud/server/upload-dataset.job')).handle),
  register(
    followCloudTraining,
    async () => (await import('../cloud/server/follow-cloud-training.job')).handle,
  ),
  register(
    deliverWebhook,
    async () => (await import('../webhooks/server/deliver-webhook.job')).handle,
  ),
  register(
    gatherDecisions,
    async () => (await import('../webhooks/server/gather-decisions.job')).handle,
  ),
  register(makeBackup, async () => (await import('../keeping/server/make-backup.job')).handle),
  register(tidyAudit, async () => (await import('../audit/server/tidy-audit.job')).handle),
  register(runTraining, async () => (await import('../training/server/run-training.job')).handle),
  register(
    runEvaluation,
    async () => (await import('../training/server/run-evaluation.job')).handle,
  ),
  register(runShadow, async () => (await import('../training/server/run-shadow.job')).handle),
];
