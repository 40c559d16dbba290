import * as z from 'zod';

const count = z.number().int().min(0);

/** What a training job on SageMaker is to be; a JSON file for the command line. */
export const cloudTrainingPlan = z.strictObject({
  /** Container with the training program: a registry address. */
  image: z.string().min(1).max(255),
  instanceType: z.string().regex(/^ml[.][a-z0-9-]+[.][a-z0-9]+$/),
  instanceCount: z.number().int().min(1).max(64).default(1),
  volumeGb: z.number().int().min(1).max(16_384).default(100),
  maximumRuntimeS: z
    .number()
    .int()
    .min(60)
    .max(28 * 86_400)
    .default(86_400),
  /** Read by the training toolkits of the container, as `sagemaker_program`. */
  entryPoint: z.string().max(500).optional(),
  /** Archive with the entry point; `s3://…/source.tar.gz`. */
  sourceUri: z
    .string()
    .regex(/^s3:\/\/[^/]+\/.+/)
    .optional(),
  distribution: z.enum(['none', 'torchrun', 'smdataparallel']).default('none'),
  hyperParameters: z.record(z.string().max(256), z.string().max(2_500)).default({}),
  environment: z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string().max(512)).default({}),
  /** Folder of the dataset version that is given as channel `training`; left out: all of it. */
  format: z.string().max(40).optional(),
  /** Cheaper machines that may be taken away; checkpoints let the job go on. */
  spot: z.strictObject({ maximumWaitS: z.number().int().min(60) }).optional(),
  vpc: z
    .strictObject({
      subnets: z.array(z.string().max(32)).min(1).max(16),
      securityGroups: z.array(z.string().max(32)).min(1).max(5),
    })
    .optional(),
  isIsolated: z.boolean().default(false),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  /** Metric name → regular expression with one group, over the job's output. */
  metrics: z.record(z.string().min(1).max(255), z.string().min(1).max(500)).default({
    loss: "'loss': '?([0-9.]+)",
    eval_loss: "'eval_loss': '?([0-9.]+)",
  }),
});
export type CloudTrainingPlan = z.output<typeof cloudTrainingPlan>;

export const cloudTrainingState = z.enum([
  'queued',
  'uploading',
  'training',
  'stopping',
  'fetching',
  'done',
  'failed',
  'stopped',
]);

export const metricPoint = z.object({
  name: z.string(),
  value: z.number(),
  at: z.iso.datetime(),
});
export type MetricPoint = z.infer<typeof metricPoint>;

export const cloudTraining = z.object({
  id: z.uuid(),
  jobName: z.string(),
  versionId: z.uuid(),
  plan: cloudTrainingPlan,
  state: cloudTrainingState,
  /** SageMaker's own words for where it stands. */
  secondaryStatus: z.string().nullable(),
  metrics: z.array(metricPoint),
  billableSeconds: count.nullable(),
  /** Registry name of the candidate that came of it. */
  modelName: z.string().nullable(),
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type CloudTraining = z.infer<typeof cloudTraining>;

// GET /api/cloud-trainings – newest first
export const cloudTrainingList = z.object({
  /** Settings that are missing while it is off. */
  missing: z.array(z.string()),
  trainings: z.array(cloudTraining),
});
export type CloudTrainingList = z.infer<typeof cloudTrainingList>;

// POST /api/cloud-trainings
export const startCloudTrainingInput = z.object({
  /** Made by the client; sending it twice starts once. */
  id: z.uuid(),
  versionId: z.uuid(),
  plan: cloudTrainingPlan,
});
export const cloudTrainingPath = z.object({ id: z.uuid() });
