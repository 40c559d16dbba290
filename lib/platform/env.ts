import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  AVENUE_DATA: z.string().min(1).default('.avenue'),
  BETTER_AUTH_SECRET: z.string().min(32).optional(),
  AVENUE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** Largest file that can be uploaded for an import, in megabytes. */
  AVENUE_UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).default(10_240),
  /** How often values that need no review should be right, in percent. */
  AVENUE_PRECISION: z.coerce.number().min(50).max(99).default(95),
  /** Where the timetable writes backups; none without it. */
  AVENUE_BACKUP_FOLDER: z.string().min(1).optional(),
  AVENUE_BACKUP_HOURS: z.coerce.number().min(0.5).default(24),
  /** How many backups of the timetable are kept. */
  AVENUE_BACKUP_KEEP: z.coerce.number().int().min(1).default(7),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type Environment = z.infer<typeof environment>;

let parsed: Environment | undefined;

/**
 * The process environment, parsed once.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readEnvironment(): Environment {
  if (parsed) return parsed;
  const result = environment.safeParse(process.env);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `The environment is not complete:\n${lines.join('\n')}\nStart Avenue with "npm start", which sets these.`,
    );
  }
  parsed = result.data;
  return parsed;
}

/** Lets the next reader see what has changed: a bench or a test that goes on with another installation. */
export function forgetEnvironment(): void {
  parsed = undefined;
}

/** Absolute path of a folder below the data folder; made when it is not there. */
export function dataFolder(...segments: readonly string[]): string {
  const folder = path.resolve(process.env.AVENUE_DATA ?? '.avenue', ...segments);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
