import * as z from 'zod';
import { AppError } from '../../platform/errors';

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

const environment = z.object({
  AVENUE_S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  /** Below which the versions lie. */
  AVENUE_S3_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9/_.=-]*$/)
    .default('avenue')
    .transform((prefix) =>
      prefix
        .split('/')
        .filter((part) => part !== '')
        .join('/'),
    ),
  AVENUE_S3_REGION: z.string().min(1).default('us-east-1'),
  /** Of a store that is not Amazon's. */
  AVENUE_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** Bucket as part of the path; what most stores of one's own ask for. */
  AVENUE_S3_PATH_STYLE: yesOrNo.optional(),
  /** SHA-256 of every part, checked by the store; `off` for stores that know none. */
  AVENUE_S3_CHECKSUMS: z.enum(['sha256', 'off']).default('sha256'),
});

/** What the AWS SDK finds credentials by without asking the network. */
const credentialSources = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

type Variables = Readonly<Record<string, string | undefined>>;

export interface StorageSettings {
  readonly bucket: string;
  /** Without slashes at its ends; may be empty. */
  readonly prefix: string;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly isPathStyle: boolean;
  readonly hasChecksums: boolean;
}

/** The settings that storage lacks in `env`; none when it is on. */
export function missingSettings(env: Variables): string[] {
  const hasCredentials =
    env['AVENUE_AWS_INSTANCE_ROLE'] === 'true' || credentialSources.some((name) => env[name]);
  return [
    ...(env['AVENUE_S3_BUCKET'] ? [] : ['AVENUE_S3_BUCKET']),
    ...(hasCredentials ? [] : ['AWS_ACCESS_KEY_ID / AWS_PROFILE']),
  ];
}

/**
 * Where dataset versions are delivered to.
 * @throws AppError `unavailable` while it is off, naming what is missing; `invalid` for a wrong setting
 */
export function readStorageSettings(env: Variables): StorageSettings {
  const missing = missingSettings(env);
  if (missing.length > 0) {
    throw new AppError('unavailable', 'datasets.errors.storage-off', { names: missing.join(', ') });
  }
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) {
    const names = result.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new AppError('invalid', 'datasets.errors.storage-settings', { names });
  }
  const settings = result.data;
  return {
    bucket: settings.AVENUE_S3_BUCKET,
    prefix: settings.AVENUE_S3_PREFIX,
    region: settings.AVENUE_S3_REGION,
    endpoint: settings.AVENUE_S3_ENDPOINT,
    isPathStyle: settings.AVENUE_S3_PATH_STYLE ?? settings.AVENUE_S3_ENDPOINT !== undefined,
    hasChecksums: settings.AVENUE_S3_CHECKSUMS === 'sha256',
  };
}
