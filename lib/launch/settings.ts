import path from 'node:path';
import * as z from 'zod';
import { repositoryRoot } from './node-process';

const minimumNode = [20, 19] as const;

const variables = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  AVENUE_URL: z.url({ protocol: /^https?$/ }).optional(),
  AVENUE_DATA: z.string().min(1).default('.avenue'),
  AVENUE_SEED: z.enum(['demo', 'none']).default('demo'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  BETTER_AUTH_SECRET: z.string().min(32).optional(),
});

export interface StartSettings {
  readonly port: number;
  readonly host: string;
  /** The address that browsers open behind a proxy; null without one. */
  readonly publicUrl: string | null;
  /** Absolute. */
  readonly dataFolder: string;
  readonly seed: 'demo' | 'none';
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  /** Null: made on the first start and kept in the data folder. */
  readonly authSecret: string | null;
}

/**
 * What the environment asks of a start. A relative AVENUE_DATA is below the repository.
 * @throws Error that names every wrong variable.
 */
export function readStartSettings(
  env: Readonly<Record<string, string | undefined>>,
): StartSettings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = variables.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These variables are wrong:\n${lines.join('\n')}`);
  }
  const { PORT, HOST, AVENUE_URL, AVENUE_DATA, AVENUE_SEED, DATABASE_URL, BETTER_AUTH_SECRET } =
    result.data;
  return {
    port: PORT,
    host: HOST,
    publicUrl: AVENUE_URL ?? null,
    dataFolder: path.resolve(repositoryRoot, AVENUE_DATA),
    seed: AVENUE_SEED,
    databaseUrl: DATABASE_URL ?? null,
    authSecret: BETTER_AUTH_SECRET ?? null,
  };
}

/** @throws Error when `version` (`v20.18.1`) is older than Avenue runs on. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  const [wantedMajor, wantedMinor] = minimumNode;
  const isNewEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  if (!isNewEnough)
    throw new Error(`Avenue needs Node ${minimumNode.join('.')} or newer; this is ${version}.`);
}
