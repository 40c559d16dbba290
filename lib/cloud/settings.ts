import * as z from 'zod';
import { AppError } from '../platform/errors';
import {
  missingSettings,
  readStorageSettings,
  type StorageSettings,
} from './delivery/storage-settings';

const environment = z.object({
  /** Role that the training job itself runs under. */
  AVENUE_SAGEMAKER_ROLE: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+/),
  AVENUE_SAGEMAKER_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  AVENUE_SAGEMAKER_POLL_S: z.coerce.number().int().min(1).max(3_600).default(30),
  /** Largest artifact that is brought back, unpacked. */
  AVENUE_MODEL_LIMIT_GB: z.coerce.number().min(0.001).max(2_000).default(64),
});

type Variables = Readonly<Record<string, string | undefined>>;

export interface CloudSettings {
  readonly storage: StorageSettings;
  readonly role: string;
  readonly endpoint: string | undefined;
  readonly pollMs: number;
  readonly maximumModelBytes: number;
}

/** The settings that training on SageMaker lacks in `env`; none when it is on. */
export function missingCloudSettings(env: Variables): string[] {
  const role = env['AVENUE_SAGEMAKER_ROLE'] ? [] : ['AVENUE_SAGEMAKER_ROLE'];
  return [...missingSettings(env), ...role];
}

/** @throws AppError `unavailable` while it is off, naming what is missing; `invalid` for a wrong setting */
export function readCloudSettings(env: Variables): CloudSettings {
  const missing = missingCloudSettings(env);
  if (missing.length > 0) {
    throw new AppError('unavailable', 'datasets.errors.cloud-off', { names: missing.join(', ') });
  }
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) {
    const names = result.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new AppError('invalid', 'datasets.errors.storage-settings', { names });
  }
  const settings = result.data;
  return {
    storage: readStorageSettings(env),
    role: settings.AVENUE_SAGEMAKER_ROLE,
    endpoint: settings.AVENUE_SAGEMAKER_ENDPOINT,
    pollMs: settings.AVENUE_SAGEMAKER_POLL_S * 1_000,
    maximumModelBytes: settings.AVENUE_MODEL_LIMIT_GB * 1e9,
  };
}
